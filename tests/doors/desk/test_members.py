"""Enrolling members, handing them keys, changing what they are for."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Role
from safelamp.ground.vault import members, queries, roles
from safelamp.ground.vault.models import Audience, MemberKey
from tests.people import House, Person

AtDesk = Callable[[Person], Client]


@pytest.fixture
def newcomer(union: House) -> Person:
    enrolled = members.enrol("newcomer", organisation=union.organisation, role=Role.FOCAL_POINT, by=None)
    session = members.log_in("newcomer", enrolled.passphrase)
    assert session
    return Person(enrolled.member, enrolled.passphrase, session)


def _act(client: Client, member: Member, act: str, **answers: str):
    return client.post(f"/desk/members/{member.id}/{act}/", answers)


def test_enrolling_shows_a_passphrase_that_works(at_desk: AtDesk, union: House) -> None:
    page = at_desk(union.officer).post(
        "/desk/members/enrol/", {"login_name": "Malee", "role": "focal_point", "language": "th"}
    )
    shown = re.search(r'class="code words">([a-z ]+)<', page.content.decode())
    assert shown
    session = members.log_in("malee", shown[1])
    assert session is not None
    assert (session.member.role, session.member.language) == ("focal_point", "th")
    assert session.member.organisation == union.organisation


@pytest.mark.parametrize(
    "name", ["", "x" * 41, "union.officer", "UNION.OFFICER", "malee@union.example", " ", "two\nlines"]
)
def test_a_name_that_cannot_be_used_is_refused(at_desk: AtDesk, union: House, name: str) -> None:
    before = Member.objects.count()
    answer = at_desk(union.officer).post(
        "/desk/members/enrol/", {"login_name": name, "role": "focal_point", "language": "th"}
    )
    assert b"not kept yet" in answer.content
    assert Member.objects.count() == before


def test_nobody_is_enrolled_with_a_role_that_does_not_exist(at_desk: AtDesk, union: House) -> None:
    before = Member.objects.count()
    at_desk(union.officer).post("/desk/members/enrol/", {"login_name": "m", "role": "admin", "language": "th"})
    assert Member.objects.count() == before


def test_the_list_shows_who_waits_and_nobody_of_another_organisation(
    at_desk: AtDesk, union: House, other_union: House, newcomer: Person
) -> None:
    page = at_desk(union.officer).get("/desk/members/").content.decode()
    assert "7 people can log in." in page
    assert page.index("newcomer") < page.index("waits for keys") < page.index("union.focal_point")
    assert "other." not in page


def test_the_page_of_a_member_says_who_can_hand_over_which_key(at_desk: AtDesk, union: House, newcomer: Person) -> None:
    roles.name_restricted_reader(newcomer.member, by=union.officer.member)
    page = at_desk(union.officer).get(f"/desk/members/{newcomer.member.id}/").content.decode()
    row = page[page.index(str(Audience.RESTRICTED.label)) :]
    assert "<td>union.restricted_reader</td>" in row[: row.index("</tr>")]


def test_an_admitted_member_holds_the_keys_of_the_role(at_desk: AtDesk, union: House, newcomer: Person) -> None:
    assert _act(at_desk(union.officer), newcomer.member, "admit")["Location"].endswith("?done=keys_given")
    assert queries.missing_for(newcomer.member) == []


def test_an_officer_cannot_hand_over_a_key_that_they_do_not_hold(
    at_desk: AtDesk, union: House, newcomer: Person
) -> None:
    roles.name_restricted_reader(newcomer.member, by=union.officer.member)
    answer = _act(at_desk(union.officer), newcomer.member, "admit")
    assert answer["Location"].endswith("?done=keys_partly_given")
    assert queries.missing_for(newcomer.member) == [Audience.RESTRICTED]


def test_a_reader_of_the_lane_hands_the_rest_over(at_desk: AtDesk, union: House, newcomer: Person) -> None:
    roles.name_restricted_reader(newcomer.member, by=union.officer.member)
    reader = at_desk(union.restricted_reader)
    assert "newcomer" in reader.get("/desk/keys/").content.decode()
    reader.post(f"/desk/keys/{newcomer.member.id}/")
    assert queries.missing_for(newcomer.member) == []
    assert "newcomer" not in reader.get("/desk/keys/").content.decode()


def test_nobody_hands_keys_to_somebody_whom_the_policy_gives_none(at_desk: AtDesk, union: House) -> None:
    answer = at_desk(union.officer).post(f"/desk/keys/{union.trainer.member.id}/")
    assert answer.status_code == 404
    assert queries.held_by(union.trainer.member).count() == 0


def test_an_officer_who_names_themselves_a_reader_gets_no_key_by_it(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    _act(client, union.officer.member, "restricted")
    _act(client, union.officer.member, "admit")
    union.officer.member.refresh_from_db()
    assert union.officer.member.reads_restricted
    assert queries.missing_for(union.officer.member) == [Audience.RESTRICTED]


def test_a_role_is_changed_and_its_keys_go(at_desk: AtDesk, union: House) -> None:
    found = union.second_focal_point.member
    _act(at_desk(union.officer), found, "role", role="trainer")
    found.refresh_from_db()
    assert found.role == Role.TRAINER
    assert queries.held_by(found).count() == 0


def test_the_last_officer_stays_an_officer(at_desk: AtDesk, union: House) -> None:
    page = _act(at_desk(union.officer), union.officer.member, "role", role="trainer").content.decode()
    assert "At least one officer must stay." in page
    union.officer.member.refresh_from_db()
    assert union.officer.member.role == Role.OFFICER


def test_the_last_reader_of_the_restricted_lane_stays(at_desk: AtDesk, union: House, newcomer: Person) -> None:
    """A second reader without the key does not count: the lane would be shut for good."""
    roles.name_restricted_reader(newcomer.member, by=union.officer.member)
    reader = union.restricted_reader.member
    page = _act(at_desk(union.officer), reader, "restricted/end").content.decode()
    assert "must stay" in page
    reader.refresh_from_db()
    assert reader.reads_restricted


def test_a_reader_goes_once_another_one_has_the_key(at_desk: AtDesk, union: House, newcomer: Person) -> None:
    roles.name_restricted_reader(newcomer.member, by=union.officer.member)
    at_desk(union.restricted_reader).post(f"/desk/keys/{newcomer.member.id}/")
    reader = union.restricted_reader.member
    _act(at_desk(union.officer), reader, "restricted/end")
    reader.refresh_from_db()
    assert not reader.reads_restricted
    assert not queries.held_by(reader).filter(pair__audience=Audience.RESTRICTED).exists()


def test_an_ended_log_in_is_out_at_once(at_desk: AtDesk, union: House) -> None:
    theirs = at_desk(union.second_focal_point)
    _act(at_desk(union.officer), union.second_focal_point.member, "end")
    assert theirs.get("/desk/me/").status_code == 302
    assert queries.held_by(union.second_focal_point.member).count() == 0
    assert members.log_in("union.second_focal_point", union.second_focal_point.passphrase) is None


def test_nobody_ends_their_own_log_in(at_desk: AtDesk, union: House) -> None:
    page = _act(at_desk(union.officer), union.officer.member, "end").content.decode()
    assert "Somebody else must end your log-in." in page


def test_a_gone_phone_is_logged_out_by_an_officer(at_desk: AtDesk, union: House) -> None:
    theirs = at_desk(union.focal_point)
    _act(at_desk(union.officer), union.focal_point.member, "log-out")
    assert theirs.get("/desk/me/").status_code == 302


def _again(client: Client, member: Member) -> str:
    """Asks for the page, then does what it says."""
    asked = client.get(f"/desk/members/{member.id}/enrol-again/").content.decode()
    seen = re.search(r'name="instead_of" value="([0-9a-f-]+)"', asked)
    assert seen
    return _act(client, member, "enrol-again", instead_of=seen[1]).content.decode()


def test_a_lost_phone_is_one_act_sessions_second_step_and_passphrase(at_desk: AtDesk, union: House) -> None:
    theirs, member = at_desk(union.focal_point), union.focal_point.member
    MemberKey.objects.filter(member=member).update(second_factor_sealed=b"x", security_keys_sealed=b"x", failures=9)
    shown = re.search(r'class="code words">([a-z ]+)<', _again(at_desk(union.officer), member))
    assert shown
    assert theirs.get("/desk/me/").status_code == 302
    assert not members.owes_second_step(member)
    assert members.log_in("union.focal_point", shown[1]) is not None


def test_the_page_says_first_what_it_does_and_who_can_hand_the_keys_over(at_desk: AtDesk, union: House) -> None:
    page = at_desk(union.officer).get(f"/desk/members/{union.restricted_reader.member.id}/enrol-again/")
    words = page.content.decode()
    assert "All their sessions end" in words
    assert "nobody: two sheets of the paper key are needed" in words  # they alone read the restricted lane
    assert "union.officer" in words


def test_of_two_officers_who_do_it_at_once_the_second_is_told(at_desk: AtDesk, union: House) -> None:
    """Two passphrases would be shown, and one of them would not work."""
    roles.change_role(union.second_focal_point.member, role=Role.OFFICER, by=union.officer.member)
    first, second = at_desk(union.officer), at_desk(union.second_focal_point)
    member = union.focal_point.member
    seen = str(MemberKey.objects.get(member=member).id)
    shown = re.search(
        r'class="code words">([a-z ]+)<', _act(first, member, "enrol-again", instead_of=seen).content.decode()
    )
    refused = _act(second, member, "enrol-again", instead_of=seen).content.decode()
    assert "has just given them another passphrase" in refused
    assert shown
    assert members.log_in("union.focal_point", shown[1]) is not None


@pytest.mark.parametrize("forged", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_without_having_seen_the_page_nothing_is_done(at_desk: AtDesk, union: House, forged: str) -> None:
    _act(at_desk(union.officer), union.focal_point.member, "enrol-again", instead_of=forged)
    assert members.log_in("union.focal_point", union.focal_point.passphrase) is not None


def test_nobody_enrols_themselves_or_an_ended_log_in_again(at_desk: AtDesk, union: House) -> None:
    officer = at_desk(union.officer)
    roles.deactivate(union.trainer.member, by=union.officer.member)
    for member in (union.officer.member, union.trainer.member):
        assert officer.get(f"/desk/members/{member.id}/enrol-again/").status_code == 404


def test_who_is_enrolled_again_holds_no_key_until_admitted(at_desk: AtDesk, union: House, client: Client) -> None:
    officer = at_desk(union.officer)
    page = _again(officer, union.focal_point.member)
    shown = re.search(r'class="code words">([a-z ]+)<', page)
    assert shown
    assert members.log_in("union.focal_point", union.focal_point.passphrase) is None
    session = members.log_in("union.focal_point", shown[1])
    assert session is not None
    assert queries.held_by(session.member).count() == 0
    _act(officer, session.member, "admit")
    assert queries.missing_for(session.member) == []


def test_a_representative_is_named_for_a_workplace_and_taken_off(at_desk: AtDesk, union: House) -> None:
    officer, found = at_desk(union.officer), union.representative.member
    _act(officer, found, "post", workplace=str(union.second_workplace.id))
    assert found.postings.filter(workplace=union.second_workplace).exists()
    _act(officer, found, f"post/{union.second_workplace.id}/end")
    assert not found.postings.filter(workplace=union.second_workplace).exists()


def test_a_workplace_of_another_organisation_cannot_be_chosen(
    at_desk: AtDesk, union: House, other_union: House
) -> None:
    found = union.representative.member
    answer = _act(at_desk(union.officer), found, "post", workplace=str(other_union.workplace.id))
    assert answer.status_code == 200
    assert found.postings.count() == 1
    forged = f"/desk/members/{found.id}/post/{other_union.workplace.id}/end/"
    assert at_desk(union.officer).post(forged).status_code == 404
