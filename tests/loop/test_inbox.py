"""The inbox: danger now above everything, then the restricted lane, then serious, then other."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safelamp.ground.organisations.models import Member
from safelamp.ground.vault.models import Audience
from safelamp.loop.cases import floor, operations, queries
from safelamp.loop.cases.clocks import ClockState
from safelamp.loop.cases.inbox import PAGE, Inbox, Show, WaitingFor, inbox
from safelamp.loop.cases.models import ConfirmedBy
from safelamp.loop.cases.rating import Likelihood, Priority, WorstHarm
from safelamp.loop.cases.urgency import Urgency
from safelamp.loop.reports.models import Harm, Kind
from tests.loop.agreed import agree, take
from tests.loop.told import MORNING, report
from tests.people import House

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def look(house: House, *, who: str = "restricted_reader", show: Show = Show.ALL, at: dt.datetime = MORNING) -> Inbox:
    return inbox(getattr(house, who).member, show=show, at=at)


def ids(found: Inbox) -> list[object]:
    return [row.id for row in found.rows]


def test_rows_come_by_urgency_however_they_arrived(union: House) -> None:
    other = report(union)
    serious = report(union, harm=Harm.DIED, hazard="fall")
    restricted = report(union, kind=Kind.FORCED)
    now = report(union, danger_now=True, hazard="fire")
    found = look(union)
    assert ids(found) == [now.id, restricted.id, serious.id, other.id]
    assert [row.urgency for row in found.rows] == list(Urgency)
    assert found.parts == dict.fromkeys(Urgency, 1)


def test_new_reports_stand_above_cases_of_the_same_part_and_each_row_knows_its_clock(union: House) -> None:
    case = take(union, report(union))
    first = report(union, at=MORNING - 3 * DAY - HOUR)
    second = report(union)
    found = look(union)
    assert ids(found) == [first.id, second.id, case.id]
    assert [row.clock for row in found.rows] == [ClockState.LATE, ClockState.IN_TIME, None]
    assert [row.is_new for row in found.rows] == [True, True, False]
    assert found.rows[1].due_at == MORNING + 3 * DAY


def test_a_case_is_as_urgent_as_it_is_rated_and_before_that_as_its_reports_told(union: House) -> None:
    by = union.focal_point.session
    told_serious = take(union, report(union, harm=Harm.LASTING))
    deadly = operations.rate(take(union, report(union)), worst_harm=WorstHarm.FATAL, by=by)
    calmed = take(union, report(union, harm=Harm.LASTING))
    operations.rate(calmed, worst_harm=WorstHarm.FIRST_AID, likelihood=Likelihood.RARE, by=by)
    found = look(union)
    assert ids(found) == [deadly.id, told_serious.id, calmed.id]
    assert [row.urgency for row in found.rows] == [Urgency.SERIOUS, Urgency.SERIOUS, Urgency.OTHER]
    assert [row.priority for row in found.rows] == [Priority.TOP, Priority.UNRATED, Priority.LOW]


def test_danger_now_stays_on_top_until_somebody_knows_that_it_is_over(union: House) -> None:
    calm, now = take(union, report(union)), take(union, report(union, danger_now=True))
    assert ids(look(union)) == [now.id, calm.id]
    operations.end_danger(now, "Seen", by=union.focal_point.session)
    assert look(union).parts[Urgency.DANGER_NOW] == 0


def test_each_row_says_for_whom_it_waits_and_what_is_due(union: House) -> None:
    by = union.focal_point.session
    ours, raised, asked = (take(union, report(union)) for _ in range(3))
    operations.raise_with_employer(raised, answer_due=MORNING.date() + DAY, by=by, at=MORNING)
    floor.ask_the_floor(asked, by=by, at=MORNING)
    new = report(union)
    rows = {row.id: row for row in look(union).rows}
    assert {each.id: rows[each.id].waiting_for for each in (new, ours, raised, asked)} == {
        new.id: WaitingFor.ANYBODY,
        ours.id: WaitingFor.US,
        raised.id: WaitingFor.EMPLOYER,
        asked.id: WaitingFor.FLOOR,
    }
    assert (rows[raised.id].due_on, rows[raised.id].clock) == (MORNING.date() + DAY, ClockState.SOON)


def test_what_is_agreed_answers_for_the_employer_and_ends_the_clock(union: House) -> None:
    case = take(union, report(union))
    operations.raise_with_employer(case, answer_due=MORNING.date() + DAY, by=union.focal_point.session, at=MORNING)
    agree(union, case)
    [row] = look(union, at=MORNING + 5 * DAY).rows
    assert (row.waiting_for, row.due_on, row.clock) == (WaitingFor.US, None, None)
    assert look(union, at=MORNING + 5 * DAY).counts[Show.LATE] == 0


def test_filters_count_all_mine_not_taken_and_late(union: House) -> None:
    by = union.focal_point.session
    mine = take(union, report(union))
    operations.raise_with_employer(mine, answer_due=MORNING.date(), by=by, at=MORNING)
    take(union, report(union), who="officer")
    late = report(union, danger_now=True, at=MORNING - 2 * HOUR)
    report(union)
    next_day = MORNING + DAY
    found = look(union, who="focal_point", at=next_day)
    assert found.counts == {Show.ALL: 4, Show.MINE: 1, Show.NOT_TAKEN: 2, Show.LATE: 2}
    assert ids(look(union, who="focal_point", show=Show.MINE, at=next_day)) == [mine.id]
    assert set(ids(look(union, who="focal_point", show=Show.LATE, at=next_day))) == {late.id, mine.id}
    not_taken = look(union, who="focal_point", show=Show.NOT_TAKEN, at=next_day)
    assert (len(not_taken.rows), not_taken.total) == (2, 2)
    assert sum(not_taken.parts.values()) == 2


def test_counts_always_agree_with_the_rows(union: House) -> None:
    for each in range(3):
        take(union, report(union, danger_now=each == 1))
        report(union, harm=Harm.DIED if each == 2 else Harm.UNKNOWN)
    for show in Show:
        found = look(union, who="focal_point", show=show, at=MORNING + 5 * DAY)
        assert len(found.rows) == found.total == sum(found.parts.values())


def test_a_case_of_several_reports_says_how_many_and_what_its_title_is(union: House) -> None:
    case = take(union, report(union), report(union), title="Press without a guard")
    row = look(union).rows[0]
    assert (row.reports, row.taken_by, row.number) == (2, "union.focal_point", case.number)
    assert queries.titles_of(union.officer.session, look(union).rows)[case.id] == "Press without a guard"


def test_closed_and_merged_cases_are_not_in_the_inbox(union: House) -> None:
    closed, merged, into = (take(union, report(union)) for _ in range(3))
    floor.close(closed, by=union.representative.session, confirmed_by=ConfirmedBy.REPRESENTATIVE)
    operations.merge(merged, into=into, by=union.focal_point.session)
    found = look(union)
    assert [(row.id, row.reports) for row in found.rows] == [(into.id, 2)]


# Who sees what


@pytest.mark.parametrize("who", ["officer", "focal_point", "representative", "trainer"])
def test_the_restricted_lane_is_neither_listed_nor_counted_for_others(union: House, who: str) -> None:
    report(union, kind=Kind.FORCED)
    take(union, report(union, kind=Kind.RETALIATION), who="restricted_reader")
    found = look(union, who=who)
    assert (found.rows, found.total, set(found.parts.values())) == ((), 0, {0})
    assert look(union).total == 2


def test_a_report_shut_to_a_role_is_not_there_for_that_role(union: House) -> None:
    shut = report(union, shut_to=Audience.NO_FOCAL_POINTS)
    assert look(union, who="focal_point").total == 0
    assert ids(look(union, who="officer")) == [shut.id]


def test_a_representative_sees_their_floor_only(union: House) -> None:
    here = report(union)
    report(union, workplace=union.second_workplace)
    report(union, nowhere=True)
    assert ids(look(union, who="representative")) == [here.id]


def test_nobody_sees_another_unions_inbox(union: House, other_union: House, federation: House) -> None:
    report(union)
    take(union, report(union))
    for house in (other_union, federation):
        for person in house.everybody:
            assert inbox(person.member, at=MORNING).total == 0


def test_a_member_who_left_sees_nothing(union: House) -> None:
    report(union)
    member = union.officer.member
    Member.objects.filter(id=member.id).update(is_active=False)
    member.refresh_from_db()
    assert inbox(member, at=MORNING).total == 0


# Size


def test_the_inbox_asks_the_database_seven_times_however_long_it_is(
    union: House, django_assert_num_queries: object
) -> None:
    for number in range(3):
        report(union, at=MORNING - 2 * number * HOUR)
        take(union, report(union))
    with django_assert_num_queries(7):  # type: ignore[operator]
        look(union)
    for _ in range(6):
        take(union, report(union), report(union))
    with django_assert_num_queries(7):  # type: ignore[operator]
        assert look(union).total == 12


def test_opening_the_titles_of_a_list_fetches_each_key_once(union: House) -> None:
    for _ in range(4):
        take(union, report(union), title="Press")
    rows = look(union).rows
    with CaptureQueriesContext(connection) as captured:
        queries.titles_of(union.officer.session, rows)
    assert len(captured) == 1


def test_pages_follow_each_other_without_gap_or_double(union: House) -> None:
    for each in range(PAGE + 5):
        report(union, danger_now=each % 3 == 0, at=MORNING - 2 * each * HOUR)
    take(union, report(union))
    member = union.officer.member
    first, second = inbox(member, at=MORNING), inbox(member, start=PAGE, at=MORNING)
    assert (len(first.rows), len(second.rows), first.total) == (PAGE, 6, PAGE + 6)
    together = [*first.rows, *second.rows]
    assert len({row.id for row in together}) == PAGE + 6
    assert [row.urgency for row in together] == sorted(row.urgency for row in together)
