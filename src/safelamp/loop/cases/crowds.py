"""An event as a member sees it: its reports that nobody has taken, and one case of all of them."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Min, Q, QuerySet

from safelamp.ground.organisations.models import Member
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.cases import operations
from safelamp.loop.cases.models import Case
from safelamp.loop.cases.queries import untaken_for
from safelamp.loop.reports.models import Harm, Kind, Report


@dataclass(frozen=True, slots=True)
class Event:
    """Reports of one workplace and hazard that came within an hour: `first` is the one whose clock ends first."""

    id: uuid.UUID
    first: Report
    size: int
    in_danger: int
    arrived_at: dt.datetime
    kinds: Sequence[tuple[Kind, int]]
    harms: Sequence[tuple[Harm, int]]


def reports_of(member: Member, event_id: uuid.UUID) -> QuerySet[Report]:
    """The event's reports that nobody has taken and the member may know of, by clock."""
    found = untaken_for(member).filter(Q(event=event_id) | Q(id=event_id, event=None))
    return found.order_by("-danger_now", "due_at", "id")


def event_for(member: Member, event_id: uuid.UUID) -> Event:
    """One event; raises Report.DoesNotExist where nothing of it waits for this member."""
    reports = reports_of(member, event_id)
    first = reports.order_by("due_at", "id").first()
    if first is None:
        raise Report.DoesNotExist
    counted = reports.order_by().aggregate(
        size=Count("id"), in_danger=Count("id", filter=Q(danger_now=True)), arrived=Min("arrived_at")
    )
    kinds = reports.order_by().values_list("kind").annotate(count=Count("id")).order_by("-count", "kind")
    harms = reports.exclude(harm=Harm.UNKNOWN).order_by().values_list("harm").annotate(count=Count("id"))
    return Event(
        id=event_id,
        first=first,
        size=counted["size"],
        in_danger=counted["in_danger"],
        arrived_at=counted["arrived"],
        kinds=[(Kind(kind), count) for kind, count in kinds],
        harms=sorted(((Harm(harm), count) for harm, count in harms), key=lambda each: -Harm.values.index(each[0])),
    )


@transaction.atomic
def take_event(event: Event, *, by: OpenSession, title: str = "", at: dt.datetime | None = None) -> Case:
    """One case of all reports of the event that wait for this member; they have the same readers by their nature.

    Raises Report.DoesNotExist where somebody has just taken them all.
    """
    return operations.open_case(_waiting(event, by.member), by=by, title=title, at=at)


@transaction.atomic
def add_event(event: Event, *, to: Case, by: OpenSession, at: dt.datetime | None = None) -> Case:
    """Adds all of them to a case that exists; raises Refused where more people could then read them."""
    return operations.add_reports(to, _waiting(event, by.member), by=by, at=at)


def _waiting(event: Event, member: Member) -> list[Report]:
    found = list(reports_of(member, event.id).select_related(None).only("id"))
    if not found:
        raise Report.DoesNotExist
    return found
