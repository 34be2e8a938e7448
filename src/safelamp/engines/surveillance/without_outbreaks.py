"""Counts as they would be without any outbreak: what a setting's false alarms are counted on (parametric bootstrap).

The judged weeks are drawn anew, as the detector expects them and with the spread that it found. Judged again, whole
numbers, several channels and the scan are all in the answer, which a formula for one test would miss. The chance comes
in from outside, so an answer can be had again.
"""

from dataclasses import replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from safelamp.engines.surveillance.expectation import Expectation
from safelamp.engines.surveillance.hierarchy import place_of
from safelamp.engines.surveillance.sparse import expecting as sparse
from safelamp.engines.surveillance.sparse.ratios import DOUBT
from safelamp.engines.surveillance.sparse.shrinking import PRIOR_CASES
from safelamp.engines.surveillance.steady import expecting as steady
from safelamp.engines.surveillance.steady.history import history, old_enough
from safelamp.engines.surveillance.values import Counts, Floats

LEAST_SPREAD = 1.02  # variance over mean: a gamma-Poisson mixture needs a little
LEAST_RATE, LEAST_UNSURE = 1e-12, 1e-6


def without_outbreaks(counts: Counts, judged: range, *, chance: Generator) -> Counts:
    """The same table, with counts drawn for the judged weeks from what is expected of them; gaps stay gaps.

    Each series keeps one rate, as far from its estimate as the estimate may be wrong, and one dispersion.
    """
    expected = _expected(counts, judged, chance)
    now = slice(judged.start, judged.stop)
    known = ~(np.isnan(counts.observed[:, now]) | np.isnan(expected.mean)) & _reporting(counts, judged)
    rate = np.where(known, _rates(expected.mean, expected.uncertainty, chance), 0.0)
    extra = np.maximum(np.nan_to_num(expected.dispersion), LEAST_SPREAD) - 1
    cases = chance.poisson(chance.gamma(np.maximum(rate, LEAST_RATE) / extra, extra)).astype(np.float64)
    drawn = counts.observed.copy()
    drawn[:, now] = np.where(np.isnan(counts.observed[:, now]), np.nan, np.where(known, cases, 0.0))
    return replace(counts, observed=drawn)


def _expected(counts: Counts, judged: range, chance: Generator) -> Expectation:
    """Of a young series its dispersion is drawn too: few cases say little of it, and the series differ."""
    young = sparse.expect(counts, judged)
    spread = _dispersions(counts, judged, young.dispersion, chance)
    old = old_enough(history(counts))[:, judged.start : judged.stop]
    if not old.any():
        return replace(young, dispersion=spread)
    grown = steady.expect(counts, judged)
    return Expectation(
        judged.start,
        mean=np.where(old, grown.mean, young.mean),
        dispersion=np.where(old, grown.dispersion, spread),
        uncertainty=np.where(old, grown.uncertainty, young.uncertainty),
    )


def _rates(mean: Floats, uncertainty: Floats, chance: Generator) -> Floats:
    """One factor a series, for all weeks."""
    known = ~np.isnan(uncertainty)
    unsure = np.where(known, uncertainty, 0.0).sum(1, keepdims=True) / np.maximum(known.sum(1, keepdims=True), 1)
    shape = 1 / np.maximum(unsure, LEAST_UNSURE)
    return np.asarray(np.nan_to_num(mean) * chance.gamma(shape) / shape)


def _dispersions(counts: Counts, judged: range, estimate: Floats, chance: Generator) -> Floats:
    """About exponential where there are no cases, close to the estimate where there are many."""
    cases = np.nansum(counts.observed[:, : judged.start], axis=1, keepdims=True)
    shape = 1 + cases / PRIOR_CASES
    return np.asarray(1 + DOUBT * (estimate - 1) * chance.gamma(shape) / shape)


def _reporting(counts: Counts, judged: range) -> NDArray[np.bool_]:
    """Whether a place had begun to report before the judged weeks."""
    place = place_of(counts.groups, counts.series)
    before = np.nan_to_num(counts.observed[:, : judged.start]).sum(1)
    return np.asarray(place.sums(before)[place.codes] > 0)[:, None]
