"""From alarms by series and period to events: one event is one alert, however many series it shows itself in.

Alarms belong together where they follow each other in one series, or come at the same time in series that the
detector looked at together, or that share a workplace. Pure.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from safelamp.insight.alerts.choices import Evidence
from safelamp.insight.alerts.dimensions import Pair
from safelamp.insight.alerts.tables import Table

PAUSE = 2  # periods: what alarms again after so many is the same event
_TELLING = ("workplace",)  # two series that share it alarm for one reason


@dataclass(frozen=True, slots=True)
class Cell:
    """One alarm: series and column of the table, how unusual it is, over how many periods the evidence reaches.

    `group` are the series that were looked at together, `shared` what they share; empty for a series alone.
    """

    series: int
    column: int
    p: float | None
    score: float | None
    span: int
    evidence: Evidence
    group: tuple[int, ...] = ()
    shared: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """The detector's answer in plain Python: from column `first` on, by series, what was expected and still usual."""

    first: int
    expected: Sequence[Sequence[float | None]]
    upper: Sequence[Sequence[float | None]]
    alarms: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its alarms, the series in it, the strongest first, and the first and last column of its evidence."""

    alarms: tuple[Cell, ...]
    series: tuple[int, ...]
    first: int
    last: int

    @property
    def strongest(self) -> Cell:
        """The alarm that is the most unusual."""
        return max(self.alarms, key=lambda cell: cell.score or 0.0)


def events_of(table: Table, judged: Judged, *, since: int) -> list[Event]:
    """The events of the alarms from a column on, the most unusual first."""
    cells = [cell for cell in judged.alarms if cell.column >= since]
    root = list(range(len(cells)))

    def find(one: int) -> int:
        while root[one] != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    for left, right in _neighbours(table, cells):
        root[find(left)] = find(right)
    groups: dict[int, list[Cell]] = defaultdict(list)
    for number, cell in enumerate(cells):
        groups[find(number)].append(cell)
    found = [_event(each) for each in groups.values()]
    return sorted(found, key=lambda event: -(event.strongest.score or 0.0))


def _neighbours(table: Table, cells: Sequence[Cell]) -> Iterable[tuple[int, int]]:
    """Pairs of alarms that belong together: the next in time among those that share something."""
    last: dict[tuple[object, ...], int] = {}
    for number in sorted(range(len(cells)), key=lambda each: (cells[each].column, cells[each].series)):
        cell = cells[number]
        for mark in _marks(table, cell):
            before = last.get(mark)
            if before is not None and cell.column - cells[before].column <= PAUSE:
                yield before, number
            last[mark] = number


def _marks(table: Table, cell: Cell) -> Iterable[tuple[object, ...]]:
    yield ("series", cell.series)
    if cell.group:
        yield ("group", cell.shared)
    yield from (pair for pair in table.series[cell.series].shared if pair[0] in _TELLING)


def _event(cells: Sequence[Cell]) -> Event:
    strength: dict[int, float] = defaultdict(float)
    for cell in cells:
        strength[cell.series] = max(strength[cell.series], cell.score or 0.0)
    return Event(
        alarms=tuple(cells),
        series=tuple(sorted(strength, key=lambda series: (-strength[series], series))),
        first=min(cell.column - cell.span + 1 for cell in cells),
        last=max(cell.column for cell in cells),
    )
