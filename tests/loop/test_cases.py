"""Taking and joining: who may know of which case."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.organisations.models import Member
from safelamp.ground.vault.models import Audience
from safelamp.loop.cases import operations, queries
from safelamp.loop.cases.models import Case, CaseReport
from safelamp.loop.cases.rating import Likelihood, WorstHarm
from safelamp.loop.cases.refusals import Refused, TakenAlready
from safelamp.loop.cases.states import State
from safelamp.loop.reports.models import AnswerTime, Harm, Kind, Lane, Report
from tests.loop.told import MORNING, report, tell
from tests.people import House

RESTRICTED = {"kind": Kind.RETALIATION}


def take(house: House, *reports: Report, who: str = "focal_point", title: str = "") -> Case:
    return operations.open_case(reports, by=getattr(house, who).session, title=title, at=MORNING)


# Taking


def test_taking_a_report_makes_a_case_of_it(union: House) -> None:
    case = take(union, report(union, harm=Harm.TREATED), title="Press without a guard")
    assert (case.state, case.lane, case.hazard) == (State.TAKEN, Lane.ORDINARY, "machine")
    assert (case.workplace, case.taken_by, case.audience) == (
        union.workplace,
        union.focal_point.member,
        Audience.READERS,
    )
    assert case.harm_told == Harm.TREATED
    assert queries.title_of(union.officer.session, case) == "Press without a guard"


def test_taking_meets_the_clock_and_forgets_the_hour(union: House) -> None:
    told = report(union)
    operations.open_case([told], by=union.focal_point.session, at=MORNING + dt.timedelta(hours=3))
    told.refresh_from_db()
    assert (told.arrived_at, told.due_at, told.arrived_on) == (None, None, MORNING.date())
    counter = AnswerTime.objects.get()
    assert (counter.hours, counter.in_time, counter.count) == (4, True, 1)


def test_taking_late_counts_as_late(union: House) -> None:
    told = report(union, danger_now=True)
    operations.open_case([told], by=union.focal_point.session, at=MORNING + dt.timedelta(minutes=61))
    assert not AnswerTime.objects.get().in_time


def test_several_reports_make_one_case_with_the_worst_of_them(union: House) -> None:
    case = take(union, report(union, harm=Harm.SMALL), report(union, harm=Harm.LASTING, danger_now=True))
    assert (case.danger_now, case.lane, case.harm_told) == (True, Lane.DANGER_NOW, Harm.LASTING)
    assert case.case_reports.count() == 2


def test_a_taken_report_cannot_be_taken_again_and_says_by_whom(union: House) -> None:
    told = report(union)
    case = take(union, told)
    with pytest.raises(TakenAlready, match=f"union.focal_point has already taken this report: case {case.number}"):
        take(union, told, who="second_focal_point")
    with pytest.raises(TakenAlready, match="You have already taken this report"):
        take(union, told)


def test_whoever_may_not_see_the_case_is_not_told_who_took_it(union: House) -> None:
    told = report(union)
    narrow = take(union, report(union, shut_to=Audience.NO_FOCAL_POINTS), who="officer")
    operations.add_reports(narrow, [told], by=union.officer.session)
    with pytest.raises(TakenAlready, match=r"^A colleague has already taken this report\.$"):
        take(union, told)


def test_a_report_is_never_in_two_cases_even_past_the_operations(union: House) -> None:
    told = report(union)
    take(union, told)
    other = take(union, report(union))
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseReport.objects.create(case=other, report=told, added_on=MORNING.date())


def test_nothing_to_take_is_refused(union: House) -> None:
    with pytest.raises(Refused, match="Choose at least one report"):
        take(union)


@pytest.mark.parametrize("who", ["representative", "trainer"])
def test_roles_without_the_permission_cannot_take(union: House, who: str) -> None:
    told = report(union)
    with pytest.raises((Refused, Report.DoesNotExist)):
        take(union, told, who=who)
    assert not Case.objects.exists()


def test_a_member_of_another_union_or_the_federation_finds_neither_report_nor_case(
    union: House, other_union: House, federation: House
) -> None:
    told = report(union)
    for stranger in (other_union, federation):
        with pytest.raises(Report.DoesNotExist):
            take(stranger, told, who="officer")
    case = take(union, told)
    for stranger in (other_union, federation):
        for person in stranger.everybody:
            with pytest.raises(Case.DoesNotExist):
                queries.case_for(person.member, case.id)
            with pytest.raises(Case.DoesNotExist):
                operations.rate(case, worst_harm=WorstHarm.FATAL, by=person.session)


# Audiences


def test_the_restricted_lane_is_taken_by_its_readers_only(union: House) -> None:
    told = report(union, **RESTRICTED)
    for who in ("officer", "focal_point", "representative", "trainer"):
        with pytest.raises(Report.DoesNotExist):
            take(union, told, who=who)
    case = take(union, told, who="restricted_reader", title="Dismissed after the walk")
    assert (case.lane, case.audience) == (Lane.RESTRICTED, Audience.RESTRICTED)
    for who in ("officer", "focal_point", "representative", "trainer"):
        assert not queries.cases_for(getattr(union, who).member).exists()
        with pytest.raises(CannotOpen):
            queries.title_of(getattr(union, who).session, case)
    assert queries.title_of(union.restricted_reader.session, case) == "Dismissed after the walk"


def test_a_representative_named_as_restricted_reader_can_work_in_that_lane(union: House) -> None:
    told = report(union, **RESTRICTED)
    Member.objects.filter(id=union.representative.member.id).update(reads_restricted=True)
    union.representative.member.refresh_from_db()
    case = take(union, told, who="representative")
    operations.rate(case, worst_harm=WorstHarm.PERMANENT, by=union.representative.session)
    with pytest.raises(Refused, match="Your role does not allow this"):
        take(union, report(union), who="representative")


def test_restricted_and_other_reports_never_share_a_case(union: House) -> None:
    hidden, plain = report(union, **RESTRICTED), report(union)
    with pytest.raises(Refused, match="stays apart"):
        take(union, hidden, plain, who="restricted_reader")
    restricted, ordinary = take(union, hidden, who="restricted_reader"), take(union, plain)
    by = union.restricted_reader.session
    for one, other in ((restricted, ordinary), (ordinary, restricted)):
        with pytest.raises(Refused, match="stays apart"):
            operations.merge(one, into=other, by=by)
    with pytest.raises(Refused, match="stays apart"):
        operations.add_reports(restricted, [report(union)], by=by)


def test_a_case_takes_the_narrowest_audience_of_its_reports(union: House) -> None:
    case = take(union, report(union), report(union, shut_to=Audience.NO_REPRESENTATIVES))
    assert case.audience == Audience.NO_REPRESENTATIVES
    assert not queries.cases_for(union.representative.member).exists()


def test_adding_a_report_that_is_shut_to_a_role_to_a_wider_case_is_refused(union: House) -> None:
    case = take(union, report(union))
    shut = report(union, shut_to=Audience.NO_REPRESENTATIVES)
    with pytest.raises(Refused, match="More people could then read"):
        operations.add_reports(case, [shut], by=union.focal_point.session)
    assert case.case_reports.count() == 1


def test_reports_shut_to_different_roles_do_not_share_a_case(union: House) -> None:
    shut = [report(union, shut_to=each) for each in (Audience.NO_REPRESENTATIVES, Audience.NO_FOCAL_POINTS)]
    with pytest.raises(Refused, match="shut to different people"):
        take(union, *shut, who="officer")


def test_a_case_shut_to_focal_points_does_not_exist_for_them(union: House) -> None:
    case = take(union, report(union, shut_to=Audience.NO_FOCAL_POINTS), who="officer")
    for who in ("focal_point", "restricted_reader"):
        with pytest.raises(Case.DoesNotExist):
            queries.case_for(getattr(union, who).member, case.id)
    assert queries.case_for(union.representative.member, case.id) == case


def test_a_representative_reaches_the_cases_of_their_floor_only(union: House) -> None:
    here = take(union, report(union))
    there = take(union, report(union, workplace=union.second_workplace))
    nowhere = take(union, report(union, nowhere=True))
    assert set(queries.cases_for(union.representative.member)) == {here}
    assert set(queries.cases_for(union.focal_point.member)) == {here, there, nowhere}


# Joining and merging


def test_adding_reports_meets_their_clocks_and_can_raise_the_case_to_danger_now(union: House) -> None:
    case = take(union, report(union))
    told = report(union, danger_now=True, harm=Harm.DIED)
    case = operations.add_reports(case, [told], by=union.focal_point.session, at=MORNING)
    told.refresh_from_db()
    assert told.due_at is None
    assert (case.danger_now, case.lane, case.harm_told) == (True, Lane.DANGER_NOW, Harm.DIED)


def test_reports_from_different_places_have_cases_of_their_own(union: House) -> None:
    here, there = report(union), report(union, workplace=union.second_workplace)
    with pytest.raises(Refused, match="different places"):
        take(union, here, there)
    case = take(union, here)
    with pytest.raises(Refused, match="different places"):
        operations.merge(take(union, there), into=case, by=union.focal_point.session)
    with pytest.raises(Refused, match="different places"):
        operations.add_reports(case, [report(union, nowhere=True)], by=union.focal_point.session)


def test_a_merged_case_gives_its_reports_and_keeps_the_worse_rating(union: House) -> None:
    by = union.focal_point.session
    first, second = take(union, report(union)), take(union, report(union, danger_now=True))
    operations.rate(first, worst_harm=WorstHarm.FIRST_AID, likelihood=Likelihood.LIKELY, by=by)
    operations.rate(second, worst_harm=WorstHarm.FATAL, by=by)
    merged = operations.merge(second, into=first, by=by)
    second.refresh_from_db()
    assert (second.state, second.merged_into) == (State.MERGED, first)
    assert (merged.worst_harm, merged.likelihood, merged.danger_now) == (WorstHarm.FATAL, "", True)
    assert merged.case_reports.count() == 2
    assert set(queries.open_cases_for(union.focal_point.member)) == {first}


def test_merging_a_wide_case_into_a_narrow_one_narrows_it_too(union: House) -> None:
    wide, narrow = take(union, report(union)), take(union, report(union, shut_to=Audience.NO_REPRESENTATIVES))
    with pytest.raises(Refused, match="Put the open case into the narrower one"):
        operations.merge(narrow, into=wide, by=union.focal_point.session)
    operations.merge(wide, into=narrow, by=union.focal_point.session)
    with pytest.raises(Case.DoesNotExist):
        queries.case_for(union.representative.member, wide.id)


def test_a_chain_of_merges_stays_flat_and_its_history_is_told_together(union: House) -> None:
    by = union.focal_point.session
    first, second, third = (take(union, report(union)) for _ in range(3))
    operations.note(first, "Seen at the first press", by=by)
    operations.merge(first, into=second, by=by)
    operations.merge(second, into=third, by=by)
    first.refresh_from_db()
    assert first.merged_into == third
    assert "Seen at the first press" in [line.note for line in queries.history_of(by, third)]


def test_a_case_cannot_become_part_of_itself(union: House) -> None:
    case = take(union, report(union))
    with pytest.raises(Refused, match="part of itself"):
        operations.merge(case, into=case, by=union.focal_point.session)


def test_merging_needs_both_cases_to_exist_for_the_member(union: House, other_union: House) -> None:
    case, foreign = take(union, report(union)), take(other_union, report(other_union))
    for one, other in ((case, foreign), (foreign, case)):
        with pytest.raises(Case.DoesNotExist):
            operations.merge(one, into=other, by=union.officer.session)


# Hints


def test_similar_cases_are_hints_of_the_same_place_and_hazard_within_thirty_days(union: House) -> None:
    case = take(union, report(union), report(union))
    take(union, report(union, hazard="fall"))
    take(union, report(union, workplace=union.second_workplace))
    take(union, report(union, at=MORNING - dt.timedelta(days=31)))
    similar = queries.similar_open_cases(union.focal_point.member, report(union))
    assert [(each.case, each.reports) for each in similar] == [(case, 2)]


def test_no_hint_names_a_case_that_the_report_may_not_join_or_the_member_not_see(union: House) -> None:
    take(union, report(union))
    narrow = take(union, report(union, shut_to=Audience.NO_FOCAL_POINTS), who="officer")
    shut = report(union, shut_to=Audience.NO_REPRESENTATIVES)
    assert queries.similar_open_cases(union.officer.member, shut) == []
    hints = queries.similar_open_cases(union.focal_point.member, report(union))
    assert narrow not in [each.case for each in hints]
    assert len(hints) == 1


def test_a_report_from_nowhere_has_no_hints(union: House) -> None:
    take(union, report(union, nowhere=True))
    assert queries.similar_open_cases(union.officer.member, report(union, nowhere=True)) == []


def test_merge_targets_are_open_cases_of_the_same_place_that_may_take_it(union: House) -> None:
    case = take(union, report(union))
    other = take(union, report(union, hazard="fall"))
    take(union, report(union, workplace=union.second_workplace))
    take(union, report(union, **RESTRICTED), who="restricted_reader")
    assert queries.merge_targets(union.restricted_reader.member, case) == [other]


def test_a_report_leads_to_its_case(union: House, other_union: House) -> None:
    told = tell(union).report
    assert queries.case_of(union.officer.member, told) is None
    case = take(union, told)
    assert queries.case_of(union.officer.member, told) == case
    assert list(queries.reports_of(union.officer.member, case)) == [told]
    assert queries.case_of(other_union.officer.member, told) is None
    assert not queries.reports_of(other_union.officer.member, case).exists()


def test_operations_use_now_where_no_moment_is_given(union: House) -> None:
    case = operations.open_case([report(union)], by=union.focal_point.session)
    assert case.opened_on == timezone.localdate()
