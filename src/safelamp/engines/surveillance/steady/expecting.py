"""What series with three years of history lead us to expect, made anew every year from what was known then."""

from dataclasses import dataclass

import numpy as np

from safelamp.engines.surveillance.expectation import Expectation
from safelamp.engines.surveillance.steady.fitting import Fit, beginning, improved, means, standardised, terms
from safelamp.engines.surveillance.steady.history import History, history, old_enough
from safelamp.engines.surveillance.steady.level import ahead, follow, shares, ways
from safelamp.engines.surveillance.steady.pulses import Pulses, pulses
from safelamp.engines.surveillance.steady.shrinking import shrunk
from safelamp.engines.surveillance.values import Counts, Floats

HORIZON = 4  # the earliest onset looked for lies so many weeks back, this one included
FIRST_STEPS, MORE_STEPS = 6, 2  # of the fit, before the pulses are known and after
PULSE_ROUNDS = 2
NEAR = 20 / 52  # of a year, on either side: what a level is measured by, for the pulses
LEVEL_PRECISION = 10.0  # of that level around the fit (gamma prior)
OUTBREAK, SURE_OUTBREAK = 3.0, 4.0  # standard deviations: not used for the level; not used for the dispersion
FOLLOWED, WARMING = 4, 1  # years that the filters see before the first judged week; those of them not scored
FEW = 6.0, 10.0  # the dispersion of a series of few cases is not known well: it is raised by 6 / (10 + cases)


@dataclass(frozen=True, slots=True)
class Forecast:
    """Means, and variances of their logarithms, as expected 1 to HORIZON weeks before (see `ahead`)."""

    first: int
    mean: Floats  # (horizon, series, weeks)
    uncertainty: Floats  # (horizon, series, weeks)
    dispersion: Floats  # (series,)

    @property
    def spread(self) -> Floats:
        """Variance over mean of a count, (horizon, series, weeks)."""
        return np.asarray(self.dispersion[:, None] + self.uncertainty * self.mean)


def expect(counts: Counts, judged: range, lookback: int = 0) -> Expectation:
    """The expectation for the judged weeks and `lookback` weeks before them, each as of the week before it."""
    past = history(counts)
    parts = [
        forecast(past, cut=start, stop=min(start + counts.period, judged.stop), lookback=before)
        for start, before in _years(judged, counts.period, min(lookback, judged.start - 1))
    ]
    first = parts[0].first
    young = ~old_enough(past)[:, first : judged.stop]
    mean = np.concatenate([part.mean[0] for part in parts], axis=1)
    uncertainty = np.concatenate([part.uncertainty[0] for part in parts], axis=1)
    dispersion = np.concatenate([np.broadcast_to(f.dispersion[:, None], f.mean[0].shape) for f in parts], axis=1)
    return Expectation(first, *(np.where(young, np.nan, part) for part in (mean, dispersion, uncertainty)))


def _years(judged: range, period: int, lookback: int) -> list[tuple[int, int]]:
    """Where a new fit starts, and how many weeks before it are asked for.

    >>> _years(range(100, 160), 52, 8)
    [(100, 8), (152, 0)]
    """
    starts = range(judged.start, judged.stop, period)
    return [(start, lookback if start == judged.start else 0) for start in starts]


def forecast(past: History, *, cut: int, stop: int, lookback: int) -> Forecast:
    """From what was known before column `cut`: the weeks up to `stop`, and `lookback` weeks before it."""
    horizon = HORIZON
    first = max(cut - lookback, horizon)
    learnt = past.until(cut)
    basis = terms(np.arange(stop, dtype=float), period=past.period, origin=cut)
    fit, year, dispersion = _shape_of_year(learnt, basis[:cut])
    place = (np.arange(stop) - cut) % past.period
    base = means(fit.logs(basis) + year.logs[:, place] + past.offset[:, :stop])
    dispersion = _short_term_dispersion(learnt, base[:, :cut], dispersion)
    start = max(0, min(cut - FOLLOWED * past.period, first - horizon))
    among = ways(past.period)
    wandering = follow(
        past.counts[:, start:stop],
        base[:, start:],
        past.known[:, start:stop],
        dispersion=dispersion,
        among=among,
        scored=range(WARMING * past.period, cut - start),
        kept=first - horizon + 1 - start,
    )
    weeks = slice(first, stop)
    mean, uncertainty = ahead(base[:, weeks], wandering, among, shares(wandering.fitness), horizon=horizon)
    uncertainty += fit.uncertainty(basis[weeks]) + year.variance[:, place[weeks]]
    return Forecast(first, mean, uncertainty, dispersion)


