"""What few counts lead us to expect of each series and week, week after week from what was known then."""

from dataclasses import dataclass

import numpy as np

from safelamp.engines.surveillance.expectation import Expectation
from safelamp.engines.surveillance.hierarchy import Level, hazard_of, levels, place_of
from safelamp.engines.surveillance.sparse.seasons import Seasons
from safelamp.engines.surveillance.sparse.shrinking import PRIOR_DISPERSION, Rates
from safelamp.engines.surveillance.values import Counts, Floats

GUARD = 4  # the newest weeks teach nothing yet, so that an outbreak does not become the usual while it lasts
TERMS = 4  # a place that joins counts more from week to week, fully after a quarter of a year
FIRST_SEASON = 8  # weeks before a season is looked for
ODD = 5.0  # residuals beyond so many standard deviations do not make the dispersion larger
TINY = 1e-9
DIP_CASES, DIP_BELOW, DEEPEST = 30.0, 0.75, 0.1  # all places together report that much less: a holiday


@dataclass(frozen=True, slots=True)
class _Known:
    """The counts with 0 where nobody counted, the time at risk, and how far each week counts as history."""

    counts: Floats
    exposure: Floats  # NaN where it is not known yet
    risk: Floats  # the same, but 0 where nobody counted, before the place began to report, and where it is not known
    trust: Floats

    @classmethod
    def of(cls, counts: Counts, place: Level) -> "_Known":
        known = ~np.isnan(counts.observed)
        cases = np.where(known, counts.observed, 0.0)
        reported = np.zeros((place.size, counts.weeks))
        np.add.at(reported, place.codes, cases)
        weeks = np.cumsum(np.cumsum(reported, axis=1) > 0, axis=1, dtype=float)[place.codes]
        trust = np.minimum(weeks / max(1, counts.period // TERMS), 1.0)
        exposure = _exposure(counts)
        return cls(cases, exposure, known * (weeks > 0) * np.nan_to_num(exposure), trust)


def _exposure(counts: Counts) -> Floats:
    """The exposure, its last known value where it is missing, NaN before the first; ones where there is none.

    A series of which it is never known counts as a usual one: rates are learnt from all series together, so it must be
    in the same unit as theirs.

    >>> hours = np.array([[np.nan, 20.0, np.nan], [40.0, 60.0, 0.0], [np.nan, np.nan, np.nan]])
    >>> _exposure(Counts(np.zeros((3, 3)), exposure=hours)).tolist()
    [[nan, 20.0, 20.0], [40.0, 60.0, 60.0], [40.0, 40.0, 40.0]]
    """
    if counts.exposure is None:
        return np.ones_like(counts.observed)
    known = np.isfinite(counts.exposure) & (counts.exposure > 0)
    last = np.maximum.accumulate(np.where(known, np.arange(counts.weeks), -1), axis=1)
    filled = np.take_along_axis(np.where(known, counts.exposure, np.nan), np.maximum(last, 0), axis=1)
    told = known.any(axis=1)
    filled[~told] = np.median(np.nanmedian(filled[told], axis=1)) if told.any() else 1.0
    return filled


def expect(counts: Counts, judged: range, lookback: int = 0) -> Expectation:
    """The expectation for the judged weeks and `lookback` weeks before them; NaN before a place began to report."""
    first = max(0, judged.start - lookback)
    weeks = Weeks(counts, stop=judged.stop)
    for column in range(judged.stop):
        weeks.step(column)
    mean, dispersion, uncertainty = (part[:, first:] for part in (weeks.mean, weeks.dispersion, weeks.uncertainty))
    return Expectation(first=first, mean=mean, dispersion=dispersion, uncertainty=uncertainty)


class Weeks:
    """Walks through the weeks: what lies GUARD weeks back is learnt, then this week is expected."""

    __slots__ = (
        "counts", "dispersion", "hazard", "known", "many", "mean", "rates", "risk", "seasons", "squares", "uncertainty",
    )  # fmt: skip

    def __init__(self, counts: Counts, *, stop: int) -> None:
        place, self.hazard = place_of(counts.groups, counts.series), hazard_of(counts.groups, counts.series)
        self.counts, self.known = counts, _Known.of(counts, place)
        self.rates = Rates(levels(counts.groups, counts.series), counts.series)
        self.seasons = Seasons(hazards=self.hazard.size, weeks=counts.weeks, period=counts.period)
        self.many = bool(place.columns)  # only where places are told apart is there such a thing as all of them
        shape = (counts.series, stop)
        self.mean, self.dispersion, self.uncertainty = (np.full(shape, np.nan) for _ in range(3))
        self.risk, self.squares = np.zeros(shape), np.zeros(shape)

    def step(self, column: int) -> None:
        """Learns the week that lies far enough back, and expects this one."""
        learnt = column - GUARD
        if learnt >= 0:
            self._learn(learnt)
        rate, risk = np.nan_to_num(self.rates.rate), self.known.risk[:, column]
        usual = rate * self.seasons.factor(column)[self.hazard.codes]
        share = self._share(column, usual * risk)
        # A place that has not reported yet, and a week that nobody counted, are expected like any other.
        self.mean[:, column] = np.where(
            np.isnan(self.rates.rate), np.nan, usual * share * self.known.exposure[:, column]
        )
        self.dispersion[:, column] = self.rates.dispersion
        self.uncertainty[:, column] = 1 / self.rates.shape
        self._remember(column, share)

    def _learn(self, column: int) -> None:
        trust = self.known.trust[:, column]
        self.rates.learn(
            cases=trust * np.where(self.risk[:, column] > 0, self.known.counts[:, column], 0.0),
            weeks=trust * self.risk[:, column],
            squares=trust * self.squares[:, column],
            variance=trust * np.where(self.squares[:, column] > 0, np.nan_to_num(self.mean[:, column]), 0.0),
        )
        if column % max(1, self.counts.period // TERMS) == 0:
            self.rates.settle_shape()
        self.rates.settle()
        if column >= FIRST_SEASON:
            self.seasons.settle(column + 1, dispersion=float(np.mean(self.rates.dispersion)))

    def _share(self, column: int, usual: Floats) -> float:
        """The share of the usual that all places together report: 1, or less in a holiday."""
        cases = np.where(self.known.risk[:, column] > 0, self.known.counts[:, column], 0.0).sum()
        share = float((DIP_CASES + cases) / (DIP_CASES + usual.sum()))
        return max(share, DEEPEST) if self.many and share < DIP_BELOW else 1.0

    def _remember(self, column: int, share: float) -> None:
        """Keeps what this week will teach when it lies far enough back."""
        season = self.seasons.factor(column)[self.hazard.codes]
        risk, mean = self.known.risk[:, column], self.mean[:, column]
        self.risk[:, column] = risk * season * share
        judged = (risk > 0) & ~np.isnan(mean)
        cases = np.where(judged, self.known.counts[:, column], 0.0)
        expected = np.where(judged, np.nan_to_num(self.rates.rate) * risk * share, 0.0)
        self.seasons.learn(column, cases=self.hazard.sums(cases), expected=self.hazard.sums(expected))
        residual = np.where(judged, (cases - mean) ** 2, 0.0)
        limit = ODD**2 * PRIOR_DISPERSION * (np.nan_to_num(mean) + TINY + 1 / ODD)
        self.squares[:, column] = np.where(judged, np.minimum(residual, limit) + TINY, 0.0)
