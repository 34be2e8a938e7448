"""Workplaces: who reaches which, codes, the list, figures."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import Profile
from safelamp.ground.workplaces import operations, queries
from safelamp.ground.workplaces.models import CODE_SIGNS, EmployerRole, Posting, Workplace, WorkplaceMonth, new_code
from tests.people import House


def test_a_representative_reaches_their_floor_and_nothing_else(union: House) -> None:
    assert list(queries.reached_by(union.representative.member)) == [union.workplace]
    with pytest.raises(Workplace.DoesNotExist):
        queries.workplace_for(union.representative.member, union.second_workplace.id)


def test_everybody_else_reaches_the_workplaces_of_their_own_organisation(union: House, other_union: House) -> None:
    assert set(queries.reached_by(union.officer.member)) == {union.workplace, union.second_workplace}
    for workplace in (other_union.workplace, other_union.second_workplace):
        with pytest.raises(Workplace.DoesNotExist):
            queries.workplace_for(union.officer.member, workplace.id)


def test_the_federation_does_not_reach_into_its_unions(union: House, federation: House) -> None:
    assert union.workplace not in queries.reached_by(federation.officer.member)


def test_nobody_is_posted_to_another_unions_floor(union: House, other_union: House) -> None:
    with pytest.raises(Workplace.DoesNotExist):
        operations.post(union.representative.member, other_union.workplace, by=union.officer.member)


def test_a_posting_row_across_unions_made_by_hand_gives_nothing(union: House, other_union: House) -> None:
    Posting.objects.create(member=union.representative.member, workplace=other_union.workplace)
    assert other_union.workplace not in queries.reached_by(union.representative.member)


def test_codes_are_hard_to_misread_and_hard_to_guess() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert not set("".join(codes)) - set(CODE_SIGNS)
    assert not set(CODE_SIGNS) & set("ILO01")


@pytest.mark.parametrize(
    "typed", ["{}", " {} ", "{0[0]}{0[1]}{0[2]}-{0[3]}{0[4]}{0[5]}", "{0[0]} {0[1]}{0[2]}{0[3]}{0[4]}{0[5]}"]
)
def test_a_code_is_found_however_it_is_typed(union: House, typed: str) -> None:
    assert queries.by_code(typed.format(union.workplace.code)) == union.workplace
    assert queries.by_code(typed.format(union.workplace.code.lower())) == union.workplace


@pytest.mark.parametrize("typed", ["", " ", "-", "A" * 10_000, "NOSUCH", "\x00", "' OR 1=1", "รหัส", "%", "______"])
def test_a_code_that_does_not_exist_finds_nothing(union: House, typed: str) -> None:
    assert queries.by_code(typed) is None


def test_a_code_exists_once_in_the_whole_instance(union: House, other_union: House) -> None:
    with pytest.raises((ValidationError, IntegrityError)):
        operations.add(
            "Copy", organisation=other_union.organisation, employer="X", sector="C1410", place="", by=None,
            code=union.workplace.code,
        )  # fmt: skip


def test_the_list_shows_only_what_a_findable_organisation_listed(union: House) -> None:
    Workplace.objects.filter(id=union.workplace.id).update(listed=True)
    assert list(queries.listed_for(union.organisation)) == []
    organisations.be_findable(union.organisation, by=union.officer.member)
    assert list(queries.listed_for(union.organisation)) == [union.workplace]
    organisations.choose_profile(union.organisation, profile=Profile.HOSTILE, neutral_name="", by=union.officer.member)
    assert list(queries.listed_for(union.organisation)) == []


def test_a_month_is_kept_once_and_corrected(union: House) -> None:
    for heads in (300, 310):
        operations.keep_month(
            union.workplace, month=dt.date(2026, 10, 17), head_count=heads, hours=None, by=union.officer.member
        )
    kept = WorkplaceMonth.objects.get(workplace=union.workplace)
    assert (kept.month, kept.head_count) == (dt.date(2026, 10, 1), 310)
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkplaceMonth.objects.filter(id=kept.id).update(month=dt.date(2026, 10, 2))


def test_several_employers_share_a_workplace_each_once(union: House) -> None:
    operations.add_employer(union.workplace, name="Clean Ltd", role=EmployerRole.CONTRACTOR, by=union.officer.member)
    assert union.workplace.employers.count() == 2
    with pytest.raises((ValidationError, IntegrityError)):
        operations.add_employer(union.workplace, name="Clean Ltd", role=EmployerRole.AGENCY, by=union.officer.member)


def test_the_check_phrase_has_two_words_and_a_number(union: House) -> None:
    *words, number = union.workplace.check_phrase.split()
    assert len(words) == 2
    assert 10 <= int(number) <= 99
