"""Who gets which keys: admission, changed roles, the paper key."""

import datetime as dt

import pytest

from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.organisations.models import Member, Organisation, OrganisationKind
from safelamp.ground.organisations.policy import Role
from safelamp.ground.vault import members, paper_key, queries, roles
from safelamp.ground.vault import operations as vault
from safelamp.ground.vault.models import Audience, HeldKey, KeyPair, PaperPair, Purpose
from safelamp.ground.vault.sessions import OpenSession
from tests.people import House

HANDLES_REPORTS = {Audience.READERS, Audience.NO_REPRESENTATIVES, Audience.NO_FOCAL_POINTS}
HOLDS = {
    (Role.REPRESENTATIVE, False): {Audience.READERS, Audience.NO_FOCAL_POINTS},
    (Role.FOCAL_POINT, False): {Audience.READERS, Audience.NO_REPRESENTATIVES},
    (Role.OFFICER, False): HANDLES_REPORTS,
    (Role.TRAINER, False): set(),
    (Role.REPRESENTATIVE, True): {Audience.READERS, Audience.NO_FOCAL_POINTS, Audience.RESTRICTED},
    (Role.FOCAL_POINT, True): {Audience.READERS, Audience.NO_REPRESENTATIVES, Audience.RESTRICTED},
    (Role.OFFICER, True): HANDLES_REPORTS | {Audience.RESTRICTED},
    (Role.TRAINER, True): {Audience.RESTRICTED},
}


def newcomer(house: House, role: Role, *, restricted: bool = False) -> tuple[Member, OpenSession]:
    enrolled = members.enrol(
        "newcomer", organisation=house.organisation, role=role, reads_restricted=restricted, by=None
    )
    session = members.log_in("newcomer", enrolled.passphrase)
    assert session is not None
    return enrolled.member, session


def held(member: Member) -> set[Audience]:
    return {Audience(each) for each in member.held_keys.values_list("pair__audience", flat=True)}


def works(session: OpenSession) -> bool:
    return all(
        len(session.private_half(pair)) == 32 for pair in session.member.held_keys.values_list("pair", flat=True)
    )


@pytest.mark.parametrize(("role", "restricted"), HOLDS)
def test_admission_gives_exactly_the_keys_of_the_policy(union: House, role: Role, restricted: bool) -> None:
    member, session = newcomer(union, role, restricted=restricted)
    assert held(member) == set()
    for reader in (union.officer, union.restricted_reader):
        vault.admit(member, by=reader.session)
    assert held(member) == HOLDS[role, restricted]
    assert works(session)
    assert not queries.waits_for_admission(member)


def test_admission_names_what_the_reader_could_not_give(union: House) -> None:
    member, _ = newcomer(union, Role.OFFICER, restricted=True)
    assert vault.admit(member, by=union.focal_point.session) == [Audience.NO_FOCAL_POINTS, Audience.RESTRICTED]
    assert vault.admit(member, by=union.officer.session) == [Audience.RESTRICTED]
    assert vault.admit(member, by=union.restricted_reader.session) == []


def test_who_holds_nothing_can_give_nothing(union: House) -> None:
    member, _ = newcomer(union, Role.OFFICER)
    vault.admit(member, by=union.trainer.session)
    assert held(member) == set()


def test_nobody_is_admitted_from_another_organisation(union: House, other_union: House) -> None:
    with pytest.raises(Member.DoesNotExist):
        vault.admit(other_union.officer.member, by=union.officer.session)


def test_a_key_that_is_not_held_does_not_open(union: House) -> None:
    restricted = KeyPair.objects.filter(organisation=union.organisation, audience=Audience.RESTRICTED).first()
    assert restricted is not None
    with pytest.raises(CannotOpen):
        union.officer.session.private_half(restricted.id)


def test_a_held_row_given_to_another_member_by_hand_opens_nothing(union: House) -> None:
    """Somebody who can write the database copies the restricted reader's row to themselves."""
    row = union.restricted_reader.member.held_keys.get(pair__audience=Audience.RESTRICTED, pair__purpose=Purpose.INBOX)
    HeldKey.objects.create(pair=row.pair, member=union.officer.member, sealed_private=row.sealed_private)
    with pytest.raises(CannotOpen):
        union.officer.session.private_half(row.pair_id)


