"""The pages of newsletters' readers: nothing happens on GET, every answer tells the same, no cookie and no name."""

import re
import uuid
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import Profile
from safelamp.ground.post import marks, subscribing
from safelamp.ground.post.delivering import deliver_due
from safelamp.ground.post.marks import Link
from safelamp.ground.post.models import AskedToday, Subscription
from safelamp.record.publishing import letters, newsletters
from safelamp.record.publishing.letters import Letters, Ways
from safelamp.record.publishing.models import Newsletter
from safelamp.record.publishing.tongues import LANGUAGES
from tests.ground.post.mail_server import Mailbox
from tests.ground.post.outside import on_the_list
from tests.people import House
from tests.record.pages import add
from tests.record.publishing.conftest import BASE, reachable
from tests.record.publishing.published import newsletter

__all__ = ["reachable"]
ANA = "ana@example.org"


@pytest.fixture
def made(union: House, reachable: Mailbox) -> Newsletter:
    return newsletter(union, "")


def page(made: Newsletter) -> str:
    return f"/newsletters/{made.id}/"


def ask(client: Client, made: Newsletter, address: str = ANA, language: str = "en") -> HttpResponse:
    return client.post(page(made), {"address": address, "language": language}, secure=True)


def link_in(box: Mailbox, kind: str) -> str:
    writer = letters.letters()
    assert writer is not None
    deliver_due(writer, most=10)
    found = re.search(rf"{BASE}(/newsletters/{kind}/[\w-]+/)", box.texts[-1])
    assert found, box.texts[-1]
    return found[1]


def reader(made: Newsletter) -> str:
    [row] = on_the_list(ANA, list_id=made.id)
    return marks.token(Link.READER, row.id)


def test_the_addresses_in_mails_are_those_of_the_pages() -> None:
    tokens = letters.Tokens("c" * 43, "r" * 43)
    ways, some = Ways(""), uuid.uuid4()
    assert ways.confirm(tokens) == reverse("published:confirm", args=[tokens.confirm])
    assert ways.leave(tokens) == Letters("").leave_address(tokens) == reverse("published:stop", args=[tokens.reader])
    assert ways.reader(tokens) == reverse("published:mine", args=[tokens.reader])
    assert ways.item(some) == reverse("public:item", args=[some])


def test_the_whole_way_from_asking_to_confirming(client: Client, made: Newsletter, reachable: Mailbox) -> None:
    answer = ask(client, made, language="fr")
    assert b"Look into your mailbox" in answer.content
    way = link_in(reachable, "confirm")
    assert "Veuillez confirmer" in str(reachable.arrived[0]["Subject"])
    assert client.get(way, secure=True).status_code == 200
    assert Subscription.objects.get().standing == "written_to"  # a program that opens links confirms nothing
    assert b"They will come" in client.post(way, secure=True).content
    assert Subscription.objects.get().standing == "confirmed"
    assert client.post(way, secure=True).status_code == 200


def test_whoever_asks_learns_nothing_about_an_address(client: Client, made: Newsletter) -> None:
    on_the_list("known@example.org", list_id=made.id)
    answers = [ask(client, made, address) for address in ("known@example.org", ANA, ANA, "new@example.org")]
    nonces = re.compile(rb'nonce="[^"]*"')
    assert len({nonces.sub(b"", answer.content) for answer in answers}) == 1


@pytest.mark.parametrize(
    "address", ["", "ana", "ana@localhost", "x" * 300 + "@example.org", "อนา@example.org",
                "ana@example.org\nBcc: bo@x.org", "\x00@example.org", "a" * 5000],
)  # fmt: skip
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_address_is_told_in_the_readers_language_and_not_kept(
    client: Client, made: Newsletter, address: str, language: str
) -> None:
    answer = client.post(f"{page(made)}?lang={language}", {"address": address, "language": "en"}, secure=True)
    assert answer.status_code == 200
    assert 'class="error summary"' in answer.content.decode()
    assert f'<html lang="{language}"' in answer.content.decode()
    assert not Subscription.objects.exists()
    assert not AskedToday.objects.exists()


def test_a_language_that_newsletters_lack_is_refused(client: Client, made: Newsletter) -> None:
    assert b"Choose one of the languages." in ask(client, made, language="tlh").content
    assert not Subscription.objects.exists()


