"""Whom the bell rings: never anybody who may not read the report, always somebody who hears it if there is one."""

import datetime as dt

from safelamp.ground.organisations.policy import Role
from safelamp.ground.vault import roles
from safelamp.ground.vault.models import Audience, HeldKey
from safelamp.loop.duty import operations
from safelamp.loop.duty.calling import roll_of, somebody_is_on_duty
from safelamp.loop.duty.models import Level
from tests.ground.post.mail_server import Mailbox
from tests.loop.duty.ringing import DAY, reach, stand, usual_list
from tests.loop.told import MORNING
from tests.people import House

NOON = MORNING.replace(hour=12)


def called(house: House, *, depth: int = 0, audience: Audience = Audience.READERS, at: dt.datetime = NOON) -> list[str]:
    found = roll_of(house.organisation, audience=audience, at=at).called(depth=depth)
    return [each.member.login_name.partition(".")[2] for each in found]


def heard(house: House, *, audience: Audience = Audience.READERS, at: dt.datetime = NOON) -> bool:
    return somebody_is_on_duty(house.organisation, audience=audience, at=at)


def test_levels_widen_the_circle(union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    assert [called(union, depth=each) for each in range(3)] == [
        ["focal_point"],
        ["focal_point", "second_focal_point"],
        ["focal_point", "officer", "second_focal_point"],
    ]


def test_where_nobody_is_on_duty_everybody_on_the_list_is_rung_and_nobody_is_promised(
    union: House, mailbox: Mailbox
) -> None:
    stand(union, union.focal_point, begins=14, ends=16)
    stand(union, union.officer, Level.DEPUTY, begins=20, ends=22)
    reach(union.focal_point, union.officer, union.second_focal_point)
    assert called(union) == ["focal_point", "officer"]
    assert not heard(union)
    assert heard(union, at=NOON.replace(hour=15))


def test_an_empty_list_rings_everybody_who_may_take_it(union: House, mailbox: Mailbox) -> None:
    reach(*union.everybody)
    assert called(union) == ["focal_point", "officer", "restricted_reader", "second_focal_point"]
    assert not heard(union)


def test_where_only_a_deputy_is_on_duty_the_deputy_is_rung_at_once(union: House, mailbox: Mailbox) -> None:
    stand(union, union.officer, Level.DEPUTY)
    stand(union, union.focal_point, begins=20, ends=22)
    reach(union.officer, union.focal_point)
    assert called(union) == ["officer"]
    assert heard(union)


def test_where_the_one_on_duty_keeps_no_address_the_deputy_is_rung_too_and_both_are_named(
    union: House, mailbox: Mailbox
) -> None:
    usual_list(union)
    stand(union, union.restricted_reader)
    roles.deactivate(union.focal_point.member, by=union.officer.member)
    assert called(union) == ["restricted_reader", "second_focal_point"]
    assert heard(union)


def test_where_nobody_can_be_told_the_first_circle_is_named(union: House) -> None:
    stand(union, union.focal_point)
    stand(union, union.officer, Level.NEXT)
    assert called(union) == ["focal_point"]  # no mail server is set up, and nobody keeps an address
    assert not heard(union)


def test_who_is_away_is_rung_only_where_nobody_else_can_be(union: House, mailbox: Mailbox) -> None:
    stand(union, union.focal_point)
    stand(union, union.officer, begins=20, ends=22)
    reach(union.focal_point, union.officer)
    operations.be_away(NOON.date() + DAY, by=union.focal_point.member, at=NOON)
    assert called(union) == ["officer"]
    assert not heard(union)
    operations.be_away(NOON.date() + DAY, by=union.officer.member, at=NOON)
    assert called(union) == ["focal_point", "officer"]


def test_a_member_without_the_key_is_not_rung(union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    HeldKey.objects.filter(member=union.focal_point.member).delete()
    assert called(union) == ["second_focal_point"]


def test_a_report_shut_to_focal_points_rings_only_those_on_the_list_who_may_read_it(
    union: House, mailbox: Mailbox
) -> None:
    usual_list(union)
    shut = Audience.NO_FOCAL_POINTS
    assert called(union, audience=shut) == ["officer"]
    assert called(union, audience=shut, depth=2) == ["officer"]
    assert heard(union, audience=shut)


def test_where_the_list_has_nobody_who_may_read_it_everybody_who_may_is_rung(union: House, mailbox: Mailbox) -> None:
    stand(union, union.focal_point)
    reach(*union.everybody)
    assert called(union, audience=Audience.NO_FOCAL_POINTS) == ["officer"]
    assert not heard(union, audience=Audience.NO_FOCAL_POINTS)


def test_the_restricted_lane_rings_its_own_readers_whatever_the_list_says(union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    reach(union.restricted_reader)
    assert [called(union, audience=Audience.RESTRICTED, depth=each) for each in range(3)] == [["restricted_reader"]] * 3
    assert heard(union, audience=Audience.RESTRICTED)


def test_a_reader_of_the_restricted_lane_who_is_a_representative_is_rung(union: House, mailbox: Mailbox) -> None:
    reader = union.restricted_reader
    roles.change_role(reader.member, role=Role.REPRESENTATIVE, by=union.officer.member)
    reach(reader)
    assert called(union, audience=Audience.RESTRICTED) == ["restricted_reader"]


def test_a_named_reader_without_the_key_is_not_rung(union: House, mailbox: Mailbox) -> None:
    roles.name_restricted_reader(union.officer.member, by=union.second_focal_point.member)
    reach(union.officer, union.restricted_reader)
    assert called(union, audience=Audience.RESTRICTED) == ["restricted_reader"]


def test_a_lane_whose_readers_keep_no_address_is_not_heard(union: House, mailbox: Mailbox) -> None:
    reach(union.officer)
    assert called(union, audience=Audience.RESTRICTED) == ["restricted_reader"]
    assert not heard(union, audience=Audience.RESTRICTED)


def test_nobody_of_another_union_is_rung(union: House, other_union: House, mailbox: Mailbox) -> None:
    usual_list(other_union)
    assert "focal_point" in called(union)
    found = roll_of(union.organisation, audience=Audience.READERS, at=NOON)
    assert {each.organisation_id for each in found.able} == {union.organisation.id}
    assert not heard(union)


def test_asking_whether_somebody_is_on_duty_costs_few_statements(
    union: House, mailbox: Mailbox, django_assert_max_num_queries: object
) -> None:
    usual_list(union)
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        assert heard(union)
