"""Every detector, by whatever name, passes the same checks."""

import numpy as np
import pytest
from hypothesis import given, settings

from safelamp.engines.surveillance.methods import METHODS, detect
from safelamp.engines.surveillance.values import Counts, CountsRefused
from tests.engines.surveillance.checks import CHECKS, Check, tables


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("method", METHODS)
@given(counts=tables())
@settings(max_examples=15, deadline=None)
def test_every_method_passes(method: str, check: Check, counts: Counts) -> None:
    check(method, counts)


@given(counts=tables(weeks=(9,)))
@settings(max_examples=3, deadline=None)
def test_unknown_method_is_refused_by_name(counts: Counts) -> None:
    with pytest.raises(CountsRefused, match="ears-c1"):
        detect(counts, range(1), method="ears-c4")


def test_weeks_beyond_the_table_are_refused() -> None:
    with pytest.raises(CountsRefused, match="9 weeks"):
        detect(Counts(np.zeros((1, 9))), range(5, 10), method="ears-c1")
