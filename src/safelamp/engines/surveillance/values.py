"""What every detector takes and gives: counts of many series, and a verdict for each series and week.

All arrays are `float64` of shape (series, weeks) unless said otherwise; NaN is "not known" or "cannot be computed".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
WEEKS_A_YEAR = 52
LARGEST_ALPHA = 0.5


class CountsRefused(ValueError):
    """The counts cannot be judged; the message says what is wrong and what to do."""


class Channel(IntEnum):
    """Which evidence spoke in a cell; the largest where several did."""

    NONE = 0
    WEEK = 1  # this week alone
    RUN = 2  # several weeks up to this one
    GROUP = 3  # several series together


class Dispersion(Enum):
    """How Farrington's reweighted fit estimates the dispersion."""

    CORRECTED = "with the weights of the fit"
    AS_R = "with weights overwritten, as R surveillance 1.20.3 does it: for parity only"


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts by series and week, oldest week first.

    `groups` gives for each column of the hierarchy one code a series (-1 where it is not known): series of one code
    belong together ("workplace", "employer", "hazard", "sector", "region"). `exposure` is whatever the counts are in
    proportion to (hours, workers), in any unit; NaN or None where it is not known.
    """

    observed: Floats
    groups: Mapping[str, Integers] = field(default_factory=dict)
    exposure: Floats | None = None
    period: int = WEEKS_A_YEAR  # columns a year: 52 for weeks, 12 for months, 4 for quarters

    def __post_init__(self) -> None:
        shape = self.observed.shape
        if self.observed.ndim != len(("series", "weeks")) or not all(shape):
            raise CountsRefused("There is nothing to judge: give at least one series and one week.")
        known = self.observed[~np.isnan(self.observed)]
        if np.isinf(known).any() or (known < 0).any() or (known != np.floor(known)).any():
            raise CountsRefused("Counts are whole numbers from 0; leave a week empty where nobody counted.")
        if any(codes.shape != shape[:1] for codes in self.groups.values()):
            raise CountsRefused("Each column of the hierarchy needs one value a series.")
        if self.exposure is not None and self.exposure.shape != shape:
            raise CountsRefused("The exposure needs one value for each series and week, as the counts have.")

    @property
    def series(self) -> int:
        """How many series."""
        return len(self.observed)

    @property
    def weeks(self) -> int:
        """How many weeks."""
        return len(self.observed[0])


@dataclass(frozen=True, slots=True)
class Options:
    """What the person who watches chooses. `alpha` None: the method's own default."""

    alpha: float | None = None
    dispersion: Dispersion = Dispersion.CORRECTED

    def __post_init__(self) -> None:
        if self.alpha is not None and not 0 < self.alpha < LARGEST_ALPHA:
            raise CountsRefused("Alpha is the share of false alarms that you accept: between 0 and 0.5, such as 0.01.")


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What a detector says of the judged weeks, one column each; `first` is the column of the first one in Counts.

    `p` is small where a count is unusual; `score` is large, and comparable across series. `upper` is the largest count
    that is still usual. `span` (int) is over how many weeks the evidence reaches, this one included; `joint_observed`
    and `joint_expected` are what it sums up over that span, and over the group where the channel is GROUP; `group`
    (int) is then the row of `groups`, else -1. A cell that cannot be judged has NaN and no alarm.
    """

    first: int
    expected: Floats
    upper: Floats
    p: Floats
    score: Floats
    alarm: NDArray[np.bool_]
    channel: NDArray[np.int8]
    span: NDArray[np.int16]
    joint_observed: Floats
    joint_expected: Floats
    group: NDArray[np.int32]
    groups: "tuple[Group, ...]" = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Series that were looked at together: what they share (column and code), and their rows in Counts."""

    shared: tuple[tuple[str, int], ...]
    members: Integers


def week_verdicts(
    first: int, *, observed: Floats, expected: Floats, upper: Floats, p: Floats, score: Floats
) -> Verdicts:
    """Verdicts of a detector that looks at each series and week by itself: an alarm where the count is above `upper`.

    >>> one = np.array([[4.0, 9.0]])
    >>> week_verdicts(7, observed=one, expected=one / 2, upper=one * 0 + 6, p=one * 0, score=one).alarm.tolist()
    [[False, True]]
    """
    with np.errstate(invalid="ignore"):
        alarm = observed > upper
    shape = observed.shape
    return Verdicts(
        first=first,
        expected=expected,
        upper=upper,
        p=p,
        score=score,
        alarm=alarm,
        channel=np.where(alarm, Channel.WEEK, Channel.NONE).astype(np.int8),
        span=np.ones(shape, np.int16),
        joint_observed=observed,
        joint_expected=expected,
        group=np.full(shape, -1, np.int32),
    )
