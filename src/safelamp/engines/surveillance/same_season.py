"""What the Bayes and RKI families compare a week with: the weeks just before, and the same season of years before."""

from dataclasses import dataclass

import numpy as np

from safelamp.engines.surveillance.values import Counts, CountsRefused, Floats


@dataclass(frozen=True, slots=True)
class Window:
    """Which weeks: `before` just before the judged one, and `around` to both sides of it in each of `years`."""

    before: int
    around: int
    years: int

    def lags(self, period: int) -> list[int]:
        """How many weeks back each lies; no week twice, and none that lies ahead: then CountsRefused.

        >>> Window(before=2, around=1, years=1).lags(52)
        [1, 2, 51, 52, 53]
        """
        if self.years and period <= self.around:
            raise CountsRefused(
                f"This method looks {self.around} columns to both sides of the same time last year. It needs more than "
                f"{self.around} columns a year: take another method."
            )
        same = {
            year * period + week for year in range(1, self.years + 1) for week in range(-self.around, self.around + 1)
        }
        return sorted({*range(1, self.before + 1), *same})


FIRST = Window(before=6, around=0, years=0)
SECOND = Window(before=6, around=6, years=1)  # and thirteen weeks of last year
THIRD = Window(before=0, around=4, years=2)  # nine weeks of each of the last two years


@dataclass(frozen=True, slots=True)
class Past:
    """What these weeks hold: how many, their mean and standard deviation; NaN where one of them is not known."""

    weeks: int
    total: Floats
    deviation: Floats


def past(counts: Counts, judged: range, window: Window) -> Past:
    """The comparison weeks of each series and judged week."""
    lags = window.lags(counts.period)
    known = np.pad(counts.observed, ((0, 0), (max(lags), 0)), constant_values=np.nan)
    first = judged.start + max(lags)
    values = np.stack([known[:, first - lag : first - lag + len(judged)] for lag in lags])
    return Past(len(lags), values.sum(axis=0), values.std(axis=0, ddof=1))
