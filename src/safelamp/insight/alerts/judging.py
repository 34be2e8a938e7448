"""Judging a table with the detector: the only module here that knows arrays. Web processes never load it.

Plain Python goes in and comes out; `safelamp.insight.alerts.watching` loads it.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from safelamp.engines.surveillance.blocks import judge_blocks
from safelamp.engines.surveillance.values import Channel, Counts, Floats, Integers, Options, Verdicts
from safelamp.insight.alerts.choices import Evidence
from safelamp.insight.alerts.dimensions import Pair
from safelamp.insight.alerts.events import Cell, Judged
from safelamp.insight.alerts.tables import Table

METHOD = "safelamp"
DRAWN = 52  # judged periods, so that the picture shows a year of what was usual
# The detector knows five columns by name; what plays the same part in another table goes by that name there.
_PLAYS = {"event": "hazard", "industry": "sector", "state": "region", "country": "region"}
_EVIDENCE = {Channel.WEEK: Evidence.WEEK, Channel.RUN: Evidence.RUN, Channel.GROUP: Evidence.GROUP}


def judge(table: Table, *, alpha: float) -> Judged:
    """What the detector says of the newest periods, by series and period, with the alarms at that share."""
    counts = counts_of(table)
    first = max(1, counts.weeks - DRAWN) if counts.weeks > 1 else 0
    found = judge_blocks(counts, range(first, counts.weeks), method=METHOD, options=Options(alpha=alpha))
    return Judged(
        first=found.first,
        expected=_listed(found.expected),
        upper=_listed(found.upper),
        alarms=cells_of(table, found, found.alarm),
    )


def cells_of(table: Table, found: Verdicts, alarm: NDArray[np.bool_]) -> tuple[Cell, ...]:
    """The alarms among the verdicts, as events are made of them."""
    return tuple(_cell(table, found, int(row), int(column)) for row, column in np.argwhere(alarm))


def counts_of(table: Table) -> Counts:
    """The table as the detector takes it."""
    exposed = [each.exposure for each in table.series]
    return Counts(
        observed=_array([each.counts for each in table.series]),
        groups=_groups([dict(each.shared) for each in table.series]),
        exposure=_array([row or [None] * len(table.columns) for row in exposed]) if any(exposed) else None,
        period=int(table.period),
    )


def _array(rows: Sequence[Sequence[float | None]]) -> Floats:
    return np.array([[np.nan if value is None else value for value in row] for row in rows], dtype=np.float64)


def _groups(shared: Sequence[Mapping[str, str]]) -> dict[str, Integers]:
    """Codes of what several series share, by the detector's names."""
    keys = sorted({key for pairs in shared for key in pairs} - {"series"})
    found = {}
    for key in keys:
        values = sorted({pairs[key] for pairs in shared if key in pairs})
        code = {value: number for number, value in enumerate(values)}
        if 1 < len(values) <= len(shared):
            found[_PLAYS.get(key, key)] = np.array(
                [code[pairs[key]] if key in pairs else -1 for pairs in shared], dtype=np.int64
            )
    return found


def _cell(table: Table, found: Verdicts, row: int, column: int) -> Cell:
    group = int(found.group[row, column])
    return Cell(
        series=row,
        column=found.first + column,
        p=_number(found.p[row, column]),
        score=_number(found.score[row, column]),
        span=max(1, int(found.span[row, column])),
        evidence=_EVIDENCE.get(Channel(int(found.channel[row, column])), Evidence.WEEK),
        group=tuple(int(each) for each in found.groups[group].members) if group >= 0 else (),
        shared=_shared(table, found, group),
    )


def _shared(table: Table, found: Verdicts, group: int) -> tuple[Pair, ...]:
    """What all series of the group have in common, by the names that the table gives it."""
    if group < 0:
        return ()
    members = found.groups[group].members
    keys = {key for key, _code in found.groups[group].shared}
    first = dict(table.series[int(members[0])].shared)
    return tuple((key, value) for key, value in first.items() if _PLAYS.get(key, key) in keys)


def _listed(values: Floats) -> list[list[float | None]]:
    return [[_number(value) for value in row] for row in values]


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
