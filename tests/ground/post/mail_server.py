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

    port: int
    arrived: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    greetings: list[str] = field(default_factory=list)
    to_recipient: str = ""
    to_mail: str = ""
    silent: bool = False

    async def handle_EHLO(  # noqa: N802  # aiosmtpd's name
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.greetings.append(hostname)
        return responses

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.silent:
            await asyncio.sleep(60)
        if self.to_recipient:
            return self.to_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.to_mail:
            return self.to_mail
        assert isinstance(envelope.content, bytes)
        self.arrived.append(message_from_bytes(envelope.content, policy=policy.default))
        self.recipients += envelope.rcpt_tos
        return "250 OK"

    @property
    def texts(self) -> list[str]:
        """The texts of the mails, in order."""
        return [mail.get_content().replace("\r\n", "\n") for mail in self.arrived]


@pytest.fixture
def mailbox(settings) -> Iterator[Mailbox]:
    """A mail server that this instance sends by."""
    box = Mailbox(free_port())
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    settings.POST_MAIL = MailServer("127.0.0.1", box.port, Tls.NONE, "desk@union.example", "The desk")
    yield box
    controller.stop()
