"""How rare a score is: its share among the scores of weeks that are over.

The scores of the block's last weeks before the judged ones are pooled. Up to a high quantile their share is taken as it
is; beyond it a score of one more is ten times rarer, as a likelihood ratio at least is. Where there is too little past
the likelihood ratio itself bounds p (Markov).
"""

import numpy as np

from safelamp.engines.surveillance.values import Floats

ENOUGH = 2000  # scores of the past
HIGH, HIGH_OF_POSITIVE = 0.005, 0.2  # outbreaks of the past lie among these highest: they do not teach what is usual


def survival(scores: Floats, past: Floats) -> Floats:
    """The share of the usual weeks that reach each score; NaN where the score is NaN.

    >>> survival(np.array([0.0, 2.0]), np.array([])).tolist()
    [1.0, 0.01]
    """
    past = np.sort(past[~np.isnan(past)])
    bound = np.minimum(1.0, 10.0**-scores)
    if len(past) < ENOUGH:
        return bound
    reached = 1 - np.searchsorted(past, scores.ravel(), side="left").reshape(scores.shape) / len(past)
    highest = max(1, min(int(len(past) * HIGH), int((past > 0).sum() * HIGH_OF_POSITIVE)))
    high, share = past[-highest], highest / len(past)
    p = np.where(scores > high, share * 10.0 ** -np.maximum(scores - high, 0), np.maximum(reached, share))
    return np.where(np.isnan(scores), np.nan, np.where(scores > 0, p, 1.0))
