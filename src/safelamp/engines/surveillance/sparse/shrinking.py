"""How often each series reports: its own past, drawn towards what its place, hazard and sector lead us to expect.

A gamma-Poisson model: the rate of a series is the product of one factor for each group that it belongs to, times a
factor of its own with mean 1 and shape `alpha`. Counts with dispersion phi weigh 1/phi of a Poisson count.
"""

from collections.abc import Sequence

import numpy as np
from scipy.special import gammaln

from safelamp.engines.surveillance.hierarchy import Level
from safelamp.engines.surveillance.values import Floats

SHAPE_OF_FACTORS = 2.0  # a group's factor has mean 1 and variance 1/2 before anything was seen
SHAPES = np.array([0.3, 0.45, 0.7, 1.0, 1.4, 2.0, 3.0, 4.5, 7.0, 10.0, 20.0])
USUAL_SHAPE, SHAPE_SPREAD = 1.5, 1.0  # of the own factor: median, and standard deviation of its logarithm
SMALL = 1e-9
PRIOR_DISPERSION, PRIOR_CASES = 1.4, 20.0  # the dispersion counts as if it had been seen in so many cases
DISPERSIONS = (1.05, 50.0)


class Rates:
    """What is known of the rates after some weeks; `learn` adds a week, `settle` draws the conclusions."""

    __slots__ = ("alpha", "cases", "dispersion", "factors", "levels", "rate", "shape", "squares", "variance", "weeks")

    def __init__(self, levels: Sequence[Level], series: int) -> None:
        self.levels = tuple(levels)
        self.factors = [np.ones(level.size) for level in self.levels]
        self.cases, self.weeks = np.zeros(series), np.zeros(series)
        self.squares, self.variance = np.zeros(series), np.zeros(series)
        self.alpha = USUAL_SHAPE
        self.rate, self.shape = np.full(series, np.nan), np.full(series, USUAL_SHAPE)
        self.dispersion = np.full(series, PRIOR_DISPERSION)

    def learn(self, *, cases: Floats, weeks: Floats, squares: Floats, variance: Floats) -> None:
        """Adds one week: cases, the time at risk, squared residuals, and what these were expected to be."""
        self.cases += cases
        self.weeks += weeks
        self.squares += squares
        self.variance += variance

    def settle(self) -> None:
        """Rate, gamma shape of its uncertainty, and dispersion of each series from all that was learnt."""
        if not self.weeks.any():
            return
        pooled = _dispersion(self.squares.sum(keepdims=True), self.variance.sum(keepdims=True), PRIOR_DISPERSION)
        self.dispersion = _dispersion(self.squares, self.variance, float(pooled[0]))
        prior = self._prior()
        self.shape = self.alpha + self.cases / self.dispersion
        self.rate = prior * self.shape / (self.alpha + prior * self.weeks / self.dispersion)

    def _overall(self) -> Floats:
        return np.full(len(self.cases), (self.cases.sum() + SMALL) / self.weeks.sum())

    def _prior(self) -> Floats:
        """The product of the factors, each made anew from what the other factors leave."""
        prior = self._overall()
        for factor, level in zip(self.factors, self.levels, strict=True):
            prior *= factor[level.codes]
        for place, level in enumerate(self.levels):
            left = prior / self.factors[place][level.codes] * self.weeks
            better = (SHAPE_OF_FACTORS + level.sums(self.cases)) / (SHAPE_OF_FACTORS + level.sums(left))
            prior *= (better / self.factors[place])[level.codes]
            self.factors[place] = better
        return prior

    def settle_shape(self) -> None:
        """Finds the shape of the own factors: the likeliest one, where no series helped to make its own prior."""
        prior = self._overall() if self.weeks.any() else self.rate
        product = self._prior() if self.weeks.any() else self.rate
        for factor, level in zip(self.factors, self.levels, strict=True):
            left = product / factor[level.codes] * self.weeks
            others = SHAPE_OF_FACTORS + level.sums(self.cases)[level.codes] - self.cases
            prior = prior * others / (SHAPE_OF_FACTORS + level.sums(left)[level.codes] - left)
        cases = (self.cases / self.dispersion)[:, None]
        expected = (prior * self.weeks / self.dispersion)[:, None]
        likelihood = gammaln(cases + SHAPES) - gammaln(SHAPES) + SHAPES * np.log(SHAPES)
        likelihood -= (cases + SHAPES) * np.log(SHAPES + expected)
        worth = likelihood.sum(0) - (np.log(SHAPES / USUAL_SHAPE) / SHAPE_SPREAD) ** 2 / 2
        self.alpha = float(SHAPES[worth.argmax()])


def _dispersion(squares: Floats, variance: Floats, prior: float) -> Floats:
    """Squared residuals over what a Poisson count would have had, drawn towards a prior."""
    ratio = (PRIOR_CASES * prior + squares) / (PRIOR_CASES + variance)
    return np.asarray(np.clip(ratio, *DISPERSIONS))
