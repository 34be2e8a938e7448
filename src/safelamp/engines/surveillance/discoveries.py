"""Which of many tests are discoveries, so that only a stated share of the discoveries is false.

Benjamini and Hochberg 1995. That counts are whole numbers, so that few series can ever have a small p (Heyse 2011), is
in the p values already: they are ranks among the block's own past.
"""

import numpy as np

from safelamp.engines.surveillance.values import Floats


def largest(p: Floats, *, share: float) -> float:
    """The largest p that is a discovery, of which `share` may be false on average; -1 where there is none.

    >>> largest(np.array([0.001, 0.5, 0.03, np.nan]), share=0.1), largest(np.array([0.2]), share=0.1)
    (0.03, -1.0)
    """
    known = p[~np.isnan(p)]
    small = np.sort(known[known <= share])
    enough = np.flatnonzero(len(known) * small <= share * np.arange(1, len(small) + 1))
    return float(small[enough[-1]]) if len(enough) else -1.0
