"""How much likelier counts are if something is added to what was expected: log likelihood ratios, week by week.

Counts are negative binomial with one spread (variance over mean) whether something is added or not, so that a ratio
never falls when a count rises, and sums of counts stay negative binomial.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from safelamp.engines.surveillance.expectation import Expectation
from safelamp.engines.surveillance.values import Counts, Floats, Integers

LEAST_SPREAD = 1.02
DOUBT = 1.5  # few counts tell little of their dispersion: what goes beyond Poisson is taken so many times
LEAST_MEAN = 1e-4


@dataclass(frozen=True, slots=True)
class Weeks:
    """Counts, means and spreads of the judged weeks and of `before` weeks before them, which must be looked at too.

    Where nothing is known the mean is 0 and the count too: such a week speaks neither for nor against anything.
    """

    counts: Floats
    mean: Floats
    spread: Floats
    unsure: Floats  # what not knowing the mean exactly adds to variance over mean
    known: NDArray[np.bool_]
    before: int

    @classmethod
    def of(cls, counts: Counts, expected: Expectation, *, judged: range, before: int) -> "Weeks":
        """The weeks as the expectation sees them; weeks before the table began are filled up with nothing."""
        missing = max(0, before - (judged.start - expected.first))
        start = max(expected.first, judged.start - before)
        columns = slice(start - expected.first, judged.stop - expected.first)
        observed, mean = counts.observed[:, start : judged.stop], expected.mean[:, columns]
        known = ~(np.isnan(observed) | np.isnan(mean))
        uncertain = expected.uncertainty[:, columns] * mean
        spread = 1 + DOUBT * (expected.dispersion[:, columns] + uncertain - 1)
        return cls(
            counts=_padded(np.where(known, observed, 0.0), missing),
            mean=_padded(np.where(known, np.maximum(mean, LEAST_MEAN), 0.0), missing),
            spread=np.maximum(_padded(np.where(known, spread, 0.0), missing), LEAST_SPREAD),
            unsure=_padded(np.where(known, uncertain, 0.0), missing),
            known=_padded(known, missing) > 0,
            before=before,
        )

    @property
    def deviation(self) -> Floats:
        """The standard deviation of a week's count, at least 1: a fraction of a case is no addition."""
        return np.sqrt(np.maximum(self.mean * self.spread, 1.0))

    def at(self, rows: Integers, columns: Integers) -> "Weeks":
        """Some cells; the columns count from the first week that is held."""
        chosen = rows, columns
        return Weeks(
            counts=self.counts[chosen],
            mean=self.mean[chosen],
            spread=self.spread[chosen],
            unsure=self.unsure[chosen],
            known=self.known[chosen],
            before=0,
        )

    def log_likelihood(self) -> Floats:
        """Logarithm of how likely each count is, without the part that the spread does not change."""
        size = self.mean / (self.spread - 1)
        found = -size * np.log(self.spread)
        some = self.counts > 0
        cases, had = self.counts[some], size[some]
        found[some] += gammaln(cases + had) - gammaln(had) + cases * np.log1p(-1 / self.spread[some])
        return np.asarray(found)

    def ratios(self, added: Floats) -> Floats:
        """Log likelihood ratio of each week if `added` cases a week come on top."""
        size, more = self.mean / (self.spread - 1), added / (self.spread - 1)
        found = -more * np.log(self.spread)
        some = self.counts > 0
        cases, had, has = self.counts[some], size[some], size[some] + more[some]
        found[some] += gammaln(cases + has) - gammaln(cases + had) + gammaln(had) - gammaln(has)
        found[~self.known] = 0.0
        return found

    def runs(self, weekly: Floats, *, lags: int) -> Iterator[Floats]:
        """Sums of a weekly value over the judged week, then over it and the week before, and so on."""
        width = len(weekly[0]) - self.before
        total = np.zeros((len(weekly), width))
        for lag in range(lags):
            total = total + weekly[:, self.before - lag : self.before - lag + width]
            yield total


def _padded(values: Floats | NDArray[np.bool_], missing: int) -> Floats:
    """Columns of zeros in front."""
    return np.pad(values.astype(np.float64), ((0, 0), (missing, 0)))
