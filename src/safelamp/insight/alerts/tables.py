"""Tables of counts as plain Python: series with what they are about, periods, counts. No arrays, no database."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from safelamp.ground.vault.models import Audience
from safelamp.insight.alerts.counted import Period
from safelamp.insight.alerts.dimensions import NOT_KNOWN, Pair
from safelamp.insight.alerts.periods import first_day, periods

LONGEST = {Period.WEEK: 312, Period.MONTH: 120, Period.QUARTER: 80, Period.YEAR: 40}  # periods looked back
MOST_EMPTY = 20_000  # series: up to there those without any count stand in the table too, as zeros
Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One row: `parts` say what it is, `above` to what else it belongs; counts are None where nobody counted."""

    parts: tuple[Pair, ...]
    above: tuple[Pair, ...]
    counts: Sequence[int | None]
    exposure: Sequence[float | None] = ()

    @property
    def shared(self) -> tuple[Pair, ...]:
        """All that it can have in common with others; what is not known is shared with nobody."""
        return tuple(pair for pair in (*self.parts, *self.above) if pair[1] != NOT_KNOWN)


@dataclass(frozen=True, slots=True)
class Table:
    """What one circle of readers watches together. `running`: the last period is not over yet."""

    audience: Audience
    period: Period
    columns: Sequence[dt.date]
    series: Sequence[Series]
    running: bool

    def __post_init__(self) -> None:
        if any(len(each.counts) != len(self.columns) for each in self.series):
            raise ValueError("each series needs one count a period")


@dataclass(frozen=True, slots=True)
class Counted:
    """So many on a day, of something with these values (of the table's dimensions, in their order)."""

    values: Values
    day: dt.date
    count: int


def columns_of(counted: Iterable[Counted], *, until: dt.date, period: Period) -> list[dt.date]:
    """The periods from the first count to a day, the newest ones where there are too many."""
    days = [each.day for each in counted if each.day <= until]
    return periods(min(days), until, period)[-LONGEST[period] :] if days else []


def rows_of(
    counted: Iterable[Counted],
    columns: Sequence[dt.date],
    *,
    period: Period,
    since: Mapping[str, dt.date] | None = None,
) -> list[tuple[Values, list[int | None]]]:
    """Values and counts of each series. Where `since` knows the first value's beginning, what lies before is unknown.

    A workplace that joins late has no history of zeros: nobody counted there. Series that never counted anything are
    there too, as long as the table stays small: they tell what is usual.
    """
    place = {day: number for number, day in enumerate(columns)}
    found: Counter[tuple[Values, int]] = Counter()
    for each in counted:
        column = place.get(first_day(each.day, period))
        if column is not None:
            found[each.values, column] += each.count
    began = since or {}
    rows: dict[Values, list[int | None]] = {}
    for values in _all_values({values for values, _column in found}):
        first = first_day(began[values[0]], period) if values[0] in began else dt.date.min
        rows[values] = [None if day < first else 0 for day in columns]
    for (values, column), count in found.items():
        rows[values][column] = count
    return sorted(rows.items())


def _all_values(seen: set[Values]) -> Iterable[Values]:
    if not seen:
        return seen
    columns = [sorted(set(column)) for column in zip(*seen, strict=True)]
    cells = 1
    for column in columns:
        cells *= len(column)
    return product(*columns) if cells <= MOST_EMPTY else seen
