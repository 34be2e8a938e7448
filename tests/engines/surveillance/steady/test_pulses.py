"""Stretches of the year that have a factor of their own."""

import itertools

import numpy as np
import pytest

from safelamp.engines.surveillance.steady.pulses import _chances, _stretches, pulses


@pytest.fixture
def rng() -> np.random.Generator:
    """Its own for each test: what comes must not hang on which test came before."""
    return np.random.default_rng(11)


def test_chances_agree_with_all_ways_to_cut_a_short_year(rng: np.random.Generator) -> None:
    seen, due = rng.poisson(6.0, (5, 1)).astype(float), rng.uniform(4.0, 8.0, (5, 1))
    stretches = [_stretches(seen, due, width, precision) for width in (1, 2) for precision in (2.0, 10.0)]
    share = 0.2
    totals, whole = [np.zeros(len(s.evidence)) for s in stretches], 0.0
    for cut in ways(5, range(len(stretches)), [s.width for s in stretches]):
        weight = np.prod(
            [
                1 - share if kind is None else share / len(stretches) * np.exp(stretches[kind].evidence[at, 0])
                for at, kind in cut
            ]
        )
        whole += weight
        for at, kind in cut:
            if kind is not None:
                totals[kind][at] += weight
    for chance, total in zip(_chances(stretches, np.array([share])), totals, strict=True):
        np.testing.assert_allclose(chance[:, 0], total / whole, rtol=1e-9)


def ways(columns: int, kinds: range, widths: list[int], at: int = 0) -> list[list[tuple[int, int | None]]]:
    """All ways to cut columns into stretches (their kind) and single columns without one (None)."""
    if at == columns:
        return [[]]
    choices = [(None, 1), *((kind, widths[kind]) for kind in kinds)]
    return list(
        itertools.chain.from_iterable(
            [[(at, kind), *rest] for rest in ways(columns, kinds, widths, at + width)]
            for kind, width in choices
            if at + width <= columns
        )
    )


def a_pulse_at(place: int, level: float, rng: np.random.Generator) -> np.ndarray:
    factor = np.ones(52)
    factor[[place % 52, (place + 1) % 52, (place + 2) % 52]] = 2.5
    return rng.poisson(level * np.tile(factor, 8)[None]).astype(float)


@pytest.mark.parametrize("place", [0, 20, 50])  # across the turn of the year too
def test_pulse_of_three_weeks_is_found_with_its_edges(place: int, rng: np.random.Generator) -> None:
    counts = a_pulse_at(place, 40.0, rng)
    found = np.exp(pulses(counts, np.full_like(counts, 40.0), dispersion=np.ones(1), period=52).logs[0])
    inside = [(place + week) % 52 for week in range(3)]
    assert found[inside] == pytest.approx([2.5] * 3, rel=0.1)
    assert np.delete(found, inside) == pytest.approx(np.ones(49), abs=0.12)


def test_year_without_pulses_costs_nothing(rng: np.random.Generator) -> None:
    counts = rng.poisson(3.0, (50, 520)).astype(float)
    found = pulses(counts, np.full_like(counts, 3.0), dispersion=np.ones(50), period=52)
    assert np.abs(found.logs).mean() < 0.01


def test_outbreak_of_one_year_is_no_pulse() -> None:
    counts = np.full((1, 520), 10.0)
    counts[0, 260:263] = 60.0
    found = pulses(counts, np.full_like(counts, 10.0), dispersion=np.ones(1), period=52)
    assert np.abs(found.logs).max() < 0.1


def test_quarters_have_no_pulses(rng: np.random.Generator) -> None:
    counts = rng.poisson(3.0, (2, 64)).astype(float)
    assert not pulses(counts, np.full_like(counts, 3.0), dispersion=np.ones(2), period=4).logs.any()
