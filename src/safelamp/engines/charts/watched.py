"""A watched series: counts as bars, the usual range as a band from 0, what was expected as a line, alarms marked."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from safelamp.engines.charts import axis, beside
from safelamp.engines.charts.beside import SIGN_HEIGHT, Label
from safelamp.engines.charts.drawing import BROAD, NARROW, Words, frame, rectangles, room_for, rules, text

BROAD_PERIODS, NARROW_PERIODS = 52, 13  # the newest ones; the table has all
_GAP = 8
_FILLED = 0.62  # of a bar's room
_THICKEST = 34
_MOST_DATES = 5
_LOW = 2  # alarms under half of the plot's height have room above them
_OVER = 24  # from the top of an alarm to the word above its number
_ABOVE, _BELOW = 46, 48  # the unit stands above, dates and what they are below


@dataclass(frozen=True, slots=True)
class Period:
    """A week, a month or a quarter of a watched series; None is "nobody counted" or "could not be computed".

    `short` stands at the axis ("2 Nov."), `label` in the table ("week of 2 November").
    """

    label: str
    short: str
    observed: int | None
    expected: float | None = None
    upper: float | None = None
    alarm: bool = False

    def __post_init__(self) -> None:
        """Counts are whole and not negative; an alarm is about a count."""
        if any(value is not None and not 0 <= value < math.inf for value in (self.observed, self.expected, self.upper)):
            raise ValueError("what is drawn is a number from 0, or None")
        if self.alarm and self.observed is None:
            raise ValueError("a period without a count cannot have an alarm")


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedWords(Words):
    """The words of the chart. Each label stands at its line; the short ones are for the narrow drawing.

    `alarm` "alarm, 3 weeks", `alarm_short` "alarm", `upper` "upper edge", `of_usual` "of what is usual", `upper_short`
    "upper edge of usual", `expected` "expected: 2.7", `dates` "week beginning".
    """

    alarm: str
    alarm_short: str
    upper: str
    of_usual: str
    upper_short: str
    expected: str
    dates: str


@dataclass(frozen=True, slots=True)
class Watched:
    """Two SVG drawings of one series, and every period for the table below."""

    broad: str
    narrow: str
    rows: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where things stand: `top` is the height of the plot's top, `marks` the numbers of the axis."""

    periods: Sequence[Period]
    marks: Sequence[int]
    left: float
    right: float
    base: int

    @property
    def room(self) -> float:
        return (self.right - self.left) / len(self.periods)

    def middle(self, place: int) -> float:
        return self.left + self.room * (place + 0.5)

    def y(self, value: float) -> int:
        high = round(value * (self.base - _ABOVE) / self.marks[-1])
        return self.base - (max(high, 1) if value else 0)  # one is never drawn as none

    def box(self, place: int) -> tuple[int, int, int, int]:
        thick = max(1, min(round(self.room * _FILLED), _THICKEST))
        top = self.y(self.periods[place].observed or 0)
        return round(self.middle(place) - thick / 2), top, thick, self.base - top


def watched(periods: Sequence[Period], *, words: WatchedWords) -> Watched:
    """The series, oldest period first; the broad drawing has the newest 52, the narrow one the newest 13.

    Raises ValueError for no periods.

    >>> weeks = [Period("week of 2 November", "2 Nov.", 2, 2.6, 6.3), Period("week of 9 November", "9 Nov.", 9, 2.6,
    ...     6.3, alarm=True)]
    >>> drawn = watched(weeks, words=WatchedWords(title="Machines", finding="9 reports, at most 6 are usual.",
    ...     unit="reports a week", alarm="alarm, 1 week", alarm_short="alarm", upper="upper edge",
    ...     of_usual="of what is usual", upper_short="upper edge of usual", expected="expected: 2.6",
    ...     dates="week beginning"))
    >>> 'class="hot"' in drawn.broad, "9 reports, at most 6 are usual." in drawn.narrow, drawn.rows[1].observed
    (True, True, 9)
    """
    if not periods:
        raise ValueError("nothing to draw: no periods")
    return Watched(
        broad=_broad(periods[-BROAD_PERIODS:], words),
        narrow=_narrow(periods[-NARROW_PERIODS:], words),
        rows=tuple(periods),
    )


