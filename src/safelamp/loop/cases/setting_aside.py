"""Setting aside what no case can come of, and cases that nobody on the floor can ever confirm. Nothing is deleted.

A report of danger now is set aside by two different members, or by an officer: one tired person must not be able to
silence it. Until the second has agreed, its clock runs and the bell rings. What is set aside can be taken back at any
time, and comes back by itself when its reporter writes.
"""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission, Role
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.cases.models import Case
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.cases.states import Verb, check_permitted
from safelamp.loop.cases.telling import locked, tell
from safelamp.loop.reports import asides
from safelamp.loop.reports.models import Report, SetAside, Why
from safelamp.loop.reports.queries import reports_for
from safelamp.loop.reports.times import coarse_day


def set_aside_for(member: Member) -> QuerySet[Report]:
    """The reports that are set aside, the last first, of those that the member may know of."""
    found = reports_for(member).filter(set_aside_on__isnull=False, shredded_on=None)
    return found.select_related("aside__done_by").order_by("-set_aside_on", "id")


@transaction.atomic
def set_aside(report: Report, why: Why, *, by: OpenSession, at: dt.datetime | None = None) -> SetAside:
    """Sets the report aside, or asks a second member to; done twice, it is done once.

    Raises Refused where the role does not allow it, somebody has taken it, or the same member asks again.
    """
    moment, member = at or timezone.now(), by.member
    found = _locked(report, member)
    aside = SetAside.objects.filter(report=found).first()
    if aside is not None and aside.done_on is not None:
        return aside
    if found.due_at is None:
        raise Refused(_("A colleague has taken this report. What can no longer be confirmed is set aside as a case."))
    if aside is None:
        aside = SetAside(report=found, why=why, asked_by=member, asked_on=_day(found, moment))
    elif aside.asked_by_id == member.id and not _alone(found, member):
        raise Refused(_("You have asked for it already. A second person has to read it and agree."))
    if not _alone(found, member) and aside.asked_by_id == member.id:
        aside.save()
        _audit("reports.ask_to_set_aside", found, member)
        return aside
    aside.done_by, aside.done_on = member, _day(found, moment)
    aside.save()
    asides.stop(found, at=moment)
    _audit(f"reports.set_aside_{aside.why}", found, member)
    return aside


@transaction.atomic
def keep(report: Report, *, by: OpenSession) -> None:
    """Says no to a colleague's wish to set the report aside: it waits as before."""
    found = _locked(report, by.member)
    if SetAside.objects.filter(report=found, done_on=None).delete()[0]:
        _audit("reports.keep", found, by.member)


@transaction.atomic
def take_back(report: Report, *, by: OpenSession, at: dt.datetime | None = None) -> None:
    """Puts the report back into the inbox; its whole clock runs from now. Done twice, it is done once."""
    found = _locked(report, by.member)
    if found.shredded_on is not None:
        raise Refused(_("The words of this report have been destroyed."))
    if found.set_aside_on is not None:
        asides.run_again(found, at=at or timezone.now())
        _audit("reports.take_back", found, by.member)


@transaction.atomic
def set_case_aside(case: Case, reason: str, *, by: OpenSession, at: dt.datetime | None = None) -> Case:
    """Sets a case aside that nobody on the floor can ever confirm: it is not closed, and never counts as fixed."""
    if not reason.strip():
        raise Refused(_("Write why nobody can confirm it any more."))
    case, row = locked(case, Verb.SET_ASIDE, by=by.member)
    if case.danger_now:
        raise Refused(_("Say first how you know that nobody is in danger now."))
    case.set_aside_on = coarse_day(case.organisation, timezone.localdate(at or timezone.now()))
    case.state, case.employer_answer_due = row.after, None
    case.save()
    tell(case, Verb.SET_ASIDE, by=by.member, note=reason, at=at)
    return case


def _alone(report: Report, member: Member) -> bool:
    """Whether this member's word is enough."""
    return not report.danger_now or member.role == Role.OFFICER


def _locked(report: Report, member: Member) -> Report:
    found = reports_for(member).select_for_update(of=("self",)).get(id=report.id)
    check_permitted(member, [Permission.TAKE_CASES], audience=found.audience)
    return found


def _audit(verb: str, report: Report, member: Member) -> None:
    audit.record(verb, organisation_id=report.organisation_id, by=member.id, subject_id=report.id)


def _day(report: Report, moment: dt.datetime) -> dt.date:
    return coarse_day(report.organisation, timezone.localdate(moment))
