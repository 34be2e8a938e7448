"""Small counts of a union that reports: 60 workplaces x 8 hazards x 130 weeks, 93 % zeros; all parameters assumed.

What must not alarm: a workplace that joins, reporting that rises after a training, holidays. What should: too much of
one hazard in one workplace, in several workplaces of one sector, or in a region.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.int64]
Means = NDArray[np.float64]

REGIONS, SECTORS, WORKPLACES_EACH, HAZARDS = 5, 4, 3, 8
WEEKS, JUDGED = 130, range(78, 130)
WORKPLACES = REGIONS * SECTORS * WORKPLACES_EACH
_HOLIDAYS = (15, 50)
_LOCAL, _SECTOR, _REGION = 0, 1, 2


@dataclass(frozen=True, slots=True)
class SmallCounts:
    """One union. `null` and `extra` of shape (workplaces, hazards, weeks), the rest by workplace."""

    null: Array
    extra: Array
    region: Array
    sector: Array
    training: NDArray[np.bool_]  # (workplaces, weeks): a training in that week
    events: Means  # kind, first week, week after the last, series, size


@dataclass(frozen=True, slots=True)
class _Union:
    """What reports come from: their mean and dispersion in each workplace and hazard."""

    mean: Means
    phi: Means
    region: Array
    sector: Array


def unions(seed: int, count: int) -> list[SmallCounts]:
    """So many unions; each has chance of its own."""
    return [_union(np.random.Generator(np.random.PCG64([seed, number]))) for number in range(count)]


def _union(chance: np.random.Generator) -> SmallCounts:
    region = np.repeat(np.arange(REGIONS), SECTORS * WORKPLACES_EACH)
    sector = np.tile(np.repeat(np.arange(SECTORS), WORKPLACES_EACH), REGIONS)
    mean = _reported(chance, sector)
    reporting, training = _reporting(chance)
    mean = mean * reporting[:, None, :]
    phi = 1 + chance.exponential(0.4, (WORKPLACES, HAZARDS))
    null = chance.negative_binomial(np.maximum(mean, 1e-9) / (phi - 1)[:, :, None], (1 / phi)[:, :, None])
    null[mean <= 0] = 0
    extra, events = _signals(chance, _Union(mean, phi, region, sector))
    return SmallCounts(null, extra, region, sector, training, events)


def _reported(chance: np.random.Generator, sector: Array) -> Means:
    """What would be reported if everybody always did: size of the workplace, hazard, how they fit, and the season."""
    size = np.exp(chance.normal(0, 0.8, WORKPLACES))
    hazard = np.exp(chance.normal(np.log(0.06), 0.7, HAZARDS))
    affinity = np.exp(chance.normal(0, 0.6, (SECTORS, HAZARDS)))
    own = chance.gamma(2.0, 0.5, (WORKPLACES, HAZARDS))
    height, peak = chance.uniform(0, 0.5, HAZARDS), chance.uniform(0, 52, HAZARDS)
    week = np.arange(WEEKS)
    rate = size[:, None] * hazard[None] * affinity[sector] * own
    season = np.exp(height[None, :, None] * np.cos(2 * np.pi * (week[None, None] - peak[None, :, None]) / 52))
    return rate[:, :, None] * season


def _reporting(chance: np.random.Generator) -> tuple[Means, NDArray[np.bool_]]:
    """How much of it is reported: from joining on, more after trainings, little in holidays."""
    week = np.arange(WEEKS)
    joined = chance.integers(0, 53, WORKPLACES) * (chance.random(WORKPLACES) < 0.7)  # noqa: PLR2004
    reporting = np.clip((week[None] - joined[:, None]) / 12.0, 0, 1)
    training = np.zeros((WORKPLACES, WEEKS), bool)
    for place in range(WORKPLACES):
        for start in chance.integers(joined[place], WEEKS, chance.poisson(1.2)):
            reporting[place, start:] *= 1 + 1.5 * np.exp(-(week[start:] - start) / 4.0)
            training[place, start] = True
    for holiday in _HOLIDAYS:
        reporting[:, week % 52 == holiday] *= 0.15
    return reporting, training


def _signals(chance: np.random.Generator, union: _Union) -> tuple[Array, Means]:
    extra = np.zeros(union.mean.shape, np.int64)
    events = []
    first = JUDGED.start
    for _ in range(24):
        where, what = [int(chance.integers(WORKPLACES))], int(chance.integers(HAZARDS))
        when, size = int(chance.integers(first, WEEKS)), chance.uniform(2, 8)
        events.append(_added(chance, extra, union, (_LOCAL, where, what, when, size)))
    for _ in range(4):
        among = np.flatnonzero(union.sector == chance.integers(SECTORS))
        where = list(chance.choice(among, int(chance.integers(3, 7)), replace=False))
        what, when, size = int(chance.integers(HAZARDS)), int(chance.integers(first, WEEKS - 3)), chance.uniform(1, 3)
        events.append(_added(chance, extra, union, (_SECTOR, where, what, when, size)))
    for _ in range(2):
        where = list(np.flatnonzero(union.region == chance.integers(REGIONS)))
        what, when, size = int(chance.integers(HAZARDS)), int(chance.integers(first, WEEKS - 3)), chance.uniform(1, 2)
        events.append(_added(chance, extra, union, (_REGION, where, what, when, size)))
    return extra, np.array(events)


def _added(
    chance: np.random.Generator, extra: Array, union: _Union, signal: tuple[int, list[int], int, int, float]
) -> tuple[float, ...]:
    """Adds the cases of one signal over one to four weeks; gives its line of `events`."""
    kind, where, what, start, size = signal
    weeks = int(chance.integers(1, 5))
    shape = chance.dirichlet(np.ones(weeks) * 3)
    least, smallest = (2, 3.0) if kind == _LOCAL else (1, 1.5)
    end = min(WEEKS, start + weeks)
    for place in where:
        deviation = np.sqrt(union.phi[place, what] * max(union.mean[place, what, start], 0.02))
        cases = 0
        while cases < least:
            cases = chance.poisson(max(smallest, size * deviation))
        extra[place, what, start:end] += chance.multinomial(cases, shape)[: end - start]
    return kind, start, end, len(where), size
