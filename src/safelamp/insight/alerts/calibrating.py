"""How many false alarms a setting brings, found by simulation on the table itself; and the alpha of each setting.

Counts without any outbreak are drawn for the newest periods, judged by the same detector and put together to events as
real ones are. How many events an alpha brings is close to a power of it over the small range that matters: one line
through several alphas is steadier than the few events of one. Arrays: loaded by `watching` only.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from safelamp.engines.surveillance.blocks import judge_blocks
from safelamp.engines.surveillance.values import Counts, Floats, Options, Verdicts
from safelamp.engines.surveillance.without_outbreaks import without_outbreaks
from safelamp.insight.alerts.choices import FALSE_ALARMS_A_MONTH, Watchfulness
from safelamp.insight.alerts.events import Judged, events_of
from safelamp.insight.alerts.expected import LARGEST, MONTHS_A_YEAR, SMALLEST, alpha_of, false_alarms
from safelamp.insight.alerts.judging import METHOD, cells_of, counts_of
from safelamp.insight.alerts.tables import Table

CELLS = 100_000  # series and periods that are drawn in all
MOST_ROUNDS, MOST_PERIODS, HISTORY = 12, 26, 2  # at least twice as long a history as what is drawn
LADDER = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)  # times the alpha that theory gives
LOUDEST = 0.05
FLATTEST, STEEPEST = 0.4, 1.5  # events for an alpha of one more, as logarithms
FEW = 8  # events: with fewer, theory is as good


@dataclass(frozen=True, slots=True)
class Setting:
    """The share of series and periods that may alarm, and how many alerts that means a month without any outbreak."""

    alpha: float
    a_month: float


def settings_for(table: Table, *, seed: int) -> Mapping[Watchfulness, Setting]:
    """The alpha of each setting and its false alarms; by theory alone where there is too little history."""
    size = {"series": len(table.series), "period": int(table.period)}
    theory = {each: alpha_of(each, **size) for each in Watchfulness}
    ladder = sorted({min(LOUDEST, step * alpha) for alpha in theory.values() for step in LADDER})
    rates = _drawn(table, ladder, seed=seed)
    if rates is None:
        return {each: Setting(alpha, false_alarms(alpha, **size)) for each, alpha in theory.items()}
    return {each: _setting(each, ladder, rates) for each in Watchfulness}


@dataclass(frozen=True, slots=True)
class _Rates:
    """Events at each alpha, in so many months without any outbreak."""

    many: Floats
    months: float


@dataclass(frozen=True, slots=True)
class _Line:
    """Events a month at an alpha: exp(height + slope * log(alpha))."""

    height: float
    slope: float

    def a_month(self, alpha: float) -> float:
        return math.exp(self.height + self.slope * math.log(alpha))

    def alpha(self, a_month: float) -> float:
        return math.exp((math.log(a_month) - self.height) / self.slope)


def _setting(watchfulness: Watchfulness, ladder: Sequence[float], rates: _Rates) -> Setting:
    line = _line(ladder, rates, near=FALSE_ALARMS_A_MONTH[watchfulness])
    alpha = min(LARGEST[watchfulness], max(SMALLEST, line.alpha(FALSE_ALARMS_A_MONTH[watchfulness])))
    if alpha == LARGEST[watchfulness]:
        line = _line(ladder, rates, near=line.a_month(alpha))
    return Setting(alpha, line.a_month(alpha))


def _drawn(table: Table, ladder: Sequence[float], *, seed: int) -> _Rates | None:
    counts = counts_of(table)
    periods = min(MOST_PERIODS, counts.weeks // (HISTORY + 1))
    if periods < 1:
        return None
    judged = range(counts.weeks - periods, counts.weeks)
    rounds = int(np.clip(CELLS // (counts.series * periods), 1, MOST_ROUNDS))
    many = np.zeros(len(ladder))
    for found in _rounds(counts, judged, rounds, loudest=ladder[-1], seed=seed):
        many += [_events(table, found, alpha) for alpha in ladder]
    if many.max() < FEW or (many > 0).sum() < len(("height", "slope")):
        return None
    return _Rates(many, rounds * periods * MONTHS_A_YEAR / int(table.period))


def _rounds(counts: Counts, judged: range, rounds: int, *, loudest: float, seed: int) -> Iterator[Verdicts]:
    chance = np.random.default_rng(seed)
    for _each in range(rounds):
        quiet = without_outbreaks(counts, judged, chance=chance)
        yield judge_blocks(quiet, judged, method=METHOD, options=Options(alpha=loudest))


def _events(table: Table, found: Verdicts, alpha: float) -> int:
    with np.errstate(invalid="ignore"):
        alarm = found.alarm & (found.p <= alpha)
    return len(events_of(table, Judged(found.first, (), (), cells_of(table, found, alarm)), since=found.first))


def _line(ladder: Sequence[float], rates: _Rates, *, near: float) -> _Line:
    """The line through the logarithms, each rung weighed by its events and by how near it brings what is wanted.

    Far up the ladder events run into each other and the line bends: what is wanted lies far below.
    """
    seen = rates.many > 0
    x, y = np.log(np.array(ladder)[seen]), np.log(rates.many[seen] / rates.months)
    weight = rates.many[seen] * np.exp(-((y - math.log(near)) ** 2) / 2) + 1e-12
    middle = float(np.average(x, weights=weight))
    spread = float(np.average((x - middle) ** 2, weights=weight))
    slope = float(np.average((x - middle) * y, weights=weight)) / spread if spread > 1e-9 else 1.0  # noqa: PLR2004
    slope = min(STEEPEST, max(FLATTEST, slope))
    return _Line(float(np.average(y, weights=weight)) - slope * middle, slope)
