"""Rows of numbers as text: read back to twelve digits, the same by both writers."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelamp.site.counts import plain_rows, polars_rows

WRITERS = [plain_rows.rows, polars_rows.rows]
NUMBERS = st.one_of(st.floats(0, 1e300), st.floats(1e-6, 1e13), st.integers(0, 2**53).map(float), st.just(math.nan))


@pytest.mark.parametrize("rows", WRITERS)
@given(values=st.lists(NUMBERS, min_size=1, max_size=30))
def test_every_number_is_read_back_to_twelve_digits(rows, values: list[float]) -> None:
    lines = rows([np.array(values), np.ones(len(values))])
    assert len(lines) == len(values)
    for value, line in zip(values, lines, strict=True):
        text, one = line.split(",")
        assert one == "1"
        assert text == "" if math.isnan(value) else math.isclose(float(text), value, rel_tol=5.1e-12, abs_tol=1e-307)


@pytest.mark.parametrize("rows", WRITERS)
@given(values=st.lists(st.one_of(st.integers(0, 2**53), st.none()), min_size=1))
def test_whole_numbers_are_written_whole(rows, values: list[int | None]) -> None:
    given_values = np.array([math.nan if value is None else value for value in values], float)
    assert rows([given_values, given_values])[0] == ",".join(2 * ["" if values[0] is None else str(values[0])])
