"""Mail: closed to others on the way, without content, and without a name where a name endangers."""

import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from django.utils import translation

from safelamp.ground.organisations import operations as organisations
from safelamp.ground.post import sentences
from safelamp.ground.post.channels.contract import Verdict
from safelamp.ground.post.channels.mail.server import MailServer, Tls, parsed
from safelamp.ground.post.channels.mail.smtp import Smtp
from safelamp.ground.post.channels.sms import gateway
from safelamp.ground.post.models import Occasion
from safelamp.ground.post.sending import send_due
from safelamp.ground.vault import addresses
from tests.ground.post.mail_server import Mailbox
from tests.ground.post.test_outbox import NOW, hide, rung
from tests.ground.post.test_webhook import certificate
from tests.ground.post.ways import MailWay, letter_by, letter_to
from tests.people import House, Person

LETTER = letter_to("somchai@union.example")
BRANDS = ("safelamp", "python", "mailer", "user-agent", "127.0.0.1")


@pytest.fixture
def officer(union: House) -> Person:
    addresses.keep("somchai@union.example", by=union.officer.member)
    return union.officer


def whole(box: Mailbox) -> str:
    """Everything of the only mail that we wrote: aiosmtpd's own line says from where it came."""
    [mail] = box.arrived
    del mail["X-Peer"], mail["Received"]
    return mail.as_string().lower() + " ".join(box.greetings) + box.texts[0]


def test_an_open_profile_names_the_desk_and_its_address(officer: Person, mailbox: Mailbox, settings) -> None:
    settings.BEHIND_HTTPS, settings.ALLOWED_HOSTS = True, ["lamp.union.example", "127.0.0.1"]
    rung(officer)
    send_due(at=NOW)
    assert "https://lamp.union.example/desk/" in mailbox.texts[0]
    assert mailbox.arrived[0]["From"] == "The desk <desk@union.example>"
    assert mailbox.arrived[0]["Subject"] == "Please look at your desk"


def test_a_hostile_profile_names_nobody_and_nothing(officer: Person, mailbox: Mailbox, settings) -> None:
    settings.BEHIND_HTTPS, settings.ALLOWED_HOSTS = True, ["lamp.union.example"]
    hide(officer)
    rung(officer)
    send_due(at=NOW)
    mail = mailbox.arrived[0]
    assert (mail["From"], mail["Subject"]) == ("desk@union.example", "Reminder")
    assert mailbox.texts == ["There is something for you to look at. Please do it now.\n"]
    said = whole(mailbox)
    for name in ("lamp.union.example", "clear water", "http", "the desk"):
        assert name not in said.lower()


def test_nothing_in_a_mail_names_the_product_or_this_machine(officer: Person, mailbox: Mailbox) -> None:
    rung(officer)
    send_due(at=NOW)
    said = whole(mailbox)
    assert not [name for name in (*BRANDS, socket.gethostname().lower()) if name in said]
    assert mailbox.greetings == ["union.example"]
    assert str(mailbox.arrived[0]["Message-ID"]).endswith("@union.example>")
    assert str(mailbox.arrived[0]["Date"]).endswith(("+0000", "-0000"))
    assert mailbox.arrived[0]["Auto-Submitted"] == "auto-generated"


def test_the_sentence_is_in_the_members_language(officer: Person, mailbox: Mailbox) -> None:
    organisations.choose_language(officer.member, language="th")
    rung(officer)
    with translation.override("km"):  # whatever was spoken before in this process
        send_due(at=NOW)
    with translation.override("th"):
        subject, text = map(str, sentences._OPEN[Occasion.BELL])
    assert mailbox.arrived[0]["Subject"] == subject
    assert mailbox.texts[0].startswith(text)


