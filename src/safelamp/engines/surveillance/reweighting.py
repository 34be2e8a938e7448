"""Dispersion of a fit, and weights that let past outbreaks count for less.

A week whose standardised Anscombe residual s is above a bound gets a weight in proportion to 1/s², so that an outbreak
of last year does not hide one of this year. Source: Farrington and others, Journal of the Royal Statistical Society A
159 (1996), with Noufaily's bound.
"""

from dataclasses import dataclass

import numpy as np

from safelamp.engines.surveillance.glm import Design, Fit, grown
from safelamp.engines.surveillance.values import Floats


@dataclass(frozen=True, slots=True)
class Spread:
    """How far counts lie from a fit: `dispersion` as estimated, `phi` the same but at least 1.

    `overwritten` is the dispersion that R surveillance takes for the trend test and for standard errors: with the
    weights that came from outside in place of those of the fit.
    """

    dispersion: Floats
    phi: Floats
    overwritten: Floats


@dataclass(frozen=True, slots=True)
class Fitted:
    """What a fit says of each week: the mean, its root and sixth root, and the weight that the week had."""

    mean: Floats
    root: Floats
    sixth_root: Floats
    working_weight: Floats


def fitted(fit: Fit, weights: Floats, *, on: Design) -> Fitted:
    """The fit week by week, with the working weights of its last step."""
    sixth_root = on_weeks(fit.levels / 6, fit.slope / 6, on)
    root = sixth_root * sixth_root
    root *= sixth_root
    working = on_weeks(fit.before_levels, fit.before_slope, on)
    working *= weights
    return Fitted(root * root, root, sixth_root, working)


def on_weeks(levels: Floats, slope: Floats, on: Design) -> Floats:
    """exp(level + slope * time) of each week."""
    values = np.take(np.exp(levels), on.weeks.season, axis=1)
    if slope.any():
        values *= grown(slope, on)
    return values


def spread_of(count: Floats, weights: Floats, each: Fitted, *, freedom: Floats) -> Spread:
    """Pearson's dispersion; `freedom` (rows) is the number of weeks less that of parameters."""
    off = count / each.mean
    off -= 1
    np.square(off, out=off)
    dispersion = np.einsum("rw,rw->r", each.working_weight, off) / freedom
    overwritten = np.einsum("rw,rw->r", weights, off) / freedom
    return Spread(dispersion, np.maximum(dispersion, 1.0), overwritten)


def reweighted(
    roots: Floats, weights: Floats, each: Fitted, *, fit: Fit, phi: Floats, unusual: float, on: Design
) -> Floats:
    """New weights, from counts to the power 2/3 (`roots`); a week of weight 0 keeps it."""
    residual = roots / each.sixth_root
    residual -= each.root
    residual *= 1.5
    free = 1 - each.working_weight * _leverage(fit, on)
    free *= phi[:, None]
    rest = weights.copy()
    high = (residual > 0) & (np.square(residual) > unusual**2 * free) & (weights > 0)
    rest[high] = free[high] / np.square(residual[high])
    rest *= (weights.sum(axis=1) / rest.sum(axis=1))[:, None]
    return rest


def _leverage(fit: Fit, on: Design) -> Floats:
    """Each week's leverage, without its weight."""
    inverse = np.divide(1.0, fit.information, out=np.zeros_like(fit.information), where=fit.information > 0)
    flat = 1 / fit.spread[:, None]
    if not flat.any():
        return inverse[:, on.weeks.season]
    parts = [inverse + flat * fit.centre**2, -2 * flat * fit.centre, np.broadcast_to(flat, inverse.shape)]
    leverage: Floats = np.hstack(parts) @ on.sums.T
    return leverage
