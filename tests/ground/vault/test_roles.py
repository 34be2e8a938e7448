"""Roles and keys: what the policy takes away is gone, and somebody always stays."""

import pytest

from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.audit.models import AuditLine
from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Role
from safelamp.ground.vault import members, queries, roles
from safelamp.ground.vault.models import Audience, HeldKey
from safelamp.ground.vault.roles import NobodyLeft
from tests.people import House


def test_a_focal_point_who_becomes_a_representative_loses_what_was_shut_to_representatives(union: House) -> None:
    found = union.focal_point.member
    roles.change_role(found, role=Role.REPRESENTATIVE, by=union.officer.member)
    held = set(queries.held_by(found).values_list("pair__audience", flat=True))
    assert Audience.NO_REPRESENTATIVES not in held
    assert queries.missing_for(found) == [Audience.NO_FOCAL_POINTS]


def test_an_open_session_opens_nothing_that_was_taken_away(union: House) -> None:
    session = union.focal_point.session
    pair = HeldKey.objects.filter(member=session.member, pair__audience=Audience.NO_REPRESENTATIVES).first()
    assert pair is not None
    roles.change_role(session.member, role=Role.REPRESENTATIVE, by=union.officer.member)
    with pytest.raises(CannotOpen):
        session.private_half(pair.pair_id)


def test_nobody_of_another_organisation_is_touched(union: House, other_union: House) -> None:
    outsider, by = other_union.focal_point.member, union.officer.member
    for act in (
        roles.name_restricted_reader,
        roles.unname_restricted_reader,
        roles.deactivate,
        roles.log_out_everywhere,
    ):
        with pytest.raises(Member.DoesNotExist):
            act(outsider, by=by)
    with pytest.raises(Member.DoesNotExist):
        roles.change_role(outsider, role=Role.TRAINER, by=by)
    with pytest.raises(Member.DoesNotExist):
        members.enrol_again(outsider, by=by)


def test_the_last_officer_cannot_be_ended_by_a_focal_point(union: House) -> None:
    with pytest.raises(NobodyLeft):
        roles.deactivate(union.officer.member, by=union.focal_point.member)


def test_a_second_officer_lets_the_first_go(union: House) -> None:
    roles.change_role(union.focal_point.member, role=Role.OFFICER, by=union.officer.member)
    roles.deactivate(union.officer.member, by=union.focal_point.member)
    union.officer.member.refresh_from_db()
    assert not union.officer.member.is_active


def test_each_act_leaves_one_line_without_words(union: House) -> None:
    found, by = union.second_focal_point.member, union.officer.member
    AuditLine.objects.all().delete()
    roles.name_restricted_reader(found, by=by)
    line = AuditLine.objects.get()
    assert (line.verb, line.member_id, line.subject_id) == ("vault.name_restricted_reader", by.id, found.id)


def test_a_refused_act_leaves_no_line(union: House) -> None:
    AuditLine.objects.all().delete()
    with pytest.raises(NobodyLeft):
        roles.unname_restricted_reader(union.restricted_reader.member, by=union.officer.member)
    assert not AuditLine.objects.exists()


def test_holders_who_left_do_not_count(union: House) -> None:
    roles.deactivate(union.second_focal_point.member, by=union.officer.member)
    names = [each.login_name for each in queries.holders_of(union.organisation, Audience.READERS)]
    assert "union.second_focal_point" not in names
    assert "union.officer" in names
