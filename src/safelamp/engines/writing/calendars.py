"""Calendars beside the Gregorian one, as far as dates of pages need them."""

import datetime as dt

BUDDHIST_ERA = 543  # years ahead of the common era, in Thailand since 1941
FIRST_SOLAR_HIJRI_DAY = dt.date(622, 3, 22).toordinal()
FIRST_SOLAR_HIJRI_DAY_YEAR = 621  # a Solar Hijri year begins in the common year that is 621 more
# 33 years hold 8 leap years; true for 1343-1473 Solar Hijri (1964-2094), the years that pages speak of.
FIRST_YEAR, LAST_YEAR = 1343, 1473
MONTHS, LONG_MONTHS = 12, 6
DAYS_BEFORE_LAST_MONTH = 336
CYCLE_YEARS, CYCLE_LEAP_YEARS = 33, 8


def from_buddhist_year(year: int) -> int:
    """The common year of a Buddhist one.

    >>> from_buddhist_year(2567)
    2024
    """
    return year - BUDDHIST_ERA


def from_solar_hijri(year: int, *, month: int, day: int) -> dt.date:
    """The Gregorian date of an Iranian one; raises ValueError if there is no such day.

    >>> from_solar_hijri(1403, month=1, day=1)
    datetime.date(2024, 3, 20)
    >>> from_solar_hijri(1399, month=12, day=30)
    datetime.date(2021, 3, 20)
    """
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= MONTHS or not 1 <= day <= _month_length(year, month):
        raise ValueError("no such day in the Solar Hijri calendar")
    before = sum(_month_length(year, earlier) for earlier in range(1, month))
    return dt.date.fromordinal(_new_year(year) + before + day - 1)


def to_buddhist_year(year: int) -> int:
    """The Buddhist year of a common one.

    >>> to_buddhist_year(2026)
    2569
    """
    return year + BUDDHIST_ERA


def to_solar_hijri(day: dt.date) -> tuple[int, int, int]:
    """Year, month and day of the Iranian calendar; raises ValueError outside the years that are known.

    >>> to_solar_hijri(dt.date(2026, 11, 21))
    (1405, 8, 30)
    >>> to_solar_hijri(dt.date(2021, 3, 20))
    (1399, 12, 30)
    """
    year = day.year - FIRST_SOLAR_HIJRI_DAY_YEAR
    if day.toordinal() < _new_year(year):
        year -= 1
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError("a day outside the years of the Solar Hijri calendar that are known here")
    left = day.toordinal() - _new_year(year)
    for month in range(1, MONTHS + 1):
        length = _month_length(year, month)
        if left < length:
            return year, month, left + 1
        left -= length
    raise ValueError("no such day in the Solar Hijri calendar")  # pragma: no cover  # the months make up the year


def _new_year(year: int) -> int:
    leap_years = (CYCLE_LEAP_YEARS * year + 21) // CYCLE_YEARS
    return FIRST_SOLAR_HIJRI_DAY + 365 * (year - 1) + leap_years - 1


def _month_length(year: int, month: int) -> int:
    if month < MONTHS:
        return 31 if month <= LONG_MONTHS else 30
    return _new_year(year + 1) - _new_year(year) - DAYS_BEFORE_LAST_MONTH
