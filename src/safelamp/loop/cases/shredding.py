"""Holding a case back from shredding, finding the cases whose time is over, and shredding them with their reports."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.organisations.retention import kept_since
from safelamp.ground.vault.queries import audiences_of
from safelamp.ground.vault.sessions import OpenSession
from safelamp.ground.vault.shredding import shred
from safelamp.loop.cases.models import Case, CaseEvent
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.cases.states import Verb
from safelamp.loop.cases.telling import locked, tell
from safelamp.loop.reports.models import Report
from safelamp.loop.reports.shredding import never_taken, shred_reports
from safelamp.loop.reports.times import coarse_day

LOOKS_AHEAD = dt.timedelta(days=30)


@transaction.atomic
def hold(case: Case, reason: str, *, by: OpenSession, at: dt.datetime | None = None) -> Case:
    """Keeps the case and all that belongs to it from being shredded, until the hold is ended by hand."""
    if not reason.strip():
        raise Refused(_("Write who needs it, and why."))
    case, _row = locked(case, Verb.HOLD, by=by.member)
    if case.held_since is not None:
        raise Refused(_("This case is held back already."))
    case.held_since = coarse_day(case.organisation, timezone.localdate(at or timezone.now()))
    case.save(update_fields=["held_since"])
    tell(case, Verb.HOLD, by=by.member, note=reason, at=at)
    return case


@transaction.atomic
def end_hold(case: Case, reason: str, *, by: OpenSession, at: dt.datetime | None = None) -> Case:
    """Lets the case go the way of all cases again."""
    case, _row = locked(case, Verb.END_HOLD, by=by.member)
    if case.held_since is None:
        raise Refused(_("This case is not held back."))
    case.held_since = None
    case.save(update_fields=["held_since"])
    tell(case, Verb.END_HOLD, by=by.member, note=reason, at=at)
    return case


def due(organisation: Organisation, *, before: dt.date) -> QuerySet[Case]:
    """Cases that were closed or set aside before that day, are not held back and not shredded yet, with their parts."""
    ended = Q(closed_on__lt=before) | Q(set_aside_on__lt=before)
    found = Case.objects.filter(organisation=organisation, merged_into=None, held_since=None, shredded_on=None)
    return found.filter(ended).order_by("id")


@dataclass(frozen=True, slots=True)
class Coming:
    """What a member may know of the coming nights: cases and reports whose time is over `by` a day, and held ones."""

    by: dt.date
    cases: int
    reports: int
    held: int


def coming(member: Member, *, on: dt.date) -> Coming:
    """What will be shredded in the next thirty days, if nothing is opened again; of audiences that the member reads."""
    by = on + LOOKS_AHEAD
    before = kept_since(member.organisation.retention_months, on=by)
    audiences = audiences_of(member)
    cases = due(member.organisation, before=before).filter(audience__in=audiences)
    waiting = never_taken(member.organisation, before=before).filter(audience__in=audiences)
    reports = Report.objects.filter(Q(case_report__case__in=cases), shredded_on=None).count() + waiting.count()
    held = Case.objects.filter(organisation=member.organisation, audience__in=audiences, held_since__isnull=False)
    return Coming(by, cases.count(), reports, held.filter(merged_into=None).count())


@transaction.atomic
def shred_case(case: Case, *, day: dt.date) -> int:
    """Shreds a case that is due, with its merged parts, histories and reports; how many reports went."""
    parts = Case.objects.filter(Q(id=case.id) | Q(merged_into=case.id))
    ids = list(parts.values_list("id", flat=True))
    shred(CaseEvent.objects.filter(case__in=ids))
    shred(parts)
    parts.update(shredded_on=coarse_day(case.organisation, day), held_since=None)
    return shred_reports(Report.objects.filter(case_report__case__in=ids), organisation=case.organisation, day=day)
