"""What can be done to an action at the desk: one row an act."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safelamp.doors.desk.forms import actions as forms
from safelamp.doors.desk.forms.actions import ActionForm
from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission
from safelamp.loop.actions.models import CorrectiveAction
from safelamp.loop.actions.queries import why_not_verify
from safelamp.loop.actions.states import ActionState, ActionVerb, step
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.cases.states import permitted


@dataclass(frozen=True, slots=True)
class ActionAct:
    """An act: the verb of the table of states (None: any state), its words, its form; `judges`: nothing coloured."""

    path: str
    verb: ActionVerb | None
    permission: Permission
    question: Promise | str
    button: Promise | str
    hint: Promise | str
    form: type[ActionForm]
    done: str
    judges: bool = False


ACTION_ACTS: dict[str, ActionAct] = {
    "start_action": ActionAct(
        "start", ActionVerb.START, Permission.AGREE_ACTIONS, _("Has work begun?"), _("Work has begun"),
        _("The action is then in progress."), forms.StartForm, "started",
    ),
    "report_action_fixed": ActionAct(
        "fixed", ActionVerb.REPORT_FIXED, Permission.AGREE_ACTIONS, _("Reported fixed"),
        _("Write down: reported fixed"),
        _("On the word of whoever owes it. Reported fixed is not verified: somebody else than you has to see it."),
        forms.ReportFixedForm, "reported_fixed",
    ),
    "verify_action": ActionAct(
        "verify", ActionVerb.VERIFY, Permission.VERIFY_ACTIONS, _("Is it really done?"), _("It is done"),
        _("Neither whoever owes it nor whoever wrote down that it was fixed can verify it."), forms.VerifyForm,
        "verified", judges=True,
    ),
    "refuse_action": ActionAct(
        "not-accepted", ActionVerb.DO_NOT_ACCEPT, Permission.VERIFY_ACTIONS, _("Is it not really done?"),
        _("It is not done"), _("It goes back to whoever owes it, with the reason."), forms.RefuseForm, "not_accepted",
        judges=True,
    ),
    "escalate_action": ActionAct(
        "escalate", ActionVerb.ESCALATE, Permission.AGREE_ACTIONS, _("Escalate the action"), _("Escalate it"),
        _("The union takes it higher: to the head office, the committee, the inspectorate, the buyer."),
        forms.EscalateForm, "escalated",
    ),
    "revise_action": ActionAct(
        "due", ActionVerb.REVISE, Permission.AGREE_ACTIONS, _("Agree another due date"), _("Agree another date"),
        _("The first date and every reason stay to be seen."), forms.ReviseForm, "revised",
    ),
    "plan_action": ActionAct(
        "plan", None, Permission.AGREE_ACTIONS, _("Put it into a plan"), _("Put it into a plan"),
        _("A plan of the same workplace, for the same readers."), forms.IntoPlanForm, "planned",
    ),
}  # fmt: skip


def action_allowed(member: Member, action: CorrectiveAction, act: ActionAct) -> bool:
    """Whether the member's role allows the act, and the action stands where it is possible."""
    return permitted(member, [act.permission], audience=action.case.audience) and not action_refused_now(action, act)


def action_refused_now(action: CorrectiveAction, act: ActionAct) -> str:
    """Why the act is not possible as the action stands, or nothing."""
    if act.verb is None:
        return ""
    try:
        step(ActionState(action.state), act.verb)
    except Refused as refusal:
        return str(refusal)
    return ""


def acts_for(member: Member, action: CorrectiveAction) -> list[tuple[str, ActionAct]]:
    """Every act that the member may do now."""
    return [
        (name, act)
        for name, act in ACTION_ACTS.items()
        if action_allowed(member, action, act)
        and not (act.verb == ActionVerb.VERIFY and why_not_verify(member, action))
    ]
