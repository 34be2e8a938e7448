"""Handing over, rating, noting and raising cases; what they leave behind."""

import datetime as dt
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

import safelamp
from safelamp.ground.audit.models import AuditLine
from safelamp.ground.organisations.models import Member, Profile
from safelamp.loop.cases import operations, queries
from safelamp.loop.cases.models import Case, CaseEvent, CaseReport
from safelamp.loop.cases.rating import Likelihood, Priority, WorstHarm
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.cases.states import State, Verb
from safelamp.loop.reports.models import Kind, Lane, Report
from tests.loop.told import MORNING, report
from tests.people import House

RESTRICTED = {"kind": Kind.RETALIATION}


def take(house: House, *reports: Report, who: str = "focal_point", title: str = "") -> Case:
    return operations.open_case(reports, by=getattr(house, who).session, title=title, at=MORNING)


def test_handing_over_names_the_next_person_and_says_why(union: House) -> None:
    case = take(union, report(union))
    to = union.second_focal_point.member
    case = operations.hand_over(case, to=to, by=union.focal_point.session, note="I am away from Monday")
    assert case.taken_by == to
    last = queries.history_of(union.officer.session, case)[-1]
    assert (last.verb, last.member, last.to_member, last.note) == (
        Verb.HAND_OVER, union.focal_point.member, to, "I am away from Monday"
    )  # fmt: skip


@pytest.mark.parametrize("who", ["representative", "trainer"])
def test_a_case_is_not_handed_to_a_role_that_cannot_work_on_it(union: House, who: str) -> None:
    case = take(union, report(union))
    with pytest.raises(Refused, match="may not read the case or work on it"):
        operations.hand_over(case, to=getattr(union, who).member, by=union.focal_point.session)


def test_a_restricted_case_is_handed_to_its_readers_only(union: House) -> None:
    case = take(union, report(union, **RESTRICTED), who="restricted_reader")
    with pytest.raises(Refused, match="may not read the case"):
        operations.hand_over(case, to=union.officer.member, by=union.restricted_reader.session)
    assert queries.next_hands(case) == []


def test_a_case_is_not_handed_to_a_member_who_left_or_of_another_union(union: House, other_union: House) -> None:
    case = take(union, report(union))
    with pytest.raises(Member.DoesNotExist):
        operations.hand_over(case, to=other_union.officer.member, by=union.focal_point.session)
    gone = union.second_focal_point.member
    Member.objects.filter(id=gone.id).update(is_active=False)
    gone.refresh_from_db()
    with pytest.raises(Refused):
        operations.hand_over(case, to=gone, by=union.focal_point.session)
    assert set(queries.next_hands(case)) == {union.officer.member, union.restricted_reader.member}


def test_what_could_kill_is_top_priority_before_any_likelihood(union: House) -> None:
    case = take(union, report(union))
    case = operations.rate(case, worst_harm=WorstHarm.FATAL, by=union.focal_point.session)
    assert case.priority == Priority.TOP
    case = operations.rate(case, worst_harm=WorstHarm.TREATED, likelihood=Likelihood.RARE, by=union.focal_point.session)
    assert case.priority == Priority.LOW


def test_the_database_refuses_a_likelihood_without_a_worst_harm(union: House) -> None:
    case = take(union, report(union))
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(id=case.id).update(likelihood=Likelihood.RARE)


def test_a_representative_can_write_a_note_but_not_rate(union: House) -> None:
    case = take(union, report(union))
    operations.note(case, "The guard lies behind the press", by=union.representative.session)
    assert queries.history_of(union.focal_point.session, case)[-1].note == "The guard lies behind the press"
    with pytest.raises(Refused, match="take, rate, merge and hand over cases"):
        operations.rate(case, worst_harm=WorstHarm.FATAL, by=union.representative.session)


def test_an_empty_note_is_refused(union: House) -> None:
    case = take(union, report(union))
    with pytest.raises(Refused, match="Write the note first"):
        operations.note(case, "  ", by=union.focal_point.session)


def test_danger_ends_only_with_how_it_is_known(union: House) -> None:
    case = take(union, report(union, danger_now=True))
    by = union.focal_point.session
    with pytest.raises(Refused, match="how you know"):
        operations.end_danger(case, "", by=by)
    case = operations.end_danger(case, "The representative saw the press stopped", by=by)
    assert (case.danger_now, case.lane, case.state) == (False, Lane.ORDINARY, State.TAKEN)
    with pytest.raises(Refused, match="not marked as danger now"):
        operations.end_danger(case, "Again", by=by)


def test_raising_twice_keeps_the_first_day_and_moves_the_answer(union: House) -> None:
    by, week = union.focal_point.session, dt.timedelta(days=7)
    case = take(union, report(union))
    operations.raise_with_employer(case, answer_due=MORNING.date() + week, by=by, at=MORNING)
    case = operations.raise_with_employer(case, answer_due=MORNING.date() + 3 * week, by=by, at=MORNING + week)
    assert (case.state, case.raised_on) == (State.RAISED, MORNING.date())
    assert case.employer_answer_due == MORNING.date() + 3 * week
    with pytest.raises(Refused, match="cannot lie in the past"):
        operations.raise_with_employer(case, answer_due=MORNING.date(), by=by, at=MORNING + week)


def test_a_new_title_replaces_the_old_one(union: House) -> None:
    case = take(union, report(union), title="Old")
    case = operations.rename(case, "Press 4 and 5 without a guard", by=union.focal_point.session)
    assert queries.title_of(union.representative.session, case) == "Press 4 and 5 without a guard"


# Traces


def test_every_act_leaves_one_audit_line_with_ids_only(union: House) -> None:
    case = take(union, report(union), title="Pumpkinwords")
    operations.note(case, "Pumpkinwords", by=union.focal_point.session)
    lines = AuditLine.objects.filter(subject_id=case.id).order_by("verb")
    assert [(line.verb, line.member_id) for line in lines] == [
        ("cases.note", union.focal_point.member.id),
        ("cases.take", union.focal_point.member.id),
    ]


def test_a_hostile_profile_keeps_weeks_for_days(union: House) -> None:
    union.organisation.profile, union.organisation.retention_months = Profile.HOSTILE, 1
    union.organisation.save()
    friday = MORNING + dt.timedelta(days=4)
    case = operations.open_case([report(union, at=friday)], by=union.focal_point.session, at=friday)
    case = operations.raise_with_employer(case, answer_due=friday.date(), by=union.focal_point.session, at=friday)
    monday = MORNING.date()
    days = {case.opened_on, case.raised_on, CaseReport.objects.get().added_on, Report.objects.get().arrived_on}
    assert days == {monday}
    assert set(CaseEvent.objects.values_list("day", flat=True)) == {monday}


def test_only_taking_a_report_meets_its_clock(modules_that_call: list[str]) -> None:
    """The inbox finds what nobody has taken by its running clock: whoever met one elsewhere would lose a report."""
    assert modules_that_call == ["loop/cases/operations.py"]


@pytest.fixture
def modules_that_call() -> list[str]:
    root = Path(safelamp.__file__).parent
    found = [path for path in root.rglob("*.py") if "meet_clock(" in path.read_text(encoding="utf-8")]
    return sorted(str(path.relative_to(root)) for path in found if path.parent.name != "reports")
