"""Bayes 1 to 3: a week against the predictive distribution of the weeks that it is compared with.

The counts are Poisson with one mean, about which nothing was known before (Jeffreys' prior), so that the next count is
negative binomial. Bounds are those of R surveillance (`algo.bayes`). A week needs all weeks that it is compared with.
Source: Höhle, Surveillance: an R package for the surveillance of infectious diseases, Computational Statistics (2007).
"""

import numpy as np
from scipy import special

from safelamp.engines.surveillance.evidence import score_of
from safelamp.engines.surveillance.same_season import FIRST, Window, past
from safelamp.engines.surveillance.thresholds import quantile
from safelamp.engines.surveillance.values import Counts, Options, Verdicts, week_verdicts

ALPHA = 0.05
PRIOR = 0.5  # of a case


def detect(counts: Counts, judged: range, options: Options, *, window: Window = FIRST) -> Verdicts:
    """Judges each week by those of the window: FIRST, SECOND or THIRD of `same_season`.

    >>> week = detect(Counts(np.array([[1.0, 0, 2, 1, 1, 0, 4]])), range(6, 7), Options())
    >>> week.upper.tolist(), week.alarm.tolist()
    ([[3.0]], [[True]])
    """
    observed = counts.observed[:, judged.start : judged.stop]
    base = past(counts, judged, window)
    cases, phi = base.total + PRIOR, np.full(observed.shape, (base.weeks + 1) / base.weeks)
    mean = cases / base.weeks
    upper = quantile(mean, phi, options.alpha or ALPHA)
    p = np.where(observed > 0, special.betainc(np.maximum(observed, 1), cases, 1 / (base.weeks + 1)), observed + 1)
    p = np.where(np.isnan(mean), np.nan, p)
    return week_verdicts(judged.start, observed=observed, expected=mean, upper=upper, p=p, score=score_of(p))
