"""What is expected: near to the truth, whatever the past brought."""

from dataclasses import replace

import numpy as np
import pytest

from safelamp.engines.surveillance.steady.expecting import expect
from safelamp.engines.surveillance.steady.fitting import beginning, improved, terms
from safelamp.engines.surveillance.steady.history import history
from safelamp.engines.surveillance.steady.shrinking import shrunk
from safelamp.engines.surveillance.values import Counts, Floats

WEEKS, START = 416, 364
TIME = np.arange(WEEKS)
SEASON = np.exp(0.5 * np.cos(2 * np.pi * TIME / 52))


def drawn(mean: Floats, series: int = 12, seed: int = 5) -> Counts:
    return Counts(np.random.default_rng(seed).poisson(mean, (series, len(mean))).astype(float))


def error(counts: Counts, mean: Floats) -> float:
    """Root mean square of the logarithm of expected over true mean."""
    expected = expect(counts, range(START, WEEKS)).mean
    return float(np.sqrt(np.mean(np.log(expected / mean[START:]) ** 2)))


def test_trend_and_season_are_found() -> None:
    assert error(drawn(20 * SEASON * np.exp(0.002 * TIME)), 20 * SEASON * np.exp(0.002 * TIME)) < 0.05


def test_past_outbreaks_are_not_learnt() -> None:
    counts = drawn(8 * SEASON)
    clean = error(counts, 8 * SEASON)
    observed = counts.observed.copy()
    observed[:, 300:303] += 40
    observed[:, 350:353] += 40
    assert error(Counts(observed), 8 * SEASON) < clean + 0.05


def test_level_that_shifted_for_good_is_followed() -> None:
    mean = 60 * SEASON * np.where(TIME >= 320, 1.6, 1.0)
    assert error(drawn(mean), mean) < 0.1


def test_exposure_takes_the_rise_with_it() -> None:
    hours = np.tile(np.where(TIME >= START, 3000.0, 1000.0), (12, 1))
    counts = replace(drawn(0.01 * hours[0]), exposure=hours)
    assert error(counts, 0.01 * hours[0]) < 0.1


def test_missing_weeks_and_one_absurd_week_do_no_harm() -> None:
    counts = drawn(8 * SEASON)
    observed = counts.observed.copy()
    observed[:, 100:140] = np.nan
    observed[:, 200] = 1e9
    assert error(Counts(observed), 8 * SEASON) < 0.1


@pytest.mark.parametrize("period", [4, 12])
def test_quarters_and_months_are_fitted_with_their_own_season(period: int) -> None:
    time = np.arange(16 * period)
    mean = 30 * np.exp(0.4 * np.cos(2 * np.pi * time / period))
    counts = Counts(np.random.default_rng(2).poisson(mean, (20, len(mean))).astype(float), period=period)
    expected = expect(counts, range(14 * period, 16 * period)).mean
    assert np.sqrt(np.mean(np.log(expected / mean[14 * period :]) ** 2)) < 0.1


def test_series_without_season_hardly_pays_for_one() -> None:
    counts = drawn(np.full(START, 0.3), series=40)
    past = history(counts)
    basis = terms(np.arange(START, dtype=float), period=52, origin=START)
    usual = improved(beginning(past, basis), past, basis, offset=past.offset, steps=8)
    assert (shrunk(usual).coefficients[:, 2:] ** 2).sum() < 0.2 * (usual.coefficients[:, 2:] ** 2).sum()


def test_younger_than_three_years_is_not_expected() -> None:
    observed = drawn(8 * SEASON).observed.copy()
    observed[0, : WEEKS - 150] = np.nan
    observed[1, : WEEKS - 150] = 0  # joined, as the first case shows
    expected = expect(Counts(observed), range(START, WEEKS), 8)
    assert expected.first == START - 8
    assert np.isnan(expected.mean[:2]).all()
    assert not np.isnan(expected.mean[2:]).any()
