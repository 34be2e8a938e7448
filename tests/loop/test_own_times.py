"""The union's own times: counted once a stage, by audience, and right again after merging and opening again."""

import datetime as dt

import pytest

from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import Profile
from safelamp.ground.vault.models import Audience
from safelamp.loop.cases import floor
from safelamp.loop.cases import operations as cases
from safelamp.loop.cases.models import Case, ConfirmedBy, FloorAnswer
from safelamp.loop.cases.rating import WorstHarm
from safelamp.loop.reports import operations as reports
from safelamp.loop.reports import times
from safelamp.loop.reports.models import AnswerTime, Kind, Report, Stage
from safelamp.loop.reports.words import MessageWords
from tests.loop.agreed import take
from tests.loop.told import MORNING, Told, report, tell
from tests.people import House

DAY = dt.timedelta(days=1)


def counts(stage: Stage) -> dict[tuple[int, bool], int]:
    """What stands in the counters of a stage: by bucket in hours and in time or not, without the empty ones."""
    rows = AnswerTime.objects.filter(stage=stage, count__gt=0)
    return {(row.hours, row.in_time): row.count for row in rows}


def rate(house: House, case: Case, *, days: int, worst: WorstHarm = WorstHarm.FATAL) -> Case:
    return cases.rate(case, worst_harm=worst, by=house.focal_point.session, at=MORNING + days * DAY)


def close(house: House, case: Case, told: Told, *, days: int) -> Case:
    at = MORNING + days * DAY
    floor.reporter_confirms(told.access, FloorAnswer.FIXED, at=at)
    return floor.close(case, by=house.focal_point.session, confirmed_by=ConfirmedBy.REPORTER, at=at)


# Rated


@pytest.mark.parametrize(
    ("days", "bucket"),
    [(0, (24, True)), (1, (24, True)), (3, (72, True)), (4, (168, False)), (31, (2160, False)), (400, (0, False))],
)
def test_the_first_rating_counts_the_days_since_arrival(union: House, days: int, bucket: tuple[int, bool]) -> None:
    rate(union, take(union, report(union), report(union)), days=days)
    assert counts(Stage.RATED) == {bucket: 2}


def test_another_rating_changes_nothing(union: House) -> None:
    case = rate(union, take(union, report(union)), days=1)
    rate(union, case, days=20, worst=WorstHarm.FIRST_AID)
    assert counts(Stage.RATED) == {(24, True): 1}


def test_a_report_that_joins_a_rated_case_is_rated_then(union: House) -> None:
    case = rate(union, take(union, report(union)), days=1)
    cases.add_reports(case, [report(union)], by=union.focal_point.session, at=MORNING + 5 * DAY)
    assert counts(Stage.RATED) == {(24, True): 1, (168, False): 1}


def test_a_report_that_joins_an_unrated_case_waits_for_the_rating(union: House) -> None:
    case = take(union, report(union))
    cases.add_reports(case, [report(union)], by=union.focal_point.session, at=MORNING)
    assert counts(Stage.RATED) == {}
    rate(union, case, days=2)
    assert counts(Stage.RATED) == {(72, True): 2}


@pytest.mark.parametrize(("first", "second"), [(True, True), (True, False), (False, True), (False, False)])
def test_merging_counts_each_report_once_whichever_was_rated(union: House, first: bool, second: bool) -> None:
    joining, target = take(union, report(union), report(union)), take(union, report(union))
    if first:
        rate(union, joining, days=1)
    if second:
        rate(union, target, days=1)
    merged = cases.merge(joining, into=target, by=union.focal_point.session, at=MORNING + 2 * DAY)
    assert sum(counts(Stage.RATED).values()) == (3 if first or second else 0)
    rate(union, merged, days=9)
    assert sum(counts(Stage.RATED).values()) == 3


def test_handing_over_counts_nothing(union: House) -> None:
    case = take(union, report(union))
    before = AnswerTime.objects.count()
    cases.hand_over(case, to=union.officer.member, by=union.focal_point.session)
    assert AnswerTime.objects.count() == before


# Closed


def test_closing_counts_every_report_of_the_case(union: House) -> None:
    told = tell(union)
    close(union, take(union, told.report, report(union)), told, days=12)
    assert counts(Stage.CLOSED) == {(336, True): 2}


