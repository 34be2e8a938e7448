"""The scan: is something added at one series alone, or at many of a hazard, sector or region together?

A Bayesian scan over subsets (after Neill's fast subset sums, 2011). Every group that shares a column or a pair of
columns of the hierarchy may have an outbreak, which began in one of the last weeks, adds so many standard deviations
a week, and touches each member with some probability. Members are independent given that, so all subsets of a group
are summed up in one product. The odds of a series are those that *it* has an outbreak now: from its own counts alone,
or from its own together with what the other members show.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safelamp.engines.surveillance.hierarchy import Level
from safelamp.engines.surveillance.sparse.ratios import Weeks
from safelamp.engines.surveillance.values import Floats

LAGS = 4  # an outbreak is looked for over so many weeks
ALONE = (1.0, 2.0, 4.0)  # standard deviations a week that are added at one series
TOGETHER = (0.5, 1.0, 2.0)  # and at each member of a group, where less is enough
TOUCHED = (0.3, 0.6, 0.95)  # shares of a group that an outbreak touches
RARER = -1.0  # logarithm: how much rarer an outbreak of one group is than one of one series
NEWS = 3.0  # likelihood ratio of a group's week alone from which it adds to what was known
LONELY = -1  # in place of a level: the series alone


@dataclass(frozen=True, slots=True)
class Odds:
    """Natural log odds that a series has an outbreak in each judged week, before how rare outbreaks are.

    `level` is the place in the levels of the scan whose evidence is strongest, LONELY for the series alone; `span`
    over how many weeks that evidence reaches. `rising`: this week adds to it, in the series and, where it is a group's,
    in the group. After an outbreak has ended, what is left of its evidence is no news.
    """

    log: Floats
    level: NDArray[np.int8]
    span: NDArray[np.int16]
    rising: NDArray[np.bool_]

    def since(self, week: int) -> "Odds":
        """The odds of the weeks from this column on."""
        return Odds(self.log[:, week:], self.level[:, week:], self.span[:, week:], self.rising[:, week:])


class _Sum:
    """A running sum of likelihoods, and which term is the largest."""

    __slots__ = ("against", "best", "level", "span", "today", "total")

    def __init__(self, shape: tuple[int, int], levels: Sequence[Level]) -> None:
        self.total, self.best = np.full(shape, -np.inf), np.full(shape, -np.inf)
        self.against = np.zeros(shape)
        self.level, self.span = np.full(shape, LONELY, np.int8), np.ones(shape, np.int16)
        self.today = [np.full((level.size, shape[1]), -np.inf) for level in levels]  # of this week alone

    def odds(self, levels: Sequence[Level]) -> Odds:
        """The odds, and whether they rise."""
        log = self.total - self.against
        rising = np.diff(log, axis=1, prepend=-np.inf) > 0
        for place, level in enumerate(levels):
            today = self.today[place][level.codes] > np.log(len(TOGETHER) * len(TOUCHED) * NEWS)
            rising &= today | (self.level != place)
        return Odds(log, self.level, self.span, rising)

    def add(self, term: Floats, *, level: int, span: int) -> None:
        np.logaddexp(self.total, term, out=self.total)
        larger = term > self.best
        self.best[larger], self.level[larger], self.span[larger] = term[larger], level, span


def scan(weeks: Weeks, levels: Sequence[Level]) -> Odds:
    """The odds of each series and judged week, over the series alone and the groups of all levels."""
    shape = (len(weeks.counts), len(weeks.counts[0]) - weeks.before)
    found, deviation = _Sum(shape, levels), weeks.deviation
    for added in ALONE:
        weight = -np.log(LAGS * len(ALONE))
        for lag, run in enumerate(weeks.runs(weeks.ratios(added * deviation), lags=LAGS)):
            found.add(run + weight, level=LONELY, span=lag + 1)
    for added in TOGETHER if levels else ():
        for lag, run in enumerate(weeks.runs(weeks.ratios(added * deviation), lags=LAGS)):
            _together(found, run, levels, span=lag + 1)
    return found.odds(levels)


def _together(found: _Sum, run: Floats, levels: Sequence[Level], *, span: int) -> None:
    weight = RARER - np.log(LAGS * len(TOGETHER) * len(TOUCHED))
    for share in TOUCHED:
        touched, spared = np.log(share) + run, np.log(1 - share)
        either = np.logaddexp(touched, spared)
        for place, level in enumerate(levels):
            totals = np.zeros((level.size, len(run[0])))
            np.add.at(totals, level.codes, either)
            if span == 1:
                np.logaddexp(found.today[place], totals, out=found.today[place])
            others = totals[level.codes] - either + weight
            found.add(others + touched, level=place, span=span)
            np.logaddexp(found.against, others + spared, out=found.against)
