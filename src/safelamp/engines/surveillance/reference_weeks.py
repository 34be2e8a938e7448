"""The weeks that Farrington's method compares a week with, and the season that each belongs to.

Counted back from the judged week, years of `period` weeks lie one behind the other, each centred on the judged week's
own time of year: a window of `half_window` weeks to both sides, which is one season, and the rest of the year in equal
blocks, the first of them one week longer where it does not divide. The last weeks before the judged one are left out,
so that an outbreak that is under way does not raise its own bound.
Source: Noufaily and others, Statistics in Medicine 32 (2013).
"""

from dataclasses import dataclass

import numpy as np

from safelamp.engines.surveillance.values import WEEKS_A_YEAR, Floats, Integers

LONGEST = 3  # a block has at least as many columns, where a column is longer than a week


@dataclass(frozen=True, slots=True)
class Settings:
    """Farrington's settings; those of Noufaily by default, as the field uses them."""

    years: int = 5
    fewest_years: int = 3  # with fewer neither trend nor season can be told
    half_window: int = 3
    seasons: int = 10
    left_out: int = 26  # weeks before the judged one
    unusual: float = 2.58  # residuals above count less in the second fit
    trend_p: float = 0.05
    least_cases: int = 5  # no bound unless there were as many cases ...
    within: int = 4  # ... in as many weeks, the judged one included
    alpha: float = 0.01

    def for_period(self, period: int) -> "Settings":
        """The same stretches of time in other columns: months or quarters for weeks.

        >>> months = Settings().for_period(12)
        >>> months.half_window, months.seasons, months.left_out
        (1, 4, 6)
        """
        if period == WEEKS_A_YEAR:
            return self
        half_window = round(self.half_window * period / WEEKS_A_YEAR)
        rest = period - 2 * half_window - 1
        return Settings(
            years=self.years,
            fewest_years=self.fewest_years,
            half_window=half_window,
            seasons=1 + max(1, min(self.seasons - 1, rest // LONGEST)),
            left_out=round(self.left_out * period / WEEKS_A_YEAR),
            unusual=self.unusual,
            trend_p=self.trend_p,
            least_cases=self.least_cases,
            within=max(1, round(self.within * period / WEEKS_A_YEAR)),
            alpha=self.alpha,
        )


NOUFAILY = Settings()


@dataclass(frozen=True, slots=True)
class Reference:
    """Reference weeks as a design: season (from 0) and time of each; the judged week has the last season.

    `time` is in weeks, counted from the middle of the reference; `now` is the judged week's.
    """

    first: int  # how many weeks back the reference begins
    stop: int  # and how many weeks back the first week after it lies
    season: Integers
    seasons: int
    time: Floats
    now: float

    @property
    def weeks(self) -> int:
        """How many weeks are in the reference."""
        return self.first - self.stop


def reference(years: int, *, period: int, settings: Settings) -> Reference:
    """The reference weeks of any judged week.

    >>> five = reference(5, period=52, settings=NOUFAILY)
    >>> five.weeks, five.first, five.season[:14].tolist()
    (237, 263, [9, 9, 9, 9, 9, 9, 9, 0, 0, 0, 0, 0, 1, 1])
    """
    first, stop = years * period + settings.half_window, settings.left_out
    window = 2 * settings.half_window + 1
    length, longer = divmod(period - window, settings.seasons - 1)
    blocks = [length + (block < longer) for block in range(settings.seasons - 1)]
    year = np.repeat(np.arange(settings.seasons), [window, *blocks]) - 1  # the window is the last season: -1
    season = np.resize(year % settings.seasons, first - stop)
    back = np.arange(first, stop, -1, dtype=np.float64)
    return Reference(first, stop, season, settings.seasons, back.mean() - back, float(back.mean()))


def years_back(week: int, *, first: int, period: int, settings: Settings) -> int:
    """How many years a week (a column from 0) is compared with, when `first` is the first one judged.

    The first judged week decides for all, if its history is long enough; otherwise each week's own does. 0: too few.

    >>> [years_back(week, first=215, period=52, settings=NOUFAILY) for week in (215, 300)]
    [4, 4]
    >>> [years_back(week, first=0, period=52, settings=NOUFAILY) for week in (158, 159, 300)]
    [0, 3, 5]
    """
    common = (first - settings.half_window) // period
    most = min(settings.years, common) if common >= settings.fewest_years else settings.years
    possible = min(most, (week - settings.half_window) // period)
    return possible if possible >= settings.fewest_years else 0
