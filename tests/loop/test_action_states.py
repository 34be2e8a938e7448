"""The whole table of an action: what stands in it works, every other pair of state and verb is refused."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import transaction

from safelamp.loop.actions import closing, operations
from safelamp.loop.actions.models import CorrectiveAction, SeenHow
from safelamp.loop.actions.states import TABLE, ActionState, ActionVerb, step
from safelamp.loop.cases.models import FloorAnswer
from safelamp.loop.cases.refusals import Refused
from tests.loop.agreed import DUE, agree, take
from tests.loop.told import MORNING, Told, tell
from tests.people import House

Act = Callable[[House, CorrectiveAction], CorrectiveAction]

ACTS: dict[ActionVerb, Act] = {
    ActionVerb.START: lambda house, action: operations.start(action, by=house.focal_point.session),
    ActionVerb.REPORT_FIXED: lambda house, action: operations.report_fixed(action, by=house.focal_point.session),
    ActionVerb.VERIFY: lambda house, action: operations.verify(
        action, by=house.representative.session, seen_how=SeenHow.VISIT
    ),
    ActionVerb.DO_NOT_ACCEPT: lambda house, action: operations.do_not_accept(
        action, reason="Only one press", by=house.representative.session
    ),
    ActionVerb.ESCALATE: lambda house, action: operations.escalate(
        action, reason="To the inspectorate", by=house.focal_point.session
    ),
    ActionVerb.REVISE: lambda house, action: operations.revise_due_date(
        action, due_on=DUE + dt.timedelta(days=7), reason="Late part", by=house.focal_point.session, at=MORNING
    ),
}

WAYS: dict[ActionState, list[ActionVerb]] = {
    ActionState.OPEN: [],
    ActionState.IN_PROGRESS: [ActionVerb.START],
    ActionState.REPORTED_FIXED: [ActionVerb.REPORT_FIXED],
    ActionState.VERIFIED: [ActionVerb.REPORT_FIXED, ActionVerb.VERIFY],
    ActionState.NOT_ACCEPTED: [ActionVerb.REPORT_FIXED, ActionVerb.DO_NOT_ACCEPT],
    ActionState.ESCALATED: [ActionVerb.ESCALATE],
}


def _brought_to(house: House, state: ActionState, told: Told) -> CorrectiveAction:
    action = agree(house, take(house, told.report))
    for verb in WAYS[state]:
        action = ACTS[verb](house, action)
    assert action.state == state
    return action


@pytest.mark.parametrize("state", ActionState)
def test_each_verb_does_what_the_table_says_or_is_refused(union: House, state: ActionState) -> None:
    action = _brought_to(union, state, tell(union))
    allowed = {row.verb: row for row in TABLE if row.before == state}
    for verb, act in ACTS.items():
        with transaction.atomic():
            if verb in allowed:
                assert (verb, act(union, action).state) == (verb, allowed[verb].after)
            else:
                with pytest.raises(Refused, match=str(state.label)):
                    act(union, action)
            transaction.set_rollback(True)


@pytest.mark.parametrize("state", ActionState)
def test_still_dangerous_turns_back_just_what_the_table_says(union: House, state: ActionState) -> None:
    told = tell(union)
    action = _brought_to(union, state, told)
    closing.reporter_confirms(told.access, FloorAnswer.STILL_DANGEROUS)
    action.refresh_from_db()
    row = {row.before: row for row in TABLE if row.verb == ActionVerb.TURN_BACK}.get(state)
    assert (action.state, action.reopened) == ((row.after, 1) if row else (state, 0))


def test_the_table_has_one_row_a_pair_a_rule_in_words_and_every_verb() -> None:
    pairs = [(row.before, row.verb) for row in TABLE]
    assert len(pairs) == len(set(pairs))
    assert all(str(row.rule).endswith(".") for row in TABLE)
    assert {row.verb for row in TABLE} == set(ActionVerb) == {*ACTS, ActionVerb.AGREE, ActionVerb.TURN_BACK}


def test_only_verifying_leads_to_verified_and_only_from_reported_fixed() -> None:
    assert [(row.before, row.verb) for row in TABLE if row.after == ActionState.VERIFIED] == [
        (ActionState.REPORTED_FIXED, ActionVerb.VERIFY)
    ]


def test_an_action_that_was_not_agreed_can_only_be_agreed() -> None:
    for verb in ActionVerb:
        if verb != ActionVerb.AGREE:
            with pytest.raises(Refused, match="not agreed yet"):
                step(None, verb)
