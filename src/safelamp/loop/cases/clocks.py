"""Clocks of the inbox: in time, soon, late. The hours themselves are set in loop.reports.models."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

SOON_SHARE = 4  # the last quarter of a clock: 15 minutes of danger now, 6 hours of serious, 18 hours of other
SOON_DAYS = 1  # for what is due on a day: from the day before


class ClockState(models.TextChoices):
    """How a clock stands."""

    IN_TIME = "in_time", _("in time")
    SOON = "soon", _("soon due")
    LATE = "late", _("late")


def hours_clock(*, arrived_at: dt.datetime, due_at: dt.datetime, at: dt.datetime) -> ClockState:
    """A clock that runs from an arrival; the moment that it is due is still in time.

    >>> start = dt.datetime(2026, 11, 21, 8, 0)
    >>> due = start + dt.timedelta(hours=24)
    >>> [hours_clock(arrived_at=start, due_at=due, at=start + dt.timedelta(hours=h)).value for h in (0, 18, 24, 25)]
    ['in_time', 'soon', 'soon', 'late']
    """
    if at > due_at:
        return ClockState.LATE
    return ClockState.SOON if (due_at - at) * SOON_SHARE <= due_at - arrived_at else ClockState.IN_TIME


def day_clock(*, due_on: dt.date, on: dt.date) -> ClockState:
    """A clock that ends with a day.

    >>> due = dt.date(2026, 11, 21)
    >>> [day_clock(due_on=due, on=dt.date(2026, 11, day)).value for day in (19, 20, 21, 22)]
    ['in_time', 'soon', 'soon', 'late']
    """
    if on > due_on:
        return ClockState.LATE
    return ClockState.SOON if (due_on - on).days <= SOON_DAYS else ClockState.IN_TIME
