"""Where the bell reaches people: kept sealed, never shown again, tried at will; said plainly where nothing is sent."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils.html import escape

from safelamp.ground.audit.models import AuditLine
from safelamp.ground.post.channels.webhook.targets import Reach
from safelamp.ground.post.models import Channel, Outgoing
from safelamp.ground.post.sending import send_due
from safelamp.ground.vault import courier
from safelamp.ground.vault.models import Address
from tests.ground.post.mail_server import Mailbox
from tests.ground.post.ways import SmsWay, WebhookWay
from tests.people import House, Person

AtDesk = Callable[[Person], Client]
BELL = "/desk/me/bell/"
WEBHOOK = "/desk/organisation/webhook/"


def shown(client: Client, address: str = BELL) -> str:
    return client.get(address).content.decode()


def opened(address: Address) -> str:
    return courier.open_address(address, key_folder=django_settings.KEYS.path)


def test_an_address_is_kept_sealed_and_never_shown_again(at_desk: AtDesk, union: House, mailbox: Mailbox) -> None:
    client = at_desk(union.officer)
    client.post("/desk/me/address/", {"email": "somchai@union.example"})
    for page in (shown(client), shown(client, "/desk/me/")):
        assert "somchai" not in page
        assert "kept since" in page
    assert b"somchai" not in bytes(Address.objects.get().sealed)
    assert opened(Address.objects.get()) == "somchai@union.example"


@pytest.mark.parametrize(
    "typed", ["not an address", "", "x" * 300 + "@union.example", "a@b.example\r\nBcc: c@d.example"]
)
def test_a_wrong_address_is_said_beside_the_field(at_desk: AtDesk, union: House, typed: str) -> None:
    page = at_desk(union.officer).post("/desk/me/address/", {"email": typed}).content.decode()
    assert 'aria-invalid="true"' in page
    assert not Address.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+66 81 234 5987", "+66812345987"),
        ("+66-(81)-234.5987", "+66812345987"),
        ("+๖๖ ๘๑ ๒๓๔ ๕๙๘๗", "+66812345987"),
        ("+855\u00a012 345 678", "+85512345678"),
    ],
)
def test_a_phone_number_is_understood_however_it_is_grouped(
    at_desk: AtDesk, union: House, typed: str, kept: str
) -> None:
    assert at_desk(union.officer).post("/desk/me/phone/", {"phone": typed}).status_code == 302
    assert opened(Address.objects.get(channel=Channel.SMS)) == kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("081 234 5987", "Begin with + and the number of the country."),
        ("0066812345987", "Begin with + and the number of the country."),
        ("+0812345987", "This is not a whole phone number"),
        ("+66 81", "This is not a whole phone number"),
        ("+6681234598712345", "This is not a whole phone number"),
        ("+66 call me", "This is not a whole phone number"),
        ("", "This field is required."),
    ],
)
def test_a_phone_number_that_nobody_can_dial_is_refused_with_what_to_do(
    at_desk: AtDesk, union: House, typed: str, said: str
) -> None:
    assert said in at_desk(union.officer).post("/desk/me/phone/", {"phone": typed}).content.decode()
    assert not Address.objects.exists()


def test_mail_and_phone_are_kept_beside_each_other_and_taken_away_apart(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    client.post("/desk/me/address/", {"email": "somchai@union.example"})
    client.post("/desk/me/phone/", {"phone": "+66812345987"})
    client.post("/desk/me/phone/", {"phone": "+66812345988"})  # another one takes its place
    assert Address.objects.count() == 2
    client.post("/desk/me/address/forget/")
    assert [each.channel for each in Address.objects.all()] == ["sms"]


def test_a_trial_arrives_and_the_page_says_so(at_desk: AtDesk, union: House, mailbox: Mailbox) -> None:
    client = at_desk(union.officer)
    client.post("/desk/me/address/", {"email": "somchai@union.example"})
    client.post("/desk/me/address/try/")
    assert "The trial waits to be sent" in shown(client)
    send_due()
    assert mailbox.recipients == ["somchai@union.example"]
    assert "This is a trial: nobody waits for you." in mailbox.texts[0]
    assert "The trial was handed over on" in shown(client)
    client.post("/desk/me/address/try/")
    assert Outgoing.objects.count() == 1  # the one before is forgotten


def test_a_trial_that_is_refused_or_not_taken_yet_says_so(at_desk: AtDesk, union: House, mailbox: Mailbox) -> None:
    client = at_desk(union.officer)
    client.post("/desk/me/address/", {"email": "somchai@union.example"})
    client.post("/desk/me/address/try/")
    mailbox.to_mail = "451 later"
    send_due()
    assert "The trial was tried 1 time and not taken yet." in shown(client)
    client.post("/desk/me/address/try/")
    mailbox.to_recipient = "550 unknown"
    send_due()
    assert "The trial could not be delivered" in shown(client)


def test_without_a_mail_server_the_page_says_that_nothing_is_sent(at_desk: AtDesk, union: House, settings) -> None:
    client = at_desk(union.officer)
    client.post("/desk/me/address/", {"email": "somchai@union.example"})
    for page in (shown(client), shown(client, "/desk/me/")):
        assert "This server cannot send mail yet: nothing is sent." in page
    assert "/desk/me/address/try/" not in shown(client)
    settings.DEMONSTRATION = True
    assert "This is the demonstration: nothing is sent." in shown(client)


def test_a_text_message_is_offered_where_a_gateway_is_set(at_desk: AtDesk, union: House, settings) -> None:
    way = SmsWay()
    settings.POST_SMS = way.setting
    client = at_desk(union.officer)
    client.post("/desk/me/phone/", {"phone": "+66812345987"})
    client.post("/desk/me/phone/try/")
    send_due()
    way.stop()
    assert way.words() == "This is a trial. There is nothing to do."
    assert "The trial was handed over on" in shown(client)


@pytest.fixture
def erased_key() -> Path:
    """The courier key is gone while the test runs."""
    private = django_settings.KEYS.path / "courier.private"
    kept = private.read_bytes()
    private.unlink()
    yield private
    private.write_bytes(kept)


def test_once_the_courier_key_is_erased_nothing_can_be_kept_and_the_pages_say_so(
    at_desk: AtDesk, union: House, mailbox: Mailbox, erased_key: Path
) -> None:
    client = at_desk(union.officer)
    for address, answer in (
        ("/desk/me/address/", {"email": "somchai@union.example"}),
        ("/desk/me/phone/", {"phone": "+66812345987"}),
        (f"{WEBHOOK}keep/", {"url": "https://hooks.union.example/"}),
    ):
        assert "Sending has been stopped for good on this server" in client.post(address, answer).content.decode()
    assert not Address.objects.exists()
    for page in (shown(client), shown(client, WEBHOOK)):
        assert "Sending has been stopped for good on this server" in page


def test_a_webhook_is_kept_with_a_secret_that_is_shown_once(at_desk: AtDesk, union: House, settings) -> None:
    way = WebhookWay()
    settings.POST_REACH = Reach.THIS_MACHINE_TOO
    client = at_desk(union.officer)
    url = f"http://127.0.0.1:{way.listener.port}/bell"
    page = client.post(f"{WEBHOOK}keep/", {"url": url}).content.decode()
    secret = re.search(r"whsec_[A-Za-z0-9+/=]+", page)
    assert secret
    assert secret[0] not in shown(client, WEBHOOK)
    assert url not in shown(client, WEBHOOK)
    client.post(f"{WEBHOOK}try/")
    send_due()
    way.stop()
    assert way.words() == "trial"
    assert "The trial was handed over on" in shown(client, WEBHOOK)
    client.post(f"{WEBHOOK}forget/")
    assert not Address.objects.exists()


@pytest.mark.parametrize(
    "url", ["http://hooks.union.example/", "https://127.0.0.1/", "https://10.0.0.7/", "https://[::1]/", "ftp://a.example/",
            "https://user:word@hooks.union.example/", "https://", "nonsense", "https://a b.example/", "https://x.example:99999/"]
)  # fmt: skip
def test_a_webhook_leads_to_the_open_internet_or_is_refused(at_desk: AtDesk, union: House, url: str) -> None:
    page = at_desk(union.officer).post(f"{WEBHOOK}keep/", {"url": url}).content.decode()
    assert escape("Write an address that begins with https://") in page
    assert not Address.objects.exists()


def test_only_officers_see_the_webhook(at_desk: AtDesk, union: House) -> None:
    assert at_desk(union.focal_point).get(WEBHOOK).status_code == 404
    assert at_desk(union.focal_point).post(f"{WEBHOOK}keep/", {"url": "https://a.example/"}).status_code == 404


def test_nobody_sees_or_takes_away_what_another_union_keeps(
    at_desk: AtDesk, union: House, other_union: House, settings
) -> None:
    at_desk(union.officer).post(f"{WEBHOOK}keep/", {"url": "https://hooks.union.example/"})
    other = at_desk(other_union.officer)
    assert "kept since" not in shown(other, WEBHOOK)
    other.post(f"{WEBHOOK}forget/")
    assert Address.objects.count() == 1


def test_the_audit_knows_of_trials_and_names_no_address(at_desk: AtDesk, union: House, mailbox: Mailbox) -> None:
    client = at_desk(union.officer)
    client.post("/desk/me/address/", {"email": "somchai@union.example"})
    client.post("/desk/me/address/try/")
    verbs = set(AuditLine.objects.values_list("verb", flat=True))
    assert {"vault.keep_address", "post.send_trial"} <= verbs
    assert "sent a trial of the bell" in shown(client, "/desk/audit/")


def test_a_trial_without_an_address_puts_nothing_into_the_outbox(
    at_desk: AtDesk, union: House, mailbox: Mailbox
) -> None:
    client = at_desk(union.officer)
    for address in ("/desk/me/address/try/", "/desk/me/phone/try/", f"{WEBHOOK}try/"):
        assert client.post(address).status_code == 302
    assert not Outgoing.objects.exists()
