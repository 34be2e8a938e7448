"""RKI 1 to 3: a week against two deviations above the mean of the weeks that it is compared with.

With a mean of 20 or less the bound is the upper 95 % confidence limit of a Poisson mean, from Crow and Gardner's table,
as the Robert Koch Institute and R surveillance (`algo.rki`) have it; `alpha` then only moves the bound of larger means.
A week needs all weeks that it is compared with. The p value takes counts as normal above a mean of 20, else as Poisson.
Source: Crow and Gardner, Biometrika 46 (1959), table 1; Höhle, Computational Statistics (2007).
"""

import numpy as np
from scipy import special

from safelamp.engines.surveillance.evidence import score_of
from safelamp.engines.surveillance.same_season import FIRST, Window, past
from safelamp.engines.surveillance.thresholds import tail
from safelamp.engines.surveillance.values import Counts, Options, Verdicts, week_verdicts

FEW = 20.0
DEVIATIONS = 2.0
UP_TO_TEN = (3.285, 5.323, 6.686, 8.102, 9.598, 11.177, 12.817, 13.765, 14.921, 16.768, 17.633)
FROM_ELEVEN = (19.050, 20.335, 21.364, 22.945, 23.762, 25.400, 26.306, 27.735, 28.966, 30.017)
UPPER_LIMITS = np.array([*UP_TO_TEN, *FROM_ELEVEN])  # for 0 to 20 cases


def detect(counts: Counts, judged: range, options: Options, *, window: Window = FIRST) -> Verdicts:
    """Judges each week by those of the window: FIRST, SECOND or THIRD of `same_season`.

    >>> week = detect(Counts(np.array([[1.0, 0, 2, 1, 1, 0, 4]])), range(6, 7), Options())
    >>> week.upper.tolist(), week.alarm.tolist()
    ([[3.285]], [[True]])
    """
    observed = counts.observed[:, judged.start : judged.stop]
    base = past(counts, judged, window)
    mean = base.total / base.weeks
    deviations = DEVIATIONS if options.alpha is None else -float(special.ndtri(options.alpha))
    few = UPPER_LIMITS[np.floor(np.clip(np.nan_to_num(mean), 0, FEW)).astype(np.int64)]
    upper = np.where(mean > FEW, mean + deviations * base.deviation, np.where(np.isnan(mean), np.nan, few))
    with np.errstate(divide="ignore", invalid="ignore"):
        excess = observed - mean
        normal = special.ndtr(-np.where(excess == 0, 0.0, excess / base.deviation))
        poisson = tail(observed, mean, np.ones_like(mean))
    p = np.where(np.isnan(excess), np.nan, np.where(mean > FEW, normal, poisson))
    return week_verdicts(judged.start, observed=observed, expected=mean, upper=upper, p=p, score=score_of(p))
