"""What a detector expects of each series and week before it looks at it."""

from dataclasses import dataclass

from safelamp.engines.surveillance.values import Floats


@dataclass(frozen=True, slots=True)
class Expectation:
    """Expected counts, one column a week from column `first` of Counts on.

    Given the mean, a count has the variance `dispersion` * mean (dispersion >= 1). The mean itself is not known
    exactly: `uncertainty` is the variance of its logarithm. What stands in a column was known before that week's
    count. NaN where a series has too little history.
    """

    first: int
    mean: Floats  # (series, weeks)
    dispersion: Floats  # (series, weeks)
    uncertainty: Floats  # (series, weeks)

    @property
    def stop(self) -> int:
        """The column after the last one."""
        return self.first + len(self.mean[0])

    @property
    def spread(self) -> Floats:
        """Variance over mean of a count, the uncertainty of the mean included.

        >>> import numpy as np
        >>> four = np.array([[4.0]])
        >>> Expectation(first=0, mean=four, dispersion=four / 2, uncertainty=four / 16).spread.tolist()
        [[3.0]]
        """
        return self.dispersion + self.uncertainty * self.mean
