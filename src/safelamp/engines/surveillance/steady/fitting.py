"""Trend and season of many series at once: robust and penalised, by iteratively reweighted least squares."""

from dataclasses import dataclass

import numpy as np

from safelamp.engines.surveillance.steady.history import History
from safelamp.engines.surveillance.values import Floats

HARMONICS = 2
LARGEST_STEP = 2.0  # of a coefficient, so that no first step runs away
FAR = 2.58  # standard deviations above the mean from which on a count weighs less (Noufaily et al. 2013)
ABSURD = 2 * FAR  # and much less: a wrong keystroke must not become the dispersion
LEVEL_SPREAD, TREND_SPREAD, SEASON_SPREAD = 30.0, 0.15, 0.5  # prior standard deviations; of the trend: a year
LARGEST_LOG = 25.0  # of a mean: 7e10 cases a week
CALM, MARGIN = 3.0, 10.0  # where a fit begins: from counts up to 3 times the ninth decile and 10


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients (series, terms), their covariance (series, terms * terms), and the dispersion (series,)."""

    coefficients: Floats
    covariance: Floats
    dispersion: Floats

    def logs(self, basis: Floats) -> Floats:
        """The linear predictor, shape (series, weeks)."""
        return np.asarray(self.coefficients @ basis.T)

    def uncertainty(self, basis: Floats) -> Floats:
        """Variance of the linear predictor, shape (series, weeks)."""
        return np.asarray(self.covariance @ products(basis).T)


def terms(columns: Floats, *, period: int, origin: int) -> Floats:
    """Level, years since the origin, and the harmonics of the year, shape (weeks, 2 + 2 * HARMONICS)."""
    turns = 2 * np.pi * np.outer(columns, np.arange(1, HARMONICS + 1)) / period
    years = (columns - origin) / period
    return np.column_stack([np.ones_like(columns), years, np.cos(turns), np.sin(turns)])


def products(basis: Floats) -> Floats:
    """Each term times each term, shape (weeks, terms * terms)."""
    return np.asarray((basis[:, :, None] * basis[:, None, :]).reshape(len(basis), -1))


def precisions(width: int) -> Floats:
    """The precision of the prior of each of so many coefficients, around 0."""
    prior = np.full(width, SEASON_SPREAD**-2.0)
    prior[:2] = LEVEL_SPREAD**-2.0, TREND_SPREAD**-2.0
    return prior


def means(logs: Floats) -> Floats:
    """Counts from their logarithms, never without end."""
    return np.asarray(np.exp(np.clip(logs, -LARGEST_LOG, LARGEST_LOG)))


def standardised(counts: Floats, mean: Floats, dispersion: Floats) -> Floats:
    """How many standard deviations a count lies above its mean, on the scale of square roots."""
    return np.asarray(2 * (np.sqrt(counts + 0.375) - np.sqrt(mean + 0.375)) / np.sqrt(dispersion))


def beginning(past: History, basis: Floats) -> Fit:
    """Where the fit of a series begins: its level without the highest counts, and no season."""
    usual = CALM * np.quantile(past.counts, 0.9, axis=1, keepdims=True) + MARGIN
    weeks = (past.known * np.exp(past.offset)).sum(1)
    level = (np.minimum(past.counts, usual).sum(1) + 0.5) / np.maximum(weeks, 1e-9)
    coefficients = np.zeros((len(level), len(basis[0])))
    coefficients[:, 0] = np.where(weeks > 0, np.log(level), 0.0)
    return Fit(coefficients, np.zeros((len(level), len(basis[0]) ** 2)), np.full(len(level), 1.5))


def improved(fit: Fit, past: History, basis: Floats, *, offset: Floats, steps: int) -> Fit:
    """The fit after some steps more, `offset` (series, weeks) being added to its logarithms."""
    width = len(basis[0])
    prior = precisions(width)
    squares, beta, dispersion = products(basis), fit.coefficients, fit.dispersion
    mean = means(beta @ basis.T + offset)
    inverse = fit.covariance
    for _ in range(steps):
        above = standardised(past.counts, mean, dispersion[:, None])
        weights = past.known / np.square(np.maximum(above / FAR, 1.0) * np.maximum(above / ABSURD, 1.0))
        away = past.counts - mean
        freedom = np.maximum(weights.sum(1) - width, 1.0)
        dispersion = np.maximum(1.0, (weights * away**2 / mean).sum(1) / freedom)
        weights /= dispersion[:, None]
        information = ((weights * mean) @ squares).reshape(-1, width, width) + np.diag(prior)
        inverse = np.asarray(np.linalg.inv(information))
        pull = (weights * away) @ basis - beta * prior
        beta = beta + np.clip((inverse @ pull[..., None])[..., 0], -LARGEST_STEP, LARGEST_STEP)
        mean = means(beta @ basis.T + offset)
    return Fit(beta, inverse.reshape(len(beta), -1), dispersion)
