"""The duty list as a week: for each day who is on duty when, and a strip of its 24 hours to see at a glance."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from safelamp.loop.duty import hours
from safelamp.loop.duty.hours import DAY, Span
from safelamp.loop.duty.models import LEVELS, DutyTurn, Level
from safelamp.loop.duty.queries import DutyList

_MONDAY = dt.date(2024, 1, 1)
_WIDTH, _HEIGHT = 288, 16  # of a strip's drawing: 12 for an hour
_TICKS = (6, 12, 18)


@dataclass(frozen=True, slots=True)
class Turn:
    """One member's hours on one day."""

    turn: DutyTurn
    times: str
    runs_now: bool


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the week as it is shown."""

    name: str
    is_today: bool
    turns: Sequence[Turn]
    free: Sequence[str]
    strip: SafeString


def days(duty: DutyList, *, moment: dt.datetime) -> list[Day]:
    """The seven days, Monday first, of the list as it stands at the moment (in the instance's own time)."""
    return [_day(duty, number, moment) for number in range(7)]


def times_of(span: Span) -> str:
    """The hours of a span within one day, as "08:00–16:00".

    >>> times_of(Span(1440 + 480, 2880))
    '08:00–24:00'
    """
    start, end = span.start % DAY, (span.end - 1) % DAY + 1
    return f"{_clock(start)}–{_clock(end)}"


def hours_in(spans: Sequence[Span]) -> int:
    """How many hours they hold together, rounded up."""
    return -(-sum(span.end - span.start for span in spans) // 60)


def days_in_words(weekdays: int) -> str:
    """The days of a turn: "every day", "Monday–Friday", or one by one."""
    found = hours.days_of(weekdays)
    if weekdays == hours.EVERY_DAY:
        return _("every day")
    if len(found) > 2 and found == list(range(found[0], found[-1] + 1)):  # noqa: PLR2004  # two are told apart
        return f"{name_of(found[0])}–{name_of(found[-1])}"
    return ", ".join(name_of(day) for day in found)


def hours_in_words(turn: DutyTurn) -> str:
    """The hours of a turn."""
    if turn.begins == turn.ends:
        return (
            _("all day")
            if turn.begins == dt.time()
            else _("24 hours from %(begins)s") % {"begins": f"{turn.begins:%H:%M}"}
        )
    return f"{turn.begins:%H:%M}–{turn.ends:%H:%M}"


def name_of(day: int) -> str:
    """The day's name; Monday is 0."""
    return date_format(_MONDAY + dt.timedelta(days=day), "l")


def _day(duty: DutyList, number: int, moment: dt.datetime) -> Day:
    present = [(turn, span) for turn in duty.present for span in hours.on_day(hours.spans_of(turn), number)]
    present.sort(key=lambda each: (LEVELS.index(Level(each[0].level)), each[1]))
    free = hours.on_day(duty.uncovered, number)
    first = [span for turn, span in present if turn.level == Level.FIRST]
    today = moment.weekday() == number
    return Day(
        name=name_of(number),
        is_today=today,
        turns=[Turn(turn, _times(span), turn in duty.on_duty and _now(span, moment)) for turn, span in present],
        free=[_times(span) for span in free],
        strip=_strip(first, free, number, now=hours.minute_of(moment) if today else None),
    )


def _times(span: Span) -> str:
    return _("all day") if span.end - span.start == DAY else times_of(span)


def _now(span: Span, moment: dt.datetime) -> bool:
    return span.start <= hours.minute_of(moment) < span.end


def _strip(first: Sequence[Span], free: Sequence[Span], day: int, *, now: int | None) -> SafeString:
    """Grey where somebody is on duty, light where only a deputy or the next level is, dashed where nobody is."""
    parts = [f'<rect class="band" x="0" y="1" width="{_WIDTH}" height="{_HEIGHT - 2}"/>']
    parts += [_box("bars", span, day) for span in first]
    parts += [_box("free", span, day) for span in free]
    parts += [f'<path class="tick" d="M{hour * 12} 0v{_HEIGHT}"/>' for hour in _TICKS]
    if now is not None:
        parts.append(f'<rect class="hot" x="{(now - day * DAY) / 5 - 2:g}" y="0" width="4" height="{_HEIGHT}"/>')
    drawn = "".join(parts)
    return mark_safe(  # noqa: S308  # numbers and class names of ours
        f'<svg class="chart strip" viewBox="-1 -1 {_WIDTH + 2} {_HEIGHT + 2}" aria-hidden="true" '
        f'preserveAspectRatio="none">{drawn}</svg>'
    )


def _box(kind: str, span: Span, day: int) -> str:
    start, end = (span.start - day * DAY) / 5, (span.end - day * DAY) / 5
    return f'<rect class="{kind}" x="{start:g}" y="1" width="{end - start:g}" height="{_HEIGHT - 2}"/>'


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
