"""Agreeing actions, following them, verifying them; plans. What closes a case is in closing.py.

Each operation looks the action up again through the member who acts, locked, and returns it as it then stands.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission
from safelamp.ground.vault import desk
from safelamp.ground.vault import queries as vault
from safelamp.ground.vault.models import Audience
from safelamp.ground.vault.sessions import OpenSession
from safelamp.ground.workplaces.models import Workplace
from safelamp.ground.workplaces.queries import workplace_for
from safelamp.loop.actions.models import (
    ControlLevel,
    CorrectiveAction,
    CostBand,
    DueDateRevision,
    OwnerSide,
    Plan,
    SeenHow,
    Term,
)
from safelamp.loop.actions.queries import actions_for, plans_for, why_not_verify
from safelamp.loop.actions.states import ActionVerb, step
from safelamp.loop.actions.telling import locked, tell
from safelamp.loop.cases.models import Case
from safelamp.loop.cases.operations import employer_answered
from safelamp.loop.cases.queries import cases_for
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.cases.states import check_permitted
from safelamp.loop.reports.times import coarse_day


@transaction.atomic
def agree(
    case: Case,
    *,
    what: str,
    level: ControlLevel,
    owner_side: OwnerSide,
    due_on: dt.date,
    by: OpenSession,
    owner: str = "",
    owner_member: Member | None = None,
    cost: CostBand = CostBand.UNKNOWN,
    plan: Plan | None = None,
    at: dt.datetime | None = None,
) -> CorrectiveAction:
    """Writes down what was agreed, who owes it and by when, sealed to the case's readers."""
    today = timezone.localdate(at or timezone.now())
    case = cases_for(by.member).select_for_update(of=("self",)).get(id=case.id)
    row = step(None, ActionVerb.AGREE)
    check_permitted(by.member, row.permissions, audience=case.audience)
    _check_agreement(case, what, due_on, today)
    _check_owner(owner_side, owner_member, case)
    action = CorrectiveAction(
        case=case,
        level=level,
        owner_side=owner_side,
        owner_member=owner_member,
        agreed_on=coarse_day(case.organisation, today),
        first_due_on=due_on,
        due_on=due_on,
        cost=cost,
        state=row.after,
    )
    action.plan = _plan_of(action, plan, by.member) if plan else None
    for name, words in (("what", what), ("owner", owner)):
        sealed = desk.seal(
            words.strip(),
            organisation=case.organisation,
            subject=action.id,
            field=name,
            audience=Audience(case.audience),
        )
        setattr(action, f"{name}_sealed", sealed)
    action.save(force_insert=True)
    employer_answered(case)
    tell(action, ActionVerb.AGREE, by=by.member, at=at)
    return action


@transaction.atomic
def start(action: CorrectiveAction, *, by: OpenSession, at: dt.datetime | None = None) -> CorrectiveAction:
    """Work has begun, or begun again."""
    action, row = locked(action, ActionVerb.START, by=by.member)
    action.state = row.after
    action.save()
    tell(action, ActionVerb.START, by=by.member, at=at)
    return action


@transaction.atomic
def report_fixed(
    action: CorrectiveAction, *, by: OpenSession, words: str = "", at: dt.datetime | None = None
) -> CorrectiveAction:
    """Writes down that whoever owes it says that it is fixed. That is not verified."""
    action, row = locked(action, ActionVerb.REPORT_FIXED, by=by.member)
    action.reported_fixed_on, action.reported_fixed_by = _day(action, at), by.member
    action.state = row.after
    action.save()
    tell(action, ActionVerb.REPORT_FIXED, by=by.member, evidence=words, at=at)
    return action


@transaction.atomic
def verify(
    action: CorrectiveAction,
    *,
    by: OpenSession,
    seen_how: SeenHow,
    told_by_count: int | None = None,
    evidence: str = "",
    at: dt.datetime | None = None,
) -> CorrectiveAction:
    """Keeps that somebody has seen it done, and how; `told_by_count` workers where they told it.

    Raises Refused for the action's owner and for whoever wrote down that it was fixed.
    """
    action, row = locked(action, ActionVerb.VERIFY, by=by.member)
    _check_other_eyes(action, by.member)
    if (seen_how == SeenHow.TOLD) != bool(told_by_count):
        raise Refused(_("Say how many workers told you, and only where workers told you."))
    action.verified_on, action.verified_by = _day(action, at), by.member
    action.seen_how, action.told_by_count = seen_how, told_by_count
    action.state = row.after
    action.save()
    tell(action, ActionVerb.VERIFY, by=by.member, evidence=evidence, at=at)
    return action


@transaction.atomic
def do_not_accept(
    action: CorrectiveAction, *, reason: str, by: OpenSession, at: dt.datetime | None = None
) -> CorrectiveAction:
    """It is not really done: back to whoever owes it, with the reason."""
    _check_reason(reason)
    action, row = locked(action, ActionVerb.DO_NOT_ACCEPT, by=by.member)
    action.state = row.after
    action.save()
    tell(action, ActionVerb.DO_NOT_ACCEPT, by=by.member, evidence=reason, at=at)
    return action


