"""Coming in and leaving."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from safelamp.ground.organisations import operations as organisations
from tests.people import House, Person

AtDesk = Callable[[Person], Client]
DOOR = "/desk/log-in/"


def _try(client: Client, person: Person, **answers: str):
    return client.post(DOOR, {"login_name": person.member.login_name, "passphrase": person.passphrase} | answers)


def _said(answer) -> str:
    """The page without what changes every time."""
    text = answer.content.decode()
    head, _, tail = text.partition('name="csrfmiddlewaretoken" value="')
    return head + tail[64:]


def test_the_right_passphrase_opens_the_first_page(client: Client, union: House) -> None:
    answer = _try(client, union.officer)
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200


def test_the_first_four_letters_of_each_word_are_enough(client: Client, union: House) -> None:
    short = " ".join(word[:4].upper() for word in union.officer.passphrase.split())
    assert _try(client, union.officer, passphrase=short).status_code == 302


def test_a_wrong_passphrase_and_an_unknown_name_say_the_same(client: Client, union: House) -> None:
    wrong = _try(client, union.officer, passphrase="one two three four five six")
    unknown = _try(client, union.officer, login_name="nobody")
    name = union.officer.member.login_name
    assert wrong.status_code == unknown.status_code == 200
    assert _said(wrong) == _said(unknown).replace('value="nobody"', f'value="{name}"')
    assert "do not belong together" in _said(wrong)


def test_the_passphrase_never_comes_back_in_the_page(client: Client, union: House) -> None:
    answer = _try(client, union.officer, passphrase="zebra zebra zebra")
    assert "zebra" not in answer.content.decode()


def test_an_empty_form_says_what_is_missing_and_takes_the_focus(client: Client, union: House) -> None:
    page = client.post(DOOR, {}).content.decode()
    assert "autofocus" in page
    assert page.count("This field is required.") == 4  # in the summary and beside each of two answers


def test_cookies_are_for_this_site_and_this_browser_session_only(client: Client, union: House) -> None:
    _try(client, union.officer)
    for name in ("s", "k"):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/desk/")
    assert not client.cookies["k"]["max-age"]


def test_cookies_are_secure_behind_https(client: Client, union: House, settings) -> None:
    settings.BEHIND_HTTPS = settings.SESSION_COOKIE_SECURE = True
    _try(client, union.officer)
    assert client.cookies["s"]["secure"]
    assert client.cookies["k"]["secure"]


def test_logging_in_begins_a_new_session(client: Client, union: House) -> None:
    client.get(DOOR)
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.cookies["s"] = before
    _try(client, union.officer)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/desk/", "//evil.example/desk/", "/\\evil.example", "/r/", "javascript:alert(1)", ""],
)
def test_log_in_never_leads_away(client: Client, union: House, wanted: str) -> None:
    assert _try(client, union.officer, next=wanted)["Location"] in {"/desk/inbox/", "/desk/workplaces/"}


def test_log_in_leads_back_to_the_page_that_was_wanted(client: Client, union: House) -> None:
    asked = client.get("/desk/audit/")
    page = client.get(asked["Location"]).content.decode()
    assert 'name="next" value="/desk/audit/"' in page
    assert _try(client, union.officer, next="/desk/audit/")["Location"] == "/desk/audit/"


def test_who_is_logged_in_sees_no_log_in_page(at_desk: AtDesk, union: House) -> None:
    assert at_desk(union.trainer).get(DOOR).status_code == 302


def test_leave_ends_the_session_and_wipes_what_the_browser_holds(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    answer = client.post("/desk/leave/")
    assert b"Safelamp" not in answer.content
    assert union.organisation.name not in answer.content.decode()
    assert "Clear-Site-Data" in answer
    assert not client.cookies["k"].value
    assert Session.objects.count() == 0
    assert client.get("/desk/me/").status_code == 302


def test_leave_goes_to_the_page_that_the_organisation_chose(at_desk: AtDesk, union: House) -> None:
    organisations.choose_leave_address(union.organisation, address="https://weather.example/", by=union.officer.member)
    answer = at_desk(union.officer).post("/desk/leave/")
    assert answer["Refresh"] == "0; url=https://weather.example/"


def test_leave_needs_a_post(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    assert client.get("/desk/leave/").status_code == 405
    assert client.get("/desk/me/").status_code == 200


def test_the_session_row_alone_opens_nothing(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    del client.cookies["k"]
    assert client.get("/desk/me/").status_code == 302


def test_a_second_cookie_of_another_session_opens_nothing(at_desk: AtDesk, union: House) -> None:
    client, other = at_desk(union.officer), at_desk(union.focal_point)
    client.cookies["k"] = other.cookies["k"].value
    assert client.get("/desk/me/").status_code == 302


def test_a_session_without_a_click_ends_after_fifteen_minutes(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    row = Session.objects.get()
    idle = row.expire_date - timezone.now()
    assert timezone.timedelta(minutes=14) < idle <= timezone.timedelta(minutes=15)
    Session.objects.update(expire_date=timezone.now())
    assert client.get("/desk/me/").status_code == 302


def test_every_click_begins_the_fifteen_minutes_anew(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    Session.objects.update(expire_date=timezone.now() + timezone.timedelta(minutes=1))
    client.get("/desk/me/")
    assert Session.objects.get().expire_date > timezone.now() + timezone.timedelta(minutes=14)


def test_a_forged_form_is_refused_with_a_friendly_page(union: House) -> None:
    answer = _try(Client(enforce_csrf_checks=True), union.officer)
    assert answer.status_code == 403
    assert "open too long" in answer.content.decode()


def test_the_desk_speaks_the_language_of_the_member(at_desk: AtDesk, union: House) -> None:
    organisations.choose_language(union.officer.member, language="th")
    answer = at_desk(union.officer).get("/desk/me/")
    assert answer["Content-Language"] == "th"
    assert '<html lang="th" dir="ltr">' in answer.content.decode()


def test_the_log_in_page_can_be_read_in_another_language(client: Client, db: None) -> None:
    assert client.get(f"{DOOR}?lang=km")["Content-Language"] == "km"


def test_a_member_whose_log_in_ended_cannot_come_in(client: Client, union: House) -> None:
    union.trainer.member.is_active = False
    union.trainer.member.save()
    assert _try(client, union.trainer).status_code == 200


def test_the_lamp_leads_each_role_to_a_page_that_it_may_see(at_desk: AtDesk, union: House) -> None:
    for person in union.everybody:
        client = at_desk(person)
        assert client.get("/desk/", follow=True).status_code == 200
