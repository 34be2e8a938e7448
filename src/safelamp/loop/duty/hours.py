"""Hours of a week, in the instance's own time: which turn runs now, and which hours nobody covers.

A week begins on Monday at 00:00 and has 10,080 minutes. Pure: turns in, spans out.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

DAY = 24 * 60  # minutes
WEEK = 7 * DAY
EVERY_DAY = (1 << 7) - 1


class Hours(Protocol):
    """What a turn says about time: days on which it begins, from when, until when."""

    weekdays: int
    begins: dt.time
    ends: dt.time


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Minutes of the week from `start` up to, not including, `end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= WEEK:
            raise ValueError(f"no span of a week: {self.start} to {self.end}")

    @property
    def weekday(self) -> int:
        """The day on which it begins; Monday is 0."""
        return self.start // DAY


def days_of(weekdays: int) -> list[int]:
    """The days that are set, Monday first.

    >>> days_of(0b0010011)
    [0, 1, 4]
    """
    return [day for day in range(7) if weekdays >> day & 1]


def weekdays_of(days: Iterable[int]) -> int:
    """The same, the other way.

    >>> weekdays_of([0, 1, 4]) == 0b0010011
    True
    """
    return sum(1 << day for day in set(days))


def spans_of(hours: Hours) -> list[Span]:
    """When the turn runs in a week. It may go over midnight; the same hour twice means a whole day from that hour."""
    begins, ends = _minute(hours.begins), _minute(hours.ends)
    length = (ends - begins) % DAY or DAY
    return sorted(span for day in days_of(hours.weekdays) for span in _around(day * DAY + begins, length))


def runs_at(hours: Hours, moment: dt.datetime) -> bool:
    """Whether the turn runs at the moment, given in the instance's own time."""
    minute = minute_of(moment)
    return any(span.start <= minute < span.end for span in spans_of(hours))


def minute_of(moment: dt.datetime) -> int:
    """The minute of the week."""
    return moment.weekday() * DAY + moment.hour * 60 + moment.minute


def uncovered(turns: Iterable[Hours]) -> list[Span]:
    """The spans of the week in which none of the turns runs."""
    free, reached = [], 0
    for span in sorted(span for turn in turns for span in spans_of(turn)):
        if span.start > reached:
            free.append(Span(reached, span.start))
        reached = max(reached, span.end)
    return [*free, Span(reached, WEEK)] if reached < WEEK else free


def on_day(spans: Iterable[Span], day: int) -> list[Span]:
    """The parts of the spans that fall on one day, still counted from Monday."""
    first, last = day * DAY, (day + 1) * DAY
    cut = ((max(span.start, first), min(span.end, last)) for span in spans)
    return sorted(Span(start, end) for start, end in cut if start < end)


def _minute(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def _around(start: int, length: int) -> list[Span]:
    """The span, in two pieces where it runs over the end of Sunday."""
    end = start + length
    return [Span(start, end)] if end <= WEEK else [Span(start, WEEK), Span(0, end - WEEK)]
