"""Looking a case up for an act, locked, and writing the act into its history."""

import datetime as dt

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member
from safelamp.ground.vault import desk
from safelamp.ground.vault.models import Audience
from safelamp.loop.cases.models import Case, CaseEvent
from safelamp.loop.cases.queries import cases_for
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.cases.states import State, Step, Verb, check_permitted, step
from safelamp.loop.reports.times import coarse_day


def locked(case: Case, verb: Verb, *, by: Member) -> tuple[Case, Step]:
    """The case as it stands, locked, with the row of the table for the act.

    Raises Case.DoesNotExist where the member may not know of it, Refused where role or state does not allow it.
    """
    found = cases_for(by).select_for_update(of=("self",)).get(id=case.id)
    if found.shredded_on is not None:
        raise Refused(_("The words of this case have been destroyed. Open a new case if the danger is there again."))
    row = step(State(found.state), verb)
    check_permitted(by, row.permissions, audience=found.audience)
    return found, row


def tell(
    case: Case,
    verb: Verb,
    *,
    by: Member | None,
    to_member: Member | None = None,
    note: str = "",
    at: dt.datetime | None = None,
) -> None:
    """Adds a line to the history, its note sealed, and one to the audit; `by` is None for the reporter."""
    last = case.events.aggregate(last=Max("position"))["last"]
    event = CaseEvent(
        case=case,
        position=(last or 0) + 1,
        verb=verb,
        day=coarse_day(case.organisation, timezone.localdate(at or timezone.now())),
        member=by,
        to_member=to_member,
    )
    event.note_sealed = desk.seal(
        note.strip(), organisation=case.organisation, subject=event.id, field="note", audience=Audience(case.audience)
    )
    event.save(force_insert=True)
    own, day = case.organisation_id, None if by else event.day  # a member's own day, a reporter's as theirs is kept
    audit.record(f"cases.{verb.value}", organisation_id=own, by=by.id if by else None, subject_id=case.id, day=day)
