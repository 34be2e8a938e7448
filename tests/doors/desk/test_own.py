"""What members do about their own log-in."""

import base64
import re
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.test import Client
from django.utils import timezone

from safelamp.ground.organisations.policy import Role
from safelamp.ground.vault import codes, members, queries
from safelamp.ground.vault.models import MemberKey
from tests.people import House, Person

AtDesk = Callable[[Person], Client]


def _code(secret: str, *, steps_on: int = 0) -> str:
    moment = int(timezone.now().timestamp()) + 30 * steps_on
    return TOTP(base64.b32decode(secret), 6, hashes.SHA1(), 30).generate(moment).decode()  # noqa: S303


def _secret_on(page: str) -> str:
    found = re.search(r'name="secret" value="([A-Z2-7]{32})"', page)
    assert found
    return found[1]


def test_a_new_passphrase_is_shown_once_and_works(at_desk: AtDesk, union: House, client: Client) -> None:
    page = at_desk(union.officer).post("/desk/me/passphrase/").content.decode()
    shown = re.search(r'class="code words">([a-z ]+)<', page)
    assert shown
    name = union.officer.member.login_name
    assert members.log_in(name, shown[1]) is not None
    assert members.log_in(name, union.officer.passphrase) is None


def test_a_new_passphrase_ends_the_sessions_on_other_devices(at_desk: AtDesk, union: House) -> None:
    here, elsewhere = at_desk(union.officer), at_desk(union.officer)
    here.post("/desk/me/passphrase/")
    assert here.get("/desk/me/").status_code == 200
    assert elsewhere.get("/desk/me/").status_code == 302


def test_log_out_everywhere_ends_every_session_of_this_member_only(at_desk: AtDesk, union: House) -> None:
    here, elsewhere, colleague = at_desk(union.officer), at_desk(union.officer), at_desk(union.focal_point)
    here.post("/desk/me/log-out-everywhere/")
    assert [each.get("/desk/me/").status_code for each in (here, elsewhere, colleague)] == [302, 302, 200]


def test_the_code_from_the_phone_is_turned_on_by_one_right_code(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    secret = _secret_on(client.get("/desk/me/second-factor/").content.decode())
    assert not MemberKey.objects.filter(second_factor_sealed__isnull=False).exists()
    answer = client.post("/desk/me/second-factor/", {"secret": secret, "code": _code(secret)})
    assert answer.status_code == 302
    name, passphrase = union.officer.member.login_name, union.officer.passphrase
    assert members.log_in(name, passphrase) is None
    assert members.log_in(name, passphrase, code=_code(secret, steps_on=1)) is not None


def test_a_wrong_code_keeps_the_same_square_on_the_page(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    secret = _secret_on(client.get("/desk/me/second-factor/").content.decode())
    page = client.post("/desk/me/second-factor/", {"secret": secret, "code": "abc"}).content.decode()
    assert _secret_on(page) == secret
    assert "not the code that the phone shows" in page
    assert not codes.are_on(union.officer.member)


@pytest.mark.parametrize("forged", ["", "short", "lower case is not base32 at all", "A" * 33])
def test_a_forged_secret_is_refused(at_desk: AtDesk, union: House, forged: str) -> None:
    answer = at_desk(union.officer).post("/desk/me/second-factor/", {"secret": forged, "code": "123456"})
    assert answer.status_code == 200
    assert not codes.are_on(union.officer.member)


def test_the_code_from_the_phone_can_be_turned_off(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    secret = _secret_on(client.get("/desk/me/second-factor/").content.decode())
    client.post("/desk/me/second-factor/", {"secret": secret, "code": _code(secret)})
    client.post("/desk/me/second-factor/off/")
    assert members.log_in(union.officer.member.login_name, union.officer.passphrase) is not None


def test_a_language_that_nobody_speaks_here_is_refused(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    assert client.post("/desk/me/language/", {"language": "th"}).status_code == 302
    assert client.post("/desk/me/language/", {"language": "xx"}).status_code == 200
    union.officer.member.refresh_from_db()
    assert union.officer.member.language == "th"


def _newcomer(union: House) -> Person:
    enrolled = members.enrol("newcomer", organisation=union.organisation, role=Role.FOCAL_POINT, by=None)
    session = members.log_in("newcomer", enrolled.passphrase)
    assert session
    return Person(enrolled.member, enrolled.passphrase, session)


def test_two_sheets_of_the_paper_key_give_the_keys_of_the_role(at_desk: AtDesk, union: House) -> None:
    newcomer = _newcomer(union)
    answer = at_desk(newcomer).post(
        "/desk/paper-key/", {"sheet_first": union.sheets[0], "sheet_second": union.sheets[2].lower()}
    )
    assert answer.status_code == 302
    assert queries.missing_for(newcomer.member) == []
    held = set(queries.held_by(newcomer.member).values_list("pair__audience", flat=True))
    assert held == set(queries.audiences_of(newcomer.member))


def _slipped(sheet: str) -> str:
    """The sheet with one letter changed."""
    return sheet[:8] + ("B" if sheet[8] != "B" else "C") + sheet[9:]


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (lambda s: s[0], lambda s: s[0], "the same sheet twice"),
        (lambda s: s[0], lambda s: "nonsense", "not a whole sheet"),
        (lambda s: s[0], lambda s: s[1][:-4], "not a whole sheet"),
        (lambda s: s[0], lambda s: "", "This field is required."),
        (lambda s: _slipped(s[0]), lambda s: s[1], "A letter is not right"),
        (lambda s: s[0], lambda s: "ก" * 40, "not a whole sheet"),
    ],
)
def test_what_is_wrong_with_a_sheet_is_said(at_desk: AtDesk, union: House, first, second, said: str) -> None:
    newcomer = _newcomer(union)
    sheets = {"sheet_first": first(union.sheets), "sheet_second": second(union.sheets)}
    page = at_desk(newcomer).post("/desk/paper-key/", sheets).content.decode()
    assert said in page
    assert queries.held_by(newcomer.member).count() == 0


def test_sheets_of_another_organisation_give_nothing(at_desk: AtDesk, union: House, other_union: House) -> None:
    newcomer = _newcomer(union)
    at_desk(newcomer).post(
        "/desk/paper-key/", {"sheet_first": other_union.sheets[0], "sheet_second": other_union.sheets[1]}
    )
    assert queries.held_by(newcomer.member).count() == 0
