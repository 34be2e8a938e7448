"""Events: many reports of one danger are one row, and only a person makes a case of them."""

import datetime as dt
import random
import uuid

import pytest

from safelamp.ground.vault.models import Audience
from safelamp.loop.cases import crowds, operations
from safelamp.loop.cases.inbox import Inbox, Show, inbox
from safelamp.loop.cases.refusals import Refused, TakenAlready
from safelamp.loop.cases.urgency import Urgency
from safelamp.loop.reports import operations as operations_of_reports
from safelamp.loop.reports.models import Harm, Kind, Report
from tests.loop.quick import unsaved
from tests.loop.told import MORNING, report, tell
from tests.people import House

MINUTE, HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)


def look(house: House, *, who: str = "focal_point", show: Show = Show.ALL, at: dt.datetime = MORNING) -> Inbox:
    return inbox(getattr(house, who).member, show=show, at=at)


def sizes(found: Inbox) -> list[int]:
    return [row.reports for row in found.rows]


def test_reports_of_one_workplace_and_hazard_within_an_hour_are_one_row(union: House) -> None:
    first = report(union)
    for minutes in (1, 30, 60):
        report(union, at=MORNING + minutes * MINUTE)
    [row] = look(union).rows
    assert (row.id, row.reports, row.is_event, row.due_at) == (first.id, 4, True, first.due_at)


def test_an_hour_is_counted_from_the_first_so_a_day_of_reports_is_not_one_event(union: House) -> None:
    for minutes in (0, 50, 61, 100, 130):
        report(union, at=MORNING + minutes * MINUTE)
    assert sorted(sizes(look(union))) == [1, 2, 2]


@pytest.mark.parametrize(
    "other",
    [
        {"hazard": "fall"},
        {"shut_to": Audience.NO_FOCAL_POINTS},
        {"kind": Kind.FORCED},
        {"nowhere": True},
    ],
)
def test_another_hazard_place_or_circle_of_readers_stays_apart(union: House, other: dict[str, object]) -> None:
    report(union)
    report(union, **other)
    assert sizes(look(union, who="restricted_reader" if "kind" in other else "officer")) == [1, 1]


def test_another_workplace_stays_apart(union: House) -> None:
    report(union)
    report(union, workplace=union.second_workplace)
    assert sizes(look(union)) == [1, 1]


def test_streets_are_not_one_place(union: House) -> None:
    report(union, nowhere=True)
    report(union, nowhere=True)
    assert sizes(look(union)) == [1, 1]


def test_in_the_restricted_lane_kinds_stay_apart(union: House) -> None:
    for kind in (Kind.FORCED, Kind.RETALIATION, Kind.FORCED):
        report(union, kind=kind)
    found = look(union, who="restricted_reader")
    assert sorted(sizes(found)) == [1, 2]
    assert look(union, who="officer").total == 0


def test_an_event_is_as_urgent_as_its_most_urgent_report_and_due_with_the_first(union: House) -> None:
    report(union)
    report(union, harm=Harm.DIED, at=MORNING + MINUTE)
    urgent = report(union, danger_now=True, at=MORNING + 2 * MINUTE)
    found = look(union)
    [row] = found.rows
    assert (row.urgency, row.due_at, row.reports) == (Urgency.DANGER_NOW, urgent.due_at, 3)
    assert found.parts[Urgency.DANGER_NOW] == 1


def test_counts_are_counts_of_rows_whatever_the_filter(union: House) -> None:
    for minutes in (0, 1, 2):
        report(union, at=MORNING + minutes * MINUTE)
    report(union, hazard="fall")
    for show in Show:
        found = look(union, show=show, at=MORNING + dt.timedelta(days=5))
        assert len(found.rows) == found.total == sum(found.parts.values())
    assert look(union).counts[Show.NOT_TAKEN] == 2


def test_what_waited_before_events_existed_is_a_row_each(union: House) -> None:
    report(union)
    report(union)
    Report.objects.update(event=None)
    assert sizes(look(union)) == [1, 1]
    waiting = Report.objects.first()
    assert waiting is not None
    assert crowds.event_for(union.focal_point.member, waiting.id).size == 1


# One act


def test_one_case_of_all_of_them_and_every_reporter_keeps_their_own_thread(union: House) -> None:
    told = [tell(union, at=MORNING + number * MINUTE) for number in range(23)]
    event = crowds.event_for(union.focal_point.member, told[0].report.id)
    assert event.size == 23
    case = crowds.take_event(event, by=union.focal_point.session, title="Fire at the mill")
    assert case.case_reports.count() == 23
    [row] = look(union).rows
    assert (row.id, row.reports) == (case.id, 23)
    assert all(each.access.report.messages.count() == 0 for each in told)
    assert not Report.objects.exclude(event=None, arrived_at=None, due_at=None).exists(), "hour and event are forgotten"


