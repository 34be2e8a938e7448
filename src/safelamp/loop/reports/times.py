"""The union's own times, put into counters at the moment they happen; nothing about a single report is added.

Taken is measured in hours, while the minute of arrival is still known. Rated and closed are measured in days from the
day of arrival (hostile profile: from its week's Monday, so up to six days too many). A report counts once a stage:
a second rating changes nothing, and opening a case again takes its reports out of "closed" until it closes anew.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import F

from safelamp.ground.organisations.models import Organisation
from safelamp.loop.reports.models import AnswerTime, Report, Stage

DAY = 24
BUCKETS = (1, 2, 4, 8, DAY, 3 * DAY, 7 * DAY)  # hours, upper edges
DAY_BUCKETS = (DAY, 3 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 90 * DAY, 180 * DAY)
WITHIN = {Stage.RATED: 3 * DAY, Stage.CLOSED: 30 * DAY}  # hours: what the overview calls "in time"


def coarse_day(organisation: Organisation, day: dt.date) -> dt.date:
    """The day, or in a hostile profile the Monday of its week."""
    return day - dt.timedelta(days=day.weekday()) if organisation.is_hostile else day


def taken(reports: Iterable[Report], *, at: dt.datetime) -> None:
    """Counts the hours that the reports waited; their clocks still run."""
    alike: dict[tuple[tuple[uuid.UUID, dt.date, str, str], int, bool], list[Report]] = defaultdict(list)
    for report in reports:
        if report.arrived_at is None or report.due_at is None:
            continue
        waited = _edge((at - report.arrived_at).total_seconds() / 3600, BUCKETS)
        alike[(_counted_as(report), waited, at <= report.due_at)].append(report)
    for (_as, hours, in_time), counted in alike.items():
        _add(counted[0], Stage.TAKEN, hours=hours, in_time=in_time, change=len(counted))


def rated(reports: Iterable[Report], *, on: dt.date) -> None:
    """Counts the days until the reports were rated for the first time."""
    _add_days(reports, Stage.RATED, on=on, change=1)


def closed(reports: Iterable[Report], *, on: dt.date) -> None:
    """Counts the days until the reports' case was closed."""
    _add_days(reports, Stage.CLOSED, on=on, change=1)


def open_again(reports: Iterable[Report], *, closed_on: dt.date) -> None:
    """Takes the reports out of "closed": they were counted on that day."""
    _add_days(reports, Stage.CLOSED, on=closed_on, change=-1)


def came_back(report: Report) -> None:
    """Counts a reporter who came back with the receipt and wrote or answered, once.

    Who only looks is not counted: that somebody still held the receipt, and when, is nowhere written.
    """
    if Report.objects.filter(id=report.id, spoke_again=False).update(spoke_again=True):
        _add(report, Stage.CAME_BACK, hours=0, in_time=True)


def _add_days(reports: Iterable[Report], stage: Stage, *, on: dt.date, change: int) -> None:
    for report in reports:
        hours = max((on - coarse_day(report.organisation, report.arrived_on)).days, 0) * DAY
        _add(report, stage, hours=_edge(hours, DAY_BUCKETS), in_time=hours <= WITHIN[stage], change=change)


def _edge(hours: float, edges: tuple[int, ...]) -> int:
    return next((edge for edge in edges if hours <= edge), 0)


def _counted_as(report: Report) -> tuple[uuid.UUID, dt.date, str, str]:
    month = coarse_day(report.organisation, report.arrived_on).replace(day=1)
    return report.organisation_id, month, report.lane, report.audience


def _add(report: Report, stage: Stage, *, hours: int, in_time: bool, change: int = 1) -> None:
    counter, _new = AnswerTime.objects.get_or_create(
        organisation=report.organisation,
        month=coarse_day(report.organisation, report.arrived_on).replace(day=1),
        lane=report.lane,
        audience=report.audience,
        stage=stage,
        hours=hours,
        in_time=in_time,
    )
    # What was closed before these counters began is not in them, and cannot be taken out.
    AnswerTime.objects.filter(id=counter.id, count__gte=max(-change, 0)).update(count=F("count") + change)
