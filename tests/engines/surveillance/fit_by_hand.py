"""One fit of Farrington's method, slow and plain, to compare the fast one with: dense matrices, one series and week."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from safelamp.engines.surveillance.values import Floats

BACK, LEFT_OUT, HALF, YEAR, WINDOW, BLOCK = 263, 26, 3, 52, 7, 5


@dataclass(frozen=True, slots=True)
class Plain:
    """What the fit expects of the judged week."""

    mean: float
    error: float
    phi: float
    trend: bool


def season_of(back: int) -> int:
    """The season of the week that lies so many weeks back; the judged week's own is 0."""
    place = (BACK - back) % YEAR
    return 0 if place < WINDOW else 1 + (place - WINDOW) // BLOCK


def regression(matrix: Floats, count: Floats, prior: Floats) -> tuple[Floats, Floats]:
    """Coefficients and information of a Poisson regression, by as many Newton steps as R takes."""
    mean, before = count + 0.1, np.inf
    for _ in range(25):
        working = prior * mean
        information = matrix.T @ (working[:, None] * matrix)
        target = np.log(mean) + (count - mean) / mean
        coefficients = np.linalg.solve(information, matrix.T @ (working * target))
        mean = np.exp(matrix @ coefficients)
        deviance = 2 * (prior * (special.xlogy(count, count / mean) - count + mean)).sum()
        if abs(deviance - before) / (abs(deviance) + 0.1) < 1e-8:
            break
        before = deviance
    return coefficients, information


def dispersion(matrix: Floats, count: Floats, prior: Floats, coefficients: Floats) -> float:
    """Pearson's dispersion."""
    mean = np.exp(matrix @ coefficients)
    return float((prior * (count - mean) ** 2 / mean).sum() / (len(count) - matrix.shape[1]))


def twice(matrix: Floats, count: Floats) -> tuple[Floats, Floats, float]:
    """Coefficients, their covariance and the dispersion, after weeks that were outbreaks have lost weight."""
    prior = np.ones(len(count))
    coefficients, information = regression(matrix, count, prior)
    mean = np.exp(matrix @ coefficients)
    leverage = mean * np.einsum("ij,jk,ik->i", matrix, np.linalg.inv(information), matrix)
    phi = max(1.0, dispersion(matrix, count, prior, coefficients))
    residual = 1.5 * (count ** (2 / 3) * mean ** (-1 / 6) - mean**0.5) / np.sqrt(phi * (1 - leverage))
    prior = np.where(residual > 2.58, np.maximum(residual, 1.0) ** -2.0, 1.0)  # a residual of 0 has no power
    prior *= len(count) / prior.sum()
    coefficients, information = regression(matrix, count, prior)
    phi = max(1.0, dispersion(matrix, count, prior, coefficients))
    return coefficients, phi * np.linalg.inv(information), phi


def expected(count: Floats) -> Plain:
    """What the reference weeks of the week after the last one expect of it, by the corrected dispersion."""
    backs = np.arange(BACK, LEFT_OUT, -1)
    response = count[len(count) - BACK :][: len(backs)]
    seasons = np.array([[season_of(back) == season for season in range(10)] for back in backs], float)
    seasons[:, 0] = 1  # an intercept; the judged week's season is the others' reference
    line, now = np.hstack([seasons, -backs[:, None] / YEAR]), np.eye(11)[0]
    coefficients, covariance, phi = twice(line, response)
    statistic = abs(coefficients[-1]) / np.sqrt(covariance[-1, -1])
    trend = 2 * special.stdtr(len(response) - 11, -statistic) < 0.05 and np.exp(coefficients[0]) <= response.max()
    if not trend:
        coefficients, covariance, phi = twice(seasons, response)
        now = now[:10]
    return Plain(float(np.exp(now @ coefficients)), float(np.sqrt(now @ covariance @ now)), phi, bool(trend))
