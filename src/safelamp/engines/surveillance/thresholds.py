"""From a predicted mean to the largest usual count and to a p value: three ways.

`nbPlugin` takes the mean as known and the counts as negative binomial; `muan` does the same with a mean at the upper
end of its confidence interval; `delta` takes the counts to the power 2/3 as normal, with the mean's own error.
Source: Noufaily and others (2013), Salmon and others, Journal of Statistical Software 70 (2016).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from safelamp.engines.surveillance.values import Floats

POWER = 2 / 3
LARGEST = 1e15  # whole numbers above are not all different as doubles
DOUBLINGS = 55
CUTOFF = 1e-9  # nearer to 1 a dispersion is that of a Poisson variable


@dataclass(frozen=True, slots=True)
class Prediction:
    """The log mean that a fit expects in the judged week, its standard error, and the dispersion; any equal shapes."""

    log_mean: Floats
    error: Floats
    phi: Floats


@dataclass(frozen=True, slots=True)
class Bound:
    """The largest usual count and the p value of what was counted."""

    upper: Floats
    p: Floats


Rows = NDArray[np.intp]
Threshold = Callable[[Prediction, Floats, float], Bound]


def nb_plugin(prediction: Prediction, observed: Floats, alpha: float) -> Bound:
    """Negative binomial with the mean as predicted; the bound leaves alpha above it.

    >>> nb_plugin(Prediction(np.log([3.0]), np.zeros(1), np.ones(1)), np.array([8.0]), 0.01).upper.tolist()
    [8.0]
    """
    mean = np.exp(prediction.log_mean)
    return Bound(quantile(mean, prediction.phi, alpha), tail(observed, mean, prediction.phi))


def muan(prediction: Prediction, observed: Floats, alpha: float) -> Bound:
    """Negative binomial with the mean at the upper alpha quantile of its confidence interval."""
    mean = np.exp(prediction.log_mean - special.ndtri(alpha) * prediction.error)
    return Bound(quantile(mean, prediction.phi, alpha), tail(observed, mean, prediction.phi))


def delta(prediction: Prediction, observed: Floats, alpha: float) -> Bound:
    """Normal for counts to the power 2/3; the bound leaves alpha above it."""
    mean = np.exp(prediction.log_mean)
    centre = mean**POWER
    deviation = POWER * np.sqrt(np.cbrt(mean) * (prediction.phi + mean * prediction.error**2))
    upper = (centre - special.ndtri(alpha) * deviation) ** (1 / POWER)
    return Bound(upper, special.ndtr((centre - observed**POWER) / deviation))


def tail(count: Floats, mean: Floats, phi: Floats) -> Floats:
    """The probability of `count` or more, variance phi * mean.

    >>> tail(np.array([0.0, 2.0]), np.array([1.0, 1.0]), np.ones(2)).round(4).tolist()
    [1.0, 0.2642]
    """
    over = phi - 1 > CUTOFF
    spread = np.where(over, phi - 1, 1.0)
    return np.where(
        count <= 0,
        np.where(np.isnan(mean), np.nan, 1.0),
        np.where(
            over,
            special.betainc(np.maximum(count, 1), mean / spread, spread / np.where(over, phi, 2.0)),
            special.gammainc(np.maximum(count, 1), mean),
        ),
    )


def quantile(mean: Floats, phi: Floats, above: float) -> Floats:
    """The smallest count with at most the probability `above` beyond it, variance phi * mean; NaN beyond LARGEST.

    >>> quantile(np.array([3.0, 3.0]), np.array([1.0, 2.0]), 0.005).tolist()
    [8.0, 12.0]
    """
    z = -special.ndtri(above)
    deviation = np.sqrt(mean * phi)
    skewness = (2 * phi - 1) / deviation
    guess = np.maximum(0.0, np.round(mean + deviation * (z + (z * z - 1) * skewness / 6)))
    found = np.full(mean.shape, np.nan)
    sure = guess < LARGEST
    means, phis = mean[sure], phi[sure]
    found[sure] = _smallest(guess[sure], lambda count, rows: tail(count + 1, means[rows], phis[rows]) > above)
    return found


def _smallest(guess: Floats, too_few: Callable[[Floats, Rows], NDArray[np.bool_]]) -> Floats:
    """The smallest count that is not too few, looked for around a guess with growing strides, then by halves."""
    high, low = guess.copy(), np.full(len(guess), -1.0)  # `low` is always too few, `high` never once it is sure
    rows: Rows = np.arange(len(guess))
    for doubling in range(DOUBLINGS):
        rows = rows[too_few(high[rows], rows)]
        if not len(rows):
            break
        low[rows] = high[rows]
        high[rows] += 2.0**doubling
    for doubling in range(2 * DOUBLINGS):
        rows = np.flatnonzero(high - low > 1)
        if not len(rows):
            break
        middle = np.maximum(np.floor((high[rows] + low[rows]) / 2), high[rows] - 2.0**doubling)
        few = too_few(middle, rows)
        low[rows[few]], high[rows[~few]] = middle[few], middle[~few]
    return high
