"""Evidence of one series by itself where its spread is not known, beside a slow plain reference."""

import numpy as np
import pytest
from scipy.stats import nbinom

from safelamp.engines.surveillance.expectation import Expectation
from safelamp.engines.surveillance.scan import LAGS
from safelamp.engines.surveillance.sparse.ratios import Weeks
from safelamp.engines.surveillance.sparse.spreads import ADDED, SPREADS, alone
from safelamp.engines.surveillance.values import Counts

BEFORE, WEEKS = 8, 60
MEAN, UNSURE = 0.3, 0.2
LAST = WEEKS - BEFORE - 1  # of the judged columns


def weeks_of(observed: np.ndarray) -> Weeks:
    shape = observed.shape
    expected = Expectation(0, np.full(shape, MEAN), np.full(shape, 1.4), np.full(shape, UNSURE))
    return Weeks.of(Counts(observed), expected, judged=range(BEFORE, WEEKS), before=BEFORE)


def last_odds(observed: np.ndarray) -> np.ndarray:
    rows = np.arange(len(observed))
    return alone(weeks_of(observed), rows, np.full(len(rows), LAST)).log


def history(chance: np.random.Generator, spread: float, series: int = 1) -> np.ndarray:
    return chance.negative_binomial(MEAN / (spread - 1), 1 / spread, (series, WEEKS)).astype(float)


def plain(row: np.ndarray) -> float:
    """The same from scipy's own negative binomial, one loop for each thing that may be."""
    fits, ratios = [], []
    for spread in SPREADS:
        phi = spread + UNSURE * MEAN
        size, step = MEAN / (phi - 1), np.sqrt(max(MEAN * phi, 1)) / (phi - 1)
        fits.append(nbinom.pmf(row[:-1], size, 1 / phi).prod())
        found = 0.0
        for added in ADDED:
            more = nbinom.pmf(row, size + added * step, 1 / phi) / nbinom.pmf(row, size, 1 / phi)
            found += sum(more[-1 - lag :].prod() for lag in range(LAGS))
        ratios.append(found / (LAGS * len(ADDED)))
    weights = np.array(fits) / sum(fits)
    return float(-np.log((weights / np.array(ratios)).sum()))


@pytest.mark.parametrize("last", [0, 1, 4, 12])
def test_odds_are_those_of_the_plain_reference(last: int) -> None:
    row = history(np.random.default_rng(1), 1.5)[0]
    row[-1] = last
    assert last_odds(row[None])[0] == pytest.approx(plain(row), rel=1e-8)


def test_one_case_more_never_says_less() -> None:
    for spread in (1.1, 2.0, 4.0):
        rows = np.repeat(history(np.random.default_rng(2), spread), 300, axis=0)
        rows[:, -1] = np.arange(300)
        assert (np.diff(last_odds(rows)) > 0).all()


def test_burst_says_less_where_bursts_are_usual() -> None:
    steady, bursting = np.zeros((2, 1, WEEKS))
    steady[0, ::4] = 1.0
    bursting[0, [5, 21, 40]] = 5.0  # as many cases in all, in three weeks
    for rows in (steady, bursting):
        rows[:, -1] = 5.0
    assert last_odds(steady)[0] > last_odds(bursting)[0] + np.log(10)


def test_run_of_weeks_says_over_how_many_it_reaches() -> None:
    rows = np.zeros((2, WEEKS))
    rows[0, -1], rows[1, -3:] = 4.0, 2.0
    found = alone(weeks_of(rows), np.arange(2), np.full(2, LAST))
    assert found.span.tolist() == [1, 3]


def test_weeks_to_come_change_nothing() -> None:
    rows = history(np.random.default_rng(3), 1.5, series=3)
    later = rows.copy()
    later[:, -5:] = 50.0
    cells = np.arange(3), np.full(3, LAST - 5)
    np.testing.assert_array_equal(alone(weeks_of(rows), *cells).log, alone(weeks_of(later), *cells).log)