def test_a_mail_program_stops_it_with_one_post_without_session_or_cookie(made: Newsletter) -> None:
    way = f"/newsletters/stop/{reader(made)}/"
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(way).status_code == 200
    assert Subscription.objects.exists()
    answer = strict.post(way, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert not Subscription.objects.exists()
    assert not answer.cookies
    assert strict.post(way, "List-Unsubscribe=One-Click", content_type="text/plain").status_code == 200


def test_the_language_is_changed_by_a_button(client: Client, made: Newsletter, reachable: Mailbox) -> None:
    way = f"/newsletters/mine/{reader(made)}/"
    assert b"Kept." in client.post(way, {"language": "en"}).content
    assert "Tersimpan" in client.post(way, {"language": "id"}).content.decode()
    assert "Choose one" in client.post(way, {"language": "xx"}).content.decode()


def test_forget_me_wants_the_address_itself(client: Client, made: Newsletter, union: House) -> None:
    way = f"/newsletters/mine/{reader(made)}/forget/"
    other = newsletter(union, "country=KH")
    on_the_list(ANA, list_id=other.id)
    assert b"This is not the address" in client.post(way, {"address": "bo@example.org"}).content
    assert Subscription.objects.count() == 2
    assert b"They are stopped" in client.post(way, {"address": ANA}).content
    assert not Subscription.objects.exists()
    assert b"none of these mails" in client.get(f"/newsletters/mine/{way.split('/')[3]}/").content


@pytest.mark.parametrize("kind", ["stop", "mine", "confirm"])
@pytest.mark.parametrize("token", ["x", "A" * 43, "é" * 10, "%00" * 5, "a" * 3000])
def test_made_up_links_lead_nowhere(client: Client, made: Newsletter, kind: str, token: str) -> None:
    for answer in (client.get(f"/newsletters/{kind}/{token}/"), client.post(f"/newsletters/{kind}/{token}/")):
        assert answer.status_code in {200, 404}
        assert answer.status_code == 404 or kind == "confirm"


def test_too_many_wishes_on_one_day_are_told(client: Client, made: Newsletter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscribing, "MOST_A_DAY", 1)
    ask(client, made)
    answer = ask(client, made, "bo@example.org")
    assert answer.status_code == 429
    assert b"Please ask again tomorrow." in answer.content


def test_over_plain_http_no_address_is_taken(client: Client, made: Newsletter) -> None:
    answer = client.post(
        page(made), {"address": ANA, "language": "en"}, REMOTE_ADDR="192.0.2.7", SERVER_NAME="lamp.example"
    )
    assert b"This connection is not protected." in answer.content
    assert not Subscription.objects.exists()


def test_where_no_mail_server_is_set_the_page_says_so(client: Client, made: Newsletter, settings) -> None:
    settings.POST_MAIL = None
    answer = ask(client, made)
    assert b"This server cannot send mails to readers now." in answer.content
    assert not Subscription.objects.exists()


def test_nobody_subscribes_to_a_paused_newsletter(client: Client, made: Newsletter, union: House) -> None:
    newsletters.pause(made, by=union.officer.member)
    assert b"paused" in ask(client, made).content
    assert client.get("/newsletters/").content.count(str(made.id).encode()) == 0


def answers_of(client: Client, made: Newsletter, token: str) -> Iterator[HttpResponse]:
    """Every page that a newsletter's reader can come to."""
    for path in (
        page(made), f"/newsletters/stop/{token}/", f"/newsletters/mine/{token}/", f"/newsletters/confirm/{token}/",
    ):  # fmt: skip
        for language in LANGUAGES:
            yield client.get(f"{path}?lang={language}")
    for issue in made.issues.all():
        yield client.get(f"/newsletters/issue/{issue.id}/")


def test_pages_of_a_hostile_organisations_readers_carry_no_name(client: Client, made: Newsletter, union: House) -> None:
    token = reader(made)
    organisations.choose_profile(
        union.organisation, profile=Profile.HOSTILE, neutral_name="Clear Water", by=union.officer.member
    )
    for answer in answers_of(client, made, token):
        said = re.sub(r"clamp\(", "", answer.content.decode()).casefold()
        for telling in ("safelamp", "lamp", "union", "สหภาพ", "សហជីព", "clear water", made.name.casefold()):
            assert telling not in said.replace("lamp.example", ""), (telling, answer.request["PATH_INFO"])
    assert str(made.id) not in client.get("/newsletters/").content.decode()


def test_no_page_sets_a_cookie_or_is_kept(client: Client, made: Newsletter) -> None:
    for answer in answers_of(client, made, reader(made)):
        assert not answer.cookies
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"


def test_wrong_methods_are_refused(client: Client, made: Newsletter) -> None:
    assert client.post("/newsletters/").status_code == 405
    assert client.put(page(made)).status_code == 405
    assert client.delete(f"/newsletters/stop/{reader(made)}/").status_code == 405


def test_a_search_that_is_a_newsletter_is_offered_by_mail(client: Client, union: House, reachable: Mailbox) -> None:
    made = newsletter(union, "country=PK")
    add()
    here = client.get("/record/", {"country": "PK", "page": "1", "lang": "en"}).content.decode()
    elsewhere = client.get("/record/", {"country": "KH"}).content.decode()
    assert f"/newsletters/{made.id}/" in here
    assert f"/newsletters/{made.id}/" not in elsewhere
    assert "/newsletters/" in elsewhere
    assert "/statements/" in elsewhere
