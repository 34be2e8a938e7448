"""Discoveries, of which only a stated share is false."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from safelamp.engines.surveillance.discoveries import largest


def plain(p: list[float], share: float) -> float:
    """Benjamini and Hochberg 1995, as the paper says it: the largest i with p(i) <= share * i / m."""
    found = -1.0
    for place, value in enumerate(sorted(p), start=1):
        if value <= share * place / len(p):
            found = value
    return found


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30), st.floats(0.01, 0.5))
def test_limit_is_that_of_the_paper(p: list[float], share: float) -> None:
    assert largest(np.array(p), share=share) == plain(p, share)


def test_false_share_is_kept_on_the_average() -> None:
    rng = np.random.default_rng(5)
    shares = []
    for _ in range(400):
        p = rng.random(200)
        p[:20] = rng.random(20) ** 6 * 0.01
        found = p <= largest(p, share=0.1)
        shares.append(found[20:].sum() / max(1, found.sum()))
    assert np.mean(shares) <= 0.1
    assert np.mean(shares) > 0.05


def test_what_is_not_known_is_no_discovery() -> None:
    assert largest(np.array([np.nan, np.nan]), share=0.1) == -1
