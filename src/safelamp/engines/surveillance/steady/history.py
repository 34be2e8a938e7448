"""What is known of each series: counts, which weeks count, and what they are in proportion to."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safelamp.engines.surveillance.values import Counts, Floats, Integers

YEARS_NEEDED = 3
COLUMNS_NEEDED = 8  # before the first judged one: weeks to look back to, and as many to hold their evidence against


@dataclass(frozen=True, slots=True)
class History:
    """Counts with 0 where a week does not count, a mask (1 where it does), and the logarithm of the exposure.

    A week counts when it is known and the series has begun: from its first case on.
    """

    counts: Floats
    known: Floats
    offset: Floats
    period: int

    def until(self, stop: int) -> "History":
        """The weeks before column `stop`."""
        return History(self.counts[:, :stop], self.known[:, :stop], self.offset[:, :stop], self.period)

    def of(self, rows: Integers) -> "History":
        """Some of the series."""
        return History(self.counts[rows], self.known[rows], self.offset[rows], self.period)


def history(counts: Counts) -> History:
    """The history of all weeks.

    >>> history(Counts(np.array([[0.0, 3.0, np.nan]]))).known.tolist()
    [[0.0, 1.0, 0.0]]
    """
    known = ~np.isnan(counts.observed)
    observed = np.where(known, counts.observed, 0.0)
    known &= np.maximum.accumulate(observed > 0, axis=1)
    if counts.exposure is None:
        return History(observed, known.astype(float), np.zeros(observed.shape), counts.period)
    exposure = _last_given(counts.exposure)
    known &= ~np.isnan(exposure) | np.isnan(exposure).all(1, keepdims=True)
    return History(observed, known.astype(float), np.log(np.where(np.isnan(exposure), 1.0, exposure)), counts.period)


def _last_given(exposure: Floats) -> Floats:
    """The exposure of each week, or the last one before that was given (and above 0)."""
    given = ~np.isnan(exposure) & (exposure > 0)
    last = np.maximum.accumulate(np.where(given, np.arange(len(exposure[0])), -1), axis=1)
    return np.where(last >= 0, np.take_along_axis(exposure, np.maximum(last, 0), axis=1), np.nan)


def old_enough(past: History) -> NDArray[np.bool_]:
    """Whether three years were known before each week, counted from the first case on; shape (series, weeks).

    Where a column is a year or half of one, three years are too few columns.
    """
    before = np.cumsum(past.known, axis=1) - past.known
    return np.asarray(before >= max(YEARS_NEEDED * past.period, COLUMNS_NEEDED))


def may_become_old(past: History, week: int) -> NDArray[np.bool_]:
    """Whether a series can have its three years within a year of that week; as is known before it."""
    return np.asarray(past.known[:, :week].sum(1) >= max((YEARS_NEEDED - 1) * past.period, COLUMNS_NEEDED))
