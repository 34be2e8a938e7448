"""Likelihood ratios beside a slow plain reference, and the scan beside a sum over all subsets."""

from itertools import product

import numpy as np
import pytest
from scipy.stats import nbinom

from safelamp.engines.surveillance.expectation import Expectation
from safelamp.engines.surveillance.hierarchy import levels
from safelamp.engines.surveillance.scan import ALONE, LAGS, RARER, TOGETHER, TOUCHED, scan
from safelamp.engines.surveillance.sparse.ratios import DOUBT, Weeks
from safelamp.engines.surveillance.values import Counts

BEFORE = 3


def weeks_of(observed: np.ndarray, *, mean: float = 0.4) -> Weeks:
    shape = observed.shape
    expected = Expectation(0, np.full(shape, mean), np.full(shape, 1.5), np.full(shape, 0.25))
    return Weeks.of(Counts(observed), expected, judged=range(BEFORE, shape[1]), before=BEFORE)


def plain_ratio(count: float, mean: float, spread: float, added: float) -> float:
    quiet, loud = ((mean + more) / (spread - 1) for more in (0.0, added))
    return float(nbinom.logpmf(count, loud, 1 / spread) - nbinom.logpmf(count, quiet, 1 / spread))


def test_ratio_is_that_of_two_negative_binomials_of_one_spread() -> None:
    weeks = weeks_of(np.array([[0.0, 1.0, 4.0, 20.0]]))
    spread = 1 + DOUBT * (1.5 + 0.25 * 0.4 - 1)
    expected = [plain_ratio(count, 0.4, spread, 2.0) for count in (0, 1, 4, 20)]
    np.testing.assert_allclose(weeks.ratios(np.full((1, 4), 2.0))[0], expected, rtol=1e-9)


def test_larger_count_never_speaks_less_for_an_outbreak() -> None:
    weeks = weeks_of(np.arange(400.0)[None])
    assert (np.diff(weeks.ratios(np.full((1, 400), 3.0))[0]) > 0).all()


def test_week_that_nobody_counted_says_nothing() -> None:
    weeks = weeks_of(np.array([[1.0, np.nan, 3.0, 1.0]]))
    assert weeks.ratios(np.full((1, 4), 2.0))[0, 1] == 0.0


def test_scan_is_the_sum_over_all_subsets_of_the_group() -> None:
    observed = np.array([[0, 1, 1, 2], [0, 0, 1, 1], [1, 0, 0, 0], [0, 0, 0, 1]], float)
    groups = {"hazard": np.array([0, 0, 0, 1])}
    weeks, shared = weeks_of(observed), levels(groups, 4)
    found = scan(weeks, shared).log[0, 0]
    runs = {
        added: [
            [sum(plain_ratio(c, 0.4, weeks.spread[0, 0], added) for c in row[3 - lag :]) for row in observed]
            for lag in range(LAGS)
        ]
        for added in {*ALONE, *TOGETHER}
    }
    mine = sum(np.exp(runs[added][lag][0]) for added in ALONE for lag in range(LAGS)) / (LAGS * len(ALONE))
    with_me = without_me = 0.0
    for added, lag, share in product(TOGETHER, range(LAGS), TOUCHED):
        for subset in product((0, 1), repeat=3):
            weight = np.exp(RARER) / (LAGS * len(TOGETHER) * len(TOUCHED))
            for touched, run in zip(subset, runs[added][lag], strict=False):
                weight *= share * np.exp(run) if touched else 1 - share
            with_me, without_me = with_me + weight * subset[0], without_me + weight * (1 - subset[0])
    assert found == pytest.approx(np.log((mine + with_me) / (1 + without_me)), rel=1e-9)
