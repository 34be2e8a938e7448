"""Invented series with known outbreaks: the published recipe, the harsh set, and small counts of a union.

The recipe is that of Noufaily et al. (Statistics in Medicine 2013; 32: 1206) as Bedubourg and Le Strat used it again
(PLOS ONE 2017; 12: e0181227). The harsh set takes its outbreaks and a mean that no sum of harmonics and a line fits;
its parameters and those of the small counts are assumed. A seed gives the same series everywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.int64]
Means = NDArray[np.float64]

WEEKS = 624
PAST, CURRENT = (313, 575), (576, 624)  # weeks in which an outbreak may begin, from 1, both included
JUDGED = range(CURRENT[0] - 1, CURRENT[1])
PAST_SIZES = (0, 2, 3, 5, 10)
_HARSH = 77
#              theta  phi   beta    g1    g2
PARAMETERS = (
    (0.10, 1.5, 0.0025, 0.60, 0.60),
    (-2.0, 2.0, 0.0050, 0.10, 0.30),
    (1.50, 1.0, 0.0030, 0.20, -0.40),
    (0.50, 5.0, 0.0020, 0.50, 0.50),
    (2.50, 3.0, 0.0010, 1.00, 0.10),
    (3.75, 1.1, 0.0010, 0.10, -0.10),
    (5.00, 1.2, 0.0001, 0.05, 0.01),
)


@dataclass(frozen=True, slots=True)
class Scenario:
    """How one kind of series behaves; `harmonics` of the year, the trend in its `beta`."""

    theta: float
    phi: float
    beta: float
    cosine: float
    sine: float
    harmonics: int

    def mean(self) -> Means:
        """What is expected in each week."""
        week = np.arange(1, WEEKS + 1)
        eta = self.theta + self.beta * week
        for each in range(1, self.harmonics + 1):
            angle = 2 * np.pi * each * week / 52
            eta = eta + self.cosine * np.cos(angle) + self.sine * np.sin(angle)
        return np.exp(eta)


@dataclass(frozen=True, slots=True)
class Outbreaks:
    """Series of shape (series, 624): without the current outbreak, and the cases of that outbreak alone.

    `mean` is what the null series were drawn around, past outbreaks apart.
    """

    null: Array
    current: Array
    mean: Means
    phi: Means

    @property
    def with_outbreak(self) -> Array:
        """What a detector sees."""
        return self.null + self.current


def scenarios() -> Iterator[Scenario]:
    """The 42: each set of parameters without and with trend, without season, with one harmonic and with two."""
    for theta, phi, beta, cosine, sine in PARAMETERS:
        for trend in (0, 1):
            for harmonics in (0, 1, 2):
                season = (cosine, sine) if harmonics else (0.0, 0.0)
                yield Scenario(theta, phi, beta * trend, *season, harmonics)


def recipe(seed: int, repetitions: int) -> Outbreaks:
    """The published recipe: 42 series a repetition."""
    return _stacked(
        _recipe_series(np.random.Generator(np.random.PCG64([seed, number, again])), scenario, (number, again))
        for number, scenario in enumerate(scenarios())
        for again in range(repetitions)
    )


def harsh(seed: int, repetitions: int) -> Outbreaks:
    """The same outbreaks on sharp yearly pulses, a level that shifts and a rate that wanders."""
    return _stacked(
        _harsh_series(np.random.Generator(np.random.PCG64([seed, number, again, _HARSH])), scenario, (number, again))
        for number, scenario in enumerate(scenarios())
        for again in range(repetitions)
    )


_Series = tuple[Array, Array, Means, float]


def _stacked(series: Iterator[_Series]) -> Outbreaks:
    null, current, mean, phi = zip(*series, strict=True)
    return Outbreaks(np.stack(null), np.stack(current), np.stack(mean), np.array(phi))


def _recipe_series(chance: np.random.Generator, scenario: Scenario, place: tuple[int, int]) -> _Series:
    mean, phi = scenario.mean(), scenario.phi
    null = _drawn(chance, mean, phi) + _past(chance, mean, phi, place)
    return null, _outbreak(chance, mean, phi, size=_size(place), between=CURRENT), mean, phi


def _harsh_series(chance: np.random.Generator, scenario: Scenario, place: tuple[int, int]) -> _Series:
    mean, phi = _misshapen(chance, scenario.mean()), scenario.phi
    null = _drawn(chance, mean, phi) + _past(chance, mean, phi, place)
    return null, _outbreak(chance, mean, phi, size=_size(place), between=CURRENT), mean, phi


def _size(place: tuple[int, int]) -> int:
    """How large the current outbreak is, in standard deviations: 1 to 10, each as often."""
    number, again = place
    return (7 * again + 3 * number + again // 10) % 10 + 1


def _past(chance: np.random.Generator, mean: Means, phi: float, place: tuple[int, int]) -> Array:
    """Four outbreaks before the judged weeks, or none; none reaches into these."""
    size = PAST_SIZES[place[1] % len(PAST_SIZES)]
    cases = np.zeros(WEEKS, np.int64)
    if size:
        for _ in range(4):
            cases += _outbreak(chance, mean, phi, size=size, between=PAST)
    cases[CURRENT[0] - 1 :] = 0
    return cases


def _drawn(chance: np.random.Generator, mean: Means, phi: float) -> Array:
    """Counts around a mean, with variance phi * mean."""
    if phi <= 1:
        return chance.poisson(mean)
    return chance.negative_binomial(mean / (phi - 1), 1 / phi)


def _outbreak(chance: np.random.Generator, mean: Means, phi: float, *, size: int, between: tuple[int, int]) -> Array:
    """The cases of one outbreak by week: two or more, the first of them inside the series."""
    while True:
        start = int(chance.integers(between[0], between[1] + 1))
        cases = 0
        while cases < 2:  # noqa: PLR2004 (one case is no outbreak)
            cases = int(chance.poisson(size * np.sqrt(phi * mean[start - 1])))
        weeks = start + np.floor(chance.lognormal(0.0, 0.5, cases)).astype(int)
        weeks = weeks[weeks <= WEEKS]
        if weeks.size:
            return np.bincount(weeks - 1, minlength=WEEKS)[:WEEKS]


def _misshapen(chance: np.random.Generator, mean: Means) -> Means:
    week = np.arange(WEEKS)
    for _ in range(2):  # pulses of three weeks
        begins = chance.integers(0, 52)
        mean = mean * np.where((week % 52 - begins) % 52 < 3, chance.uniform(1.5, 3), 1)  # noqa: PLR2004
    begins = chance.integers(0, 52)
    mean = mean * np.where((week % 52 - begins) % 52 < 2, 0.4, 1)  # noqa: PLR2004 (holidays of two weeks)
    mean = mean * np.where(week >= chance.integers(400, 561), chance.uniform(0.6, 1.7), 1)
    wander, state = np.zeros(WEEKS), chance.normal(0, 0.15)
    for place in week:
        state = 0.9 * state + chance.normal(0, 0.15 * np.sqrt(1 - 0.81))
        wander[place] = state
    return mean * np.exp(wander)
