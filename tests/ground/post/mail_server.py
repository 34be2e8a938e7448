"""A real mail server on this machine, which does as a test tells it."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from safelamp.ground.post.channels.mail.server import MailServer, Tls
from tools.instance import free_port


@dataclass
class Mailbox:
    """What arrived, and what the server answers: set `to_recipient` or `to_mail` to refuse, `silent` to hang."""

    port: int = field(default_factory=free_port)
    arrived: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    greetings: list[str] = field(default_factory=list)
    to_recipient: str = ""
    to_mail: str = ""
    silent: bool = False
    dripping: bool = False
    holding: bool = False  # takes a mail, and does not say so yet

    def start(self, **options: object) -> None:
        """Listens from now on; `options` are aiosmtpd's."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **options)
        self._controller.start()
        self._runs = True

    def stop(self) -> None:
        """Nobody listens any more."""
        if self._runs:
            self._runs = False
            self._controller.stop()

    async def handle_EHLO(  # noqa: N802  # aiosmtpd's name
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.greetings.append(hostname)
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.silent:
            await asyncio.sleep(30)
        for letter in b"250-" + b"x" * 200 if self.dripping else b"":
            await asyncio.sleep(0.05)
            server._writer.write(bytes([letter]))
        if self.to_recipient:
            return self.to_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.to_mail:
            return self.to_mail
        assert isinstance(envelope.content, bytes)
        self.raw.append(envelope.content)
        self.arrived.append(message_from_bytes(envelope.content, policy=policy.default))
        self.recipients += envelope.rcpt_tos
        while self.holding:  # noqa: ASYNC110  # the test that ends it runs in another thread
            await asyncio.sleep(0.05)
        return "250 OK"

    @property
    def texts(self) -> list[str]:
        """The plain texts of the mails, in order. (aiosmtpd looks at every property for each line: none may raise.)"""
        bodies = [mail.get_body(("plain",)) for mail in self.arrived]
        return [body.get_content().replace("\r\n", "\n") if body else "" for body in bodies]


@pytest.fixture
def mailbox(settings) -> Iterator[Mailbox]:
    """A mail server that this instance sends by."""
    box = Mailbox()
    box.start()
    settings.POST_MAIL = MailServer("127.0.0.1", box.port, Tls.NONE, "desk@union.example", "The desk")
    yield box
    box.stop()
