"""The three channels beside real servers of theirs: what the contract's test walks through."""

import json
import uuid
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

from safelamp.ground.post.channels.contract import Adapter, Letter
from safelamp.ground.post.channels.mail.server import MailServer, Tls
from safelamp.ground.post.channels.mail.smtp import Smtp
from safelamp.ground.post.channels.sms.choosing import adapter_for
from safelamp.ground.post.channels.sms.gateway import SmsGateway, Sort
from safelamp.ground.post.channels.webhook import signing
from safelamp.ground.post.channels.webhook.hook import Webhook
from safelamp.ground.post.channels.webhook.targets import Reach
from safelamp.ground.post.models import Channel
from tests.ground.post.mail_server import Mailbox
from tests.ground.post.web_server import Listener, Manner

WITHIN = 2.0  # seconds; the product's own limit is longer


class MailWay:
    """Mail, by a real SMTP server."""

    channel = Channel.MAIL
    address = "somchai@union.example"
    secrets = ("somchai", "hunter22hunter22")

    def __init__(self) -> None:
        self.box = Mailbox()
        self.box.start()
        self.setting = MailServer("127.0.0.1", self.box.port, Tls.NONE, "desk@union.example", "The desk")

    def adapter(self) -> Adapter:
        return Smtp(self.setting, within=WITHIN)

    def accept(self) -> None:
        self.box.to_mail = self.box.to_recipient = ""

    def refuse_for_good(self) -> None:
        self.box.to_recipient = "550 somchai@union.example is not known here"

    def refuse_for_now(self) -> None:
        self.box.to_mail = "451 come back later, somchai@union.example"

    def hang(self) -> None:
        self.box.silent = True

    def drip(self) -> None:
        self.box.dripping = True

    def stop(self) -> None:
        self.box.stop()

    def copies(self) -> list[str]:
        """What tells a second copy, of each message that arrived."""
        return [str(mail["Message-ID"]) for mail in self.box.arrived]

    def words(self) -> str:
        return "".join(self.box.texts)


class WebhookWay:
    """A webhook, by a real web server."""

    channel = Channel.WEBHOOK
    secret = signing.new_secret()

    def __init__(self) -> None:
        self.listener = Listener().start()
        self.address = json.dumps({"url": f"http://127.0.0.1:{self.listener.port}/bell/rayong", "secret": self.secret})
        self.secrets = ("rayong", self.secret, str(self.listener.port))
        self.setting = Reach.THIS_MACHINE_TOO

    def adapter(self) -> Adapter:
        return Webhook(reach=self.setting, within=WITHIN)

    def accept(self) -> None:
        self.listener.status = 204

    def refuse_for_good(self) -> None:
        self.listener.status = 410

    def refuse_for_now(self) -> None:
        self.listener.status = 503

    def hang(self) -> None:
        self.listener.manner = Manner.SILENT

    def drip(self) -> None:
        self.listener.manner = Manner.DRIPPING

    def stop(self) -> None:
        self.listener.stop()

    def copies(self) -> list[str]:
        return [each.headers["webhook-id"] for each in self.listener.came]

    def words(self) -> str:
        return "".join(json.loads(each.body)["type"] for each in self.listener.came)


class SmsWay(WebhookWay):
    """A text message, by a web server that speaks as Kannel's smsbox does."""

    channel = Channel.SMS

    def __init__(self) -> None:
        super().__init__()
        self.address = "+66812345987"
        self.secrets = ("66812345987", "hunter22hunter22")
        self.setting = SmsGateway(
            "http", "127.0.0.1", self.listener.port, "/cgi-bin/sendsms", "UNION", "bell", "hunter22hunter22"
        )

    def adapter(self) -> Adapter:
        return adapter_for(self.setting, within=WITHIN)

    def accept(self) -> None:
        self.listener.status = 202

    def refuse_for_good(self) -> None:
        self.listener.status = 400

    def copies(self) -> list[str]:
        """Kannel keeps no ids: the same words to the same number are all that tells."""
        asked = [parse_qs(urlsplit(each.path).query) for each in self.listener.came]
        return [f"{each['to']} {each['text']}" for each in asked]

    def words(self) -> str:
        return "".join(parse_qs(urlsplit(each.path).query)["text"][0] for each in self.listener.came)


class RapidProWay(SmsWay):
    """A text message, by a web server that speaks as RapidPro's API does."""

    def __init__(self) -> None:
        super().__init__()
        self.setting = SmsGateway(
            "http", "127.0.0.1", self.listener.port, "/api/v2/broadcasts.json", "", "hunter22hunter22", "",
            Sort.RAPIDPRO,
        )  # fmt: skip

    def accept(self) -> None:
        self.listener.status = 201

    def copies(self) -> list[str]:
        return [f"{told['urns']} {told['text']}" for told in self._came()]

    def words(self) -> str:
        return "".join(told["text"] for told in self._came())

    def _came(self) -> list[dict[str, str]]:
        assert all(each.headers["authorization"] == "Token hunter22hunter22" for each in self.listener.came)
        return [json.loads(each.body) for each in self.listener.came]


class TwilioWay(SmsWay):
    """A text message, by a web server that speaks as Twilio's API does."""

    def __init__(self) -> None:
        super().__init__()
        self.setting = SmsGateway(
            "http", "127.0.0.1", self.listener.port, "", "+15550001111", "AC12", "hunter22hunter22", Sort.TWILIO
        )

    def accept(self) -> None:
        self.listener.status = 201

    def copies(self) -> list[str]:
        return [f"{told['To']} {told['Body']}" for told in self._came()]

    def words(self) -> str:
        return "".join(told["Body"][0] for told in self._came())

    def _came(self) -> list[dict[str, list[str]]]:
        assert all(each.path == "/2010-04-01/Accounts/AC12/Messages.json" for each in self.listener.came)
        return [parse_qs(bytes(each.body).decode()) for each in self.listener.came]


Way = MailWay | WebhookWay | SmsWay
WAYS: dict[str, type[Way]] = {
    "mail": MailWay, "webhook": WebhookWay, "kannel": SmsWay, "rapidpro": RapidProWay, "twilio": TwilioWay,
}  # fmt: skip


def letter_by(way: Way, *, number: int = 1) -> Letter:
    """A letter to the way's address."""
    return letter_to(way.address, number=number)


def letter_to(address: str, *, number: int = 1) -> Letter:
    """A letter to any address."""
    text = "There is something for you to look at."
    return Letter(uuid.UUID(int=number), address, "bell", "Reminder", text, "The desk")


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> Iterator[Way]:
    """Each channel in turn."""
    made = WAYS[request.param]()
    yield made
    made.stop()