@pytest.fixture
def context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A certificate for localhost that this machine trusts."""
    chain, key = certificate(tmp_path, "localhost")
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(chain, key)
    monkeypatch.setenv("SSL_CERT_FILE", str(chain))
    return made


@pytest.fixture
def closed_box(context: ssl.SSLContext) -> Iterator[Mailbox]:
    """A mail server that takes nothing before STARTTLS and a right password."""

    def right(_server: object, _session: object, _envelope: object, _way: str, data: LoginPassword) -> AuthResult:
        return AuthResult(success=(data.login, data.password) == (b"bell", b"hunter22"))

    box = Mailbox()
    box.start(tls_context=context, require_starttls=True, authenticator=right, auth_required=True)
    yield box
    box.stop()


def test_with_starttls_and_the_right_password_a_mail_goes_through(closed_box: Mailbox) -> None:
    server = MailServer("localhost", closed_box.port, Tls.STARTTLS, "desk@union.example", "", "bell", "hunter22")
    adapter = Smtp(server, within=5)
    assert adapter.send(LETTER) is Verdict.SENT
    adapter.close()
    assert Smtp(replace(server, password="wrong"), within=5).send(LETTER) is Verdict.AWAY
    assert Smtp(replace(server, host="127.0.0.1"), within=5).send(LETTER) is Verdict.AWAY  # another name
    assert len(closed_box.arrived) == 1


def test_a_line_that_is_closed_from_the_first_byte(context: ssl.SSLContext) -> None:
    box = Mailbox()
    box.start(ssl_context=context)
    adapter = Smtp(MailServer("localhost", box.port, Tls.TLS, "desk@union.example", ""), within=5)
    assert adapter.send(LETTER) is Verdict.SENT
    adapter.close()
    box.stop()


def test_a_server_that_offers_no_tls_gets_neither_password_nor_mail(mailbox: Mailbox) -> None:
    server = MailServer("127.0.0.1", mailbox.port, Tls.STARTTLS, "desk@union.example", "", "bell", "hunter22")
    assert Smtp(server, within=5).send(LETTER) is Verdict.AWAY
    assert mailbox.arrived == []


def test_an_address_that_no_mail_can_carry_is_refused_for_good() -> None:
    way = MailWay()
    for to in ("nobody", "a@b\r\nBcc: c@d.example", "@", "x@" + "y" * 70 + ".example", ""):
        adapter = way.adapter()
        assert adapter.send(replace(letter_by(way), to=to)) is Verdict.REFUSED, to
        adapter.close()
    way.stop()
    assert way.box.arrived == []


def test_the_settings_are_read_with_percent_signs_and_usual_ports() -> None:
    read = parsed("smtp://u%40x:p%40ss%2F@mail.example", sender="The desk <desk@union.example>")
    assert read == MailServer(
        "mail.example", 587, Tls.STARTTLS, "desk@union.example", "The desk", user="u@x", password="p@ss/"
    )
    assert "p@ss" not in repr(read)
    tls = parsed("smtp://mail.example?tls=tls", sender="desk@union.example")
    assert tls is not None
    assert (tls.port, tls.tls) == (465, Tls.TLS)
    assert parsed("", sender="") is None


@pytest.mark.parametrize(
    ("url", "sender", "said"),
    [
        ("smtp://mail.example", "", "belong together"),
        ("", "desk@union.example", "belong together"),
        ("http://hunter22@mail.example", "desk@union.example", "must look like"),
        ("smtp://", "desk@union.example", "must look like"),
        ("smtp://[bad", "desk@union.example", "must look like"),
        ("smtp://u:hunter22@mail.example:x", "desk@union.example", "port"),
        ("smtp://u:hunter22@mail.example?tls=maybe", "desk@union.example", "starttls, tls or none"),
        ("smtp://u:hunter22@mail.example?tls=none", "desk@union.example", "use tls=starttls"),
        ("smtp://mail.example", "not an address", "SAFELAMP_MAIL_FROM"),
        ("smtp://mail.example", "a@b.example\nBcc: c@d.example", "SAFELAMP_MAIL_FROM"),
    ],
)
def test_wrong_mail_settings_say_what_to_write_and_no_password(url: str, sender: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as refused:
        parsed(url, sender=sender)
    assert "hunter22" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://bell:hunter22@sms.example/cgi-bin/sendsms?from=UNION", "use https"),
        ("http://bell@127.0.0.1/?from=UNION", "needs a user, a password and a sender"),
        ("http://bell:hunter22@127.0.0.1/", "needs a user, a password and a sender"),
        ("ftp://bell:hunter22@127.0.0.1/", "must look like"),
        ("http://bell:hunter22@127.0.0.1:x/?from=UNION", "port"),
    ],
)
def test_wrong_sms_settings_say_what_to_write_and_no_password(url: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as refused:
        gateway.parsed(url)
    assert "hunter22" not in str(refused.value)


def test_the_sms_gateway_is_read() -> None:
    read = gateway.parsed("http://bell:hun%2Fter@127.0.0.1:13013/cgi-bin/sendsms?from=UNION")
    assert read is not None
    assert (read.port, read.path, read.sender, read.password) == (13013, "/cgi-bin/sendsms", "UNION", "hun/ter")
    assert "hun/ter" not in repr(read)
    assert gateway.parsed("") is None
