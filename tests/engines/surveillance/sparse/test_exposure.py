"""What counts are in proportion to, where it is not known of all series and weeks."""

import numpy as np
import pytest

from safelamp.engines.surveillance.methods import detect
from safelamp.engines.surveillance.values import Counts, Floats, Verdicts

SERIES, WEEKS = 40, 110
JUDGED = range(WEEKS - 40, WEEKS)
HALF = WEEKS - 20


@pytest.fixture(scope="module")
def people() -> Floats:
    return np.repeat(np.random.default_rng(5).integers(50, 800, (SERIES, 1)).astype(float), WEEKS, axis=1)


@pytest.fixture(scope="module")
def counts(people: Floats) -> Floats:
    rates = np.random.default_rng(6).gamma(2, 0.002, (SERIES, 1))
    return np.random.default_rng(7).poisson(rates * people).astype(float)


def judged(counts: Floats, people: Floats) -> Verdicts:
    return detect(Counts(counts, exposure=people), JUDGED)


def test_a_series_whose_exposure_nobody_knows_is_expected_as_it_was(counts: Floats, people: Floats) -> None:
    some = people.copy()
    some[:4] = np.nan
    known, unknown = judged(counts, people), judged(counts, some)
    np.testing.assert_allclose(unknown.expected, known.expected, rtol=0.15, atol=0.05)
    assert unknown.alarm.mean() <= known.alarm.mean() + 0.005


def test_nothing_is_said_before_an_exposure_is_first_known(counts: Floats, people: Floats) -> None:
    late = people.copy()
    late[:4, :HALF] = np.nan
    found = judged(counts, late)
    before = slice(0, HALF - JUDGED.start)
    assert np.isnan(found.score[:4, before]).all()
    assert not found.alarm[:4, before].any()
    seen = counts[:4, JUDGED.start :][:, -10:].mean()
    assert found.expected[:4, -10:].mean() == pytest.approx(seen, rel=0.5)


def test_a_week_that_nobody_counted_is_expected_in_the_unit_of_the_others(counts: Floats, people: Floats) -> None:
    gap = counts.copy()
    gap[3, -5] = np.nan
    expected = judged(gap, people).expected[3]
    assert expected[-5] == pytest.approx(expected[-6], rel=0.2)


def test_exposure_that_is_the_same_everywhere_changes_nothing(counts: Floats) -> None:
    without = detect(Counts(counts), JUDGED)
    with_ones = judged(counts, np.ones_like(counts))
    np.testing.assert_array_equal(with_ones.p, without.p)
