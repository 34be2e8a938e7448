"""One scale of surprise for all methods: minus the decimal logarithm of p."""

import numpy as np

from safelamp.engines.surveillance.values import Floats

SMALLEST_P = 1e-300  # below that a double cannot tell p values apart


def score_of(p: Floats) -> Floats:
    """A score that is larger the smaller p is: 2 stands for one in a hundred. NaN stays NaN.

    >>> score_of(np.array([1.0, 0.01, 0.0])).tolist()
    [0.0, 2.0, 300.0]
    """
    return np.abs(np.log10(np.maximum(p, SMALLEST_P)))
