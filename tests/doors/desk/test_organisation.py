"""The organisation's own settings, who may see what, who did what."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.utils.html import escape

from safelamp.doors.desk.audit_words import WORDS
from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import Organisation, Profile
from safelamp.ground.organisations.policy import Permission, Role
from safelamp.ground.vault import shredding
from safelamp.loop.actions.states import ActionVerb
from safelamp.loop.cases.states import Verb as CaseVerb
from tests.people import House, Person

AtDesk = Callable[[Person], Client]


def _own(house: House) -> Organisation:
    return Organisation.objects.get(id=house.organisation.id)


def test_emergency_numbers_carry_who_confirmed_them_and_when(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    client.post("/desk/organisation/numbers/", {"numbers": "Ambulance 1669"})
    own = _own(union)
    assert (own.emergency_numbers, own.emergency_confirmed_by) == ("Ambulance 1669", "union.officer")
    assert own.emergency_confirmed_on is not None
    assert "Confirmed by union.officer on" in client.get("/desk/organisation/").content.decode()


def test_numbers_that_are_too_long_are_said_beside_the_field(at_desk: AtDesk, union: House) -> None:
    page = at_desk(union.officer).post("/desk/organisation/numbers/", {"numbers": "1" * 201}).content.decode()
    assert "at most 200 characters" in page
    assert _own(union).emergency_numbers == ""


def test_taking_the_numbers_away_takes_the_name_away(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    client.post("/desk/organisation/numbers/", {"numbers": "1669"})
    client.post("/desk/organisation/numbers/", {"numbers": ""})
    assert (_own(union).emergency_numbers, _own(union).emergency_confirmed_by) == ("", "")


def test_an_organisation_is_found_only_when_it_chose_so(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    assert not _own(union).findable
    client.post("/desk/organisation/list/")
    assert _own(union).findable
    client.post("/desk/organisation/list/end/")
    assert not _own(union).findable


def test_a_hostile_profile_needs_a_neutral_name_and_leaves_the_list(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    client.post("/desk/organisation/list/")
    page = client.post("/desk/organisation/profile/", {"profile": "hostile", "neutral_name": ""}).content.decode()
    assert "A hostile profile needs a neutral name." in page
    client.post("/desk/organisation/profile/", {"profile": "hostile", "neutral_name": "Clear Water"})
    own = _own(union)
    assert (own.profile, own.shown_name, own.findable) == (Profile.HOSTILE, "Clear Water", False)
    assert b"never in the list" in client.post("/desk/organisation/list/").content
    assert not _own(union).findable


def test_a_hostile_desk_shows_the_neutral_name_in_its_frame(at_desk: AtDesk, union: House) -> None:
    organisations.choose_profile(
        union.organisation, profile=Profile.HOSTILE, neutral_name="Clear Water", by=union.officer.member
    )
    page = at_desk(union.trainer).get("/desk/who-may-see-what/").content.decode()
    assert "Clear Water" in page
    assert "Union ·" not in page


@pytest.mark.parametrize("address", ["javascript:alert(1)", "not an address", "x" * 300])
def test_leave_opens_only_real_addresses(at_desk: AtDesk, union: House, address: str) -> None:
    assert at_desk(union.officer).post("/desk/organisation/leave/", {"address": address}).status_code == 200
    assert _own(union).leave_address == ""


def test_the_policy_page_shows_the_table_that_the_programme_obeys(at_desk: AtDesk, union: House) -> None:
    page = at_desk(union.trainer).get("/desk/who-may-see-what/").content.decode()
    for permission in Permission:
        if permission != Permission.READ_RESTRICTED:
            assert escape(str(permission.label)) in page
    rows = page[page.index("<tbody>") : page.index("</tbody>")].split("</tr>")
    admits = next(row for row in rows if str(Permission.ADMIT_MEMBERS.label) in row)
    assert admits.count('class="yes"') == 1
    assert str(Role.OFFICER.label) in admits


def test_the_policy_page_names_the_readers_of_the_restricted_lane_to_their_own_people(
    at_desk: AtDesk, union: House, other_union: House
) -> None:
    page = at_desk(union.trainer).get("/desk/who-may-see-what/").content.decode()
    assert "union.restricted_reader" in page
    assert "other.restricted_reader" not in page


def test_a_hostile_profile_names_the_readers_to_readers_only(at_desk: AtDesk, union: House) -> None:
    organisations.choose_profile(
        union.organisation, profile=Profile.HOSTILE, neutral_name="Clear Water", by=union.officer.member
    )
    address = "/desk/who-may-see-what/"
    assert "union.restricted_reader" not in at_desk(union.officer).get(address).content.decode()
    assert "union.restricted_reader" in at_desk(union.restricted_reader).get(address).content.decode()


def test_the_audit_shows_days_and_verbs_in_words(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    client.post("/desk/organisation/numbers/", {"numbers": "Ambulance 1669"})
    page = client.get("/desk/audit/").content.decode()
    assert "confirmed the emergency numbers" in page
    assert "1669" not in page


def test_the_audit_of_another_organisation_stays_there(at_desk: AtDesk, union: House, other_union: House) -> None:
    audit.record("cases.take", organisation_id=other_union.organisation.id, by=other_union.officer.member.id)
    assert "took the reports as a case" not in at_desk(union.officer).get("/desk/audit/").content.decode()


@pytest.mark.parametrize("page", ["1", "99999", "-1", "nonsense", ""])
def test_an_unknown_page_of_the_audit_shows_the_nearest(at_desk: AtDesk, union: House, page: str) -> None:
    assert at_desk(union.officer).get("/desk/audit/", {"page": page}).status_code == 200


def test_lines_of_one_day_are_counted(at_desk: AtDesk, union: House) -> None:
    for _ in range(3):
        audit.record("cases.take", organisation_id=union.organisation.id, by=union.officer.member.id)
    page = at_desk(union.officer).get("/desk/audit/").content.decode()
    row = page[page.index("took the reports as a case") :]
    assert "3 times" in row[: row.index("</tr>")]


def test_every_verb_of_the_audit_has_its_words() -> None:
    sources = Path("src/safelamp").rglob("*.py")
    written = re.compile(
        r'"((?:organisations|vault|post|workplaces|reports|register|cases|duty|actions|reading)\.[a-z_]+)"'
    )
    calls = re.compile(r"(?:record|_audit|_record)\([^)]*")
    said = {verb for path in sources for call in calls.findall(path.read_text()) for verb in written.findall(call)}
    said |= {f"cases.{verb}" for verb in CaseVerb.values} | {f"actions.{verb}" for verb in ActionVerb.values}
    assert len(said) > 60
    assert said - set(WORDS) == set()


# How long words are kept


def test_an_officer_chooses_how_long_words_are_kept(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    client.post("/desk/organisation/retention/", {"months": "6", "register_months": "480"})
    own = _own(union)
    assert (own.retention_months, own.register_months) == (6, 480)
    page = client.get("/desk/organisation/").content.decode()
    assert "closed for 6 months" in page
    assert "Nothing is destroyed before" in page  # it became shorter: a week of notice


@pytest.mark.parametrize(("profile", "months", "kept"), [("hostile", "4", 1), ("open", "0", 24), ("open", "x", 24)])
def test_a_time_that_the_profile_does_not_allow_is_refused(
    at_desk: AtDesk, union: House, profile: Profile, months: str, kept: int
) -> None:
    organisations.choose_profile(
        union.organisation, profile=Profile(profile), neutral_name="Clear Water", by=union.officer.member
    )
    answer = at_desk(union.officer).post("/desk/organisation/retention/", {"months": months, "register_months": "60"})
    assert answer.status_code == 200
    assert 'class="error' in answer.content.decode()
    assert _own(union).retention_months == kept


def test_the_page_says_what_went_last_and_hides_the_restricted_lanes_counts(at_desk: AtDesk, union: House) -> None:
    day = dt.date(2026, 11, 3)
    shredding.count(union.organisation, day=day, restricted=False, cases=3, reports=4)
    shredding.count(union.organisation, day=day, restricted=True, cases=20)
    assert (
        "3 November 2026: 3 cases, 4 reports, 0 entries"
        in at_desk(union.officer).get("/desk/organisation/").content.decode()
    )
    union.officer.member.reads_restricted = True
    union.officer.member.save()
    assert "23 cases, 4 reports" in at_desk(union.officer).get("/desk/organisation/").content.decode()


def test_only_officers_choose_how_long(at_desk: AtDesk, union: House) -> None:
    answer = at_desk(union.focal_point).post("/desk/organisation/retention/", {"months": "1", "register_months": "1"})
    assert answer.status_code == 404
    assert _own(union).retention_months == 24
