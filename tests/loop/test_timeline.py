"""What the worker sees of the way of a report: steps with days, and the question only when it is time."""

import datetime as dt

from safelamp.loop.actions import closing, operations
from safelamp.loop.actions.timeline import Passage, Timeline, timeline_for_reporter
from safelamp.loop.cases import floor
from safelamp.loop.cases import operations as cases
from safelamp.loop.cases.models import ConfirmedBy, FloorAnswer
from tests.loop.agreed import agree, take, verified
from tests.loop.told import MORNING, Told, report, tell
from tests.people import House

DAY = dt.timedelta(days=1)
TODAY = MORNING.date()


def way(told: Told) -> Timeline:
    return timeline_for_reporter(told.report)


def done(timeline: Timeline) -> dict[Passage, dt.date | None]:
    return {step.passage: step.day for step in timeline.steps if step.done}


def here(timeline: Timeline) -> Passage | None:
    marked = [step.passage for step in timeline.steps if step.here]
    assert len(marked) <= 1
    return marked[0] if marked else None


def test_a_fresh_report_is_received_and_waits_to_be_checked(union: House) -> None:
    timeline = way(tell(union))
    assert done(timeline) == {Passage.RECEIVED: TODAY}
    assert (here(timeline), timeline.asks, timeline.is_closed) == (Passage.CHECKED, False, False)
    assert [step.passage for step in timeline.steps] == list(Passage)


def test_a_taken_report_is_checked_and_one_added_later_has_its_own_day(union: House) -> None:
    first, second = tell(union), tell(union)
    case = take(union, first.report)
    cases.add_reports(case, [second.report], by=union.focal_point.session, at=MORNING + 2 * DAY)
    assert done(way(first))[Passage.CHECKED] == TODAY
    assert done(way(second))[Passage.CHECKED] == TODAY + 2 * DAY


def test_raised_with_the_employer_shows_by_when_they_must_answer(union: House) -> None:
    told = tell(union)
    case = take(union, told.report)
    cases.raise_with_employer(case, answer_due=TODAY + 7 * DAY, by=union.focal_point.session, at=MORNING + DAY)
    timeline = way(told)
    raised = next(step for step in timeline.steps if step.passage == Passage.RAISED)
    assert (raised.day, raised.due_on, here(timeline)) == (TODAY + DAY, TODAY + 7 * DAY, Passage.REPORTED_FIXED)


def test_the_employer_says_fixed_only_when_everything_agreed_is_reported_fixed(union: House) -> None:
    told = tell(union)
    case = take(union, told.report)
    one, other = agree(union, case), agree(union, case)
    operations.report_fixed(one, by=union.focal_point.session, at=MORNING + DAY)
    assert Passage.REPORTED_FIXED not in done(way(told))
    assert not way(told).asks
    operations.report_fixed(other, by=union.focal_point.session, at=MORNING + 3 * DAY)
    timeline = way(told)
    assert done(timeline)[Passage.REPORTED_FIXED] == TODAY + 3 * DAY
    assert (timeline.asks, here(timeline)) == (True, Passage.CONFIRM)


def test_steps_that_were_skipped_are_left_out(union: House) -> None:
    told = tell(union)
    floor.ask_the_floor(take(union, told.report), by=union.focal_point.session, at=MORNING)
    timeline = way(told)
    assert [step.passage for step in timeline.steps] == [
        Passage.RECEIVED, Passage.CHECKED, Passage.CONFIRM, Passage.CLOSED
    ]  # fmt: skip
    assert (timeline.asks, here(timeline)) == (True, Passage.CONFIRM)


def test_an_answer_ends_the_question_until_the_floor_is_asked_again(union: House) -> None:
    told = tell(union)
    case = take(union, told.report)
    floor.ask_the_floor(case, by=union.focal_point.session, at=MORNING)
    closing.reporter_confirms(told.access, FloorAnswer.FIXED, at=MORNING + DAY)
    timeline = way(told)
    assert (timeline.asks, timeline.answer, here(timeline)) == (False, FloorAnswer.FIXED, Passage.CLOSED)
    assert done(timeline)[Passage.CONFIRM] == TODAY + DAY
    floor.ask_the_floor(case, by=union.focal_point.session, at=MORNING + 2 * DAY)
    assert (way(told).asks, way(told).answer) == (True, None)


def test_after_still_dangerous_the_question_comes_back_with_the_next_repair(union: House) -> None:
    told = tell(union)
    action = verified(union, take(union, told.report))
    closing.reporter_confirms(told.access, FloorAnswer.STILL_DANGEROUS, at=MORNING + DAY)
    timeline = way(told)
    assert (timeline.asks, Passage.REPORTED_FIXED in done(timeline)) == (False, False)
    operations.report_fixed(action, by=union.focal_point.session, at=MORNING + 5 * DAY)
    timeline = way(told)
    assert (timeline.asks, timeline.answer, here(timeline)) == (
        True, FloorAnswer.STILL_DANGEROUS, Passage.CONFIRM
    )  # fmt: skip


def test_a_closed_case_shows_every_step_and_no_next_one(union: House) -> None:
    told = tell(union)
    case = take(union, told.report)
    closing.close_case(case, by=union.representative.session, confirmed_by=ConfirmedBy.REPRESENTATIVE, at=MORNING + DAY)
    timeline = way(told)
    assert (timeline.is_closed, timeline.asks, here(timeline)) == (True, False, None)
    assert done(timeline)[Passage.CLOSED] == TODAY + DAY


def test_the_way_goes_on_in_the_case_that_took_the_first_one_in(union: House) -> None:
    told = tell(union)
    joining, case = take(union, told.report), take(union, report(union))
    cases.merge(joining, into=case, by=union.focal_point.session)
    cases.raise_with_employer(case, answer_due=TODAY + DAY, by=union.focal_point.session, at=MORNING)
    assert done(way(told))[Passage.RAISED] == TODAY


def test_the_way_carries_no_names_and_no_hours(union: House) -> None:
    told = tell(union)
    take(union, told.report)
    for step in way(told).steps:
        assert not isinstance(step.day, dt.datetime)
        assert set(step.__slots__) == {"passage", "day", "here", "due_on"}
