"""Counts over time: bars from 0, the largest and the newest with their number, the unit in words on top."""

from collections.abc import Sequence

from safelamp.engines.charts import axis
from safelamp.engines.charts.drawing import (
    BROAD,
    NARROW,
    Bar,
    Chart,
    Words,
    frame,
    rectangles,
    room_for,
    rules,
    text,
)

NARROW_BARS = 13  # the newest ones: a year and the same month before
_TOP, _PLOT, _BELOW = 44, 180, 34
_GAP = 8  # between numbers and axis, and at the right edge
_FILLED = 0.64  # of a bar's room
MOST_LABELS = 7
_APART = 3  # bars between two numbers that stand side by side


def over_time(bars: Sequence[Bar], *, words: Words) -> Chart:
    """One bar a period, oldest first; the narrow drawing shows the newest thirteen. Raises ValueError for no bars.

    >>> chart = over_time([Bar("May 2015", 4), Bar("June 2015", 9)], words=Words(
    ...     title="Entries a month", finding="More in June than in May: 9 and 4.", unit="entries a month"))
    >>> chart.rows
    (('May 2015', 4), ('June 2015', 9))
    >>> "More in June than in May: 9 and 4." in chart.narrow
    True
    """
    if not bars:
        raise ValueError("nothing to draw: no periods")
    return Chart(
        broad=_draw(bars, words, BROAD),
        narrow=_draw(bars[-NARROW_BARS:], words, NARROW),
        rows=tuple((bar.label, bar.value) for bar in bars),
    )


def _draw(bars: Sequence[Bar], words: Words, width: int) -> str:
    marks = axis.steps(max(bar.value for bar in bars))
    left = max(room_for(words.number(mark)) for mark in marks) + _GAP
    base = _TOP + _PLOT
    room = (width - left - _GAP) / len(bars)
    thick = max(1, int(room * _FILLED))
    boxes = [
        (round(left + room * place + (room - thick) / 2), base - high, thick, high)
        for place, high in enumerate(_height(bar.value, marks) for bar in bars)
    ]
    parts = [text(words.unit, x=0, y=14), *_grid(marks, words, left=left, right=width - _GAP)]
    parts += [rectangles(boxes), *_numbers(bars, boxes, words), *_periods(bars, boxes, width)]
    return frame(parts, words=words, width=width, height=base + _BELOW)


def _height(value: int, marks: Sequence[int]) -> int:
    high = round(value * _PLOT / marks[-1])
    return max(high, 1) if value else 0  # one is never drawn as none


def _grid(marks: Sequence[int], words: Words, *, left: int, right: int) -> list[str]:
    levels = [_TOP + _PLOT - _height(mark, marks) for mark in marks]
    numbers = [
        text(words.number(mark), x=left - _GAP, y=y + 5, anchor="end") for mark, y in zip(marks, levels, strict=True)
    ]
    return [rules(levels, left=left, right=right), *numbers]


def _numbers(bars: Sequence[Bar], boxes: Sequence[tuple[int, int, int, int]], words: Words) -> list[str]:
    """The largest bar's number, and the newest one's where there is room."""
    newest = len(bars) - 1
    largest = max(range(len(bars)), key=lambda place: (bars[place].value, place))
    space = boxes[1][0] - boxes[0][0] if newest else 0
    fits = room_for(words.number(bars[newest].value)) <= space and newest - largest >= _APART
    places = [newest, largest] if fits else [largest]
    return [
        text(words.number(bars[place].value), x=left + thick // 2, y=top - 6, anchor="middle", weight="b")
        for place in places
        for left, top, thick, _ in [boxes[place]]
    ]


def _periods(bars: Sequence[Bar], boxes: Sequence[tuple[int, int, int, int]], width: int) -> list[str]:
    """As many labels as fit side by side: the first, the last, and others at even distances between."""
    labels = [bar.short or bar.label for bar in bars]
    need = max(map(room_for, labels)) + 2 * _GAP
    fit = max(1, min(len(bars), (width - boxes[0][0]) // need, MOST_LABELS))
    newest = len(bars) - 1
    places = sorted({round(newest - each * newest / max(1, fit - 1)) for each in range(fit)})
    parts = []
    for place in places:
        middle, half = boxes[place][0] + boxes[place][2] // 2, room_for(labels[place]) // 2
        y = _TOP + _PLOT + 24
        if middle + half > width:
            parts.append(text(labels[place], x=width, y=y, anchor="end"))
        elif middle < half:
            parts.append(text(labels[place], x=0, y=y))
        else:
            parts.append(text(labels[place], x=middle, y=y, anchor="middle"))
    return parts
