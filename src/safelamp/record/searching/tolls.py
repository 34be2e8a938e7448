"""What may be added of deaths and injuries that items tell (decision 0020): the rule, on plain values.

A figure is one event, a total over a time, a rate or estimate, or not (only) from work. Only single events are ever
added, each accident once, and what comes out is a least number of what the record tells, never of what happened.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from safelamp.record.searching.toll_words import (
    ESTIMATED,
    JUST_NOW,
    MEMORY,
    MISSING,
    NOT_FROM_WORK,
    OTHER_TOPICS,
    OVER_A_TIME,
    RATE,
)

SURE_FROM = 0.6  # of the item and of the figure
SAME_NEWS = dt.timedelta(days=30)  # an accident is told and told anew, with more dead, within a month
LONGEST_EVENT = dt.timedelta(days=3)  # a period longer than that is a time, not an event
LATEST_NEWS = dt.timedelta(days=45)  # after the event; later it is memory


class Sort(StrEnum):
    """What a figure is about."""

    EVENT = "event"
    TOTAL = "total"
    ESTIMATE = "estimate"
    OTHER = "other"


class Why(StrEnum):
    """Why the figure of a single event is not added."""

    UNSURE = "unsure"
    SEVERAL = "several"
    COUNTRY = "country"
    UNDATED = "undated"
    MEMORY = "memory"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Told:
    """One figure as an item tells it; `context` is the sentence, `days` are the full dates of events in the item."""

    key: str  # of the fact
    item: str
    value: float
    quote: str
    context: str
    qualifier: str
    period: str
    confidence: float
    item_confidence: float
    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    topics: tuple[str, ...]
    places: frozenset[str]
    days: tuple[dt.date, ...]
    published: dt.date | None


@dataclass(frozen=True, slots=True)
class Accident:
    """What may be one accident: the figures that tell it, the newest last, and the number taken."""

    told: tuple[Told, ...]
    country: str
    day: dt.date

    @property
    def number(self) -> int:
        """What the newest item says, and the least where several are as new: never more than is known."""
        newest = max(one.published or dt.date.min for one in self.told)
        return int(min(one.value for one in self.told if (one.published or dt.date.min) == newest))


@dataclass(frozen=True, slots=True)
class Toll:
    """What may be added, and what may not, with the reason."""

    accidents: tuple[Accident, ...]
    left_out: tuple[tuple[Told, Why], ...]

    @property
    def total(self) -> int | None:
        """The least number over distinct accidents; none where nothing may be added."""
        return sum(one.number for one in self.accidents) if self.accidents else None

    @property
    def items(self) -> int:
        """How many items it rests on."""
        return len({told.item for one in self.accidents for told in one.told})


def sort_of(told: Told) -> Sort:
    """What a figure is about, by its period, qualifier and sentence."""
    if OTHER_TOPICS.intersection(told.topics) or NOT_FROM_WORK.search(told.context):
        return Sort.OTHER
    if told.period.startswith("P") or RATE.search(told.context):
        return Sort.ESTIMATE
    if told.qualifier in {"about", "average", "some"} or ESTIMATED.search(told.context) or told.value % 1:
        return Sort.ESTIMATE
    if _is_long(told.period) or OVER_A_TIME.search(told.context):
        return Sort.TOTAL
    return Sort.EVENT


def _is_long(period: str) -> bool:
    """Whether a period (ISO 8601: a date, part of one, or two with a slash) is longer than an event."""
    first, _, last = period.partition("/")
    days = [_day(part) for part in (first, last) if part]
    if not days:
        return False
    if None in days:
        return True  # a month or a year, or not known
    return len(days) > 1 and days[1] - days[0] > LONGEST_EVENT  # type: ignore[operator]  # none is None


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def toll_of(told: Iterable[Told]) -> Toll:
    """Adds what may be added: single events of work, one figure an item, one country, a known day, each once."""
    events = [one for one in told if sort_of(one) is Sort.EVENT]
    values = _values(events)
    left_out: list[tuple[Told, Why]] = []
    fit: dict[str, tuple[Told, dt.date]] = {}
    for one in events:
        why = _reason(one, values)
        day = event_day(one)
        if why or day is None:
            left_out.append((one, why or Why.UNDATED))
        else:
            fit.setdefault(one.item, (one, day))
    return Toll(tuple(_accidents(list(fit.values()))), tuple(left_out))


def _values(events: Sequence[Told]) -> dict[str, set[float]]:
    values: dict[str, set[float]] = {}
    for one in events:
        values.setdefault(one.item, set()).add(one.value)
    return values


def _reason(one: Told, values: dict[str, set[float]]) -> Why | None:
    checks: tuple[tuple[Why, Callable[[], bool]], ...] = (
        (Why.UNSURE, lambda: min(one.confidence, one.item_confidence) < SURE_FROM),
        (Why.MISSING, lambda: bool(MISSING.search(one.quote))),
        (Why.MEMORY, lambda: bool(MEMORY.search(one.context))),
        (Why.SEVERAL, lambda: len(values[one.item]) > 1),
        (Why.COUNTRY, lambda: len(one.countries) != 1),
        (Why.UNDATED, lambda: event_day(one) is None),
        (Why.MEMORY, lambda: _is_memory(one)),
    )
    return next((why for why, holds in checks if holds()), None)


def event_day(one: Told) -> dt.date | None:
    """The day of the event: the period's, the only one that the item tells, or that of the news where it says so."""
    if one.period and (day := _day(one.period.partition("/")[0])):
        return day
    if len(one.days) == 1:
        return one.days[0]
    return one.published if one.published and not one.days and JUST_NOW.search(one.context) else None


def _is_memory(one: Told) -> bool:
    day = event_day(one)
    return bool(day and one.published and one.published - day > LATEST_NEWS)


def _accidents(fit: Sequence[tuple[Told, dt.date]]) -> list[Accident]:
    """Joins figures that may tell the same accident; what is joined counts once."""
    groups: list[list[tuple[Told, dt.date]]] = []
    for one in sorted(fit, key=lambda pair: (pair[1], pair[0].published or dt.date.min, pair[0].key)):
        near = [group for group in groups if any(_may_be_the_same(one, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([*(each for group in near for each in group), one])
    return [
        Accident(
            tuple(sorted((told for told, _ in group), key=lambda told: (told.published or dt.date.min, told.key))),
            group[0][0].countries[0],
            min(day for _, day in group),
        )
        for group in groups
    ]


def _may_be_the_same(one: tuple[Told, dt.date], other: tuple[Told, dt.date]) -> bool:
    """Same country, days near each other, no sector against it; different days at different places are two."""
    (first, day), (second, other_day) = one, other
    if first.countries != second.countries or abs(day - other_day) > SAME_NEWS:
        return False
    if first.sectors and second.sectors and not set(first.sectors) & set(second.sectors):
        return False
    dated = bool(first.days) and bool(second.days) and day != other_day
    elsewhere = bool(first.places) and bool(second.places) and not first.places & second.places
    return not (dated and elsewhere)