@transaction.atomic
def escalate(
    action: CorrectiveAction, *, reason: str, by: OpenSession, at: dt.datetime | None = None
) -> CorrectiveAction:
    """The union takes it higher: the reason says to whom and why."""
    _check_reason(reason)
    action, row = locked(action, ActionVerb.ESCALATE, by=by.member)
    action.state = row.after
    action.save()
    tell(action, ActionVerb.ESCALATE, by=by.member, evidence=reason, at=at)
    return action


@transaction.atomic
def revise_due_date(
    action: CorrectiveAction, *, due_on: dt.date, reason: str, by: OpenSession, at: dt.datetime | None = None
) -> CorrectiveAction:
    """Agrees another due date; the old one and the reason are kept, the first one stays in `first_due_on`."""
    _check_reason(reason)
    action, row = locked(action, ActionVerb.REVISE, by=by.member)
    if due_on == action.due_on:
        raise Refused(_("This is the due date that was agreed before."))
    if due_on < timezone.localdate(at or timezone.now()):
        raise Refused(_("The new due date cannot lie in the past."))
    last = action.revisions.aggregate(last=Max("position"))["last"]
    revision = DueDateRevision(
        action=action, position=(last or 0) + 1, old_due_on=action.due_on, new_due_on=due_on, member=by.member,
        day=_day(action, at),
    )  # fmt: skip
    revision.reason_sealed = desk.seal(
        reason.strip(),
        organisation=action.case.organisation,
        subject=revision.id,
        field="reason",
        audience=Audience(action.case.audience),
    )
    revision.save(force_insert=True)
    action.due_on, action.state = due_on, row.after
    action.save()
    tell(action, ActionVerb.REVISE, by=by.member, at=at)
    return action


@transaction.atomic
def make_plan(
    workplace: Workplace,
    *,
    term: Term,
    title: str,
    by: OpenSession,
    audience: Audience = Audience.READERS,
    at: dt.datetime | None = None,
) -> Plan:
    """Begins a plan for a workplace; raises Workplace.DoesNotExist where the member does not reach it."""
    workplace = workplace_for(by.member, workplace.id)
    check_permitted(by.member, [Permission.AGREE_ACTIONS], audience=audience)
    if not vault.reads(by.member, audience):
        raise Refused(_("You cannot make a plan that you may not read."))
    organisation = by.member.organisation
    day = coarse_day(organisation, timezone.localdate(at or timezone.now()))
    plan = Plan(organisation=organisation, workplace=workplace, audience=audience, term=term, made_on=day)
    plan.title_sealed = desk.seal(
        title.strip(), organisation=organisation, subject=plan.id, field="title", audience=audience
    )
    plan.save(force_insert=True)
    audit.record("actions.make_plan", organisation_id=organisation.id, by=by.member.id, subject_id=plan.id)
    return plan


@transaction.atomic
def put_into_plan(action: CorrectiveAction, plan: Plan, *, by: OpenSession) -> CorrectiveAction:
    """Puts an action into a plan of the same workplace and readers."""
    action = actions_for(by.member).select_for_update(of=("self",)).get(id=action.id)
    check_permitted(by.member, [Permission.AGREE_ACTIONS], audience=action.case.audience)
    action.plan = _plan_of(action, plan, by.member)
    action.save(update_fields=["plan"])
    audit.record("actions.put_into_plan", organisation_id=plan.organisation_id, by=by.member.id, subject_id=action.id)
    return action


def _plan_of(action: CorrectiveAction, plan: Plan, member: Member) -> Plan:
    found = plans_for(member).get(id=plan.id)
    if found.audience != action.case.audience:
        raise Refused(_("The plan has other readers than the case. Make a plan for the same readers."))
    if found.workplace_id != action.case.workplace_id:
        raise Refused(_("The plan is for another workplace."))
    return found


def _check_agreement(case: Case, what: str, due_on: dt.date, today: dt.date) -> None:
    if not case.is_open:
        raise Refused(_("The case is not open. Open it again before you agree on something new."))
    if not what.strip():
        raise Refused(_("Write what was agreed."))
    if due_on < today:
        raise Refused(_("The due date cannot lie in the past."))


def _check_owner(side: OwnerSide, member: Member | None, case: Case) -> None:
    if member is None:
        return
    if member.organisation_id != case.organisation_id:
        raise Member.DoesNotExist
    if side != OwnerSide.UNION:
        raise Refused(_("A colleague can owe an action only for the union."))


def _check_other_eyes(action: CorrectiveAction, member: Member) -> None:
    why = why_not_verify(member, action)
    if why:
        raise Refused(why)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Write the reason."))


def _day(action: CorrectiveAction, at: dt.datetime | None) -> dt.date:
    return coarse_day(action.case.organisation, timezone.localdate(at or timezone.now()))