def test_a_case_that_is_opened_again_is_not_closed_and_counts_anew(union: House) -> None:
    told = tell(union)
    case = close(union, take(union, told.report), told, days=2)
    floor.reopen(case, by=union.focal_point.session, at=MORNING + 5 * DAY)
    assert counts(Stage.CLOSED) == {}
    close(union, case, told, days=40)
    assert counts(Stage.CLOSED) == {(2160, False): 1}


def test_still_dangerous_takes_it_out_too_and_once(union: House) -> None:
    told = tell(union)
    close(union, take(union, told.report), told, days=2)
    for _ in range(2):
        floor.reporter_confirms(told.access, FloorAnswer.STILL_DANGEROUS, at=MORNING + 3 * DAY)
    assert counts(Stage.CLOSED) == {}


def test_the_reports_of_a_merged_case_close_with_the_other(union: House) -> None:
    told = tell(union)
    joining, target = take(union, report(union)), take(union, told.report)
    merged = cases.merge(joining, into=target, by=union.focal_point.session, at=MORNING)
    close(union, merged, told, days=2)
    assert counts(Stage.CLOSED) == {(72, True): 2}


def test_what_was_closed_before_there_were_counters_leaves_none_below_nothing(union: House) -> None:
    told = tell(union)
    case = close(union, take(union, told.report), told, days=2)
    AnswerTime.objects.all().delete()
    floor.reopen(case, by=union.focal_point.session)
    assert counts(Stage.CLOSED) == {}


def test_a_clock_that_was_set_back_counts_as_the_same_day(union: House) -> None:
    rate(union, take(union, report(union)), days=-1)
    assert counts(Stage.RATED) == {(24, True): 1}


# Came back


def test_a_reporter_who_comes_back_counts_once_however_much_they_say(union: House) -> None:
    told = tell(union)
    take(union, told.report)
    for words in ("one", "two"):
        reports.reply(told.access, MessageWords(text=words), at=MORNING)
    floor.reporter_confirms(told.access, FloorAnswer.CANNOT_TELL, at=MORNING)
    assert counts(Stage.CAME_BACK) == {(0, True): 1}


def test_an_answer_by_a_button_counts_and_mere_looking_does_not(union: House) -> None:
    first, second = tell(union), tell(union)
    take(union, first.report, second.report)
    assert second.access
    floor.reporter_confirms(first.access, FloorAnswer.FIXED, at=MORNING)
    assert counts(Stage.CAME_BACK) == {(0, True): 1}


def test_the_same_reply_sent_twice_counts_once(union: House) -> None:
    told = tell(union)
    again = told.report.id
    for _ in range(2):
        reports.reply(told.access, MessageWords(text="here"), message_id=again, at=MORNING)
    assert counts(Stage.CAME_BACK) == {(0, True): 1}


# Where it is counted


def test_each_counter_carries_lane_audience_and_the_month_of_arrival(union: House) -> None:
    hidden = report(union, kind=Kind.RETALIATION)
    shut = report(union, shut_to=Audience.NO_FOCAL_POINTS)
    cases.open_case([hidden], by=union.restricted_reader.session, at=MORNING + 60 * DAY)
    cases.open_case([shut], by=union.officer.session, at=MORNING + 60 * DAY)
    rows = set(AnswerTime.objects.values_list("lane", "audience", "month"))
    month = dt.date(2026, 11, 1)
    assert rows == {("restricted", "restricted", month), ("ordinary", "no_focal_points", month)}


def test_in_a_hostile_profile_days_run_from_the_weeks_monday(union: House) -> None:
    organisations.choose_profile(union.organisation, profile=Profile.HOSTILE, neutral_name="", by=union.officer.member)
    found = Report.objects.get(id=report(union, at=MORNING + 3 * DAY).id)
    case = cases.open_case([found], by=union.focal_point.session, at=MORNING + 3 * DAY)
    rate(union, case, days=4)
    assert counts(Stage.RATED) == {(24, True): 1}


def test_nothing_about_a_single_report_is_kept_but_one_boolean(union: House) -> None:
    told = tell(union)
    case = take(union, told.report)
    before = Report.objects.filter(id=told.report.id).values().get()
    rate(union, case, days=1)
    close(union, case, told, days=2)
    after = Report.objects.filter(id=told.report.id).values().get()
    assert {name for name in after if after[name] != before[name]} == {"spoke_again"}


def test_buckets_have_no_gap(union: House) -> None:
    assert list(times.DAY_BUCKETS) == sorted(set(times.DAY_BUCKETS))
    assert all(edge % times.DAY == 0 for edge in times.DAY_BUCKETS)
