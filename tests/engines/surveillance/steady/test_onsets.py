"""The likelihood ratio of onsets against a slow and plain one, written from the definition."""

import itertools
import math

import numpy as np
import pytest
from scipy import stats

from safelamp.engines.surveillance.steady.onsets import (
    ONSETS,
    SHAPES,
    SIZES,
    SMALLEST,
    evidence,
    largest_below,
    together,
)

BACK = len(ONSETS)


def plainly(counts: list[float], mean: np.ndarray, spread: np.ndarray) -> float:
    """The evidence in the last of BACK weeks; `mean[ahead][week]` as expected that many weeks plus one before."""
    total = 0.0
    for lag, (size, (shape, belief)) in itertools.product(range(BACK), itertools.product(SIZES, SHAPES)):
        onset = BACK - 1 - lag
        cases = max(size * math.sqrt(mean[0][onset] * spread[0][onset]), SMALLEST)
        ratio = ONSETS[lag] * belief / len(SIZES)
        ratio *= 1 - math.exp(-cases * sum(shape[lag:])) if lag else 1
        for step in range(lag + 1):
            expected, over = mean[step][onset + step], spread[step][onset + step]
            raised = expected + cases * shape[step]
            with_it, without = (stats.nbinom(m / (over - 1), 1 / over) for m in (raised, expected))
            ratio *= with_it.pmf(counts[onset + step]) / without.pmf(counts[onset + step])
        total += ratio
    return math.log(total)


@pytest.mark.parametrize("level", [0.2, 3.0, 80.0])
def test_evidence_agrees_with_the_plain_formula(level: float) -> None:
    rng = np.random.default_rng(3)
    mean = level * rng.uniform(0.7, 1.4, (BACK, 1, BACK))
    spread = rng.uniform(1.1, 4.0, (BACK, 1, BACK))
    counts = rng.poisson(1.5 * level, (1, BACK)).astype(float)
    found = together(evidence(counts, np.ones_like(counts), mean, spread))
    assert found[0, 0] == pytest.approx(plainly(counts[0].tolist(), mean[:, 0], spread[:, 0]), abs=1e-8)


def test_larger_count_is_never_weaker_evidence() -> None:
    counts = np.tile([3.0, 9.0, 4.0, 0.0], (60, 1))
    counts[:, -1] = np.arange(60)
    mean, spread = np.full((BACK, 60, BACK), 4.0), np.full((BACK, 60, BACK), 1.7)
    found = together(evidence(counts, np.ones_like(counts), mean, spread))[:, 0]
    assert (np.diff(found) > 0).all()


def test_week_that_nobody_counted_says_nothing() -> None:
    mean, spread = np.full((BACK, 1, BACK), 4.0), np.full((BACK, 1, BACK), 1.7)
    known = np.array([[1.0, 1.0, 0.0, 1.0]])
    one, other = (evidence(np.array([[4.0, 5.0, gap, 6.0]]), known, mean, spread) for gap in (0.0, 99.0))
    np.testing.assert_allclose(one, other)


@pytest.mark.parametrize("bound", [0.5, 2.5, 6.0])
def test_largest_usual_count_is_where_the_bound_is_passed(bound: float) -> None:
    mean, spread = np.array([[0.1, 1.0, 7.0, 60.0, 900.0]]), np.array([[1.02, 1.5, 3.0, 2.0, 5.0]])
    usual = largest_below(bound, mean, spread)
    for column, count in enumerate(usual[0]):
        alone = np.stack([np.full(BACK, count), np.full(BACK, count + 1)])
        known = np.zeros_like(alone)
        known[:, -1] = 1
        shape = (BACK, 2, BACK)
        means, spreads = np.full(shape, mean[0, column]), np.full(shape, spread[0, column])
        first_shape = evidence(alone, known, means, spreads)[0, :, 0]
        assert first_shape[1] > bound  # one case more passes it; all shapes together are at least the first
        assert first_shape[0] <= bound + 0.3  # the other shape adds little
