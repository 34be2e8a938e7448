"""Cells: what is not sure is refused, not guessed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelamp.loop.register import cells
from safelamp.loop.register.cells import Calendar, DateOrder, Refused
from safelamp.loop.register.kinds import TimeBand

TODAY = dt.date(2026, 11, 21)
DAYS = st.dates(min_value=dt.date(1900, 1, 1), max_value=TODAY)
WRITTEN = {
    DateOrder.YMD: "{y:04}{s}{m}{s}{d}",
    DateOrder.DMY: "{d}{s}{m}{s}{y:04}",
    DateOrder.MDY: "{m}{s}{d}{s}{y:04}",
}


@given(
    DAYS, st.sampled_from(DateOrder), st.sampled_from("-/."), st.sampled_from(["", " 00:00:00", "T14:05", " 2:05 PM"])
)
def test_a_day_written_in_the_declared_order_is_read_as_that_day(
    day: dt.date, order: DateOrder, sign: str, time: str
) -> None:
    text = WRITTEN[order].format(y=day.year, m=day.month, d=day.day, s=sign) + time
    assert cells.day(text, order=order, latest=TODAY) == day


@given(DAYS, st.sampled_from(DateOrder))
def test_a_day_with_its_year_first_is_clear_whatever_was_declared(day: dt.date, order: DateOrder) -> None:
    assert cells.day(day.isoformat(), order=order, latest=TODAY) == day


@given(DAYS, st.sampled_from(DateOrder))
def test_a_buddhist_year_is_read_as_the_day_it_means(day: dt.date, order: DateOrder) -> None:
    text = WRITTEN[order].format(y=day.year + 543, m=day.month, d=day.day, s="/")
    assert cells.day(text, order=order, latest=TODAY, calendar=Calendar.BUDDHIST) == day


@given(st.text(max_size=30), st.sampled_from(DateOrder))
def test_any_text_is_a_day_up_to_today_or_is_refused(text: str, order: DateOrder) -> None:
    try:
        found = cells.day(text, order=order, latest=TODAY)
    except Refused:
        return
    assert dt.date(1900, 1, 1) <= found <= TODAY


@given(st.integers(1, 31), st.integers(1, 31), st.integers(1900, 2025), st.sampled_from([DateOrder.DMY, DateOrder.MDY]))
def test_day_and_month_are_never_swapped_to_make_a_day_fit(
    first: int, second: int, year: int, order: DateOrder
) -> None:
    day, month = (first, second) if order == DateOrder.DMY else (second, first)
    try:
        found = cells.day(f"{first}/{second}/{year}", order=order, latest=TODAY)
    except Refused:
        with pytest.raises(ValueError, match=r"day|month"):
            dt.date(year, month, day)
        return
    assert (found.day, found.month, found.year) == (day, month, year)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("02/03/2015", "could be swapped"),
        ("", "missing"),
        ("yesterday", "not a day"),
        ("42005", "not a day"),  # a spreadsheet's number of days
        ("2015-02-30", "no such day"),
        ("2015-13-01", "no such day"),
        ("15-02-01", "four digits"),
        ("2026-11-22", "not come yet"),
        ("2558-01-02", "not come yet"),  # Buddhist, not declared
        ("1815-01-02", "before 1900"),
        ("2015-01/02", "not a day"),
    ],
)
def test_a_day_that_is_not_clear_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        cells.day(text, order=DateOrder.YMD, latest=TODAY)


@given(st.integers(0, 1000))
def test_a_count_is_read_as_written_and_as_spreadsheets_write_it(number: int) -> None:
    assert cells.count(str(number)) == cells.count(f" {number}.0 ") == number


@pytest.mark.parametrize("text", ["-1", "1.5", "many", "1e3", "1001", "9" * 5000, "0x1"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        cells.count(text)


@given(st.integers(0, 23), st.integers(0, 59))
def test_a_time_falls_into_its_three_hours(hour: int, minute: int) -> None:
    band = cells.time_band(f"{hour}:{minute:02}")
    assert band is not None
    assert int(band) <= hour < int(band) + 3


@pytest.mark.parametrize(("text", "band"), [("12:30 AM", "00"), ("12:30 PM", "12"), ("11:59 pm", "21"), ("", None)])
def test_noon_and_midnight_are_told_apart(text: str, band: str | None) -> None:
    assert cells.time_band(text) == (TimeBand(band) if band else None)


@pytest.mark.parametrize("text", ["25:00", "13:00 PM", "0:30 AM", "12:60", "noon"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        cells.time_band(text)
