"""Counts drawn without outbreaks raise as many false alarms as counts from the truth itself."""

from collections.abc import Iterator

import numpy as np
import pytest

from safelamp.engines.surveillance.methods import detect
from safelamp.engines.surveillance.values import Counts, Options
from safelamp.engines.surveillance.without_outbreaks import without_outbreaks

WEEKS, JUDGED = 120, range(90, 120)
PLACES, HAZARDS = 40, 6
GROUPS = {"workplace": np.repeat(np.arange(PLACES), HAZARDS), "hazard": np.tile(np.arange(HAZARDS), PLACES)}
SEED = 71


def truth() -> tuple[np.ndarray, np.ndarray]:
    """Rates and dispersions of 240 series, a rate of a week on average 0.2."""
    rng = np.random.default_rng(SEED)
    return rng.gamma(1.2, 0.2 / 1.2, PLACES * HAZARDS), 1 + rng.exponential(0.3, PLACES * HAZARDS)


def drawn(rng: np.random.Generator, weeks: int) -> np.ndarray:
    rate, phi = (each[:, None] for each in truth())
    return rng.negative_binomial(rate / (phi - 1), 1 / phi, (len(rate), weeks)).astype(float)


def tables(many: int) -> Iterator[Counts]:
    """One past, and so many futures from the truth itself: nothing of ours is in them."""
    past = drawn(np.random.default_rng(SEED + 1), JUDGED.start)
    rng = np.random.default_rng(SEED + 2)
    for _ in range(many):
        yield Counts(np.hstack([past, drawn(rng, len(JUDGED))]), GROUPS)


@pytest.mark.parametrize("alpha", [0.01, 0.002])
def test_as_many_false_alarms_as_with_counts_from_the_truth(alpha: float) -> None:
    options, table, chance = Options(alpha=alpha), next(tables(1)), np.random.default_rng(SEED + 3)
    quiet = (without_outbreaks(table, JUDGED, chance=chance) for _ in range(24))
    told = sum(detect(each, JUDGED, options=options).alarm.sum() for each in quiet)
    seen = sum(detect(each, JUDGED, options=options).alarm.sum() for each in tables(24))
    assert told == pytest.approx(seen, rel=0.2)


def test_series_with_years_of_history_are_drawn_with_their_season() -> None:
    season = 20 * (1 + 0.8 * np.sin(2 * np.pi * np.arange(260) / 52))
    table = Counts(np.random.default_rng(5).poisson(season, (40, 260)).astype(float))
    quiet = without_outbreaks(table, range(208, 260), chance=np.random.default_rng(6))
    np.testing.assert_allclose(quiet.observed[:, 208:].mean(0), season[208:], rtol=0.3, atol=1.5)


def test_counts_without_outbreaks_keep_the_past_and_the_gaps() -> None:
    table = next(tables(1))
    table.observed[3, 100] = np.nan
    table.observed[:, 95] += 50
    quiet = without_outbreaks(table, JUDGED, chance=np.random.default_rng(1))
    np.testing.assert_array_equal(quiet.observed[:, : JUDGED.start], table.observed[:, : JUDGED.start])
    assert np.isnan(quiet.observed[3, 100])
    assert quiet.observed[:, 95].mean() < 2


def test_same_chance_gives_the_same_answer() -> None:
    table = next(tables(1))
    one, other = (without_outbreaks(table, JUDGED, chance=np.random.default_rng(9)).observed for _ in range(2))
    np.testing.assert_array_equal(one, other)
