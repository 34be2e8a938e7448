"""Poisson regression of many series at once: a level a season and one line of time, fitted by IRLS.

All rows have the same weeks, so that sums over the weeks are one product with a fixed matrix, and each step solves in
closed form: the information matrix has the levels on its diagonal and time at its edge. Start, order of steps and
stopping rule are those of R's `glm.fit` (McCullagh and Nelder, Generalized Linear Models, section 2.5), because what is
computed from the last step's weights shows where it stopped.

Arrays have one row a fit; columns are weeks, or levels where it says so.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safelamp.engines.surveillance.reference_weeks import Reference
from safelamp.engines.surveillance.values import Floats

TOLERANCE = 1e-8  # relative change of the deviance
STEPS = 25
STRIDE = 16  # weeks
START = 0.1  # added to each count for the first step
Rows = NDArray[np.intp]
SumsAt = Callable[[Floats, Floats, Rows], Floats]
ROUNDING = 1e-15  # of the sums that the deviance is the difference of: no smaller change means anything


@dataclass(frozen=True, slots=True)
class Design:
    """The weeks of a fit: the level (season) and time of each, and the sums that a step needs, as a matrix."""

    weeks: Reference
    sums: Floats  # (weeks, 3 * levels): one, time and time squared, each by level

    @property
    def levels(self) -> int:
        """How many levels."""
        return self.weeks.seasons


def design(weeks: Reference) -> Design:
    """What all fits on the same reference weeks share."""
    member = np.eye(weeks.seasons)[weeks.season]
    time = weeks.time[:, None]
    return Design(weeks, np.hstack([member, time * member, time**2 * member]))


@dataclass(frozen=True, slots=True)
class Response:
    """Counts to fit and what only depends on them, each (rows, weeks); a week that is not known is 0 in all."""

    count: Floats
    logs: Floats  # count * log(count)
    start_weight: Floats
    start: Floats  # working response of the first step, times its weight

    def rows(self, chosen: NDArray[np.bool_]) -> "Response":
        """Some of the rows."""
        return Response(
            self.count[chosen],
            self.logs[chosen],
            self.start_weight[chosen],
            self.start[chosen],
        )


@dataclass(frozen=True, slots=True)
class Fit:
    """Log means: `levels` at time 0 and `slope` a week, with what the last step knew.

    `before_levels` and `before_slope` are those from which the last step's working weights came; `information` are
    the sums of these weights by level, `centre` the weighted mean time of each level, `spread` what is left of the
    weighted sum of squared time: infinite where no line was fitted.
    """

    levels: Floats
    slope: Floats
    converged: NDArray[np.bool_]
    before_levels: Floats
    before_slope: Floats
    information: Floats
    centre: Floats
    spread: Floats


def fit_levels(response: Response, weights: Floats, *, on: Design) -> Fit:
    """Fits a level a season, without a line of time: the sums of each season say all."""
    season = on.sums[:, : on.levels]
    prior = weights @ season

    def sums_at(levels: Floats, _slope: Floats, rows: Rows) -> Floats:
        return _without_time(np.exp(levels) * prior[rows])

    start = _without_time((weights * response.start_weight) @ season)
    return _iterate(
        response,
        weights,
        sums_at=sums_at,
        start=_solve(start, (weights * response.start) @ season, np.zeros(len(weights))),
        counts=(weights * response.count) @ season,
        timed=np.zeros(len(weights)),
    )


def fit_line(response: Response, weights: Floats, *, on: Design) -> Fit:
    """Fits a level a season and one line of time."""
    time, levels_only = on.weeks.time, on.sums[:, : on.levels]

    def sums_at(levels: Floats, slope: Floats, rows: Rows) -> Floats:
        growth = grown(slope, on)
        growth *= weights if len(rows) == len(weights) else weights[rows]
        return by_level(growth, on) * np.exp(levels)[:, None, :]

    first = weights * response.start
    weighted = weights * response.count
    return _iterate(
        response,
        weights,
        sums_at=sums_at,
        start=_solve(by_level(weights * response.start_weight, on), first @ levels_only, first @ time),
        counts=weighted @ levels_only,
        timed=weighted @ time,
    )


def grown(slope: Floats, on: Design) -> Floats:
    """exp(slope * time) of each week: few exponentials, because the weeks are equally far apart."""
    steps = np.arange(STRIDE, dtype=np.float64)
    starts = on.weeks.time[::STRIDE]
    far, near = np.exp(np.multiply.outer(slope, starts)), np.exp(np.multiply.outer(slope, steps))
    whole = (far[:, :, None] * near[:, None, :]).reshape(len(slope), -1)
    return whole[:, : on.weeks.weeks]


def by_level(values: Floats, on: Design) -> Floats:
    """Sums by level of the values, of values times time, and times time squared: (rows, 3, levels)."""
    return (values @ on.sums).reshape(len(values), 3, on.levels)


def _without_time(sums: Floats) -> Floats:
    """Sums by level where no slope is looked for: all is known of time already."""
    nothing = np.zeros_like(sums)
    return np.stack([sums, nothing, nothing + np.inf], axis=1)


@dataclass(frozen=True, slots=True)
class _Step:
    """Where a step leads from zero or from where it started, and what it knew."""

    levels: Floats
    slope: Floats
    information: Floats
    centre: Floats
    spread: Floats


def _solve(sums: Floats, score: Floats, timed: Floats) -> _Step:
    """The weighted least squares step for the scores by level and of time."""
    information, first, second = sums[:, 0], sums[:, 1], sums[:, 2]
    inverse = np.divide(1.0, information, out=np.zeros_like(information), where=information > 0)
    centre = first * inverse
    spread = second.sum(axis=1) - (first * centre).sum(axis=1)
    slope = (timed - (centre * score).sum(axis=1)) / spread
    return _Step(score * inverse - slope[:, None] * centre, slope, information, centre, spread)


def _iterate(
    response: Response,
    weights: Floats,
    *,
    sums_at: SumsAt,
    start: _Step,
    counts: Floats,
    timed: Floats,
) -> Fit:
    """Steps until the deviance stands still, row by row; a row that runs away or never rests has not converged."""
    constant = np.einsum("rw,rw->r", weights, response.logs) - counts.sum(axis=1)
    rounding = ROUNDING * (np.abs(constant) + np.abs(counts).sum(axis=1))
    levels, slope = start.levels.copy(), start.slope.copy()
    kept = _Step(levels.copy(), slope.copy(), start.information, start.centre, start.spread)
    deviance = np.full(len(slope), np.inf)
    converged = np.zeros(len(slope), np.bool_)
    rows: Rows = np.arange(len(slope))
    for left in reversed(range(STEPS)):
        sums = sums_at(levels[rows], slope[rows], rows)
        fresh = 2 * (
            constant[rows]
            - (levels[rows] * counts[rows]).sum(axis=1)
            - slope[rows] * timed[rows]
            + sums[:, 0].sum(axis=1)
        )
        change = np.abs(fresh - deviance[rows])
        done = change < np.maximum(TOLERANCE * (np.abs(fresh) + 0.1), rounding[rows])
        deviance[rows], converged[rows] = fresh, done
        stays = ~done & np.isfinite(fresh)
        rows, sums = rows[stays], sums[stays]
        if not (left and len(rows)):
            break
        step = _solve(sums, counts[rows] - sums[:, 0], timed[rows] - sums[:, 1].sum(axis=1))
        kept.levels[rows], kept.slope[rows] = levels[rows], slope[rows]
        kept.information[rows], kept.centre[rows], kept.spread[rows] = step.information, step.centre, step.spread
        levels[rows] += step.levels
        slope[rows] += step.slope
    return Fit(levels, slope, converged, kept.levels, kept.slope, kept.information, kept.centre, kept.spread)