def _broad(periods: Sequence[Period], words: WatchedWords) -> str:
    aside = max(map(room_for, (words.alarm, words.upper, words.of_usual, words.expected))) + 2 * _GAP
    plot = _plot(periods, words, right=BROAD - min(aside, BROAD // 2), base=256)
    labels = _at_the_end(plot, words)
    alarm = [] if plot.periods[-1].alarm else _at_the_bars(plot, words.alarm)
    parts = [*_drawn(plot, words), *alarm, *beside.column(labels, x=round(plot.right) + _GAP, lowest=plot.base - 4)]
    return frame(parts, words=words, width=BROAD, height=plot.base + _BELOW)


def _narrow(periods: Sequence[Period], words: WatchedWords) -> str:
    plot = _plot(periods, words, right=NARROW - _GAP, base=224)
    parts = [*_drawn(plot, words), *_on_the_edge(plot, words), *_at_the_bars(plot, words.alarm_short)]
    return frame(parts, words=words, width=NARROW, height=plot.base + _BELOW)


def _plot(periods: Sequence[Period], words: Words, *, right: int, base: int) -> _Plot:
    known = [value for each in periods for value in (each.observed, each.expected, each.upper) if value is not None]
    marks = axis.steps(math.ceil(max(known, default=0)))
    left = max(room_for(words.number(mark)) for mark in marks) + _GAP
    return _Plot(periods, marks, left, right, base)


def _drawn(plot: _Plot, words: WatchedWords) -> list[str]:
    """Band, grid, bars, alarms, lines, dates: from the back to the front."""
    levels = [plot.y(mark) for mark in plot.marks]
    numbers = [
        text(words.number(mark), x=round(plot.left) - _GAP, y=level + 5, anchor="end")
        for mark, level in zip(plot.marks, levels, strict=True)
    ]
    quiet = [plot.box(place) for place, each in enumerate(plot.periods) if not each.alarm]
    loud = [plot.box(place) for place, each in enumerate(plot.periods) if each.alarm]
    upper, expected = (
        _pieces([each.upper for each in plot.periods], plot),
        _pieces([each.expected for each in plot.periods], plot),
    )
    return [
        text(words.unit, x=0, y=14),
        _path("band", (f"M{piece[0][0]} {plot.base}L{_through(piece)}V{plot.base}z" for piece in upper)),
        rules(levels, left=round(plot.left), right=round(plot.right)),
        *numbers,
        rectangles(quiet),
        rectangles(loud, kind="hot"),
        _path("upper", (f"M{_through(piece)}" for piece in upper)),
        _path("mid halo", (f"M{_through(piece)}" for piece in expected)),
        _path("mid", (f"M{_through(piece)}" for piece in expected)),
        *_counts(plot, words),
        *_dates(plot, words),
    ]


def _pieces(values: Sequence[float | None], plot: _Plot) -> list[list[tuple[int, int]]]:
    """The points of a line; it breaks where nobody counted or nothing could be computed."""
    heights = [
        None if value is None or each.observed is None else plot.y(value)
        for value, each in zip(values, plot.periods, strict=True)
    ]
    pieces = []
    for known, run in groupby(enumerate(heights), key=lambda pair: pair[1] is not None):
        if known:
            points = [(plot.middle(place), y or 0) for place, y in run]
            (first, y_first), (last, y_last) = points[0], points[-1]
            points = [(first - plot.room / 2, y_first), *points, (last + plot.room / 2, y_last)]
            pieces.append([(round(x), y) for x, y in points])
    return pieces


def _path(kind: str, drawn: Iterable[str]) -> str:
    path = "".join(drawn)
    return f'<path class="{kind}" d="{path}"/>' if path else ""


def _through(points: Sequence[tuple[int, int]]) -> str:
    return "L".join(f"{x} {y}" for x, y in points)


def _counts(plot: _Plot, words: Words) -> list[str]:
    """The number on top of each alarm, the largest first, as far as they do not run into each other."""
    alarms = [place for place, each in enumerate(plot.periods) if each.alarm]
    taken: list[tuple[float, float]] = []
    parts = []
    for place in sorted(alarms, key=lambda place: (-(plot.periods[place].observed or 0), -place)):
        number, middle = words.number(plot.periods[place].observed or 0), plot.middle(place)
        start, end = middle - room_for(number) / 2, middle + room_for(number) / 2
        if all(end <= other_start or start >= other_end for other_start, other_end in taken):
            taken.append((start, end))
            parts.append(text(number, x=round(middle), y=plot.box(place)[1] - 7, anchor="middle", weight="b"))
    return parts


def _dates(plot: _Plot, words: WatchedWords) -> list[str]:
    """As many dates as fit side by side, counted back from the newest period, and what they are."""
    need = max(room_for(each.short) for each in plot.periods) + 2 * _GAP
    fit = max(1, min(_MOST_DATES, int((plot.right - plot.left) // need)))
    step = max(1, -(-len(plot.periods) // fit))
    y, last = plot.base + 23, plot.right + _GAP
    parts = [text(words.dates, x=0, y=plot.base + 42)]
    for place in range(len(plot.periods) - 1, -1, -step):
        short, middle = plot.periods[place].short, plot.middle(place)
        wide = room_for(short)
        start = max(0.0, min(middle - wide / 2, last - wide))
        parts.append(text(short, x=round(start + wide / 2), y=y, anchor="middle"))
    return parts


def _at_the_end(plot: _Plot, words: WatchedWords) -> list[Label]:
    """The labels at the right end of their lines."""
    newest = plot.periods[-1]
    labels = []
    if newest.alarm:
        labels.append(Label(plot.box(len(plot.periods) - 1)[1] + SIGN_HEIGHT, ((words.alarm, "b"),)))
    upper = _newest(plot, [each.upper for each in plot.periods])
    if upper is not None:
        labels.append(Label(upper, ((words.upper, "k"), (words.of_usual, "q"))))
    expected = _newest(plot, [each.expected for each in plot.periods])
    if expected is not None:
        labels.append(Label(expected + 5, ((words.expected, "k"),)))
    return labels


def _newest(plot: _Plot, values: Sequence[float | None]) -> int | None:
    pieces = _pieces(values, plot)
    return pieces[-1][-1][1] if pieces else None


def _on_the_edge(plot: _Plot, words: WatchedWords) -> list[str]:
    """The upper edge's words above it, where the fewest bars stand behind them."""
    pieces = _pieces([each.upper for each in plot.periods], plot)
    if not pieces:
        return []
    wide = room_for(words.upper_short)
    foot = min(y for piece in pieces for _, y in piece) - 7
    tops = [(round(plot.middle(place)), plot.box(place)[1]) for place in range(len(plot.periods))]
    start = beside.clearest(tops, wide=wide, left=round(plot.left) + 4, right=round(plot.right), foot=foot)
    return [text(words.upper_short, x=start, y=foot, weight="k said")]


def _at_the_bars(plot: _Plot, alarm: str) -> list[str]:
    """The word over low alarms, or beside a run of high ones, the newest that has room; else nothing."""
    wide, alarms = room_for(alarm), [plot.box(place) for place, each in enumerate(plot.periods) if each.alarm]
    highest = min((top for _, top, _, _ in alarms), default=0)
    if highest > plot.base - (plot.base - _ABOVE) // _LOW:
        start = max(round(plot.left), min(alarms[-1][0] - wide // 2, round(plot.right) - wide))
        return [text(alarm, x=start, y=highest - _OVER, weight="b said")]
    for left, top, thick, _ in reversed(alarms):
        for start in (left - _GAP - wide, left + thick + _GAP):
            behind = any(start < other + bar and other < start + wide for other, _, bar, _ in alarms)
            if plot.left <= start <= plot.right - wide and not behind:
                return [text(alarm, x=start, y=top + SIGN_HEIGHT, weight="b said")]
    return []
