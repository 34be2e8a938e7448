"""Years of other calendars, against days that are known."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelamp.engines.writing.calendars import from_solar_hijri
from safelamp.engines.writing.numerals import with_plain_digits


@pytest.mark.parametrize(
    ("year", "new_year"),
    [(1357, "1978-03-21"), (1375, "1996-03-20"), (1391, "2012-03-20"), (1399, "2020-03-20"), (1404, "2025-03-21")],
)
def test_the_iranian_year_begins_on_the_known_day(year: int, new_year: str) -> None:
    assert from_solar_hijri(year, month=1, day=1).isoformat() == new_year


@given(st.integers(1343, 1472))
def test_iranian_years_follow_each_other_without_a_gap(year: int) -> None:
    length = from_solar_hijri(year + 1, month=1, day=1) - from_solar_hijri(year, month=1, day=1)
    assert length in {dt.timedelta(days=365), dt.timedelta(days=366)}


@pytest.mark.parametrize(("year", "month", "day"), [(1403, 13, 1), (1403, 7, 31), (1402, 12, 30), (622, 1, 1)])
def test_a_day_that_does_not_exist_is_refused(year: int, month: int, day: int) -> None:
    with pytest.raises(ValueError, match="no such day"):
        from_solar_hijri(year, month=month, day=day)


@given(st.text())
def test_plain_digits_keep_every_sign_in_its_place(text: str) -> None:
    assert len(with_plain_digits(text)) == len(text)
