"""The benchmark: the same series for the same seed everywhere, scores by the book, and the promises on a small set."""

import hashlib

import numpy as np
import pytest

from tools.bench import surveillance, surveillance_scores, surveillance_sets, surveillance_small
from tools.bench.surveillance_roc import picture


def digest(series: np.ndarray) -> str:
    return hashlib.sha256(np.ascontiguousarray(series, dtype="<i8").tobytes()).hexdigest()[:16]


def test_a_seed_gives_the_published_series() -> None:
    # Whole sets of these seeds were compared, cell by cell, with the scripts that R's numbers were computed from.
    recipe = surveillance_sets.recipe(20130901, 2)
    assert (digest(recipe.null), digest(recipe.current)) == ("8be0698f7bf9991c", "b2413711b1e2aad5")
    harsh = surveillance_sets.harsh(31337, 2)
    assert (digest(harsh.null), digest(harsh.current)) == ("ba73689d4656ecc3", "e244d2c426c40f4e")
    union = surveillance_small.unions(1, 2)[1]
    assert (digest(union.null), digest(union.extra)) == ("8588f5ebd6c6e547", "966bc9d2302cd83a")


def test_scores_are_those_of_the_book() -> None:
    outbreak = np.array([[0, 1, 0, 1, 0], [0, 0, 1, 0, 0]], bool)  # the first lasts three weeks, with a pause
    seen = np.array([[1, 0, 1, 1, 0], [0, 0, 0, 1, 0]], bool)
    null = np.array([[1, 0, 0, 0, 0], [0, 0, 0, 0, 0]], bool)
    its = surveillance_scores.score(null, seen, outbreak)
    assert (its.fpr, its.pod, its.first_week) == (0.1, 0.5, 0.0)
    assert its.sensitivity == pytest.approx(2 / 4)
    assert its.ppv == pytest.approx(2 / 4)
    assert its.f1 == pytest.approx(2 * 2 / (2 * 2 + 2 + 2))
    assert its.delay == pytest.approx((1 + 1) / 2)  # found a week late; never found counts as a week after its end


def test_at_one_rate_no_more_than_that_share_of_null_cells_alarms() -> None:
    chance = np.random.default_rng(1)
    null, seen = chance.normal(size=(2, 30, 40))
    null[0, :5] = np.nan
    outbreak = np.zeros((30, 40), bool)
    outbreak[:, 7] = True
    its = surveillance_scores.at_fpr(null, seen, outbreak, 0.05)
    assert 0.045 <= its.fpr <= 0.05


@pytest.fixture(scope="module")
def small_set() -> dict[str, surveillance.Ran]:
    data = surveillance_sets.recipe(611, 3)
    found = {name: surveillance.ran(data, name) for name in ("safelamp", "farrington-nb", "ears-c2")}
    return found | {surveillance.CEILING: surveillance.ceiling(data)}


@pytest.mark.slow
def test_false_alarms_are_what_is_promised(small_set: dict[str, surveillance.Ran]) -> None:
    # 126 series x 49 weeks: with 6,174 cells, .010 means .0125 at most in nineteen sets of twenty.
    assert small_set["safelamp"].at_its_own().fpr <= 0.0135


@pytest.mark.slow
def test_outbreaks_are_found_and_nobody_beats_the_truth_by_far(small_set: dict[str, surveillance.Ran]) -> None:
    ours, ears, truth = (small_set[name].at(0.02).pod for name in ("safelamp", "ears-c2", surveillance.CEILING))
    assert ears + 0.1 < ours < truth + 0.15


@pytest.mark.slow
def test_more_is_found_than_the_reference_finds_at_the_same_false_alarms(
    small_set: dict[str, surveillance.Ran],
) -> None:
    ours, reference = small_set["safelamp"], small_set["farrington-nb"]
    assert ours.at(0.01).pod > reference.at(0.01).pod
    assert ours.at_its_own().f1 > 1.25 * reference.at_its_own().f1  # 1.4 is promised; 126 series leave room


@pytest.mark.slow
def test_the_picture_says_in_words_what_it_shows(small_set: dict[str, surveillance.Ran]) -> None:
    among = {name: small_set[name] for name in ("safelamp", "ears-c2", surveillance.CEILING)}
    drawn = picture({name: (each, each) for name, each in among.items()})
    assert f"Safelamp finds {small_set['safelamp'].at(0.01).pod:.0%}" in drawn
    assert drawn.count("<polyline") == 2 * len(among)
