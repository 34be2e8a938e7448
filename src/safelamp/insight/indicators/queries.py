"""The overview: what officers and focal points see of the whole organisation. Counts, never rates of reports.

What is asked of the union's reports is read through the member, so the restricted lane counts for its readers only.
"""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission, allows
from safelamp.ground.workplaces.models import Workplace
from safelamp.ground.workplaces.queries import reached_by
from safelamp.insight.indicators.ages import AgeBand, band_of
from safelamp.insight.indicators.own_times import OwnTimes, own_times
from safelamp.loop.actions.models import CorrectiveAction
from safelamp.loop.actions.queries import ActionCounts, actions_for, counts_of, overdue_on
from safelamp.loop.cases.queries import open_cases_for
from safelamp.loop.register import queries as register
from safelamp.loop.reports.models import Lane, Report
from safelamp.loop.reports.queries import reports_for

MONTHS = 12
SILENT_AFTER = dt.timedelta(days=90)
SILENT_FROM_MEMBERS = 50  # a silent workplace with fewer members says little (DOMAIN "Leading indicators")
OVERDUE_SHOWN = 10


@dataclass(frozen=True, slots=True)
class OpenCases:
    """How many cases are open, by lane and by how long; only lanes that the member reads."""

    by_lane: Mapping[Lane, Mapping[AgeBand, int]]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(sum(bands.values()) for bands in self.by_lane.values())


@dataclass(frozen=True, slots=True)
class Received:
    """Counts of one kind of thing by month (every month, also empty ones) and by hazard, most first."""

    by_month: Mapping[dt.date, int]
    by_hazard: Mapping[str, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_month.values())


@dataclass(frozen=True, slots=True)
class Silent:
    """A workplace without a report for 90 days; `last_on` None where there never was one. A visit is due, no praise."""

    workplace: Workplace
    members: int
    last_on: dt.date | None
    days: int | None


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything of the overview page on one day."""

    day: dt.date
    open_cases: OpenCases
    actions: ActionCounts
    overdue: Sequence[CorrectiveAction]
    overdue_total: int
    reports: Received
    register: Received | None
    silent: Sequence[Silent]
    workplaces: int
    own_times: OwnTimes


def overview(member: Member, *, on: dt.date | None = None) -> Overview | None:
    """The member's overview of the last twelve months; None for a role that may not see it."""
    if not allows(member, Permission.READ_OVERVIEW):
        return None
    day = on or timezone.localdate()
    late = overdue_on(member, day)
    return Overview(
        day=day,
        open_cases=open_cases(member, on=day),
        actions=counts_of(actions_for(member), on=day),
        overdue=tuple(late[:OVERDUE_SHOWN]),
        overdue_total=late.count(),
        reports=reports_received(member, on=day),
        register=register_entries(member, on=day),
        silent=silent_workplaces(member, on=day),
        workplaces=reached_by(member).count(),
        own_times=own_times(member, since=_first_month(day, MONTHS), until=day, lanes=_lanes(member)),
    )


def open_cases(member: Member, *, on: dt.date) -> OpenCases:
    """Open cases by lane and age; the restricted lane only for its readers."""
    counted: dict[Lane, Counter[AgeBand]] = {lane: Counter() for lane in _lanes(member)}
    rows = open_cases_for(member).order_by().values_list("lane", "opened_on").annotate(Count("id"))
    for lane, opened_on, count in rows:
        counted[Lane(lane)][band_of(opened_on, on=on)] += count
    return OpenCases({lane: {band: bands[band] for band in AgeBand} for lane, bands in counted.items()})


def reports_received(member: Member, *, on: dt.date, months: int = MONTHS) -> Received:
    """Reports received by month and hazard: volunteered, so counts and never a rate."""
    since = _first_month(on, months)
    found = reports_for(member).filter(arrived_on__range=(since, on)).order_by()
    by_month: Counter[dt.date] = Counter()
    for day, count in found.values_list("arrived_on").annotate(Count("id")):
        by_month[day.replace(day=1)] += count
    by_hazard = dict(found.values_list("hazard").annotate(count=Count("id")).order_by("-count", "hazard"))
    return Received({month: by_month[month] for month in register.months(since, on)}, by_hazard)


def register_entries(member: Member, *, on: dt.date, months: int = MONTHS) -> Received | None:
    """Register entries by month and hazard; None for a role that may not read the register."""
    if not allows(member, Permission.READ_REGISTER):
        return None
    since = _first_month(on, months)
    return Received(
        register.counts_by_month(member, since=since, until=on),
        register.counts_by_hazard(member, since=since, until=on),
    )


def silent_workplaces(member: Member, *, on: dt.date) -> list[Silent]:
    """Workplaces with 50 members or more and no report for 90 days: never heard from first, then the longest silent.

    Only reports that the member may know of count: were a workplace missing here because of a report of the restricted
    lane, the gap would tell that there was one.
    """
    return silent_among(reached_by(member), reports_for(member), on=on)


def silent_among(workplaces: QuerySet[Workplace], reports: QuerySet[Report], *, on: dt.date) -> list[Silent]:
    """The same, of these workplaces, judged on these reports."""
    quiet = workplaces.filter(union_members__gte=SILENT_FROM_MEMBERS)
    last = _last_heard(reports, quiet)
    rows = [_silent(workplace, last.get(workplace.id), on) for workplace in quiet]
    silent = [row for row in rows if row.days is None or row.days >= SILENT_AFTER.days]
    return sorted(silent, key=lambda row: (row.last_on is not None, row.last_on or on, row.workplace.name))


def _lanes(member: Member) -> list[Lane]:
    reads_all = allows(member, Permission.READ_RESTRICTED)
    return [lane for lane in Lane if reads_all or lane != Lane.RESTRICTED]


def _first_month(on: dt.date, months: int) -> dt.date:
    month = on.year * 12 + on.month - months
    return dt.date(month // 12, month % 12 + 1, 1)


def _last_heard(reports: QuerySet[Report], workplaces: QuerySet[Workplace]) -> dict[uuid.UUID | None, dt.date]:
    readable = reports.filter(workplace__in=workplaces.order_by().values("id")).order_by()
    return dict(readable.values_list("workplace_id").annotate(Max("arrived_on")))


def _silent(workplace: Workplace, last_on: dt.date | None, on: dt.date) -> Silent:
    days = (on - last_on).days if last_on else None
    return Silent(workplace, workplace.union_members or 0, last_on, days)