def test_who_comes_second_makes_no_second_case(union: House) -> None:
    first = report(union)
    report(union)
    event = crowds.event_for(union.focal_point.member, first.id)
    crowds.take_event(event, by=union.focal_point.session)
    with pytest.raises((Report.DoesNotExist, TakenAlready)):
        crowds.take_event(event, by=union.officer.session)


def test_a_later_report_is_offered_to_the_case_and_not_added_by_itself(union: House) -> None:
    first = report(union)
    report(union)
    case = crowds.take_event(crowds.event_for(union.focal_point.member, first.id), by=union.focal_point.session)
    late, later = report(union, at=MORNING + 5 * MINUTE), report(union, at=MORNING + 6 * MINUTE)
    assert case.case_reports.count() == 2
    assert late.event == later.event == late.id
    event = crowds.event_for(union.focal_point.member, late.id)
    crowds.add_event(event, to=case, by=union.focal_point.session)
    assert case.case_reports.count() == 4


def test_the_rest_of_an_event_stays_one_row_when_its_first_report_is_taken_alone(union: House) -> None:
    first = report(union)
    report(union)
    report(union)
    operations.open_case([first], by=union.focal_point.session)
    [row] = [each for each in look(union).rows if each.is_new]
    assert row.reports == 2
    assert crowds.event_for(union.focal_point.member, row.id).size == 2


def test_the_last_one_of_an_event_is_a_report_again(union: House) -> None:
    first, second = report(union), report(union)
    operations.open_case([first], by=union.focal_point.session)
    [row] = [each for each in look(union).rows if each.is_new]
    assert (row.id, row.is_event) == (second.id, False)


def test_nobody_learns_of_an_event_through_its_number(union: House, other_union: House) -> None:
    hidden = report(union, kind=Kind.FORCED)
    for member in (union.officer.member, other_union.officer.member, union.trainer.member):
        with pytest.raises(Report.DoesNotExist):
            crowds.event_for(member, hidden.id)


def test_a_representative_sees_an_event_of_their_floor_and_cannot_take_it(union: House) -> None:
    first = report(union)
    report(union)
    event = crowds.event_for(union.representative.member, first.id)
    assert event.size == 2
    with pytest.raises(Refused):
        crowds.take_event(event, by=union.representative.session)
    elsewhere = report(union, workplace=union.second_workplace)
    with pytest.raises(Report.DoesNotExist):
        crowds.event_for(union.representative.member, elsewhere.id)


def test_an_event_tells_what_was_told_and_how_often(union: House) -> None:
    first = report(union, kind=Kind.INJURY, harm=Harm.DIED)
    report(union, kind=Kind.INJURY, harm=Harm.SMALL, danger_now=True)
    report(union)
    event = crowds.event_for(union.focal_point.member, first.id)
    assert dict(event.kinds) == {Kind.INJURY: 2, Kind.HAZARD: 1}
    assert list(event.harms) == [(Harm.DIED, 1), (Harm.SMALL, 1)]
    assert event.in_danger == 1


def plainly(report: Report) -> uuid.UUID:
    """The event that a report belongs to, found by looking at every row."""
    assert report.arrived_at is not None
    begun: dict[uuid.UUID, dt.datetime] = {}
    for row in Report.objects.exclude(due_at=None).exclude(event=None):
        alike = (row.organisation_id, row.workplace_id, row.hazard, row.audience) == (
            report.organisation_id, report.workplace_id, report.hazard, report.audience,
        )  # fmt: skip
        if alike and (row.audience != Audience.RESTRICTED or row.kind == report.kind):
            assert row.event is not None
            assert row.arrived_at is not None
            begun[row.event] = min(row.arrived_at, begun.get(row.event, row.arrived_at))
    near = [(first, event) for event, first in begun.items() if abs(first - report.arrived_at) <= HOUR]
    return min(near)[1] if near else report.id


def test_the_event_is_the_one_that_looking_at_every_row_finds(union: House, federation: House) -> None:
    chance = random.Random(20261122)  # no secret
    found = []
    for _ in range(250):
        workplace = chance.choice([union.workplace, union.second_workplace])
        kind, hazard = chance.choice([Kind.HAZARD, Kind.FORCED, Kind.RETALIATION]), chance.choice(["machine", "fall"])
        came = MORNING + chance.randrange(0, 400) * MINUTE  # not in their order: some waited in the spool
        told = unsaved(chance.choice([union, federation]), at=came, workplace=workplace, kind=kind, hazard=hazard)
        expected = plainly(told)
        operations_of_reports.store(told)
        assert told.event == expected
        found.append(told.event == told.id)
        if chance.random() < 0.2:  # somebody takes one: its clock and its event are forgotten
            taken = chance.choice(list(Report.objects.values_list("id", flat=True)))
            Report.objects.filter(id=taken).update(arrived_at=None, due_at=None, event=None)
    assert 20 < sum(found) < 200, "of both sorts there are many"
