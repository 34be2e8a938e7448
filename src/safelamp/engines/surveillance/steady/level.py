"""How the level of a series wanders: a handful of ways to wander, each followed by its own filter, weighed by the past.

The logarithm of the mean is the base (trend, season, pulses) plus a slow walk plus a short-lived swing (autoregressive
of order one). Each filter updates both with one count a week (extended Kalman, counts of variance dispersion * mean),
and no count moves it by more than CLIP standard deviations, so that an outbreak is hardly learnt.
"""

from dataclasses import dataclass

import numpy as np

from safelamp.engines.surveillance.steady.fitting import means
from safelamp.engines.surveillance.values import WEEKS_A_YEAR, Floats

WALKS = (0.0, 0.02, 0.05)  # standard deviations a week
SWINGS = (0.0, 0.1, 0.2)  # standard deviations
PERSISTENCE = 0.9  # of a swing, week to week
FIRST_WALK = 0.1  # variance of the level at the start, where it may walk at all
CLIP = 2.5
LARGEST_DEVIANCE = 9.0  # what one week can say against a filter
ROUNDS, LEAST_SHARE = 5, 1e-3  # of learning how common each way is among all series


@dataclass(frozen=True, slots=True)
class Wandering:
    """For each kept week, before its count was seen: shape (weeks, ways, series). `fitness` (ways, series)."""

    walk: Floats
    swing: Floats
    variance: Floats
    fitness: Floats


@dataclass(frozen=True, slots=True)
class Ways:
    """Variance of the walk a column, persistence and variance of the swing, shape (ways, 1)."""

    walk: Floats
    persistence: float
    swing: Floats


def ways(period: int) -> Ways:
    """Every walk with every swing, for columns of that length."""
    length = WEEKS_A_YEAR / period
    grid = np.array([(walk, swing) for walk in WALKS for swing in SWINGS])
    return Ways(grid[:, :1] ** 2 * length, PERSISTENCE**length, grid[:, 1:] ** 2)


def follow(
    counts: Floats, base: Floats, known: Floats, *, dispersion: Floats, among: Ways, scored: range, kept: int
) -> Wandering:
    """Follows each series by each way; what the weeks `scored` say of the ways; states from column `kept` on."""
    shape = (len(among.walk), len(counts))
    walk, swing, mixed, fitness = np.zeros((4, *shape))
    loose, tight = np.where(among.walk > 0, FIRST_WALK, 0.0) + np.zeros(shape), among.swing + np.zeros(shape)
    states = np.empty((3, len(counts[0]) - kept, *shape))
    rho = among.persistence
    for week in range(len(counts[0])):
        swing, mixed = rho * swing, rho * mixed
        loose, tight = loose + among.walk, rho * rho * tight + among.swing * (1 - rho * rho)
        variance = loose + 2 * mixed + tight
        if week >= kept:
            states[:, week - kept] = walk, swing, variance
        seen, here = counts[:, week], known[:, week]
        mean = base[:, week] * np.exp(walk + swing)
        spread = dispersion + variance * mean
        if week in scored:
            fitness -= here * _misfit(seen, mean, spread)
        surprise = here * np.clip((seen - mean) / np.sqrt(mean * spread), -CLIP, CLIP) * np.sqrt(spread / mean)
        total = variance + dispersion / mean
        to_walk, to_swing = (loose + mixed) / total, (mixed + tight) / total
        walk, swing = walk + to_walk * surprise, swing + to_swing * surprise
        learnt = here * total
        loose, mixed, tight = (
            loose - to_walk**2 * learnt,
            mixed - to_walk * to_swing * learnt,
            tight - to_swing**2 * learnt,
        )
    return Wandering(walk=states[0], swing=states[1], variance=states[2], fitness=fitness)


def _misfit(seen: Floats, mean: Floats, spread: Floats) -> Floats:
    """Minus the extended quasi-likelihood, no week counting more than its cap."""
    ratio = np.where(seen > 0, np.maximum(seen, 0.5), mean) / mean
    deviance = 2 * (seen * np.log(ratio) - seen + mean) / spread
    return np.asarray(np.minimum(deviance, LARGEST_DEVIANCE) / 2 + np.log(spread) / 2)


def shares(fitness: Floats) -> Floats:
    """How much each way is believed for each series, shape (ways, series): its own past, and all series together.

    >>> shares(np.array([[0.0, 0.0], [50.0, -50.0]])).round(2).tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """
    common = np.full((len(fitness), 1), 1 / len(fitness))
    for _ in range(ROUNDS):
        believed = fitness + np.log(common)
        believed = np.exp(believed - believed.max(0))
        believed = believed / believed.sum(0)
        common = believed.mean(1, keepdims=True) + LEAST_SHARE
        common = common / common.sum()
    return np.asarray(believed)


def ahead(base: Floats, wandering: Wandering, among: Ways, believed: Floats, *, horizon: int) -> tuple[Floats, Floats]:
    """Means, and variances of their logarithms, as expected 1 to `horizon` weeks before: (horizon, series, weeks).

    `base` are the weeks for which states are kept, but for the first `horizon` - 1 of these.
    """
    weeks = len(base[0])
    mean, variance = np.empty((2, horizon, *base.shape))
    for step in range(horizon):
        where = slice(horizon - 1 - step, horizon - 1 - step + weeks)
        fading = among.persistence**step
        logs = wandering.walk[where] + fading * wandering.swing[where]
        more = step * among.walk + (1 - fading**2) * among.swing
        middle = np.einsum("wgs,gs->sw", logs, believed)
        around = np.einsum("wgs,gs->sw", logs**2 + wandering.variance[where] + more, believed)
        mean[step] = means(np.log(base) + middle)
        variance[step] = np.maximum(around - middle**2, 0.0)
    return mean, variance
