"""Whether a workplace merely reports more than usual since some weeks: what speaks for it, hazard by hazard.

After a training, workers report more of everything for some weeks. We never hear of trainings here, so every
workplace may have had one. For each hazard the other hazards of the workplace are the witnesses: with them, and the
hazard's own counts, goes the weight of the explanation "more reports, not more danger".
"""

import numpy as np

from safelamp.engines.surveillance.hierarchy import Level
from safelamp.engines.surveillance.sparse.ratios import Weeks
from safelamp.engines.surveillance.values import Floats

RISES = (2.0, 3.0)  # times the usual
LAGS = 8  # weeks since when
PRIOR = 0.97  # we rather miss something in a loud workplace than cry wolf after every training
DISPERSION = 1.3  # of the reports of a workplace
CLIP_FACTOR, CLIP_CASES = 3.0, 2.0  # another hazard's outbreak is no witness: its counts speak up to there


def evidence(weeks: Weeks, place: Level) -> Floats:
    """Log likelihood ratio of "more reports" against "as usual" for each judged week; 0 where no place is told."""
    judged = len(weeks.counts[0]) - weeks.before
    if not place.columns:
        return np.zeros((len(weeks.counts), judged))
    clipped = np.minimum(weeks.counts, np.ceil(CLIP_FACTOR * weeks.mean + CLIP_CASES))
    others, usual = (_of_others(values, place) for values in (clipped, weeks.mean))
    found = np.full((len(others), judged), -np.inf)
    for rise in RISES:
        witnesses = (others * np.log(rise) - usual * (rise - 1)) / DISPERSION
        own = weeks.ratios((rise - 1) * weeks.mean)
        for total in weeks.runs(witnesses + own, lags=LAGS):
            np.logaddexp(found, total, out=found)
    return np.asarray(found - np.log(len(RISES) * LAGS))


def explanation(evidence: Floats, *, prior: float) -> Floats:
    """Log likelihood ratio, at least log(1 - prior), of "perhaps more reports" against "as usual".

    >>> explanation(np.array([0.0, -np.inf]), prior=0.5).round(3).tolist()
    [0.0, -0.693]
    """
    return np.asarray(np.logaddexp(np.log(1 - prior), np.log(prior) + evidence))


def _of_others(values: Floats, place: Level) -> Floats:
    """Sums over the other series of the same workplace."""
    totals = np.zeros((place.size, len(values[0])))
    np.add.at(totals, place.codes, values)
    return np.asarray(totals[place.codes] - values)
