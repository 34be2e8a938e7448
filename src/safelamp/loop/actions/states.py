"""The states of a corrective action: one table of who may do what from where. docs/states.md is drawn from TABLE."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.policy import Permission
from safelamp.loop.cases.refusals import Refused


class ActionState(models.TextChoices):
    """Where an action stands. Reported fixed is what the employer says; verified is what somebody has seen."""

    OPEN = "open", _("agreed, not begun")
    IN_PROGRESS = "in_progress", _("in progress")
    REPORTED_FIXED = "reported_fixed", _("reported fixed, not verified yet")
    VERIFIED = "verified", _("verified")
    NOT_ACCEPTED = "not_accepted", _("not accepted: it is not really done")
    ESCALATED = "escalated", _("escalated")


class ActionVerb(models.TextChoices):
    """What is done to an action."""

    AGREE = "agree", _("write down what was agreed")
    START = "start", _("begin")
    REPORT_FIXED = "report_fixed", _("write down that the employer says it is fixed")
    VERIFY = "verify", _("verify")
    DO_NOT_ACCEPT = "do_not_accept", _("not accept")
    ESCALATE = "escalate", _("escalate")
    REVISE = "revise", _("agree another due date")
    TURN_BACK = "turn_back", _("say that it is still dangerous")


@dataclass(frozen=True, slots=True)
class ActionStep:
    """One row: from `before` (None: not agreed yet) by `verb` to `after`.

    Who: a member with any one of `permissions`, or, where there are none, the floor. `rule` is what must hold besides.
    """

    before: ActionState | None
    verb: ActionVerb
    after: ActionState
    permissions: tuple[Permission, ...]
    rule: Promise | str


NOT_DONE = (ActionState.OPEN, ActionState.IN_PROGRESS, ActionState.NOT_ACCEPTED, ActionState.ESCALATED)
SAID_TO_BE_DONE = (ActionState.REPORTED_FIXED, ActionState.VERIFIED)

_AGREE = (Permission.AGREE_ACTIONS,)
_VERIFY = (Permission.VERIFY_ACTIONS,)


def _from(
    states: Iterable[ActionState],
    verb: ActionVerb,
    after: ActionState,
    permissions: tuple[Permission, ...],
    rule: Promise | str,
) -> list[ActionStep]:
    return [ActionStep(state, verb, after, permissions, rule) for state in states]


_OTHER_EYES = _("Neither the action's owner nor whoever wrote down that it was fixed, and with how it was seen.")
_TURNED_BACK = _("A reporter says that it is still dangerous, or the case is opened again. It is counted.")

TABLE: tuple[ActionStep, ...] = (
    ActionStep(None, ActionVerb.AGREE, ActionState.OPEN, _AGREE, _("The case is open; with owner and due date.")),
    *_from(
        (ActionState.OPEN, ActionState.NOT_ACCEPTED, ActionState.ESCALATED),
        ActionVerb.START, ActionState.IN_PROGRESS, _AGREE, _("Work has begun, or begun again."),
    ),
    *_from(
        NOT_DONE, ActionVerb.REPORT_FIXED, ActionState.REPORTED_FIXED, _AGREE,
        _("On the word of whoever owes it. Reported fixed is not verified."),
    ),
    *_from((ActionState.REPORTED_FIXED,), ActionVerb.VERIFY, ActionState.VERIFIED, _VERIFY, _OTHER_EYES),
    *_from(
        (ActionState.REPORTED_FIXED,), ActionVerb.DO_NOT_ACCEPT, ActionState.NOT_ACCEPTED, _VERIFY,
        _("With the reason."),
    ),
    *_from(
        (ActionState.OPEN, ActionState.IN_PROGRESS, ActionState.NOT_ACCEPTED),
        ActionVerb.ESCALATE, ActionState.ESCALATED, _AGREE, _("With to whom and why."),
    ),
    *(
        ActionStep(state, ActionVerb.REVISE, state, _AGREE, _("With the reason; the first due date is kept."))
        for state in NOT_DONE
    ),
    *_from(SAID_TO_BE_DONE, ActionVerb.TURN_BACK, ActionState.IN_PROGRESS, (), _TURNED_BACK),
)  # fmt: skip

_BY_PAIR = {(row.before, row.verb): row for row in TABLE}


def step(before: ActionState | None, verb: ActionVerb) -> ActionStep:
    """The row of the table; raises Refused where the verb is not possible from there."""
    row = _BY_PAIR.get((before, verb))
    if row is None:
        now = before.label if before else gettext("not agreed yet")
        raise Refused(
            gettext("This is not possible now: %(verb)s. The action stands at: %(state)s.")
            % {"verb": verb.label, "state": now}
        )
    return row


def is_late(state: str, *, due_on: dt.date, on: dt.date) -> bool:
    """Whether an action is behind schedule: due before the day, and nobody says that it is done.

    >>> due = dt.date(2026, 11, 20)
    >>> [is_late(state, due_on=due, on=dt.date(2026, 11, 21)) for state in ("open", "reported_fixed", "verified")]
    [True, False, False]
    >>> is_late("open", due_on=due, on=due)
    False
    """
    return state in NOT_DONE and due_on < on


class PlanState(models.TextChoices):
    """How a plan stands, in the words of the Bangladesh Accord's successor (PEERS)."""

    COMPLETED = "completed", _("completed")
    ON_TRACK = "on_track", _("on track")
    BEHIND_SCHEDULE = "behind_schedule", _("behind schedule")
    PENDING = "pending", _("pending: nothing agreed yet")
    NOT_COVERED = "not_covered", _("not covered by a plan")


def plan_state(*, actions: int, verified: int, late: int) -> PlanState:
    """The state of a plan from its actions: late outweighs everything, only verified counts as done.

    >>> [plan_state(actions=3, verified=v, late=n).value for v, n in ((3, 0), (2, 1), (2, 0))]
    ['completed', 'behind_schedule', 'on_track']
    >>> plan_state(actions=0, verified=0, late=0).value
    'pending'
    """
    if not actions:
        return PlanState.PENDING
    if late:
        return PlanState.BEHIND_SCHEDULE
    return PlanState.COMPLETED if verified == actions else PlanState.ON_TRACK
