"""No words over plain HTTP from another machine: who is refused, what is said, and what is always shown."""

from collections.abc import Callable, Mapping

import pytest
from django.conf import LazySettings
from django.db import OperationalError, connection
from django.test import Client

from safelamp.ground.organisations.models import Organisation, OrganisationKind
from safelamp.loop.reports.models import Message, Report
from tests.doors.worker.form import Phone, read, words_of
from tests.people import House

WORKER = {"REMOTE_ADDR": "10.0.0.7", "HTTP_HOST": "lamp.example.org"}
REFUSED = "Do not write here"
STORY = "the guard is off"


@pytest.fixture(autouse=True)
def hosts(settings: LazySettings) -> LazySettings:
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "lamp.example.org", "abcdef.onion"]
    return settings


@pytest.fixture
def over_https(settings: LazySettings) -> None:
    """As with SAFELAMP_HTTPS=1."""
    settings.BEHIND_HTTPS = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


class Walker:
    """A phone on a line of its own kind."""

    def __init__(self, line: Mapping[str, str]) -> None:
        self.client = Client(**line)

    def open(self, path: str) -> "Walker":
        self.answer = self.client.get(path)
        return self

    def touch(self, **values: str) -> "Walker":
        self.answer = self.client.post("/r/", read(self.answer.content.decode()).values | values)
        return self

    @property
    def text(self) -> str:
        return words_of(self.answer.content.decode())


def words_screen(union: House) -> dict[str, str]:
    """The last screen's form as it was loaded where words are taken: to be sent over another line."""
    return Phone().scan(union).tell().form.values


def test_the_first_screen_of_a_poster_says_so_at_once(union: House) -> None:
    walker = Walker(WORKER).open(f"/r/{union.workplace.code}")
    assert walker.answer.status_code == 403
    assert REFUSED in walker.text
    assert "What is it about?" not in walker.text
    assert "Ask your union for the protected address. It begins with https://" in walker.text


def test_where_the_protected_address_is_known_it_is_shown_with_the_posters_code(union: House, over_https: None) -> None:
    walker = Walker(WORKER).open(f"/r/{union.workplace.code}")
    assert f'href="https://lamp.example.org/r/{union.workplace.code}"' in walker.answer.content.decode()
    assert "Ask your union" not in walker.text


def test_advice_for_danger_now_is_always_shown(union: House) -> None:
    Organisation.objects.filter(id=union.organisation.id).update(
        emergency_numbers="Ambulance 1669", emergency_confirmed_by="x", emergency_confirmed_on="2026-11-21"
    )
    walker = Walker(WORKER).open(f"/r/{union.workplace.code}").touch(go="danger")
    assert walker.answer.status_code == 200
    assert "Move away from the danger." in walker.text
    assert "1669" in walker.text
    assert ("go", "told") not in read(walker.answer.content.decode()).buttons
    assert "we take nothing here" in walker.text


def test_words_that_come_nevertheless_are_not_kept_and_the_worker_is_told(union: House) -> None:
    answer = Client(**WORKER).post("/r/", words_screen(union) | {"go": "send", "story": STORY})
    assert answer.status_code == 403
    assert "What you sent was not kept." in words_of(answer.content.decode())
    assert STORY not in answer.content.decode()
    assert (Report.objects.count(), Message.objects.count()) == (0, 0)


@pytest.mark.parametrize("step", ["follow", "check", "again", "reply", "judge", "send", "stay", "told", "back", "next"])
def test_no_step_leads_to_words(union: House, step: str) -> None:
    answer = Client(**WORKER).post("/r/", words_screen(union) | {"go": step, "receipt": "1" * 20})
    assert answer.status_code == 403
    assert not {"story", "receipt", "photo", "text"} & set(read(answer.content.decode()).values)


def test_where_no_organisation_is_known_and_none_is_practice_the_first_screen_says_so(union: House) -> None:
    for path in ("/r/", "/r/ZZZZZZ"):
        assert REFUSED in Walker(WORKER).open(path).text


def as_practice(house: House) -> House:
    Organisation.objects.filter(id=house.organisation.id).update(kind=OrganisationKind.PRACTICE)
    house.organisation.refresh_from_db()
    return house


def test_a_practice_organisation_takes_words_from_everywhere(union: House) -> None:
    as_practice(union)
    walker = Walker(WORKER).open(f"/r/{union.workplace.code}").touch(hazard="machine").touch(kind="hazard")
    assert walker.touch(go="send", story=STORY).answer.status_code == 200
    assert Report.objects.get().organisation_id == union.organisation.id


def test_an_exercise_is_not_sent_past_to_a_real_federation(union: House) -> None:
    as_practice(union)
    walker = Walker(WORKER).open(f"/r/{union.workplace.code}").touch(hazard="machine").touch(kind="hazard")
    assert walker.touch(go="send", story=STORY, shut="past").answer.status_code == 403
    assert Report.objects.count() == 0


def test_beside_a_practice_organisation_a_real_one_is_refused_as_soon_as_it_is_chosen(
    union: House, other_union: House
) -> None:
    as_practice(other_union)
    walker = Walker(WORKER).open("/r/")
    assert walker.answer.status_code == 200
    walker.touch(hazard="machine").touch(kind="hazard")
    assert walker.answer.status_code == 200
    assert walker.touch(code=union.workplace.code).answer.status_code in {200, 403}
    assert walker.touch(go="send", story=STORY).answer.status_code == 403
    assert Report.objects.count() == 0


