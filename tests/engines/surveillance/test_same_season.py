"""What the Bayes and RKI families compare with, where a year has few columns."""

import numpy as np
import pytest

from safelamp.engines.surveillance.methods import detect
from safelamp.engines.surveillance.same_season import FIRST, SECOND, THIRD
from safelamp.engines.surveillance.values import Counts, CountsRefused

QUARTERS = Counts(np.arange(40.0)[None, :] % 7, period=4)


@pytest.mark.parametrize("window", [FIRST, SECOND, THIRD])
def test_weeks_and_months_are_compared_with_what_lies_before_each_once(window) -> None:
    for period in (52, 12):
        lags = window.lags(period)
        assert min(lags) >= 1
        assert len(set(lags)) == len(lags)


@pytest.mark.parametrize("method", ["bayes-2", "bayes-3", "rki-2", "rki-3"])
def test_a_year_too_short_for_its_season_is_refused_instead_of_looked_beyond(method: str) -> None:
    with pytest.raises(CountsRefused, match="columns a year: take another method"):
        detect(QUARTERS, range(30, 36), method=method)


@pytest.mark.parametrize("method", ["bayes-1", "rki-1"])
def test_who_looks_at_the_last_weeks_alone_judges_quarters_too(method: str) -> None:
    assert np.isfinite(detect(QUARTERS, range(30, 36), method=method).p).all()
