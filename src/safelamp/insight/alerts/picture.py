"""What an alert shows: the series of everything in the event together, and what each contributes. Pure."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from safelamp.insight.alerts.events import Event, Judged
from safelamp.insight.alerts.raising import UnitSeen, WeekSeen
from safelamp.insight.alerts.tables import Table

LEAD = 52  # periods before the judged ones that are drawn
MOST_UNITS = 30


@dataclass(frozen=True, slots=True)
class Picture:
    """Sums over the event's own periods, each period to draw, and what contributes, the most above usual first."""

    observed: int
    expected: float
    upper: float | None
    weeks: tuple[WeekSeen, ...]
    units: tuple[UnitSeen, ...]


def picture(table: Table, judged: Judged, event: Event) -> Picture:
    """The picture of an event."""
    members = sorted(set(event.series))
    weeks = tuple(
        _week(table, judged, event, members, column)
        for column in range(max(0, judged.first - LEAD), len(table.columns))
    )
    own = range(max(event.first, 0), event.last + 1)
    units = [_unit(table, judged, each, own) for each in members]
    units.sort(key=lambda unit: (unit.expected or 0) - unit.observed)
    return Picture(
        observed=sum(unit.observed for unit in units),
        expected=sum(unit.expected or 0.0 for unit in units),
        upper=_upper(judged, members, own) if len(own) == 1 else None,
        weeks=weeks,
        units=tuple(units[:MOST_UNITS]),
    )


def _week(table: Table, judged: Judged, event: Event, members: Sequence[int], column: int) -> WeekSeen:
    known = [count for each in members if (count := table.series[each].counts[column]) is not None]
    here = column >= judged.first
    return WeekSeen(
        week=table.columns[column],
        observed=sum(known) if known else None,
        expected=_sum(judged.expected[each][column - judged.first] for each in members) if here else None,
        upper=_upper(judged, members, range(column, column + 1)) if here else None,
        alarm=any(cell.column == column for cell in event.alarms),
        running=table.running and column == len(table.columns) - 1,
    )


def _unit(table: Table, judged: Judged, series: int, own: Iterable[int]) -> UnitSeen:
    columns = list(own)
    expected = _sum(judged.expected[series][column - judged.first] for column in columns if column >= judged.first)
    return UnitSeen(
        parts=table.series[series].parts,
        observed=sum(table.series[series].counts[column] or 0 for column in columns),
        expected=expected,
    )


def _upper(judged: Judged, members: Sequence[int], own: Iterable[int]) -> float | None:
    """Up to where the sum is usual: the margins of the members, added as independent ones are."""
    margins, middle = [], 0.0
    for column in own:
        for each in members:
            place = column - judged.first
            if place < 0 or (upper := judged.upper[each][place]) is None:
                continue
            expected = judged.expected[each][place] or 0.0
            margins.append(upper - expected)
            middle += expected
    return middle + math.hypot(*margins) if margins else None


def _sum(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return math.fsum(known) if known else None