def test_a_code_of_a_real_report_shows_nothing_on_a_practice_page(union: House, other_union: House) -> None:
    receipt = Phone().scan(union).tell().touch("go", "send", story=STORY).receipt
    as_practice(other_union)
    walker = Walker(WORKER).open(f"/r/{other_union.workplace.code}").touch(go="follow")
    assert walker.answer.status_code == 200
    assert walker.touch(go="check", receipt=receipt).answer.status_code == 403


LINES: dict[str, tuple[dict[str, str], bool]] = {
    "this machine": ({"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8000"}, True),
    "this machine by number": ({"REMOTE_ADDR": "::1", "HTTP_HOST": "[::1]:8000"}, True),
    "an onion address": ({"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "abcdef.onion", "HTTP_X_FORWARDED_FOR": "x"}, True),
    "another machine": (WORKER, False),
    "another machine that says localhost": ({"REMOTE_ADDR": "10.0.0.7", "HTTP_HOST": "localhost"}, False),
    "a proxy that keeps the host": ({"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "lamp.example.org"}, False),
    "a proxy that tells the client": (
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost", "HTTP_X_FORWARDED_FOR": "10.0.0.7"}, False,
    ),
    "a proxy that speaks RFC 7239": (
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost", "HTTP_FORWARDED": "for=10.0.0.7"}, False,
    ),
    "a proxy that only leaves Via": (
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost", "HTTP_VIA": "1.1 box"}, False,
    ),
    "nginx as it comes": (
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1:8000", "SERVER_PROTOCOL": "HTTP/1.0"}, False,
    ),
    "a proxy through a socket": ({"REMOTE_ADDR": "", "HTTP_HOST": "localhost"}, False),
    "https that is only claimed": (WORKER | {"HTTP_X_FORWARDED_PROTO": "https"}, False),
    "https claimed on this machine": (
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "lamp.example.org", "HTTP_X_FORWARDED_PROTO": "https",
         "HTTP_X_FORWARDED_SSL": "on"}, False,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("line", "taken"), LINES.values(), ids=LINES.keys())
def test_which_lines_words_may_take(union: House, line: dict[str, str], taken: bool) -> None:
    answer = Client(**line).post("/r/", words_screen(union) | {"go": "send", "story": STORY})
    assert answer.status_code == (200 if taken else 403)
    assert Report.objects.count() == int(taken)


@pytest.mark.parametrize(("line", "taken"), LINES.values(), ids=LINES.keys())
def test_which_lines_a_passphrase_may_take(union: House, line: dict[str, str], taken: bool) -> None:
    client = Client(**line)
    assert ('name="passphrase"' in client.get("/desk/log-in/").content.decode()) == taken
    typed = {"login_name": union.officer.member.login_name, "passphrase": union.officer.passphrase}
    answer = client.post("/desk/log-in/", typed)
    assert answer.status_code == (302 if taken else 403)
    assert ("k" in answer.cookies) == taken


@pytest.mark.parametrize("proto", ["https", "http", "HTTPS, http", ""])
def test_behind_https_only_its_servers_word_counts(union: House, over_https: None, proto: str) -> None:
    line = WORKER | {"HTTP_X_FORWARDED_PROTO": proto, "HTTP_X_FORWARDED_FOR": "10.0.0.7"}
    answer = Client(**line).post("/r/", words_screen(union) | {"go": "send", "story": STORY})
    assert answer.status_code == (200 if proto == "https" else 403)


def test_the_demonstration_is_for_everybody_in_the_room(union: House, settings: LazySettings) -> None:
    settings.DEMONSTRATION = True
    assert Walker(WORKER).open(f"/r/{union.workplace.code}").answer.status_code == 200
    assert Client(**WORKER).get("/desk/log-in/").status_code == 200


def test_the_desk_says_where_it_is_protected_and_shows_no_field(union: House, over_https: None) -> None:
    answer = Client(**WORKER).get("/desk/log-in/")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "<input" not in page
    assert 'href="https://lamp.example.org/desk/"' in page
    assert "Safelamp" not in words_of(page)


def test_an_instance_of_practice_organisations_only_lets_trainees_log_in(db: None, union: House) -> None:
    Organisation.objects.update(kind=OrganisationKind.PRACTICE)
    assert Client(**WORKER).get("/desk/log-in/").status_code == 200


def test_what_is_public_stays_open(union: House) -> None:
    for path in ("/", "/record/", "/r/calendar/"):
        assert Client(**WORKER).get(path).status_code == 200


def test_it_is_said_in_the_readers_language(union: House, over_https: None) -> None:
    page = Client(**WORKER, HTTP_ACCEPT_LANGUAGE="th").get(f"/r/{union.workplace.code}").content.decode()
    assert 'lang="th"' in page


def test_a_host_that_is_not_ours_is_a_bad_request(union: House) -> None:
    for path in ("/r/", "/desk/"):
        assert Client(REMOTE_ADDR="10.0.0.7", HTTP_HOST="evil.example").get(path).status_code == 400


def test_with_the_database_away_nothing_is_taken_openly(
    union: House,
) -> None:
    form = words_screen(union)

    def away(*_: object, **__: object) -> Callable[..., None]:
        raise OperationalError("away")

    with connection.execute_wrapper(away):
        answer = Client(**WORKER).post("/r/", form | {"go": "send", "story": STORY})
    assert answer.status_code == 403
