"""Reading actions and plans: what a member may know of follows from the case."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission, Role, allows
from safelamp.ground.organisations.queries import members_of
from safelamp.ground.vault import desk
from safelamp.ground.vault import queries as vault
from safelamp.ground.vault.models import Audience
from safelamp.ground.vault.sessions import OpenSession
from safelamp.ground.workplaces.models import Workplace
from safelamp.ground.workplaces.queries import reached_by
from safelamp.loop.actions.models import ActionEvent, CorrectiveAction, DueDateRevision, Plan
from safelamp.loop.actions.states import NOT_DONE, ActionState, ActionVerb, PlanState, plan_state
from safelamp.loop.cases.models import Case
from safelamp.loop.cases.queries import cases_for


@dataclass(frozen=True, slots=True)
class ActionWords:
    """What was agreed and who owes it, opened."""

    what: str
    owner: str


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One line of an action's history, opened. `member` is None where a reporter spoke."""

    verb: ActionVerb
    day: dt.date
    member: Member | None
    evidence: str


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of a due date, opened."""

    old_due_on: dt.date
    new_due_on: dt.date
    reason: str
    member: Member
    day: dt.date


@dataclass(frozen=True, slots=True)
class ActionCounts:
    """How the actions of something stand: of `agreed`, so many reported fixed, verified, behind schedule."""

    agreed: int
    reported_fixed: int
    verified: int
    behind_schedule: int

    @property
    def not_verified(self) -> int:
        """How many still have to be verified."""
        return self.agreed - self.verified


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """A plan with its counts and its state on a day."""

    plan: Plan
    counts: ActionCounts
    state: PlanState


@dataclass(frozen=True, slots=True)
class WorkplaceStanding:
    """A workplace with its plans; `state` is the worst of them, not covered where there is none."""

    workplace: Workplace
    plans: tuple[PlanStanding, ...]
    state: PlanState


_WORST_FIRST = (PlanState.BEHIND_SCHEDULE, PlanState.PENDING, PlanState.ON_TRACK, PlanState.COMPLETED)


def actions_for(member: Member) -> QuerySet[CorrectiveAction]:
    """The actions of the cases that a member may know of."""
    found = CorrectiveAction.objects.filter(case__in=cases_for(member).order_by().values("id"))
    return found.select_related("case__workplace", "case__organisation", "plan", "owner_member")


def action_for(member: Member, action_id: uuid.UUID) -> CorrectiveAction:
    """One action; raises CorrectiveAction.DoesNotExist for one that the member may not know of."""
    return actions_for(member).get(id=action_id)


def actions_of(member: Member, case: Case) -> QuerySet[CorrectiveAction]:
    """A case's actions, and those of what became part of it, strongest control first."""
    found = actions_for(member).filter(Q(case=case) | Q(case__merged_into=case))
    return found.order_by("level", "due_on", "id")


def open_for(member: Member) -> QuerySet[CorrectiveAction]:
    """Every action that is not verified yet, the soonest due first; nobody chases those of a case set aside."""
    found = actions_for(member).exclude(state=ActionState.VERIFIED).filter(case__set_aside_on__isnull=True)
    return found.order_by("due_on", "level", "id")


def owed_by(member: Member) -> QuerySet[CorrectiveAction]:
    """What the member owes for the union and has not done, the soonest due first."""
    return open_for(member).filter(owner_member=member, state__in=NOT_DONE)


def waiting_to_be_verified(member: Member) -> QuerySet[CorrectiveAction]:
    """What is reported fixed and the member may verify: not what they owe, not what they wrote down as fixed."""
    if not allows(member, Permission.VERIFY_ACTIONS):
        return CorrectiveAction.objects.none()
    reported = open_for(member).filter(state=ActionState.REPORTED_FIXED).exclude(reported_fixed_by=member)
    return reported.filter(Q(owner_member__isnull=True) | ~Q(owner_member=member)).order_by("reported_fixed_on", "id")


def why_not_verify(member: Member, action: CorrectiveAction) -> str:
    """Why this member may not verify it though their role allows it: their own eyes do not count; or nothing."""
    if action.owner_member_id == member.id:
        return _("You owe this action yourself. Somebody else has to verify it.")
    if action.reported_fixed_by_id == member.id:
        return _("You wrote down that it was fixed. Somebody else has to verify it.")
    return ""


def verifiers_of(action: CorrectiveAction) -> list[Member]:
    """The members who may verify it now, by log-in name."""
    return [
        member
        for member in members_of(action.case.organisation).filter(is_active=True)
        if allows(member, Permission.VERIFY_ACTIONS)
        and not why_not_verify(member, action)
        and cases_for(member).filter(id=action.case_id).exists()
    ]


def overdue_on(member: Member, day: dt.date) -> QuerySet[CorrectiveAction]:
    """What is behind schedule on that day, the latest first."""
    return actions_for(member).filter(_late(day)).order_by("due_on", "id")


