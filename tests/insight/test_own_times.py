"""Own times on the overview, and what of them could be published."""

import datetime as dt
from itertools import pairwise

import pytest

from safelamp.doors.desk.own_times import sentences
from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import Profile
from safelamp.ground.vault.models import Audience
from safelamp.insight.indicators import publishing
from safelamp.insight.indicators.own_times import OwnTimes, half_within, own_times
from safelamp.insight.indicators.publishing import Part
from safelamp.loop.cases import operations as cases
from safelamp.loop.reports.models import Kind, Lane, Stage
from tests.loop.told import MORNING, report
from tests.people import House, Person

TODAY = MORNING.date()
HOUR = dt.timedelta(hours=1)
LATER = dt.date(2027, 6, 1)


def seen_by(person: Person) -> OwnTimes:
    return own_times(person.member, since=dt.date(2025, 12, 1), until=TODAY, lanes=list(Lane))


def taken(house: House, hours: int, **choices: object) -> None:
    cases.open_case([report(house, **choices)], by=house.focal_point.session, at=MORNING + hours * HOUR)


def test_of_how_many_how_many_in_time_and_half_within(union: House) -> None:
    for hours in (1, 3, 20, 100):
        taken(union, hours)
    report(union)
    together = seen_by(union.officer).together
    assert together.received == 5
    found = together.stages[Stage.TAKEN]
    assert (found.counted, found.in_time, found.half_within) == (4, 3, 4)
    assert sentences(together)[0] == "4 of 5 taken, 3 in time. Half of them within 4 hours."
    assert sentences(together)[3] == "0 reporters came back and wrote or answered."


def test_the_restricted_lane_counts_for_its_own_readers_only(union: House) -> None:
    hidden = report(union, kind=Kind.FORCED)
    cases.open_case([hidden], by=union.restricted_reader.session, at=MORNING)
    for person, sees in ((union.officer, 0), (union.restricted_reader, 1)):
        found = seen_by(person).together
        assert (found.received, found.stages[Stage.TAKEN].counted) == (sees, sees)


def test_what_was_shut_to_a_role_is_not_counted_for_it(union: House) -> None:
    shut = report(union, shut_to=Audience.NO_FOCAL_POINTS)
    cases.open_case([shut], by=union.officer.session, at=MORNING)
    for person, sees in ((union.focal_point, 0), (union.officer, 1)):
        found = seen_by(person).together
        assert (found.received, found.stages[Stage.TAKEN].counted) == (sees, sees)


def test_another_union_sees_nothing_of_it(union: House, other_union: House) -> None:
    taken(union, 1)
    assert seen_by(other_union.officer).together.received == 0
    assert seen_by(other_union.officer).together.stages[Stage.TAKEN].counted == 0


def test_the_last_bucket_is_open() -> None:
    assert half_within({0: 3, 24: 1}) == 0
    assert half_within({24: 0, 72: 0}) is None


# Ready for publishing


def ready(house: House, *, on: dt.date = LATER) -> publishing.ReadyForPublishing:
    return publishing.ready_for_publishing(house.organisation, year=2026, quarter=4, on=on)


def test_a_quarter_is_ready_when_it_lies_far_enough_back(union: House) -> None:
    taken(union, 1)
    early = ready(union, on=dt.date(2027, 4, 1))
    assert (early.not_before, early.stages) == (dt.date(2027, 4, 2), {})
    union.organisation.profile = Profile.HOSTILE
    assert ready(union).not_before == dt.date(2027, 12, 31)


def test_small_counts_are_left_out_with_their_complement_and_it_is_said_how_many(union: House) -> None:
    for hours in [1] * 7 + [100] * 2:
        taken(union, hours)
    found = ready(union)
    assert found.stages[Stage.TAKEN].cells == {Part.IN_TIME: None, Part.LATE: None, Part.NOT_YET: 0}
    assert found.stages[Stage.TAKEN].total == 9
    assert found.stages[Stage.RATED].cells == {Part.IN_TIME: 0, Part.LATE: 0, Part.NOT_YET: 9}
    assert (found.left_out, found.smallest) == (2, 5)


def test_a_hostile_profile_hides_more(union: House) -> None:
    for _ in range(7):
        taken(union, 1)
    organisations.choose_profile(union.organisation, profile=Profile.HOSTILE, neutral_name="", by=union.officer.member)
    found = ready(union, on=dt.date(2028, 6, 1))
    assert found.smallest == 10
    assert all(protected.total is None for protected in found.stages.values())


def test_neither_the_restricted_lane_nor_what_was_shut_to_a_role_is_in_it(union: House) -> None:
    for _ in range(6):
        taken(union, 1)
    cases.open_case([report(union, kind=Kind.FORCED)], by=union.restricted_reader.session, at=MORNING)
    cases.open_case([report(union, shut_to=Audience.NO_FOCAL_POINTS)], by=union.officer.session, at=MORNING)
    assert ready(union).stages[Stage.TAKEN].total == 6


def test_the_parts_of_every_stage_add_up_to_the_same_total(union: House) -> None:
    for _ in range(12):
        taken(union, 1)
    report(union)
    totals = {protected.total for protected in ready(union).stages.values()}
    assert totals == {13}


def test_another_quarter_and_another_union_are_not_in_it(union: House, other_union: House) -> None:
    for _ in range(6):
        taken(union, 1)
    assert ready(other_union).stages[Stage.TAKEN].total is None
    third = publishing.ready_for_publishing(union.organisation, year=2026, quarter=3, on=LATER)
    assert third.stages[Stage.TAKEN].total is None


@pytest.mark.parametrize("quarter", [0, 5, -1])
def test_a_quarter_that_does_not_exist_is_an_error(union: House, quarter: int) -> None:
    with pytest.raises(ValueError, match="quarter"):
        publishing.ready_for_publishing(union.organisation, year=2026, quarter=quarter, on=LATER)


def test_quarters_meet_without_gap() -> None:
    days = [publishing.days_of(year, quarter) for year in (2026, 2027) for quarter in (1, 2, 3, 4)]
    assert all(last + dt.timedelta(days=1) == first for (_, last), (first, _) in pairwise(days))
