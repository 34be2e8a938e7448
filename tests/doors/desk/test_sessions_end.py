"""When a session ends: what is said, what comes back, and what a moved clock does."""

import datetime as dt
import html
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.doors.desk import things
from tests.ground.vault.test_security_keys import HERE, added
from tests.people import House, Person
from tests.soft_key import SoftKey

AtDesk = Callable[[Person], Client]
WORDS = "The foreman said that the guard would come back on Monday, but I do not believe it."


@pytest.fixture
def move_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[dt.timedelta], None]:
    """Moves the clock of the machine, for sessions and everything else that asks Django for the time."""
    real = timezone.now

    def move(by: dt.timedelta) -> None:
        monkeypatch.setattr(timezone, "now", lambda: real() + by)

    return move


def enter(client: Client, person: Person, **more: str):
    return client.post(
        "/desk/log-in/", {"login_name": person.member.login_name, "passphrase": person.passphrase, **more}
    )


def hidden(page: str, name: str) -> str:
    found = page.partition(f'name="{name}" value="')[2].partition('"')[0]
    return html.unescape(found)


@pytest.mark.parametrize(("minutes", "inside"), [(14, True), (16, False), (60 * 24, False)])
def test_after_fifteen_idle_minutes_one_is_outside_and_the_page_says_why(
    at_desk: AtDesk, union: House, move_clock, minutes: int, inside: bool
) -> None:
    client = at_desk(union.officer)
    move_clock(dt.timedelta(minutes=minutes))
    answer = client.get("/desk/me/", follow=True)
    assert (answer.request["PATH_INFO"] == "/desk/me/") == inside
    assert ("15 minutes passed without a click" in answer.content.decode()) == (not inside)


def test_row_and_both_cookies_are_gone_then(at_desk: AtDesk, union: House, move_clock) -> None:
    client = at_desk(union.officer)
    move_clock(dt.timedelta(minutes=16))
    Session.objects.update(expire_date=timezone.now() + dt.timedelta(days=1))  # the cleaning has not come by yet
    client.get("/desk/me/")
    assert not Session.objects.exists()
    assert (client.cookies["s"].value, client.cookies["k"].value) == ("", "")


def test_a_clock_that_was_set_back_a_day_ends_sessions_and_lets_in_again(
    at_desk: AtDesk, union: House, move_clock
) -> None:
    """Otherwise a session would live until the clock has come to where it was."""
    client = at_desk(union.officer)
    move_clock(dt.timedelta(days=-1))
    assert client.get("/desk/me/").status_code == 302
    assert enter(client, union.officer).status_code == 302
    assert client.get("/desk/me/").status_code == 200


def test_a_clock_that_was_put_right_by_seconds_ends_nothing(at_desk: AtDesk, union: House, move_clock) -> None:
    client = at_desk(union.officer)
    move_clock(dt.timedelta(seconds=-20))
    assert client.get("/desk/me/").status_code == 200


def test_who_was_never_here_is_not_told_that_they_were_logged_out(client: Client, union: House) -> None:
    assert "You were logged out" not in client.get("/desk/me/", follow=True).content.decode()


# Words


def late_note(client: Client, house: House, words: str = WORDS):
    return client.post(f"/desk/cases/{things.open_case(house).id}/note/", {"words": words})


def test_words_that_were_sent_too_late_come_back_after_log_in_and_can_be_sent(
    at_desk: AtDesk, union: House, move_clock
) -> None:
    client = at_desk(union.focal_point)
    case = things.open_case(union)
    before = case.events.count()
    move_clock(dt.timedelta(minutes=16))
    page = late_note(client, union).content.decode()
    assert "What you wrote is in this page" in page
    answer = enter(client, union.focal_point, carried=hidden(page, "carried"))
    back = answer.content.decode()
    assert "Your words are here" in back
    assert WORDS in back
    assert f'action="/desk/cases/{case.id}/note/"' in back
    assert case.events.count() == before
    client.post(f"/desk/cases/{case.id}/note/", {"words": WORDS})
    assert case.events.count() == before + 1


def test_the_words_are_written_nowhere_on_the_way(at_desk: AtDesk, union: House, move_clock) -> None:
    client = at_desk(union.focal_point)
    move_clock(dt.timedelta(minutes=16))
    page = late_note(client, union).content.decode()
    enter(client, union.focal_point, carried=hidden(page, "carried"))
    assert not [row for row in Session.objects.all() if "foreman" in str(row.get_decoded())]
    assert "foreman" not in "".join(cookie.value for cookie in client.cookies.values())


def test_a_wrong_passphrase_on_the_way_does_not_lose_them(at_desk: AtDesk, union: House, move_clock) -> None:
    client = at_desk(union.focal_point)
    move_clock(dt.timedelta(minutes=16))
    page = late_note(client, union).content.decode()
    again = enter(client, union.focal_point, passphrase="wrong", carried=hidden(page, "carried")).content.decode()
    assert WORDS in hidden(again, "carried")


def test_short_answers_and_secrets_are_not_carried(at_desk: AtDesk, union: House, move_clock) -> None:
    client = at_desk(union.officer)
    move_clock(dt.timedelta(minutes=16))
    for typed in ({"note": "yes"}, {"sheet_first": union.sheets[0]}, {"passphrase": "six words that nobody may see"}):
        assert client.post("/desk/paper-key/new/", typed).status_code == 302


@pytest.mark.parametrize(
    "forged",
    ["", "x", "[]", '["/r/", []]', '["https://evil.example/", [["a", "b"]]]', '["/desk/nowhere/", []]', "[1,2]"],
)
def test_a_forged_field_leads_nowhere(client: Client, union: House, forged: str) -> None:
    assert enter(client, union.officer, carried=forged).status_code == 302


def test_carried_words_are_words_and_never_markup(client: Client, union: House) -> None:
    forged = '["/desk/me/", [["note", "<script>alert(1)</script> with some words"]]]'
    assert "<script>alert" not in enter(client, union.officer, carried=forged).content.decode()


# Logging out everywhere, by oneself


def test_every_desk_page_offers_to_log_out_everywhere_in_one_tap(at_desk: AtDesk, union: House) -> None:
    here, elsewhere = at_desk(union.officer), at_desk(union.officer)
    assert 'action="/desk/me/log-out-everywhere/"' in here.get("/desk/inbox/").content.decode()
    here.post("/desk/me/log-out-everywhere/")
    assert elsewhere.get("/desk/me/").status_code == 302
    assert here.cookies["k"].value == ""


def test_many_wrong_passphrases_are_told_once_after_log_in(client: Client, union: House) -> None:
    for _ in range(12):
        enter(client, union.officer, passphrase="wrong")
    enter(client, union.officer)
    assert "12 wrong passphrases were tried in your name" in client.get("/desk/me/").content.decode()
    assert "wrong passphrases were tried" not in client.get("/desk/me/").content.decode()


def test_ones_own_slips_are_not_made_a_warning(client: Client, union: House) -> None:
    enter(client, union.officer, passphrase="wrong")
    enter(client, union.officer)
    assert "tried in your name" not in client.get("/desk/me/").content.decode()


# Between the two steps


def test_the_second_step_must_follow_within_five_minutes(
    at_desk: AtDesk, client: Client, union: House, move_clock
) -> None:
    added(union.officer, SoftKey(origin=HERE.origin))
    assert "One more step" in enter(client, union.officer).content.decode()
    assert client.get("/desk/log-in/second/").status_code == 200
    assert client.get("/desk/me/").status_code == 302
    move_clock(dt.timedelta(minutes=6))
    assert client.get("/desk/log-in/second/").status_code == 302
