"""Small counts: hidden, and hidden well enough that the total does not give them back."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelamp.engines.statistics.disclosure import SUPPRESS_BELOW, Protected, protect

COUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 40), min_size=1, max_size=6)
SMALLEST = st.sampled_from([5, 10])


def possible(protected: Protected[str], key: str) -> set[int]:
    """Every count that a reader of the table must hold possible for a hidden cell."""
    hidden = protected.hidden
    assert protected.total is not None
    rest = protected.total - sum(count for count in protected.cells.values() if count is not None)
    if len(hidden) == 1:
        return {rest}
    return set(range(rest + 1))


@given(COUNTS, SMALLEST)
def test_no_small_count_is_shown(counts: dict[str, int], k: int) -> None:
    protected = protect(counts, k=k)
    assert all(count is None or count == 0 or count >= k for count in protected.cells.values())
    assert protected.total is None or protected.total >= k


@given(COUNTS, SMALLEST)
def test_what_is_shown_is_true(counts: dict[str, int], k: int) -> None:
    protected = protect(counts, k=k)
    assert {key: count for key, count in protected.cells.items() if count is not None}.items() <= counts.items()
    assert protected.total in {None, sum(counts.values())}
    assert list(protected.cells) == list(counts)


@given(COUNTS, SMALLEST)
def test_a_hidden_count_cannot_be_computed_from_the_rest(counts: dict[str, int], k: int) -> None:
    protected = protect(counts, k=k)
    if protected.total is None:
        assert protected.hidden == list(counts)
        return
    for key in protected.hidden:
        assert len(possible(protected, key)) > k, (counts, protected)


@given(COUNTS, SMALLEST)
def test_where_nothing_is_small_nothing_is_hidden(counts: dict[str, int], k: int) -> None:
    large = {key: count + k for key, count in counts.items()}
    assert protect(large, k=k).hidden == []


def test_every_small_table_agrees_with_a_plain_reading_of_the_rule() -> None:
    for counts in product(range(8), repeat=3):
        protected = protect(dict(enumerate(counts)))
        if sum(counts) < SUPPRESS_BELOW:
            assert protected.total is None
        elif any(0 < count < SUPPRESS_BELOW for count in counts):
            hidden = sum(counts[key] for key in protected.hidden)
            assert len(protected.hidden) > 1
            assert hidden >= SUPPRESS_BELOW or len(protected.hidden) == len(counts)
        else:
            assert protected.hidden == []


def test_a_negative_count_is_an_error() -> None:
    with pytest.raises(ValueError, match="not negative"):
        protect({"a": -1})
