"""Farrington's method: the fast fit is the plain one, and what it does where history or counts are thin."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safelamp.engines.surveillance.farrington import detect_delta, detect_nb, expect
from safelamp.engines.surveillance.reference_weeks import NOUFAILY
from safelamp.engines.surveillance.values import Counts, Dispersion, Options
from tests.engines.surveillance.fit_by_hand import expected

TODAY = 300


def simulated(seed: int, *, level: float, growth: float, spread: float = 1.5, series: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    weeks = np.arange(TODAY + 1)
    mean = level * np.exp(growth * weeks / 52) * (1 + 0.5 * np.sin(2 * np.pi * weeks / 52))
    return rng.negative_binomial(mean / (spread - 1), 1 / spread, (series, len(weeks))).astype(float)


@given(st.integers(0, 10**6), st.sampled_from([3.0, 10.0, 200.0]), st.sampled_from([0.0, 0.1, 0.4]))
@settings(max_examples=40, deadline=None)
def test_fast_fit_agrees_with_the_plain_one(seed: int, level: float, growth: float) -> None:
    counts = simulated(seed, level=level, growth=growth)
    today = range(TODAY, TODAY + 1)
    fast = expect(Counts(counts), today, dispersion=Dispersion.CORRECTED, settings=NOUFAILY)
    plain = expected(counts[0, :TODAY])
    assert bool(fast.trend[0, 0]) is plain.trend
    numbers = [np.exp(fast.prediction.log_mean), fast.prediction.error, fast.prediction.phi]
    np.testing.assert_allclose(np.ravel(numbers), [plain.mean, plain.error, plain.phi], rtol=1e-4)


def test_three_years_are_enough_and_less_is_not() -> None:
    counts = Counts(simulated(3, level=20.0, growth=0.0)[:, :161])
    verdicts = detect_nb(counts, range(158, 161), Options())
    assert np.isnan(verdicts.upper[0]).tolist() == [True, False, False]


def test_no_bound_with_fewer_than_five_cases_in_four_weeks() -> None:
    counts = simulated(5, level=3.0, growth=0.0)
    counts[0, -4:] = [0, 0, 0, 4]
    assert np.isnan(detect_delta(Counts(counts), range(TODAY, TODAY + 1), Options()).upper).all()
    counts[0, -1] = 5
    assert np.isfinite(detect_delta(Counts(counts), range(TODAY, TODAY + 1), Options()).upper).all()


def test_missing_reference_weeks_change_little_until_half_are_gone() -> None:
    counts = simulated(7, level=50.0, growth=0.0)
    whole = detect_nb(Counts(counts), range(TODAY, TODAY + 1), Options()).expected[0, 0]
    counts[0, 40:60] = np.nan
    fewer = detect_nb(Counts(counts), range(TODAY, TODAY + 1), Options()).expected[0, 0]
    assert fewer == pytest.approx(whole, rel=0.1)
    counts[0, 37:160] = np.nan
    assert np.isnan(detect_nb(Counts(counts), range(TODAY, TODAY + 1), Options()).expected).all()


def test_outbreak_of_last_year_does_not_raise_the_bound_much() -> None:
    counts = simulated(11, level=20.0, growth=0.0)
    usual = detect_nb(Counts(counts), range(TODAY, TODAY + 1), Options()).upper[0, 0]
    counts[0, TODAY - 53 : TODAY - 50] += 200
    after = detect_nb(Counts(counts), range(TODAY, TODAY + 1), Options()).upper[0, 0]
    assert usual <= after < 2 * usual


def test_false_alarms_are_about_what_alpha_says() -> None:
    counts = Counts(simulated(13, level=20.0, growth=0.1, series=400))
    alarms = detect_nb(counts, range(TODAY - 9, TODAY + 1), Options(alpha=0.01)).alarm
    assert 0.004 < alarms.mean() < 0.025
