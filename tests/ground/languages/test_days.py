"""Days as readers say them: calendar, order and digits of each language."""

import datetime as dt
import re

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from safelamp.engines.writing import calendars
from safelamp.ground.languages import days

SATURDAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "21 November 2026"),
        ("th", "21 พฤศจิกายน 2569"),  # Buddhist era
        ("fa", "۳۰ آبان ۱۴۰۵"),  # Solar Hijri, as DOMAIN's table measured it
        ("ja", "2026年11月21日"),
        ("zh-hans", "2026年11月21日"),
        ("ru", "21 ноября 2026"),  # genitive: a day of the month
        ("uk", "21 листопада 2026"),
    ],
)
def test_a_whole_day_is_said_in_the_readers_calendar_and_order(language, said):
    with translation.override(language):
        assert days.shown(SATURDAY, days.WHOLE_DAY) == said


@pytest.mark.parametrize("language", [code for code, _ in settings.WORKER_LANGUAGES])
def test_a_day_without_year_names_no_year_and_its_day_of_the_month(language):
    with translation.override(language):
        said = days.shown(SATURDAY, days.DAY)
    digits = "".join(str(int(sign)) for sign in said if sign.isdigit())
    assert ("30" if language == "fa" else "21") in digits
    assert "2026" not in digits
    assert "2569" not in digits


@pytest.mark.parametrize("language", [code for code, _ in settings.WORKER_LANGUAGES])
def test_a_weekday_is_said_once_and_not_doubled_by_its_own_word_for_day(language):
    with translation.override(language):
        for number in range(7):
            said = days.shown(SATURDAY + dt.timedelta(days=number), days.WEEKDAY)
            assert not re.search(r"(\w{2,}?[\u0e31-\u0e4e\u17b6-\u17d3]*)\1", said), said


@given(st.dates(dt.date(1965, 1, 1), dt.date(2093, 12, 31)))
def test_a_solar_hijri_day_leads_back_to_the_same_day(day):
    year, month, number = calendars.to_solar_hijri(day)
    assert calendars.from_solar_hijri(year, month=month, day=number) == day


def test_a_day_outside_the_known_years_is_said_in_the_common_calendar():
    with translation.override("fa"):
        assert "۱۹۰۰" in days.shown(dt.date(1900, 1, 2), days.WHOLE_DAY)
