"""Mail by SMTP: text, and for newsletters the same as simple HTML. Nothing in it names the product or this machine."""

import contextlib
import smtplib
import socket
import ssl
from email.errors import MessageError
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime

from django.utils import timezone

from safelamp.ground.post.channels.asking import cut_after
from safelamp.ground.post.channels.contract import SENDS_WITHIN, Letter, Verdict
from safelamp.ground.post.channels.mail.server import MailServer, Tls

_TROUBLE = (OSError, smtplib.SMTPException, UnicodeError, ValueError)
_FOR_GOOD = range(500, 600)
_LONGEST_LINE = 900  # bytes; RFC 5322 allows 998
_CLOSING = 421  # "service not available, closing transmission channel"


class _InOneLine(UnstructuredHeader, BaseHeader):
    """A header that is never folded: Python would write a long address as an encoded word, which nobody can open."""

    def fold(self, *, policy: Policy) -> str:
        """The line as it is."""
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _InOneLine)
_POLICY = SMTP.clone(header_factory=_HEADERS)


class Smtp:
    """A mail server for one round: the first letter connects, further ones use the same line."""

    def __init__(self, server: MailServer, *, within: float = SENDS_WITHIN) -> None:
        self.server = server
        self.within = within
        self._line: smtplib.SMTP | None = None

    def know(self, line: smtplib.SMTP) -> None:
        """Takes note of a line that is about to connect, so that it can be cut when it takes too long."""
        self._line = line

    def ready(self) -> bool:
        """Connects where it has not yet: whether a server is there that takes mail from us."""
        with cut_after(self.within, self._socket):
            try:
                self._line = self._line or self._connected()
            except _TROUBLE:
                self._drop()
        return self._line is not None

    def send(self, letter: Letter) -> Verdict:
        """Hands one letter over."""
        with cut_after(self.within, self._socket):
            try:
                line = self._line or self._connected()
            except _TROUBLE:
                self._drop()
                return Verdict.AWAY
            return self._handed_over(line, letter)

    def close(self) -> None:
        """Says good-bye where somebody still listens."""
        line, self._line = self._line, None
        if line is not None:
            with contextlib.suppress(*_TROUBLE):
                line.quit()

    def _handed_over(self, line: smtplib.SMTP, letter: Letter) -> Verdict:
        try:
            line.send_message(_message(letter, self.server), from_addr=self.server.address, to_addrs=[_to(letter)])
        except smtplib.SMTPRecipientsRefused as refused:
            return _verdict(*(code for code, _ in refused.recipients.values()))
        except smtplib.SMTPSenderRefused:
            return Verdict.BUSY  # our own settings: whoever runs the server can mend them today
        except smtplib.SMTPResponseException as refused:
            return _verdict(refused.smtp_code)
        except (OSError, smtplib.SMTPException):
            self._drop()
            return Verdict.BUSY
        except (ValueError, MessageError):  # an address that no mail can carry
            return Verdict.REFUSED
        return Verdict.SENT

    def _connected(self) -> smtplib.SMTP:
        server, context = self.server, ssl.create_default_context()
        line: smtplib.SMTP = _TlsLine(self, context) if server.tls is Tls.TLS else _Line(self)
        if server.tls is Tls.STARTTLS:
            line.starttls(context=context)
        if server.user:
            line.login(server.user, server.password)
        return line

    def _socket(self) -> socket.socket | None:
        return self._line.sock if self._line else None

    def _drop(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()


class _Line(smtplib.SMTP):
    """A line that its owner knows before it connects."""

    def __init__(self, owner: Smtp) -> None:
        owner.know(self)
        server = owner.server
        super().__init__(server.host, server.port, local_hostname=server.domain, timeout=owner.within)


class _TlsLine(smtplib.SMTP_SSL):
    """The same, closed to others from the first byte."""

    def __init__(self, owner: Smtp, context: ssl.SSLContext) -> None:
        owner.know(self)
        server = owner.server
        super().__init__(server.host, server.port, local_hostname=server.domain, timeout=owner.within, context=context)


def _message(letter: Letter, server: MailServer) -> EmailMessage:
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(display_name=letter.sender, addr_spec=server.address)
    message["To"] = Address(addr_spec=_to(letter))
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(timezone.now())  # UTC: the machine's own zone would tell where it stands
    message["Message-ID"] = f"<{letter.id.hex}@{server.domain}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's "I am on holiday" comes back
    if letter.leave:
        message["List-Unsubscribe"] = f"<{letter.leave}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.text, cte=_encoding(letter.text))
    if letter.html:
        message.add_alternative(letter.html, subtype="html", cte=_encoding(letter.html))
    return message


def _encoding(text: str) -> str:
    """How a text travels: as it is where every server can carry its lines."""
    short = all(len(line) <= _LONGEST_LINE for line in text.splitlines())
    return "7bit" if text.isascii() and short else "base64"


def _to(letter: Letter) -> str:
    """The address with its domain as servers know it."""
    name, _, domain = letter.to.rpartition("@")
    return f"{name}@{domain.encode('idna').decode()}"


def _verdict(*codes: int) -> Verdict:
    if _CLOSING in codes:
        return Verdict.AWAY
    return Verdict.REFUSED if all(code in _FOR_GOOD for code in codes) else Verdict.BUSY
