"""Weeks, months and quarters by their first days: pure."""

import datetime as dt

from safelamp.insight.alerts.counted import Period

DAY = dt.timedelta(days=1)
_MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}


def first_day(day: dt.date, period: Period) -> dt.date:
    """The first day of the period in which a day lies; of a week its Monday (ISO 8601).

    >>> day = dt.date(2026, 11, 22)
    >>> [first_day(day, each).isoformat() for each in (Period.WEEK, Period.MONTH, Period.QUARTER)]
    ['2026-11-16', '2026-11-01', '2026-10-01']
    """
    if period == Period.WEEK:
        return day - dt.timedelta(days=day.weekday())
    months = _MONTHS[period]
    return dt.date(day.year, (day.month - 1) // months * months + 1, 1)


def later(first: dt.date, period: Period, *, by: int = 1) -> dt.date:
    """The first day of the period so many later (or, below zero, earlier).

    >>> later(dt.date(2026, 11, 1), Period.QUARTER, by=1), later(dt.date(2026, 1, 5), Period.WEEK, by=-1)
    (datetime.date(2027, 2, 1), datetime.date(2025, 12, 29))
    """
    if period == Period.WEEK:
        return first + dt.timedelta(weeks=by)
    month = first.year * 12 + first.month - 1 + _MONTHS[period] * by
    return dt.date(month // 12, month % 12 + 1, 1)


def periods(first: dt.date, last: dt.date, period: Period) -> list[dt.date]:
    """The first days of all periods from the one in which `first` lies to the one in which `last` lies."""
    found, each = [], first_day(first, period)
    while each <= last:
        found.append(each)
        each = later(each, period)
    return found


def is_over(first: dt.date, period: Period, *, on: dt.date) -> bool:
    """Whether the period that begins on `first` lies wholly before the day."""
    return later(first, period) <= on