def test_a_changed_role_takes_away_what_it_may_no_longer_hold(union: House) -> None:
    member = union.focal_point.member
    roles.change_role(member, role=Role.REPRESENTATIVE, by=union.officer.member)
    assert held(member) == {Audience.READERS}
    roles.change_role(member, role=Role.TRAINER, by=union.officer.member)
    assert held(member) == set()
    with pytest.raises(CannotOpen):
        works_with_all_of(union, union.focal_point.session)


def works_with_all_of(house: House, session: OpenSession) -> None:
    for pair in queries.current_pairs(house.organisation):
        session.private_half(pair.id)


def test_withdrawing_leaves_what_the_policy_allows(union: House) -> None:
    before = union.officer.member.held_keys.count()
    vault.withdraw(union.officer.member, by=union.focal_point.member)
    assert union.officer.member.held_keys.count() == before


def test_a_reader_who_is_no_longer_named_loses_the_restricted_key(union: House) -> None:
    with pytest.raises(roles.NobodyLeft):
        roles.unname_restricted_reader(union.restricted_reader.member, by=union.officer.member)
    roles.name_restricted_reader(union.officer.member, by=union.officer.member)
    with pytest.raises(roles.NobodyLeft):  # named, but nobody gave them the key yet
        roles.unname_restricted_reader(union.restricted_reader.member, by=union.officer.member)
    vault.admit(union.officer.member, by=union.restricted_reader.session)
    roles.unname_restricted_reader(union.restricted_reader.member, by=union.officer.member)
    assert Audience.RESTRICTED not in held(union.restricted_reader.member)


def test_who_leaves_holds_nothing_and_the_last_officer_stays(union: House) -> None:
    roles.deactivate(union.focal_point.member, by=union.officer.member)
    assert held(union.focal_point.member) == set()
    with pytest.raises(roles.NobodyLeft):
        roles.deactivate(union.officer.member, by=union.focal_point.member)


def test_two_sheets_of_paper_admit_whoever_the_policy_lets_hold_keys(union: House) -> None:
    member, session = newcomer(union, Role.OFFICER, restricted=True)
    paper_key.admit_from_paper(member, [union.sheets[2], union.sheets[0]])
    assert held(member) == HOLDS[Role.OFFICER, True]
    assert works(session)


def test_paper_gives_nobody_more_than_the_policy(union: House) -> None:
    member, _ = newcomer(union, Role.TRAINER)
    paper_key.admit_from_paper(member, union.sheets[:2])
    assert held(member) == set()


def test_the_sheets_of_another_union_open_nothing(union: House, other_union: House) -> None:
    member, _ = newcomer(union, Role.OFFICER)
    for sheets in (other_union.sheets[:2], [union.sheets[0], other_union.sheets[1]], union.sheets[:1]):
        with pytest.raises(CannotOpen):
            paper_key.admit_from_paper(member, sheets)
    assert held(member) == set()


def test_the_sheets_are_kept_nowhere(union: House) -> None:
    kept = repr(PaperPair.objects.filter(organisation=union.organisation).values().get())
    assert not any(sheet in kept or sheet.replace("-", "") in kept for sheet in union.sheets)


def test_the_newest_month_seals_and_the_old_one_still_opens(union: House) -> None:
    before = queries.sealing_key(union.organisation, Audience.READERS, Purpose.INBOX)
    everybody = [person.member for person in union.everybody]
    coming = dt.date(2099, 2, 14)
    vault.make_pairs(union.organisation, Purpose.INBOX, day=coming, readers=everybody)
    after = queries.sealing_key(union.organisation, Audience.READERS, Purpose.INBOX, at=coming)
    assert queries.sealing_key(union.organisation, Audience.READERS, Purpose.INBOX) == before
    assert before.id != after.id
    for pair in (before, after):
        assert len(union.representative.session.private_half(pair.id)) == 32


def test_an_organisation_without_keys_says_so(db: None) -> None:
    bare = Organisation.objects.create(name="Bare", kind=OrganisationKind.UNION, country="TH")
    with pytest.raises(queries.NoKey):
        queries.sealing_key(bare, Audience.READERS, Purpose.INBOX)


def test_each_union_has_keys_of_its_own(union: House, other_union: House) -> None:
    points = [bytes(pair.point) for pair in KeyPair.objects.all()]
    assert len(set(points)) == len(points) == 3 * len(Audience) * len(Purpose)  # with the federation's
    for pair in queries.current_pairs(other_union.organisation):
        with pytest.raises(CannotOpen):
            union.officer.session.private_half(pair.id)
