"""Closing and reopening a case with its actions: what desks and the worker door call.

A case closes when all its actions are verified (or it has none) and somebody on the floor confirms it.

When a reporter says “still dangerous”, or a closed case is opened again, every action that was said to be done
(reported fixed or verified) is in progress again, and it is counted. The floor cannot know which of several actions
failed; what somebody saw once no longer holds, so each has to be reported and verified anew. The earlier
verification stays in the action's history.
"""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import ngettext

from safelamp.ground.organisations.models import Member
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.actions.models import CorrectiveAction
from safelamp.loop.actions.states import SAID_TO_BE_DONE, ActionState, ActionVerb, step
from safelamp.loop.actions.telling import tell
from safelamp.loop.cases import floor
from safelamp.loop.cases.models import Case, ConfirmedBy, FloorAnswer
from safelamp.loop.cases.queries import case_for
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.reports.queries import ReporterAccess
from safelamp.loop.reports.words import MessageWords


@transaction.atomic
def close_case(
    case: Case, *, by: OpenSession, confirmed_by: ConfirmedBy, note: str = "", at: dt.datetime | None = None
) -> Case:
    """Closes the case on the floor's word; raises Refused while an action is not verified."""
    found = case_for(by.member, case.id)
    left = _actions_of(found).exclude(state=ActionState.VERIFIED).count()
    if left:
        raise Refused(
            ngettext(
                "%(count)d action is not verified yet. Verify it first.",
                "%(count)d actions are not verified yet. Verify them first.",
                left,
            )
            % {"count": left}
        )
    return floor.close(found, by=by, confirmed_by=confirmed_by, note=note, at=at)


@transaction.atomic
def reopen_case(case: Case, *, by: OpenSession, note: str = "", at: dt.datetime | None = None) -> Case:
    """Opens a closed case again, and its actions with it."""
    reopened = floor.reopen(case, by=by, note=note, at=at)
    _turn_back(reopened, by.member, at)
    return reopened


@transaction.atomic
def reporter_confirms(
    access: ReporterAccess,
    answer: FloorAnswer,
    *,
    words: MessageWords | None = None,
    message_id: uuid.UUID | None = None,
    seen: int | None = None,
    at: dt.datetime | None = None,
) -> Case:
    """The worker's answer to “Is it really fixed?”: “still dangerous” opens case and actions again.

    Raises Refused, and AskedSince as cases.floor does.
    """
    case = floor.reporter_confirms(access, answer, words=words, message_id=message_id, seen=seen, at=at)
    if answer == FloorAnswer.STILL_DANGEROUS:
        _turn_back(case, None, at)
    return case


def _turn_back(case: Case, member: Member | None, at: dt.datetime | None) -> None:
    for action in _actions_of(case).select_for_update(of=("self",)).filter(state__in=SAID_TO_BE_DONE):
        action.state = step(ActionState(action.state), ActionVerb.TURN_BACK).after
        action.reopened += 1
        action.reported_fixed_on = action.reported_fixed_by = None
        action.verified_on = action.verified_by = action.told_by_count = None
        action.seen_how = ""
        action.save()
        tell(action, ActionVerb.TURN_BACK, by=member, at=at)


def _actions_of(case: Case) -> QuerySet[CorrectiveAction]:
    found = CorrectiveAction.objects.filter(Q(case=case) | Q(case__merged_into=case))
    return found.select_related("case__organisation")
