"""Empirical Bayes: a series without trend or season does not pay for them.

Trend and each harmonic may be there (a wide prior) or as good as not (a narrow one). All combinations are weighed by
their marginal likelihood (Laplace) and by how common they are among all series, and their estimates are averaged.
"""

from itertools import product

import numpy as np

from safelamp.engines.surveillance.steady.fitting import HARMONICS, LEVEL_SPREAD, Fit, precisions
from safelamp.engines.surveillance.steady.level import shares
from safelamp.engines.surveillance.values import Floats

TREND_SPREADS = (0.01, 0.25)  # a year
SEASON_SPREADS = (0.02, 0.5)


def priors() -> Floats:
    """Precision of each coefficient under each combination, shape (combinations, terms)."""
    rows = []
    for trend, *season in product(TREND_SPREADS, *[SEASON_SPREADS] * HARMONICS):
        rows.append([LEVEL_SPREAD, trend, *season, *season])
    return np.asarray(np.array(rows) ** -2.0)


def shrunk(fit: Fit) -> Fit:
    """The fit with its coefficients averaged over the combinations."""
    width = len(fit.coefficients[0])
    usual = np.linalg.inv(fit.covariance.reshape(-1, width, width))
    information = usual - np.diag(precisions(width))
    pull = (usual @ fit.coefficients[..., None])[..., 0]
    fitness, means, covariances = [], [], []
    for prior in priors():
        posterior = information + np.diag(prior)
        covariance = np.linalg.inv(posterior)
        mean = (covariance @ pull[..., None])[..., 0]
        fitness.append((np.log(prior).sum() - np.linalg.slogdet(posterior)[1] + (mean * pull).sum(1)) / 2)
        means.append(mean)
        covariances.append(covariance)
    believed = shares(np.array(fitness))
    middle = np.einsum("gs,gst->st", believed, np.array(means))
    away = np.array(means) - middle
    around = np.einsum("gs,gstu->stu", believed, np.array(covariances) + away[..., :, None] * away[..., None, :])
    return Fit(middle, around.reshape(len(middle), -1), fit.dispersion)
