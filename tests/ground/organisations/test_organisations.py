"""Organisations: what the database itself refuses, and who receives."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from safelamp.ground.organisations import operations, queries
from safelamp.ground.organisations.models import Member, Organisation, OrganisationKind, Profile
from tests.people import House


def refused(organisation: Organisation, **values: object) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(id=organisation.id).update(**values)


def test_the_database_refuses_what_must_not_be(union: House) -> None:
    refused(union.organisation, parent=union.organisation)
    refused(union.organisation, emergency_numbers="119")
    refused(union.organisation, emergency_numbers="119", emergency_confirmed_on=dt.date(2026, 11, 1))
    refused(union.organisation, profile=Profile.HOSTILE, findable=True)


def test_a_hostile_organisation_shows_its_neutral_name_and_leaves_the_list(union: House) -> None:
    operations.be_findable(union.organisation, by=union.officer.member)
    assert union.organisation in queries.findable()
    operations.choose_profile(
        union.organisation, profile=Profile.HOSTILE, neutral_name="Reading circle", by=union.officer.member
    )
    assert union.organisation not in queries.findable()
    assert union.organisation.shown_name == "Reading circle"
    with pytest.raises((ValidationError, IntegrityError)):
        operations.be_findable(union.organisation, by=union.officer.member)


def test_a_hostile_organisation_without_a_neutral_name_shows_none(union: House) -> None:
    operations.choose_profile(union.organisation, profile=Profile.HOSTILE, neutral_name="", by=union.officer.member)
    assert union.organisation.shown_name == ""


def test_emergency_numbers_are_kept_with_who_and_when_and_can_be_taken_away(union: House) -> None:
    operations.confirm_emergency_numbers(union.organisation, numbers=" Ambulance 1669 ", by=union.officer.member)
    kept = Organisation.objects.get(id=union.organisation.id)
    assert (kept.emergency_numbers, kept.emergency_confirmed_by) == (
        "Ambulance 1669",
        union.officer.member.login_name,
    )
    assert kept.emergency_confirmed_on is not None
    operations.confirm_emergency_numbers(union.organisation, numbers=" ", by=union.officer.member)
    assert Organisation.objects.get(id=union.organisation.id).emergency_confirmed_on is None


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "not an address"])
def test_leave_goes_to_a_page_of_the_web_or_nowhere(union: House, address: str) -> None:
    with pytest.raises(ValidationError):
        operations.choose_leave_address(union.organisation, address=address, by=union.officer.member)


def test_members_are_found_in_their_own_organisation_only(union: House, other_union: House) -> None:
    assert queries.member_of(union.organisation, union.officer.member.id) == union.officer.member
    with pytest.raises(Member.DoesNotExist):
        queries.member_of(union.organisation, other_union.officer.member.id)
    assert set(queries.members_of(union.organisation)) == {person.member for person in union.everybody}


def test_an_organisation_with_members_cannot_be_deleted(union: House) -> None:
    with pytest.raises(IntegrityError):
        union.organisation.delete()


def test_reports_for_a_branch_that_takes_none_go_to_whoever_takes_them_above(union: House, federation: House) -> None:
    branch = operations.found(
        "Branch", kind=OrganisationKind.BRANCH, country="TH", language="th", parent=union.organisation
    )
    branch.takes_reports = False
    assert queries.receivers_for(branch) == [union.organisation, federation.organisation]


def test_a_loop_in_the_tree_does_not_hang_anybody(union: House, federation: House) -> None:
    Organisation.objects.filter(id=federation.organisation.id).update(parent=union.organisation)
    start = Organisation.objects.get(id=union.organisation.id)
    assert {each.id for each in queries.receivers_for(start)} == {union.organisation.id, federation.organisation.id}
