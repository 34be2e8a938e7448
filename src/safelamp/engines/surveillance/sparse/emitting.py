"""Which alarms a person gets: few enough to be true in nine of ten cases.

Benjamini and Hochberg over the year up to each week, not over the week alone: most weeks have no outbreak at all, and
a week's own share would still let one false alert through in ten of those. A series speaks by itself, where every
spread that it may have is heard, or with its group; how rare that is, is asked of each kind apart. That a workplace
merely reports more weighs less here than in the score: the rarest of quiet weeks need not be the likeliest to be true.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from safelamp.engines.surveillance.discoveries import largest
from safelamp.engines.surveillance.scan import LONELY, Odds
from safelamp.engines.surveillance.sparse.calibration import survival
from safelamp.engines.surveillance.sparse.ratios import Weeks
from safelamp.engines.surveillance.sparse.reporting import explanation
from safelamp.engines.surveillance.sparse.spreads import alone
from safelamp.engines.surveillance.values import Floats

FALSE_SHARE = 0.035  # what ranks and neighbours of an outbreak leave out brings it to about 0.07 (decision 0039)
MEMBER = 1.5  # odds, as a decimal logarithm, that a series belongs to the outbreak of its group
WORTH = np.log(10)  # odds from which a series by itself is looked at more closely: one cell in a hundred
MORE_REPORTS = 0.1  # how likely it is beforehand that a workplace reports more than usual


@dataclass(frozen=True, slots=True)
class Emitted:
    """The alarms of the judged weeks, and the odds with the level and span that each of them speaks for."""

    alarm: NDArray[np.bool_]
    odds: Odds


def emitted(weeks: Weeks, odds: Odds, *, carries: NDArray[np.bool_], rival: Floats, past: int, period: int) -> Emitted:
    """The alarms of the judged weeks, which begin at column `past`; `rival` is the evidence of more reports."""
    doubt = explanation(rival, prior=MORE_REPORTS)
    worth = carries & odds.rising
    by_itself, span = _by_themselves(weeks, worth & (odds.log >= WORTH), doubt)
    together = np.where(worth & (odds.level != LONELY), _scale(odds.log - doubt), 0.0)
    known = weeks.known[:, weeks.before :]
    lonely, shared = (_rare(np.where(known, each, np.nan), past) for each in (by_itself, together))
    shared = np.where(together >= MEMBER, shared, np.where(known, 1.0, np.nan))
    p = np.fmin(lonely, shared)
    with np.errstate(invalid="ignore"):
        alarm = p[:, past:] <= limits(p, period=period)[past:]
        itself = lonely <= shared
    found = replace(
        odds,
        level=np.where(itself, LONELY, odds.level).astype(np.int8),
        span=np.where(itself, span, odds.span).astype(np.int16),
    )
    return Emitted(np.asarray(alarm), found.since(past))


def _by_themselves(weeks: Weeks, where: NDArray[np.bool_], doubt: Floats) -> tuple[Floats, NDArray[np.int16]]:
    """The evidence of each series by itself, 0 where it is not looked for, and over how many weeks it reaches."""
    score, span = np.zeros(where.shape), np.ones(where.shape, np.int16)
    rows, columns = np.nonzero(where)
    if len(rows):
        found = alone(weeks, rows, columns)
        score[where], span[where] = _scale(found.log - doubt[where]), found.span
    return score, span


def _scale(log: Floats) -> Floats:
    """Decimal logarithm of one plus the odds."""
    return np.asarray(np.logaddexp(0, log) / np.log(10))


def _rare(score: Floats, past: int) -> Floats:
    return survival(score, score[:, :past])


def limits(p: Floats, *, period: int) -> Floats:
    """The largest p of each week that is a discovery among those of the year up to it; -1 where there is none."""
    years = (p[:, max(0, week + 1 - period) : week + 1] for week in range(len(p[0])))
    return np.array([largest(year, share=FALSE_SHARE) for year in years])
