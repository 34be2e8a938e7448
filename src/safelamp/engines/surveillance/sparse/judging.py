"""Verdicts on series with few counts or short history, alone and together with the others of their groups."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from safelamp.engines.surveillance.evidence import score_of
from safelamp.engines.surveillance.hierarchy import HAZARD, Level, levels, place_of
from safelamp.engines.surveillance.scan import scan
from safelamp.engines.surveillance.sparse import reporting
from safelamp.engines.surveillance.sparse.calibration import survival
from safelamp.engines.surveillance.sparse.emitting import Emitted, emitted, limits
from safelamp.engines.surveillance.sparse.expecting import expect
from safelamp.engines.surveillance.sparse.ratios import Weeks
from safelamp.engines.surveillance.sparse.reasons import reason
from safelamp.engines.surveillance.values import Counts, Floats, Options, Verdicts

Booleans = NDArray[np.bool_]
ALPHA = 0.01
BEFORE = 8  # weeks before a judged one that are looked at with it
PAST_CELLS, PAST_WEEKS = 40_000, (13, 52)  # what scores are compared with: so many, from so many weeks
SETTLED = 4  # a place is judged when it has reported for a quarter of a year


def judge(counts: Counts, judged: range, options: Options) -> Verdicts:
    """Judges each series and week; score 0 and p 1 while its place has reported for less than a quarter of a year."""
    past = min(judged.start, int(np.clip(PAST_CELLS // counts.series, *PAST_WEEKS)))
    looked = range(judged.start - past, judged.stop)
    expected = expect(counts, looked, BEFORE)
    weeks = Weeks.of(counts, expected, judged=looked, before=BEFORE)
    groups = scanned(counts)
    odds = scan(weeks, groups)
    place = place_of(counts.groups, counts.series)
    rival = reporting.evidence(weeks, place)
    carries = excess(weeks) & settled(counts, place)[:, looked.start : looked.stop]
    found = scores(odds.log - reporting.explanation(rival, prior=reporting.PRIOR), weeks, carries)
    p = survival(found[:, past:], found[:, :past])
    if options.alpha is None and groups:
        given = emitted(weeks, odds, carries=carries, rival=rival, past=past, period=counts.period)
    else:
        given = Emitted(alarms(p, options=options, groups=groups), odds.since(past))
    now = slice(looked.start - expected.first + past, None)
    told = reason(weeks, given.odds, groups, given.alarm)
    return Verdicts(
        first=judged.start,
        expected=expected.mean[:, now],
        upper=largest_usual(expected.mean[:, now], expected.spread[:, now], options.alpha or ALPHA),
        p=p,
        score=score_of(p),
        alarm=given.alarm,
        channel=told.channel,
        span=told.span,
        joint_observed=told.observed,
        joint_expected=told.expected,
        group=told.group,
        groups=told.groups,
    )


def scanned(counts: Counts) -> tuple[Level, ...]:
    """The levels whose groups may have an outbreak together: those of one hazard, where hazards are told apart.

    All hazards of one place or sector together are not among them then: such a rise is a rise of reporting.
    """
    found = levels(counts.groups, counts.series)
    return tuple(level for level in found if HAZARD in level.columns) if HAZARD in counts.groups else found


def excess(weeks: Weeks) -> Booleans:
    """Where a judged week itself has more than was expected."""
    here = slice(weeks.before, None)
    return np.asarray(weeks.counts[:, here] > weeks.mean[:, here])


def scores(log: Floats, weeks: Weeks, carries: Booleans) -> Floats:
    """Decimal logarithm of one plus the odds, 0 where the week carries no excess; NaN where nothing is known."""
    score = np.where(carries, np.logaddexp(0, log) / np.log(10), 0.0)
    return np.where(weeks.known[:, weeks.before :], score, np.nan)


def settled(counts: Counts, place: Level) -> Booleans:
    """Whether the place of a series has reported for a quarter of a year, for each week."""
    reported = np.zeros((place.size, counts.weeks))
    np.add.at(reported, place.codes, np.nan_to_num(counts.observed))
    since = np.cumsum(np.cumsum(reported, axis=1) > 0, axis=1)
    return np.asarray(since[place.codes] > max(1, counts.period // SETTLED))


def alarms(p: Floats, *, options: Options, groups: Sequence[Level]) -> Booleans:
    """Series and weeks whose p makes an alarm: at alpha, or without one and with groups as few as a person gets."""
    if options.alpha is None and groups:
        return np.stack([p[:, week] <= limit for week, limit in enumerate(limits(p, period=len(p[0])))], axis=1)
    with np.errstate(invalid="ignore"):
        return np.asarray(p <= (options.alpha or ALPHA))


def largest_usual(mean: Floats, spread: Floats, alpha: float) -> Floats:
    """About the largest count with a tail above alpha, from mean, variance and skewness (Cornish and Fisher)."""
    deviation = np.sqrt(mean * spread)
    normal = float(ndtri(1 - alpha))
    skewness = (2 * spread - 1) / np.maximum(deviation, 1e-9)
    return np.asarray(np.maximum(0, np.floor(mean + deviation * (normal + skewness * (normal**2 - 1) / 6))))
