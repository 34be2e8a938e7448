"""The whole table of a case: what stands in it works, every other pair of state and verb is refused."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import transaction

from safelamp.loop.cases import floor, operations, setting_aside, shredding
from safelamp.loop.cases.models import Case, CaseReport, ConfirmedBy, FloorAnswer
from safelamp.loop.cases.rating import WorstHarm
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.cases.states import OPEN, TABLE, State, Verb, step
from tests.loop.agreed import take
from tests.loop.told import MORNING, Told, report, tell
from tests.people import House

Act = Callable[[House, Case, Told], Case]

ACTS: dict[Verb, Act] = {
    Verb.TAKE: lambda house, case, told: operations.open_case([told.report], by=house.focal_point.session),
    Verb.ADD_REPORTS: lambda house, case, told: operations.add_reports(
        case, [report(house)], by=house.focal_point.session
    ),
    Verb.MERGE: lambda house, case, told: _merged(house, case),
    Verb.HAND_OVER: lambda house, case, told: operations.hand_over(
        case, to=house.officer.member, by=house.focal_point.session
    ),
    Verb.RATE: lambda house, case, told: operations.rate(
        case, worst_harm=WorstHarm.FATAL, by=house.focal_point.session
    ),
    Verb.RENAME: lambda house, case, told: operations.rename(case, "New", by=house.focal_point.session),
    Verb.NOTE: lambda house, case, told: operations.note(case, "Seen", by=house.representative.session),
    Verb.END_DANGER: lambda house, case, told: operations.end_danger(case, "Stopped", by=house.focal_point.session),
    Verb.RAISE: lambda house, case, told: operations.raise_with_employer(
        case, answer_due=MORNING.date() + dt.timedelta(days=7), by=house.focal_point.session, at=MORNING
    ),
    Verb.ASK: lambda house, case, told: floor.ask_the_floor(case, by=house.focal_point.session),
    Verb.CLOSE: lambda house, case, told: floor.close(
        case, by=house.representative.session, confirmed_by=ConfirmedBy.REPRESENTATIVE
    ),
    Verb.REOPEN: lambda house, case, told: floor.reopen(case, by=house.focal_point.session),
    Verb.SET_ASIDE: lambda house, case, told: _set_aside(house, case),
    Verb.HOLD: lambda house, case, told: shredding.hold(case, "A court", by=house.officer.session),
    Verb.END_HOLD: lambda house, case, told: _held_no_longer(house, case),
    Verb.SAY_FIXED: lambda house, case, told: floor.reporter_confirms(told.access, FloorAnswer.FIXED),
    Verb.SAY_STILL_DANGEROUS: lambda house, case, told: floor.reporter_confirms(
        told.access, FloorAnswer.STILL_DANGEROUS
    ),
    Verb.SAY_CANNOT_TELL: lambda house, case, told: floor.reporter_confirms(told.access, FloorAnswer.CANNOT_TELL),
}


def _set_aside(house: House, case: Case) -> Case:
    Case.objects.filter(id=case.id).update(danger_now=False, lane="ordinary")
    return setting_aside.set_case_aside(case, "Nobody comes back", by=house.focal_point.session)


def _held_no_longer(house: House, case: Case) -> Case:
    Case.objects.filter(id=case.id).update(held_since=MORNING.date())
    return shredding.end_hold(case, "Judged", by=house.officer.session)


def _merged(house: House, case: Case) -> Case:
    operations.merge(case, into=take(house, report(house)), by=house.focal_point.session)
    case.refresh_from_db()
    return case


def _bring_to(house: House, state: State, case: Case, told: Told) -> Case:
    """By the real operations; a merged case keeps its report here, so that its reporter can be tried too."""
    way = {State.TAKEN: [], State.RAISED: [Verb.RAISE], State.ASKED: [Verb.ASK], State.CLOSED: [Verb.CLOSE]}
    way[State.SET_ASIDE] = [Verb.SET_ASIDE]
    for verb in way.get(state, [Verb.MERGE]):
        case = ACTS[verb](house, case, told)
    if state == State.MERGED:
        CaseReport.objects.filter(report=told.report).update(case=case)
    return case


@pytest.mark.parametrize("state", State)
def test_each_verb_does_what_the_table_says_or_is_refused(union: House, state: State) -> None:
    told = tell(union, danger_now=True)
    case = _bring_to(union, state, take(union, told.report), told)
    allowed = {row.verb: row for row in TABLE if row.before == state}
    for verb in Verb:
        case.refresh_from_db()
        with transaction.atomic():
            if verb in allowed:
                ACTS[verb](union, case, told)
                case.refresh_from_db()
                assert (verb, case.state) == (verb, allowed[verb].after)
            else:
                with pytest.raises(Refused) as refused:
                    ACTS[verb](union, case, told)
                assert str(refused.value)
            transaction.set_rollback(True)


def test_before_a_report_is_taken_only_taking_is_possible() -> None:
    for verb in Verb:
        if verb == Verb.TAKE:
            assert step(None, verb).after == State.TAKEN
        else:
            with pytest.raises(Refused, match="nobody has taken it yet"):
                step(None, verb)


def test_a_refusal_names_the_act_and_where_the_case_stands() -> None:
    with pytest.raises(Refused, match=r"rate how bad it could become.*closed: someone on the floor has confirmed it"):
        step(State.CLOSED, Verb.RATE)


def test_the_table_has_one_row_a_pair_and_a_rule_in_words_for_each() -> None:
    pairs = [(row.before, row.verb) for row in TABLE]
    assert len(pairs) == len(set(pairs))
    assert all(str(row.rule).endswith(".") for row in TABLE)


def test_every_verb_stands_in_the_table_and_every_open_state_can_be_closed() -> None:
    assert {row.verb for row in TABLE} == set(Verb) == set(ACTS)
    assert {row.before for row in TABLE if row.verb == Verb.CLOSE} == set(OPEN)


def test_nothing_leaves_a_merged_case_and_only_closing_leads_to_closed() -> None:
    assert not [row for row in TABLE if row.before == State.MERGED]
    into_closed = {row.verb for row in TABLE if row.after == State.CLOSED and row.before != State.CLOSED}
    assert into_closed == {Verb.CLOSE}