def _shape_of_year(past: History, basis: Floats) -> tuple[Fit, Pulses, Floats]:
    """Trend and season, pulses, and the dispersion around them and a level that wanders slowly; in turns."""
    fit = improved(beginning(past, basis), past, basis, offset=past.offset, steps=FIRST_STEPS)
    year = Pulses(*np.zeros((2, len(past.counts), past.period)))
    dispersion = fit.dispersion
    place = (np.arange(len(basis)) - len(basis)) % past.period
    for _ in range(PULSE_ROUNDS):
        smooth = means(fit.logs(basis) + past.offset) * past.known
        usual = smooth * np.exp(year.logs[:, place])
        level = _level(past, usual, dispersion)
        dispersion = _dispersion(past, usual * level, dispersion)
        year = pulses(past.counts, smooth * level, dispersion=dispersion, period=past.period)
        fit = improved(fit, past, basis, offset=past.offset + year.logs[:, place], steps=MORE_STEPS)
    return shrunk(fit), year, dispersion


def _level(past: History, usual: Floats, dispersion: Floats) -> Floats:
    """The factor of the weeks around each week, without its outbreaks."""
    outbreak = standardised(past.counts, usual, dispersion[:, None]) > OUTBREAK
    seen = np.where(outbreak, usual, past.counts * past.known)
    reach = round(NEAR * past.period)
    cases, due = (_around(part, reach) / dispersion[:, None] for part in (seen, usual))
    return np.asarray((LEVEL_PRECISION + cases) / (LEVEL_PRECISION + due))


def _around(weekly: Floats, reach: int) -> Floats:
    """Sums over each week and `reach` weeks on either side.

    >>> _around(np.array([[1.0, 2.0, 4.0]]), 1).tolist()
    [[3.0, 7.0, 6.0]]
    """
    sums = np.concatenate([np.zeros((len(weekly), 1)), np.cumsum(weekly, axis=1)], axis=1)
    weeks = np.arange(len(weekly[0]))
    return np.asarray(sums[:, np.minimum(weeks + reach + 1, len(weeks))] - sums[:, np.maximum(weeks - reach, 0)])


def _dispersion(past: History, usual: Floats, before: Floats) -> Floats:
    """Variance over mean around what is usual, outbreaks left out."""
    used = (past.known > 0) & (standardised(past.counts, usual, before[:, None]) < OUTBREAK)
    squares = np.where(used, (past.counts - usual) ** 2 / np.where(used, usual, 1.0), 0.0)
    return np.asarray(np.maximum(1.0, squares.sum(1) / np.maximum(used.sum(1), 1)))


def _short_term_dispersion(past: History, base: Floats, dispersion: Floats) -> Floats:
    """Variance over mean from one week to the next, so that a level that wanders does not count as noise."""
    usual = base * _level(past, base * past.known, dispersion)
    used = (past.known > 0) & (standardised(past.counts, usual, dispersion[:, None]) < SURE_OUTBREAK)
    used = used[:, 1:] & used[:, :-1]
    ratio, inverse = past.counts / usual, 1 / usual
    squares = (ratio[:, 1:] - ratio[:, :-1]) ** 2 / (inverse[:, 1:] + inverse[:, :-1])
    measured = np.where(used, squares, 0.0).sum(1) / np.maximum(used.sum(1), 1)
    raised, steadied = FEW
    return np.asarray(np.maximum(1.0, measured) * (1 + raised / (steadied + past.counts.sum(1))))
