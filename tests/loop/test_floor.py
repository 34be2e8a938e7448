"""A case closes only on the floor's word; one “still dangerous” holds it open or opens it again."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from safelamp.ground.organisations.models import Member
from safelamp.loop.actions import closing, queries
from safelamp.loop.actions.models import ActionEvent, CorrectiveAction
from safelamp.loop.actions.states import ActionState, ActionVerb
from safelamp.loop.cases import floor
from safelamp.loop.cases import operations as cases
from safelamp.loop.cases import queries as case_queries
from safelamp.loop.cases.models import Case, ConfirmedBy, FloorAnswer
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.cases.states import State, Verb
from safelamp.loop.reports.models import Kind
from safelamp.loop.reports.queries import thread_for_desk
from safelamp.loop.reports.words import MessageWords
from tests.loop.agreed import agree, fixed, take, verified
from tests.loop.told import MORNING, Told, report, tell
from tests.people import House

FIXED, DANGEROUS, CANNOT_TELL = FloorAnswer.FIXED, FloorAnswer.STILL_DANGEROUS, FloorAnswer.CANNOT_TELL
REPORTER, REPRESENTATIVE = ConfirmedBy.REPORTER, ConfirmedBy.REPRESENTATIVE


def answer(told: Told, said: FloorAnswer, words: str = "") -> Case:
    return closing.reporter_confirms(told.access, said, words=MessageWords(words) if words else None, at=MORNING)


def close(house: House, case: Case, *, who: str = "focal_point", by: ConfirmedBy = REPORTER) -> Case:
    return closing.close_case(case, by=getattr(house, who).session, confirmed_by=by, at=MORNING)


# Closing


@pytest.mark.parametrize("who", ["officer", "focal_point", "restricted_reader"])
@pytest.mark.parametrize("claim", [REPORTER, REPRESENTATIVE])
def test_officers_and_focal_points_alone_never_close_a_case(union: House, who: str, claim: ConfirmedBy) -> None:
    case = take(union, report(union))
    with pytest.raises(Refused, match=r"No reporter has said yet|Only a worker who reported it"):
        close(union, case, who=who, by=claim)
    case.refresh_from_db()
    assert case.is_open


def test_a_representative_of_the_floor_closes_in_their_own_session(union: House) -> None:
    case = close(union, take(union, report(union)), who="representative", by=REPRESENTATIVE)
    assert (case.state, case.closed_on, case.confirmed_by) == (State.CLOSED, MORNING.date(), REPRESENTATIVE)
    assert case.confirmed_by_member == union.representative.member


def test_a_representative_of_another_floor_does_not_even_find_it(union: House) -> None:
    case = take(union, report(union, workplace=union.second_workplace))
    with pytest.raises(Case.DoesNotExist):
        close(union, case, who="representative", by=REPRESENTATIVE)


def test_a_restricted_reader_who_represents_another_floor_cannot_confirm(union: House) -> None:
    case = take(union, report(union, kind=Kind.FORCED, workplace=union.second_workplace), who="restricted_reader")
    Member.objects.filter(id=union.representative.member.id).update(reads_restricted=True)
    union.representative.member.refresh_from_db()
    with pytest.raises(Refused, match="Only a worker who reported it"):
        close(union, case, who="representative", by=REPRESENTATIVE)


def test_the_union_closes_once_the_reporter_says_that_it_is_fixed(union: House) -> None:
    told = tell(union)
    case = take(union, told.report)
    assert answer(told, FIXED).is_open
    case = close(union, case)
    assert (case.state, case.confirmed_by, case.confirmed_by_member) == (State.CLOSED, REPORTER, None)


def test_cannot_tell_confirms_nothing(union: House) -> None:
    told = tell(union)
    case = take(union, told.report)
    answer(told, CANNOT_TELL)
    with pytest.raises(Refused, match="No reporter has said yet"):
        close(union, case)


def test_an_earlier_yes_does_not_count_once_the_floor_is_asked_again(union: House) -> None:
    told = tell(union)
    case = take(union, told.report)
    answer(told, FIXED)
    case = floor.ask_the_floor(case, by=union.focal_point.session, at=MORNING)
    assert (case.state, case.asked_on) == (State.ASKED, MORNING.date())
    with pytest.raises(Refused, match="No reporter has said yet"):
        close(union, case)


def test_the_database_refuses_to_close_without_the_floors_word(union: House) -> None:
    case = take(union, report(union))
    for how in (
        {"state": State.CLOSED},
        {"state": State.CLOSED, "closed_on": MORNING.date()},
        {"state": State.CLOSED, "confirmed_by": REPORTER},
        {"state": State.CLOSED, "closed_on": MORNING.date(), "confirmed_by": REPRESENTATIVE},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(id=case.id).update(**how)


def test_nobody_answers_for_a_report_that_was_not_taken(union: House) -> None:
    with pytest.raises(Refused, match="Nobody has taken your report yet"):
        answer(tell(union), FIXED)


# Several reporters


def test_one_still_dangerous_among_several_reporters_holds_the_case_open(union: House) -> None:
    one, other = tell(union), tell(union)
    case = take(union, one.report, other.report)
    floor.ask_the_floor(case, by=union.focal_point.session, at=MORNING)
    answer(one, FIXED)
    assert answer(other, DANGEROUS).state == State.TAKEN
    for who, by in (("focal_point", REPORTER), ("representative", REPRESENTATIVE)):
        with pytest.raises(Refused, match="still dangerous"):
            close(union, case, who=who, by=by)
    answers = case_queries.answers_of(case)
    assert answers == {FIXED: 1, DANGEROUS: 1}


def test_the_reporter_who_said_still_dangerous_can_say_fixed_later(union: House) -> None:
    one, other = tell(union), tell(union)
    case = take(union, one.report, other.report)
    answer(other, DANGEROUS)
    answer(other, FIXED)
    assert close(union, case).state == State.CLOSED


def test_one_still_dangerous_opens_a_closed_case_again_and_is_counted_once(union: House) -> None:
    one, other = tell(union), tell(union)
    case = take(union, one.report, other.report)
    answer(one, FIXED)
    close(union, case)
    case = answer(other, DANGEROUS)
    assert (case.state, case.reopened, case.closed_on, case.confirmed_by) == (State.TAKEN, 1, None, "")
    assert answer(other, DANGEROUS).reopened == 1


def test_a_yes_after_closing_changes_nothing(union: House) -> None:
    told = tell(union)
    case = take(union, told.report)
    close(union, case, who="representative", by=REPRESENTATIVE)
    assert answer(told, FIXED).state == State.CLOSED


def test_the_answers_words_reach_the_thread_sealed(union: House) -> None:
    told = tell(union)
    take(union, told.report)
    answer(told, DANGEROUS, words="The guard hangs on one screw")
    opened = thread_for_desk(union.officer.session, told.report)
    assert [message.words.text for message in opened if message.words] == ["The guard hangs on one screw"]


def test_the_history_shows_that_a_reporter_spoke_without_saying_which(union: House) -> None:
    told = tell(union)
    case = take(union, told.report, report(union))
    answer(told, DANGEROUS)
    last = case_queries.history_of(union.officer.session, case)[-1]
    assert (last.verb, last.member) == (Verb.SAY_STILL_DANGEROUS, None)


# Reopening


@pytest.mark.parametrize("who", ["representative", "focal_point", "officer"])
def test_the_union_opens_a_closed_case_again(union: House, who: str) -> None:
    case = close(union, take(union, report(union)), who="representative", by=REPRESENTATIVE)
    case = closing.reopen_case(case, by=getattr(union, who).session, note="The guard is off again", at=MORNING)
    assert (case.state, case.reopened, case.confirmed_by_member) == (State.TAKEN, 1, None)


def test_neither_trainer_nor_another_union_opens_it_again(union: House, other_union: House) -> None:
    case = close(union, take(union, report(union)), who="representative", by=REPRESENTATIVE)
    for person in (union.trainer, other_union.officer):
        with pytest.raises(Case.DoesNotExist):
            closing.reopen_case(case, by=person.session)


# With actions


def test_a_case_with_an_unverified_action_does_not_close(union: House) -> None:
    told = tell(union)
    case = take(union, told.report)
    verified(union, case)
    fixed(union, case)
    agree(union, case)
    answer(told, FIXED)
    with pytest.raises(Refused, match="2 actions are not verified yet"):
        close(union, case)


def test_a_case_with_every_action_verified_closes(union: House) -> None:
    case = take(union, report(union))
    verified(union, case)
    assert close(union, case, who="representative", by=REPRESENTATIVE).state == State.CLOSED


def test_the_actions_of_what_became_part_of_it_count_too(union: House) -> None:
    case, joining = take(union, report(union)), take(union, report(union))
    fixed(union, joining)
    cases.merge(joining, into=case, by=union.focal_point.session)
    with pytest.raises(Refused, match="1 action is not verified yet"):
        close(union, case, who="representative", by=REPRESENTATIVE)


@pytest.mark.parametrize("made", [fixed, verified])
def test_still_dangerous_turns_back_what_was_said_to_be_done(union: House, made: object) -> None:
    told = tell(union)
    case = take(union, told.report)
    action: CorrectiveAction = made(union, case)  # type: ignore[operator]
    untouched = agree(union, case)
    answer(told, DANGEROUS)
    action.refresh_from_db()
    untouched.refresh_from_db()
    assert (action.state, action.reopened) == (ActionState.IN_PROGRESS, 1)
    assert (action.reported_fixed_by, action.verified_by, action.seen_how) == (None, None, "")
    assert (untouched.state, untouched.reopened) == (ActionState.OPEN, 0)


def test_a_verification_that_did_not_hold_stays_in_the_history(union: House) -> None:
    told = tell(union)
    action = verified(union, take(union, told.report))
    answer(told, DANGEROUS)
    lines = queries.history_of(union.officer.session, action)
    assert [line.verb for line in lines][-2:] == [ActionVerb.VERIFY, ActionVerb.TURN_BACK]
    assert (lines[-2].member, lines[-1].member) == (union.officer.member, None)


def test_reopening_a_case_opens_its_actions_again(union: House) -> None:
    case = take(union, report(union))
    verified(union, case)
    close(union, case, who="representative", by=REPRESENTATIVE)
    closing.reopen_case(case, by=union.representative.session)
    assert CorrectiveAction.objects.get().state == ActionState.IN_PROGRESS
    assert ActionEvent.objects.get(verb=ActionVerb.TURN_BACK).member == union.representative.member


def test_days_after_closing_the_worker_still_has_the_last_word(union: House) -> None:
    told = tell(union)
    case = take(union, told.report)
    close(union, case, who="representative", by=REPRESENTATIVE)
    later = MORNING + dt.timedelta(days=40)
    case = closing.reporter_confirms(told.access, DANGEROUS, at=later)
    assert case.state == State.TAKEN


def test_fixed_said_of_a_case_does_not_close_another_one_that_it_joins(union: House) -> None:
    told = tell(union)
    joining, case = take(union, told.report), take(union, report(union))
    floor.ask_the_floor(joining, by=union.focal_point.session)
    answer(told, FIXED)
    joining.refresh_from_db()
    cases.merge(joining, into=case, by=union.focal_point.session)
    case.refresh_from_db()
    with pytest.raises(Refused, match="No reporter has said yet"):
        close(union, case)
    answer(told, FIXED)
    assert close(union, case).state == State.CLOSED
