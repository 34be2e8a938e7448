"""Bands of age, for counting what is open."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgeBand(models.TextChoices):
    """How long something has been open, the newest first."""

    WEEK = "week", _("up to a week")
    MONTH = "month", _("up to 30 days")
    QUARTER = "quarter", _("up to 90 days")
    LONGER = "longer", _("more than 90 days")


_UPTO = ((7, AgeBand.WEEK), (30, AgeBand.MONTH), (90, AgeBand.QUARTER))  # days; 30 is the target for closing


def band_of(since: dt.date, *, on: dt.date) -> AgeBand:
    """The band of what began on a day.

    >>> day = dt.date(2026, 11, 21)
    >>> [band_of(day - dt.timedelta(days=n), on=day).value for n in (0, 7, 8, 30, 90, 91)]
    ['week', 'week', 'month', 'month', 'quarter', 'longer']
    """
    age = (on - since).days
    return next((band for upto, band in _UPTO if age <= upto), AgeBand.LONGER)
