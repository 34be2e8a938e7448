"""The duty list: who may stand on it, who counts now, who is away."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from safelamp.ground.audit.models import AuditLine
from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Role
from safelamp.ground.vault import roles
from safelamp.loop.duty import operations
from safelamp.loop.duty.hours import Span
from safelamp.loop.duty.models import Away, DutyTurn, Level
from safelamp.loop.duty.queries import candidates_of, duty_list, turn_of
from tests.loop.told import MORNING
from tests.people import House, Person

NOON = MORNING.replace(hour=12)  # a Monday
TODAY = NOON.date()
WEEKDAYS = [0, 1, 2, 3, 4]


def turn(
    house: House,
    who: Person,
    *,
    level: Level = Level.FIRST,
    days: list[int] | None = None,
    begins: int = 0,
    ends: int = 0,
) -> DutyTurn:
    return operations.add_turn(
        who.member, level=level, days=days or [*range(7)], begins=dt.time(begins), ends=dt.time(ends),
        by=house.officer.member,
    )  # fmt: skip


def on_duty(house: House, *, at: dt.datetime = NOON) -> list[str]:
    return [each.member.login_name for each in duty_list(house.organisation, at=at).on_duty]


def test_whoever_may_take_cases_can_stand_on_the_list(union: House) -> None:
    names = [each.login_name for each in candidates_of(union.organisation)]
    assert names == ["union.focal_point", "union.officer", "union.restricted_reader", "union.second_focal_point"]


@pytest.mark.parametrize("who", ["representative", "trainer"])
def test_others_are_refused_in_words(union: House, who: str) -> None:
    with pytest.raises(ValidationError, match="Only somebody who may take cases"):
        turn(union, getattr(union, who))
    assert not DutyTurn.objects.exists()


def test_a_member_of_another_union_does_not_exist(union: House, other_union: House) -> None:
    with pytest.raises(Member.DoesNotExist):
        turn(union, other_union.focal_point)
    theirs = turn(other_union, other_union.focal_point)
    with pytest.raises(DutyTurn.DoesNotExist):
        turn_of(union.organisation, theirs.id)
    with pytest.raises(DutyTurn.DoesNotExist):
        operations.end_turn(theirs, by=union.officer.member)
    assert duty_list(union.organisation, at=NOON).turns == []


def test_the_list_knows_who_is_on_duty_now_first_level_first(union: House) -> None:
    turn(union, union.officer, level=Level.DEPUTY)
    turn(union, union.focal_point, days=WEEKDAYS, begins=8, ends=17)
    turn(union, union.second_focal_point, days=WEEKDAYS, begins=17, ends=8)
    assert on_duty(union) == ["union.focal_point", "union.officer"]
    assert on_duty(union, at=NOON.replace(hour=20)) == ["union.second_focal_point", "union.officer"]
    assert on_duty(union, at=NOON + dt.timedelta(days=5)) == ["union.officer"]


def test_hours_are_those_of_the_instance(union: House, settings: object) -> None:
    settings.TIME_ZONE = "Asia/Bangkok"  # type: ignore[attr-defined]
    turn(union, union.focal_point, begins=18, ends=20)
    assert on_duty(union) == ["union.focal_point"]  # noon in UTC is seven in the evening there
    assert on_duty(union, at=NOON.replace(hour=18)) == []


def test_who_is_away_is_not_on_duty_up_to_and_including_the_day(union: House) -> None:
    turn(union, union.focal_point)
    operations.be_away(TODAY + dt.timedelta(days=2), by=union.focal_point.member, at=NOON)
    assert on_duty(union) == []
    assert on_duty(union, at=NOON + dt.timedelta(days=2)) == []
    assert on_duty(union, at=NOON + dt.timedelta(days=3)) == ["union.focal_point"]
    assert duty_list(union.organisation, at=NOON).uncovered == [Span(0, 7 * 1440)]
    operations.be_back(by=union.focal_point.member)
    assert on_duty(union) == ["union.focal_point"]


def test_away_is_said_once_and_not_for_a_day_that_has_passed(union: House) -> None:
    for days in (5, 1):
        operations.be_away(TODAY + dt.timedelta(days=days), by=union.focal_point.member, at=NOON)
    assert Away.objects.get().last_day == TODAY + dt.timedelta(days=1)
    with pytest.raises(ValidationError, match="has passed"):
        operations.be_away(TODAY - dt.timedelta(days=1), by=union.focal_point.member, at=NOON)


def test_a_turn_stops_counting_when_its_member_may_not_take_cases_or_leaves(union: House) -> None:
    turn(union, union.focal_point)
    gone = turn(union, union.second_focal_point)
    roles.change_role(union.focal_point.member, role=Role.REPRESENTATIVE, by=union.officer.member)
    roles.deactivate(union.second_focal_point.member, by=union.officer.member)
    found = duty_list(union.organisation, at=NOON)
    assert (list(found.turns), list(found.on_duty)) == ([], [])
    assert gone in found.idle
    assert len(found.idle) == 2


def test_a_turn_is_changed_and_ended_and_each_act_is_audited(union: House) -> None:
    kept = turn(union, union.focal_point)
    operations.change_turn(
        kept, level=Level.NEXT, days=[6], begins=dt.time(6, 30, 59), ends=dt.time(14), by=union.officer.member
    )
    changed = turn_of(union.organisation, kept.id)
    assert (changed.level, changed.weekdays, changed.begins) == (Level.NEXT, 1 << 6, dt.time(6, 30))
    operations.end_turn(changed, by=union.officer.member)
    assert not DutyTurn.objects.exists()
    said = AuditLine.objects.filter(verb__startswith="duty.").values_list("verb", "subject_id")
    assert {verb for verb, _ in said} == {"duty.add_turn", "duty.change_turn", "duty.end_turn"}
    assert {subject for _, subject in said} == {union.focal_point.member.id}


def test_the_same_turn_stands_once(union: House) -> None:
    turn(union, union.focal_point)
    with pytest.raises(ValidationError, match="on the list already"):
        turn(union, union.focal_point)


@pytest.mark.parametrize("weekdays", [0, 128])
def test_the_database_refuses_days_that_no_week_has(union: House, weekdays: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        DutyTurn.objects.create(
            organisation=union.organisation, member=union.officer.member, level=Level.FIRST, weekdays=weekdays,
            begins=dt.time(), ends=dt.time(),
        )  # fmt: skip


def test_no_day_is_refused_in_words(union: House) -> None:
    with pytest.raises(ValidationError, match="at least one day"):
        operations.add_turn(
            union.officer.member, level=Level.FIRST, days=[], begins=dt.time(), ends=dt.time(), by=union.officer.member
        )