def counts_of(actions: QuerySet[CorrectiveAction], *, on: dt.date | None = None) -> ActionCounts:
    """How a set of actions stands, such as `actions_of(member, case)`."""
    counted = actions.order_by().aggregate(
        agreed=Count("id"),
        reported_fixed=Count("id", filter=Q(state=ActionState.REPORTED_FIXED)),
        verified=Count("id", filter=Q(state=ActionState.VERIFIED)),
        behind_schedule=Count("id", filter=_late(on or timezone.localdate())),
    )
    return ActionCounts(**counted)


def words_of(session: OpenSession, actions: Iterable[CorrectiveAction]) -> dict[uuid.UUID, ActionWords]:
    """What was agreed and who owes it, by action id; raises CannotOpen."""
    listed = list(actions)
    whats = desk.all_opened(session, [_sealed(each, bytes(each.what_sealed), each.id, "what") for each in listed])
    owners = desk.all_opened(session, [_sealed(each, bytes(each.owner_sealed), each.id, "owner") for each in listed])
    return {each.id: ActionWords(what, owner) for each, what, owner in zip(listed, whats, owners, strict=True)}


def history_of(session: OpenSession, action: CorrectiveAction) -> list[ActionLine]:
    """What happened to the action, the oldest first, with evidence and reasons; raises CannotOpen."""
    events: Sequence[ActionEvent] = [*action.events.select_related("member")]
    sealed = [_sealed(action, bytes(event.evidence_sealed), event.id, "evidence") for event in events]
    return [
        ActionLine(ActionVerb(event.verb), event.day, event.member, words)
        for event, words in zip(events, desk.all_opened(session, sealed), strict=True)
    ]


def revisions_of(session: OpenSession, action: CorrectiveAction) -> list[Revision]:
    """Every change of the due date with its reason, the oldest first; raises CannotOpen."""
    revisions: Sequence[DueDateRevision] = [*action.revisions.select_related("member")]
    sealed = [_sealed(action, bytes(each.reason_sealed), each.id, "reason") for each in revisions]
    return [
        Revision(each.old_due_on, each.new_due_on, reason, each.member, each.day)
        for each, reason in zip(revisions, desk.all_opened(session, sealed), strict=True)
    ]


def plans_for(member: Member) -> QuerySet[Plan]:
    """The plans that a member may know of: organisation, audience, floor, newest first."""
    if not allows(member, Permission.READ_CASES) and not member.reads_restricted:
        return Plan.objects.none()
    found = Plan.objects.filter(organisation_id=member.organisation_id, audience__in=vault.audiences_of(member))
    if member.role == Role.REPRESENTATIVE:
        found = found.filter(Q(workplace__in=reached_by(member)) | Q(audience=Audience.RESTRICTED))
    return found.select_related("workplace", "organisation").order_by("-made_on", "id")


def plan_for(member: Member, plan_id: uuid.UUID) -> Plan:
    """One plan; raises Plan.DoesNotExist for one that the member may not know of."""
    return plans_for(member).get(id=plan_id)


def plan_titles(session: OpenSession, plans: Iterable[Plan]) -> dict[uuid.UUID, str]:
    """The plans' titles by id; raises CannotOpen."""
    listed = list(plans)
    sealed = [desk.Sealed(bytes(each.title_sealed), each.organisation_id, each.id, "title") for each in listed]
    return dict(zip([each.id for each in listed], desk.all_opened(session, sealed), strict=True))


def plan_standings(member: Member, *, on: dt.date | None = None) -> list[PlanStanding]:
    """Every plan with its counts and state, in one statement."""
    plans = plans_for(member).annotate(
        agreed=Count("actions"),
        reported_fixed=Count("actions", filter=Q(actions__state=ActionState.REPORTED_FIXED)),
        verified=Count("actions", filter=Q(actions__state=ActionState.VERIFIED)),
        late=Count("actions", filter=_late(on or timezone.localdate(), of="actions__")),
    )
    return [
        PlanStanding(
            plan,
            ActionCounts(plan.agreed, plan.reported_fixed, plan.verified, plan.late),
            plan_state(actions=plan.agreed, verified=plan.verified, late=plan.late),
        )
        for plan in plans
    ]


def workplace_standings(member: Member, *, on: dt.date | None = None) -> list[WorkplaceStanding]:
    """Every workplace that the member reaches, by name, with its plans; no plan: not covered."""
    plans: dict[uuid.UUID, list[PlanStanding]] = {}
    for standing in plan_standings(member, on=on):
        plans.setdefault(standing.plan.workplace_id, []).append(standing)
    return [_standing(workplace, plans.get(workplace.id, [])) for workplace in reached_by(member)]


def _standing(workplace: Workplace, plans: Sequence[PlanStanding]) -> WorkplaceStanding:
    states = {standing.state for standing in plans}
    worst = next((state for state in _WORST_FIRST if state in states), PlanState.NOT_COVERED)
    return WorkplaceStanding(workplace, tuple(plans), worst)


def _late(day: dt.date, *, of: str = "") -> Q:
    return Q(**{f"{of}state__in": NOT_DONE, f"{of}due_on__lt": day})


def _sealed(action: CorrectiveAction, envelope: bytes, subject: uuid.UUID, field: str) -> desk.Sealed:
    return desk.Sealed(envelope, action.case.organisation_id, subject, field)
