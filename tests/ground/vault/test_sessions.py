"""A session needs its row and its second cookie; each alone opens nothing."""

import base64

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.vault import members, roles, sessions
from safelamp.ground.vault.sessions import OpenSession
from tests.people import House, Person


@pytest.fixture
def store(db: None) -> SessionStore:
    return SessionStore()


def entered(person: Person) -> Client:
    client = Client()
    client.post("/desk/log-in/", {"login_name": person.member.login_name, "passphrase": person.passphrase})
    return client


def is_inside(client: Client) -> bool:
    return client.get("/desk/me/").status_code == 200


def test_row_and_cookie_together_open(store: SessionStore, union: House) -> None:
    cookie = sessions.keep(store, union.officer.session)
    assert sessions.reopen(store, cookie, union.officer.member).private == union.officer.session.private


@pytest.mark.parametrize(
    "cookie", ["", "x", "ก", "====", base64.urlsafe_b64encode(bytes(32)).decode(), base64.b64encode(b"k" * 31).decode()]
)
def test_the_row_with_a_wrong_cookie_opens_nothing(store: SessionStore, union: House, cookie: str) -> None:
    sessions.keep(store, union.officer.session)
    with pytest.raises(CannotOpen):
        sessions.reopen(store, cookie, union.officer.member)


def test_the_cookie_with_another_row_opens_nothing(store: SessionStore, union: House) -> None:
    cookie = sessions.keep(store, union.officer.session)
    with pytest.raises(CannotOpen):
        sessions.reopen(SessionStore(), cookie, union.officer.member)
    other = SessionStore()
    sessions.keep(other, union.focal_point.session)
    with pytest.raises(CannotOpen):
        sessions.reopen(other, cookie, union.officer.member)


def test_a_private_key_in_another_members_name_opens_nothing(union: House) -> None:
    pair = union.officer.member.held_keys.values_list("pair_id", flat=True)[0]
    stolen = OpenSession(union.officer.member, union.focal_point.session.private)
    with pytest.raises(CannotOpen):
        stolen.private_half(pair)


def test_an_open_session_never_prints_its_key(union: House) -> None:
    assert repr(union.officer.session) == f"OpenSession({union.officer.member.id})"


def test_both_cookies_open_the_desk_and_either_alone_does_not(union: House) -> None:
    client = entered(union.officer)
    assert is_inside(client)
    both = {name: client.cookies[name].value for name in ("s", "k")}
    for only, value in both.items():
        alone = Client()
        alone.cookies[only] = value
        assert not is_inside(alone)
    mixed = entered(union.focal_point)
    mixed.cookies["k"] = both["k"]
    assert not is_inside(mixed)


def test_the_cookies_are_for_the_desk_and_for_no_script(union: House) -> None:
    cookies = entered(union.officer).cookies
    for name in ("s", "k"):
        assert cookies[name]["path"] == "/desk/"
        assert cookies[name]["httponly"]
        assert cookies[name]["samesite"] == "Strict"
        assert not cookies[name]["max-age"]  # gone with the browser
        assert not cookies[name]["domain"]


def test_a_new_passphrase_ends_every_open_session(union: House) -> None:
    client = entered(union.officer)
    members.renew_passphrase(union.officer.session)
    assert not is_inside(client)


def test_log_out_everywhere_ends_every_open_session(union: House) -> None:
    phone, laptop, other = entered(union.officer), entered(union.officer), entered(union.focal_point)
    roles.log_out_everywhere(union.officer.member, by=union.focal_point.member)
    assert (is_inside(phone), is_inside(laptop), is_inside(other)) == (False, False, True)


def test_leaving_takes_the_row_away(union: House) -> None:
    client = entered(union.officer)
    row = client.cookies["s"].value
    client.post("/desk/leave/")
    assert not SessionStore().exists(row)
    assert not is_inside(client)


def test_who_was_deactivated_is_outside_at_once(union: House) -> None:
    client = entered(union.focal_point)
    roles.deactivate(union.focal_point.member, by=union.officer.member)
    assert not is_inside(client)


def test_a_session_ends_after_a_quarter_hour_without_use(settings) -> None:
    assert settings.SESSION_COOKIE_AGE == 15 * 60
    assert settings.SESSION_SAVE_EVERY_REQUEST
