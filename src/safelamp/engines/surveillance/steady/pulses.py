"""Weeks of the year that are like no smooth season: holidays, harvests, an inspection that comes every March.

The year is a circle of columns. A stretch of a few of them may have a factor of its own (a gamma prior around 1), the
rest has factor 1; all ways to cut the year into such stretches are weighed by their marginal likelihood (a forward and
backward recursion over the year), and the share of stretches is learnt from the series and from all of them together.
"""

from dataclasses import dataclass

import numpy as np
from scipy import special

from safelamp.engines.surveillance.values import Floats

WIDTHS = (1, 2, 3, 4)  # columns that a stretch may cover
PRECISIONS = (2.0, 10.0)  # of the gamma prior of its factor: wild, and mild
SHORTEST_YEAR = 12  # of columns: quarters have no stretches, their harmonics fit everything
LEAD = 8  # columns before and after the year that close the circle
FIRST_SHARE, LEAST_SHARE, LARGEST_SHARE = 0.05, 1e-4, 0.3  # of columns where a stretch begins
ROUNDS = 3  # of learning the share
SHRINKAGE = 0.4  # how much all series together weigh against one
CAP = 3.0  # standard deviations above the other years: more than that in one year is an outbreak, not the season


@dataclass(frozen=True, slots=True)
class Pulses:
    """Logarithm of the factor of each column of the year, and its variance; shape (series, period)."""

    logs: Floats
    variance: Floats


@dataclass(frozen=True, slots=True)
class _Stretches:
    """For one width and precision: logarithms of evidence and factor, variance of the latter; (starts, series)."""

    width: int
    evidence: Floats
    factor: Floats
    variance: Floats


def pulses(counts: Floats, expected: Floats, *, dispersion: Floats, period: int) -> Pulses:
    """The factors by which counts differ from what is expected, by place in the year.

    Place 0 is that of the column after the last one. Expected is 0 where a week does not count. `dispersion` (series,)
    is the variance over the mean of a count around its expectation.
    """
    if period < SHORTEST_YEAR:
        nothing = np.zeros((len(counts), period))
        return Pulses(nothing, nothing)
    found = np.arange(period + 2 * LEAD) - LEAD
    seen, due = (part[:, found % period].T for part in _years(counts, expected, dispersion, period))
    stretches = [_stretches(seen, due, width, precision) for width in WIDTHS for precision in PRECISIONS]
    share = np.full(len(counts), FIRST_SHARE)
    for _ in range(ROUNDS):
        chances = _chances(stretches, share)
        begun = sum(chance[LEAD : LEAD + period].sum(0) for chance in chances)
        pooled = (begun + SHRINKAGE * np.mean(begun)) / (period * (1 + SHRINKAGE))
        share = np.clip(pooled, LEAST_SHARE, LARGEST_SHARE)
    logs, squares = np.zeros_like(seen), np.zeros_like(seen)
    for stretch, chance in zip(stretches, chances, strict=True):
        for place in range(stretch.width):
            where = slice(place, place + len(chance))
            logs[where] += chance * stretch.factor
            squares[where] += chance * (stretch.factor**2 + stretch.variance)
    year = slice(LEAD, LEAD + period)
    return Pulses(logs[year].T, (squares - logs**2)[year].T)


def _years(counts: Floats, expected: Floats, dispersion: Floats, period: int) -> tuple[Floats, Floats]:
    """What was seen and expected at each place of the year, in units of the dispersion; no year above its cap."""
    years = -(-len(counts[0]) // period)
    missing = np.zeros((len(counts), years * period - len(counts[0])))
    shape = (len(counts), years, period)
    seen = np.concatenate([missing, counts], axis=1).reshape(shape)
    due = np.concatenate([missing, expected], axis=1).reshape(shape)
    seen = np.where(due > 0, seen, 0.0)
    unit = dispersion[:, None, None]
    above = (seen - due) / np.sqrt(unit * due + 1e-9)
    highest = above.argmax(1)[:, None, :]
    others_seen = seen.sum(1, keepdims=True) - np.take_along_axis(seen, highest, axis=1)
    others_due = due.sum(1, keepdims=True) - np.take_along_axis(due, highest, axis=1)
    usual = due * (unit + others_seen) / (unit + others_due)
    capped = np.minimum(seen, usual + CAP * np.sqrt(unit * usual) + 1)
    return capped.sum(1) / dispersion[:, None], due.sum(1) / dispersion[:, None]


def _stretches(seen: Floats, due: Floats, width: int, precision: float) -> _Stretches:
    windows = np.lib.stride_tricks.sliding_window_view
    cases, usual = (windows(part, width, axis=0).sum(-1) for part in (seen, due))
    evidence = (
        special.gammaln(precision + cases)
        - special.gammaln(precision)
        + precision * np.log(precision)
        - (precision + cases) * np.log(precision + usual)
        + usual
    )
    return _Stretches(width, evidence, np.log((precision + cases) / (precision + usual)), 1 / (precision + cases))


def _chances(stretches: list[_Stretches], share: Floats) -> list[Floats]:
    """The chance of each stretch at each start, shape (starts, series), by forward and backward recursion."""
    columns = len(stretches[0].evidence) + stretches[0].width - 1
    begin, none = np.log(share / len(stretches)), np.log1p(-share)
    before, after = np.zeros((2, columns + 1, len(share)))
    for at in range(1, columns + 1):
        ways = [before[at - s.width] + begin + s.evidence[at - s.width] for s in stretches if s.width <= at]
        before[at] = _total([before[at - 1] + none, *ways])
    for at in range(columns - 1, -1, -1):
        ways = [after[at + s.width] + begin + s.evidence[at] for s in stretches if at + s.width <= columns]
        after[at] = _total([after[at + 1] + none, *ways])
    whole = before[columns]
    return [np.exp(before[: columns + 1 - s.width] + begin + s.evidence + after[s.width :] - whole) for s in stretches]


def _total(logs: list[Floats]) -> Floats:
    """Logarithm of the sum of what the logarithms stand for."""
    stacked = np.array(logs)
    largest = stacked.max(0)
    return np.asarray(largest + np.log(np.exp(stacked - largest).sum(0)))
