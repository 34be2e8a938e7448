"""When to look again: a day, never an hour, from the lane's own clock. One sentence for page, message, paper."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safelamp.ground.languages import days
from safelamp.loop.reports.models import ORDINARY_CLOCK, Harm, Lane, Report, clock_of

SOONEST = dt.timedelta(days=1)  # who looks again on the same day is seen with the phone twice


def look_again_on(
    lane: Lane, harm: Harm = Harm.UNKNOWN, *, danger_now: bool = False, told_at: dt.datetime | None = None
) -> dt.date:
    """The first day on which there should be an answer to what is told now, or was told then."""
    moment = told_at or timezone.now()
    clock = max(clock_of(lane, harm, danger_now=danger_now), SOONEST)
    return timezone.localdate(moment + clock)


def for_report(report: Report) -> dt.date | None:
    """That day for a report that is in; None once somebody has taken it: then the thread says more."""
    if report.arrived_at is None:
        return None
    return look_again_on(Lane(report.lane), Harm(report.harm), danger_now=report.danger_now, told_at=report.arrived_at)


def sentence(day: dt.date) -> str:
    """The day in the reader's language and calendar, with its weekday."""
    return _("Look again on {day} or later.").format(day=days.shown(day, days.WEEKDAY))


def on_paper() -> str:
    """The same where nobody knows yet on which day something is told: on posters, slips and cards."""
    number = ORDINARY_CLOCK.days
    return ngettext(
        "Look again after {days} day, or the day after if somebody was hurt.",
        "Look again after {days} days, or the day after if somebody was hurt.",
        number,
    ).format(days=number)
