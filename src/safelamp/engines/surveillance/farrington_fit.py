"""The fits of Farrington's method, for a block of series and weeks: twice with a trend, twice without where none shows.

A trend is kept if it is significant, the prediction stays within what was counted before, and there are three years.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy import special

from safelamp.engines.surveillance.glm import START, Design, Fit, Response, fit_levels, fit_line
from safelamp.engines.surveillance.reference_weeks import Settings
from safelamp.engines.surveillance.reweighting import Spread, fitted, reweighted, spread_of
from safelamp.engines.surveillance.values import Dispersion, Floats, Integers

KNOWN_SHARE = 0.5  # of the reference weeks, below which a fit says nothing
Model = Callable[..., Fit]


@dataclass(frozen=True, slots=True)
class Reading:
    """The reference weeks of many judged weeks, one row each."""

    response: Response
    roots: Floats  # counts to the power 2/3
    weights: Floats  # 1 where a week is known, else 0
    freedom: Floats  # known weeks less seasons that have any
    usable: NDArray[np.bool_]

    def rows(self, chosen: NDArray[np.bool_]) -> "Reading":
        """Some of the rows."""
        return Reading(
            self.response.rows(chosen),
            self.roots[chosen],
            self.weights[chosen],
            self.freedom[chosen],
            self.usable[chosen],
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the fits expect of each judged week: log mean, its standard error, dispersion, and whether with a trend."""

    log_mean: Floats
    error: Floats
    phi: Floats
    trend: NDArray[np.bool_]


def read(observed: Floats, starts: Integers, on: Design) -> Reading:
    """Cuts the reference weeks that begin at the columns `starts` out of each series, series by series."""
    count = np.nan_to_num(observed)
    moved = count + START

    def cut(table: Floats) -> Floats:
        return sliding_window_view(table, on.weeks.weeks, axis=1)[:, starts].reshape(-1, on.weeks.weeks)

    weights = cut((~np.isnan(observed)).astype(np.float64))
    response = Response(cut(count), cut(special.xlogy(count, count)), cut(moved), cut(moved * np.log(moved) - START))
    known, present = weights.sum(axis=1), weights @ on.sums[:, : on.levels] > 0
    freedom = known - present.sum(axis=1)
    usable = present[:, -1] & (known >= KNOWN_SHARE * on.weeks.weeks) & (freedom > 1)
    return Reading(response, cut(np.cbrt(count) ** 2), weights, freedom, usable)


def fit_block(reading: Reading, *, on: Design, dispersion: Dispersion, settings: Settings) -> Outcome:
    """Fits all rows of a reading and predicts their judged weeks."""
    with np.errstate(all="ignore"):
        outcome, significant = _predict(reading, fit_line, on=on, dispersion=dispersion, settings=settings)
        within = np.exp(outcome.log_mean) <= (reading.response.count * (reading.weights > 0)).max(axis=1)
        trend = significant & within
        if not trend.all():
            flat, _ = _predict(reading.rows(~trend), fit_levels, on=on, dispersion=dispersion, settings=settings)
            for name in ("log_mean", "error", "phi"):
                getattr(outcome, name)[~trend] = getattr(flat, name)
    return Outcome(outcome.log_mean, outcome.error, outcome.phi, trend)


def _predict(
    reading: Reading, model: Model, *, on: Design, dispersion: Dispersion, settings: Settings
) -> tuple[Outcome, NDArray[np.bool_]]:
    """Two fits of one model, the prediction from the second, and whether its slope is significant."""
    count, weights = reading.response.count, reading.weights
    freedom = reading.freedom - (1 if model is fit_line else 0)
    first = model(reading.response, weights, on=on)
    each = fitted(first, weights, on=on)
    phi = spread_of(count, weights, each, freedom=freedom).phi
    weights = reweighted(reading.roots, weights, each, fit=first, phi=phi, unusual=settings.unusual, on=on)
    fit = model(reading.response, weights, on=on)
    spread = spread_of(count, weights, fitted(fit, weights, on=on), freedom=freedom)
    usable = reading.usable & first.converged
    scale = _scale(spread, dispersion)
    slope_p = 2 * special.stdtr(freedom, -np.abs(fit.slope) * np.sqrt(fit.spread / scale))
    away = on.weeks.now - fit.centre[:, -1]
    error = np.sqrt(scale * (1 / fit.information[:, -1] + away**2 / fit.spread))
    outcome = Outcome(
        np.where(usable, fit.levels[:, -1] + fit.slope * on.weeks.now, np.nan),
        np.where(usable, error, np.nan),
        np.where(usable, spread.phi, np.nan),
        usable,
    )
    return outcome, usable & (slope_p < settings.trend_p)


def _scale(spread: Spread, dispersion: Dispersion) -> Floats:
    return spread.overwritten if dispersion is Dispersion.AS_R else spread.phi
