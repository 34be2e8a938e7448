"""Looking an action up for an act, locked, and writing the act into its history."""

import datetime as dt

from django.db.models import Max
from django.utils import timezone

from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member
from safelamp.ground.vault import desk
from safelamp.ground.vault.models import Audience
from safelamp.loop.actions.models import ActionEvent, CorrectiveAction
from safelamp.loop.actions.queries import actions_for
from safelamp.loop.actions.states import ActionState, ActionStep, ActionVerb, step
from safelamp.loop.cases.states import check_permitted
from safelamp.loop.reports.times import coarse_day


def locked(action: CorrectiveAction, verb: ActionVerb, *, by: Member) -> tuple[CorrectiveAction, ActionStep]:
    """The action as it stands, locked, with the row of the table for the act.

    Raises CorrectiveAction.DoesNotExist where the member may not know of it, Refused where role or state forbids it.
    """
    found = actions_for(by).select_for_update(of=("self",)).get(id=action.id)
    row = step(ActionState(found.state), verb)
    check_permitted(by, row.permissions, audience=found.case.audience)
    return found, row


def tell(
    action: CorrectiveAction,
    verb: ActionVerb,
    *,
    by: Member | None,
    evidence: str = "",
    at: dt.datetime | None = None,
) -> None:
    """Adds a line to the history, its words sealed, and one to the audit; `by` is None for a reporter."""
    organisation = action.case.organisation
    last = action.events.aggregate(last=Max("position"))["last"]
    event = ActionEvent(
        action=action,
        position=(last or 0) + 1,
        verb=verb,
        day=coarse_day(organisation, timezone.localdate(at or timezone.now())),
        member=by,
    )
    event.evidence_sealed = desk.seal(
        evidence.strip(),
        organisation=organisation,
        subject=event.id,
        field="evidence",
        audience=Audience(action.case.audience),
    )
    event.save(force_insert=True)
    audit.record(
        f"actions.{verb.value}", organisation_id=organisation.id, by=by.id if by else None, subject_id=action.id
    )
