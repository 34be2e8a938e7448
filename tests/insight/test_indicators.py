"""The overview: counts of what the member may know of, late things, silent workplaces, times of answering."""

import datetime as dt

import pytest

from safelamp.ground.workplaces.models import Workplace
from safelamp.insight.indicators import queries
from safelamp.insight.indicators.ages import AgeBand
from safelamp.loop.cases import operations as cases
from safelamp.loop.register.operations import record_injury
from safelamp.loop.reports.models import Kind, Lane, Stage
from tests.loop.agreed import agree, take, verified
from tests.loop.register.written import injury
from tests.loop.told import MORNING, report
from tests.people import House

TODAY = MORNING.date()
DAY = dt.timedelta(days=1)


def taken(seen: queries.Overview) -> int:
    return seen.own_times.together.stages[Stage.TAKEN].counted


def grown(workplace: Workplace, members: int) -> Workplace:
    workplace.union_members = members
    workplace.save()
    return workplace


@pytest.mark.parametrize(("who", "sees"), [("officer", True), ("focal_point", True), ("representative", False)])
def test_the_overview_is_for_roles_that_may_see_it(union: House, who: str, sees: bool) -> None:
    assert (queries.overview(getattr(union, who).member, on=TODAY) is not None) == sees


def test_a_trainer_sees_no_overview(union: House) -> None:
    assert queries.overview(union.trainer.member) is None


def test_open_cases_are_counted_by_lane_and_age(union: House) -> None:
    take(union, report(union))
    take(union, report(union, danger_now=True))
    counted = queries.open_cases(union.officer.member, on=TODAY + 8 * DAY)
    assert counted.total == 2
    assert counted.by_lane[Lane.ORDINARY][AgeBand.MONTH] == 1
    assert counted.by_lane[Lane.DANGER_NOW] == {**dict.fromkeys(AgeBand, 0), AgeBand.MONTH: 1}
    older = queries.open_cases(union.officer.member, on=TODAY + 91 * DAY)
    assert older.by_lane[Lane.ORDINARY][AgeBand.LONGER] == 1


def test_the_restricted_lane_is_counted_for_its_readers_only(union: House) -> None:
    hidden = report(union, kind=Kind.FORCED, hazard="other")
    cases.open_case([hidden], by=union.restricted_reader.session, at=MORNING)
    others = queries.overview(union.officer.member, on=TODAY)
    reader = queries.overview(union.restricted_reader.member, on=TODAY)
    assert others is not None
    assert reader is not None
    assert Lane.RESTRICTED not in others.open_cases.by_lane
    assert Lane.RESTRICTED not in others.own_times.by_lane
    assert (others.open_cases.total, others.reports.total, taken(others)) == (0, 0, 0)
    assert (reader.open_cases.total, reader.reports.total, taken(reader)) == (1, 1, 1)


def test_actions_stand_with_what_is_overdue_first_the_oldest(union: House) -> None:
    case = take(union, report(union))
    later, sooner = agree(union, case, due_on=TODAY + DAY), agree(union, case, due_on=TODAY)
    verified(union, case)
    seen = queries.overview(union.officer.member, on=TODAY + 2 * DAY)
    assert seen is not None
    assert (list(seen.overdue), seen.overdue_total) == ([sooner, later], 2)
    assert (seen.actions.agreed, seen.actions.verified, seen.actions.behind_schedule) == (3, 1, 2)


def test_reports_received_count_every_month_also_the_empty_ones(union: House) -> None:
    for months_ago, hazard in ((0, "machine"), (0, "fall"), (2, "machine")):
        report(union, hazard=hazard, at=MORNING - months_ago * 30 * DAY)
    report(union, at=MORNING - 400 * DAY)
    received = queries.reports_received(union.officer.member, on=TODAY)
    assert len(received.by_month) == 12
    assert next(iter(received.by_month)) == dt.date(2025, 12, 1)
    assert [received.by_month[dt.date(2026, month, 1)] for month in (9, 10, 11)] == [1, 0, 2]
    assert received.by_hazard == {"machine": 2, "fall": 1}
    assert list(received.by_hazard) == ["machine", "fall"]
    assert received.total == 3


def test_the_register_is_counted_apart_from_reports(union: House) -> None:
    report(union)
    record_injury(injury(), by=union.officer.session)
    entries = queries.register_entries(union.officer.member, on=TODAY)
    assert entries is not None
    assert (entries.total, entries.by_month[dt.date(2026, 3, 1)], entries.by_hazard) == (1, 1, {"fall": 1})
    assert list(entries.by_month) == list(queries.reports_received(union.officer.member, on=TODAY).by_month)
    assert queries.register_entries(union.representative.member, on=TODAY) is None


# Silence


def test_workplaces_are_silent_after_ninety_days_and_those_never_heard_from_come_first(union: House) -> None:
    here, there = grown(union.workplace, 50), grown(union.second_workplace, 640)
    report(union)
    day = TODAY + 90 * DAY
    silent = queries.silent_workplaces(union.officer.member, on=day)
    assert [(each.workplace, each.last_on, each.days, each.members) for each in silent] == [
        (there, None, None, 640),
        (here, TODAY, 90, 50),
    ]
    assert [each.workplace for each in queries.silent_workplaces(union.officer.member, on=day - DAY)] == [there]


def test_small_workplaces_are_not_called_silent(union: House) -> None:
    grown(union.workplace, 49)
    assert queries.silent_workplaces(union.officer.member, on=TODAY) == []


def test_a_gap_among_the_silent_never_tells_of_a_report_in_the_restricted_lane(union: House) -> None:
    here = grown(union.workplace, 100)
    report(union, kind=Kind.RETALIATION)
    assert [each.workplace for each in queries.silent_workplaces(union.officer.member, on=TODAY)] == [here]
    assert queries.silent_workplaces(union.restricted_reader.member, on=TODAY) == []


# Times of answering


def test_answers_in_time_are_a_share_of_those_answered(union: House) -> None:
    for days in (1, 2, 4):
        cases.open_case([report(union)], by=union.focal_point.session, at=MORNING + days * DAY)
    seen = queries.overview(union.officer.member, on=TODAY)
    assert seen is not None
    together = seen.own_times.together.stages[Stage.TAKEN]
    assert (together.counted, together.in_time) == (3, 2)
    assert seen.own_times.by_lane[Lane.DANGER_NOW].stages[Stage.TAKEN].half_within is None


def test_nothing_of_another_union_is_counted(union: House, other_union: House, federation: House) -> None:
    grown(union.workplace, 500)
    take(union, report(union))
    report(union)
    for house in (other_union, federation):
        seen = queries.overview(house.officer.member, on=TODAY)
        assert seen is not None
        assert (seen.open_cases.total, seen.reports.total, taken(seen), seen.silent) == (0, 0, 0, [])
        assert seen.workplaces == 2
