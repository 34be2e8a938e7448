"""Junk is set aside, not deleted; what nobody can confirm is set aside, never called fixed."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from safelamp.ground.audit.models import AuditLine
from safelamp.ground.organisations.models import Organisation, Profile
from safelamp.loop.actions import closing
from safelamp.loop.actions.timeline import timeline_for_reporter
from safelamp.loop.cases import operations, setting_aside, shredding
from safelamp.loop.cases.inbox import inbox
from safelamp.loop.cases.models import Case, FloorAnswer
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.cases.states import State
from safelamp.loop.duty import ringing
from safelamp.loop.duty.models import Ring
from safelamp.loop.reports import operations as reports
from safelamp.loop.reports import queries
from safelamp.loop.reports.models import AnswerTime, Kind, Report, SetAside, Why
from safelamp.loop.reports.shredding import never_taken, shred_reports
from safelamp.loop.reports.words import MessageWords
from tests.loop.agreed import take
from tests.loop.told import MORNING, report, tell
from tests.people import House

DAY = dt.timedelta(days=1)


def aside(house: House, *, who: str = "focal_point", **choices: object) -> Report:
    found = report(house, **choices)
    setting_aside.set_aside(found, Why.EMPTY, by=getattr(house, who).session, at=MORNING)
    found.refresh_from_db()
    return found


def test_it_leaves_the_inbox_its_clock_stops_and_nothing_counts_as_answered(union: House) -> None:
    found = aside(union)
    assert (found.due_at, found.arrived_at, found.event, found.set_aside_on) == (None, None, None, MORNING.date())
    assert inbox(union.focal_point.member, at=MORNING).total == 0
    assert not AnswerTime.objects.exists()
    assert list(setting_aside.set_aside_for(union.focal_point.member)) == [found]
    assert queries.words_of(union.focal_point.session, found).story == "The guard is off."


def test_taken_back_its_whole_clock_runs_from_then(union: House) -> None:
    found = aside(union)
    later = MORNING + 9 * DAY
    setting_aside.take_back(found, by=union.officer.session, at=later)
    found.refresh_from_db()
    assert (found.due_at, found.set_aside_on) == (later + 3 * DAY, None)
    assert found.arrived_on == MORNING.date()
    assert not SetAside.objects.exists()
    assert inbox(union.focal_point.member, at=later).total == 1


def test_each_act_is_done_once_and_said_in_the_audit(union: House) -> None:
    found = aside(union)
    setting_aside.set_aside(found, Why.ABUSE, by=union.officer.session)
    setting_aside.take_back(found, by=union.officer.session)
    setting_aside.take_back(found, by=union.officer.session)
    verbs = AuditLine.objects.filter(subject_id=found.id).values_list("verb", flat=True)
    assert sorted(verbs) == ["reports.receive", "reports.set_aside_empty", "reports.take_back"]


def test_a_reporter_who_writes_brings_it_back(union: House) -> None:
    told = tell(union)
    setting_aside.set_aside(told.report, Why.EMPTY, by=union.focal_point.session)
    assert timeline_for_reporter(told.access.report).set_aside
    reports.reply(told.access, MessageWords(text="It is real: hall 3."))
    told.report.refresh_from_db()
    assert told.report.set_aside_on is None
    assert told.report.due_at is not None
    assert not timeline_for_reporter(told.access.report).set_aside


def test_what_is_set_aside_cannot_be_taken_as_a_case_before_it_is_taken_back(union: House) -> None:
    found = aside(union)
    with pytest.raises(Refused, match="set aside"):
        operations.open_case([found], by=union.focal_point.session)
    setting_aside.take_back(found, by=union.focal_point.session)
    assert operations.open_case([found], by=union.focal_point.session)


def test_what_a_colleague_took_is_no_longer_set_aside(union: House) -> None:
    found = report(union)
    take(union, found)
    with pytest.raises(Refused, match="has taken"):
        setting_aside.set_aside(found, Why.EMPTY, by=union.focal_point.session)


def test_the_database_refuses_a_clock_of_what_is_set_aside(union: House) -> None:
    found = report(union)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(id=found.id).update(set_aside_on=MORNING.date())


# Danger now


def test_danger_now_is_set_aside_by_two_members(union: House) -> None:
    found = report(union, danger_now=True)
    asked = setting_aside.set_aside(found, Why.TWICE, by=union.focal_point.session, at=MORNING)
    found.refresh_from_db()
    assert (asked.done_on, found.set_aside_on) == (None, None)
    assert found.due_at is not None
    with pytest.raises(Refused, match="second person"):
        setting_aside.set_aside(found, Why.TWICE, by=union.focal_point.session)
    done = setting_aside.set_aside(found, Why.TWICE, by=union.second_focal_point.session, at=MORNING)
    found.refresh_from_db()
    assert (done.asked_by, done.done_by) == (union.focal_point.member, union.second_focal_point.member)
    assert found.due_at is None


def test_an_officer_sets_danger_now_aside_alone(union: House) -> None:
    assert aside(union, who="officer", danger_now=True).set_aside_on is not None


def test_a_colleague_may_say_no_and_taking_it_ends_the_question(union: House) -> None:
    first, second = report(union, danger_now=True), report(union, danger_now=True, hazard="fall")
    for each in (first, second):
        setting_aside.set_aside(each, Why.EMPTY, by=union.focal_point.session)
    setting_aside.keep(first, by=union.second_focal_point.session)
    take(union, second)
    assert not SetAside.objects.exists()
    assert Report.objects.get(id=first.id).due_at is not None


def test_the_bell_begins_anew_when_it_is_taken_back(union: House) -> None:
    found = report(union, danger_now=True)
    Ring.objects.create(report=found, member=union.officer.member, round=4, minutes=40, key=None, outcome="sent")
    setting_aside.set_aside(found, Why.EMPTY, by=union.officer.session)
    ringing.settle()
    assert not Ring.objects.filter(report=found).exists()


# Who


@pytest.mark.parametrize("who", ["representative", "trainer"])
def test_who_may_not_take_a_report_may_not_set_it_aside(union: House, who: str) -> None:
    found = report(union)
    with pytest.raises((Refused, Report.DoesNotExist)):
        setting_aside.set_aside(found, Why.EMPTY, by=getattr(union, who).session)


def test_the_restricted_lane_is_set_aside_by_its_readers_only(union: House, other_union: House) -> None:
    found = report(union, kind=Kind.FORCED)
    for person in (union.officer, union.focal_point, other_union.officer):
        with pytest.raises(Report.DoesNotExist):
            setting_aside.set_aside(found, Why.EMPTY, by=person.session)
    setting_aside.set_aside(found, Why.EMPTY, by=union.restricted_reader.session)
    assert not setting_aside.set_aside_for(union.officer.member).exists()
    assert setting_aside.set_aside_for(union.restricted_reader.member).count() == 1


# Retention


def test_its_words_live_as_long_as_others(union: House) -> None:
    found = aside(union)
    assert not never_taken(union.organisation, before=MORNING.date()).exists()
    due = never_taken(union.organisation, before=MORNING.date() + DAY)
    assert list(due) == [found]
    shred_reports(due, organisation=union.organisation, day=MORNING.date() + DAY)
    found.refresh_from_db()
    assert (bytes(found.words_sealed), found.set_aside_on) == (b"", MORNING.date())
    assert not SetAside.objects.exists()
    assert not setting_aside.set_aside_for(union.officer.member).exists()
    with pytest.raises(Refused):
        setting_aside.take_back(found, by=union.officer.session)


def test_a_hostile_profile_keeps_the_week_only(union: House) -> None:
    Organisation.objects.filter(id=union.organisation.id).update(profile=Profile.HOSTILE, retention_months=1)
    found = report(union, at=MORNING + 3 * DAY)
    setting_aside.set_aside(found, Why.EMPTY, by=union.officer.session, at=MORNING + 4 * DAY)
    found.refresh_from_db()
    assert found.set_aside_on == found.arrived_on == MORNING.date()


# Cases that nobody can confirm


def test_a_case_that_nobody_can_confirm_is_neither_open_nor_closed_nor_fixed(union: House) -> None:
    case = take(union, report(union))
    case = setting_aside.set_case_aside(case, "The works have moved away.", by=union.focal_point.session, at=MORNING)
    assert (case.state, case.set_aside_on, case.closed_on) == (State.SET_ASIDE, MORNING.date(), None)
    assert inbox(union.focal_point.member, at=MORNING).total == 0
    assert not AnswerTime.objects.filter(stage="closed").exists()
    with pytest.raises(Refused):
        operations.hand_over(case, to=union.officer.member, by=union.focal_point.session)


def test_it_needs_a_reason_and_nobody_in_danger(union: House) -> None:
    with pytest.raises(Refused, match="Write why"):
        setting_aside.set_case_aside(take(union, report(union)), "  ", by=union.focal_point.session)
    danger = take(union, report(union, danger_now=True))
    with pytest.raises(Refused, match="nobody is in danger"):
        setting_aside.set_case_aside(danger, "Quiet for weeks", by=union.focal_point.session)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(id=danger.id).update(state=State.SET_ASIDE, set_aside_on=MORNING.date())


def test_a_reporter_who_says_still_dangerous_opens_it_again_uncounted(union: House) -> None:
    told = tell(union)
    case = take(union, told.report)
    setting_aside.set_case_aside(case, "Nobody comes back.", by=union.focal_point.session)
    assert timeline_for_reporter(told.report).unconfirmed
    case = closing.reporter_confirms(told.access, FloorAnswer.STILL_DANGEROUS)
    assert (case.state, case.set_aside_on, case.reopened) == (State.TAKEN, None, 0)


def test_the_desk_opens_it_again(union: House) -> None:
    case = setting_aside.set_case_aside(take(union, report(union)), "No way in.", by=union.focal_point.session)
    case = closing.reopen_case(case, by=union.focal_point.session, note="A new shift")
    assert (case.state, case.reopened) == (State.TAKEN, 0)


def test_a_set_aside_case_is_shredded_in_its_time(union: House) -> None:
    case = take(union, report(union))
    setting_aside.set_case_aside(case, "No way in.", by=union.focal_point.session, at=MORNING)
    assert not shredding.due(union.organisation, before=MORNING.date()).exists()
    assert list(shredding.due(union.organisation, before=MORNING.date() + DAY)) == [case]
