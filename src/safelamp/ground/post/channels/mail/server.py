"""Where mail is handed over: read from SAFELAMP_MAIL_URL and SAFELAMP_MAIL_FROM."""

import re
from dataclasses import dataclass, field
from email.utils import parseaddr
from enum import Enum
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from safelamp.ground.post.channels.this_machine import is_this_machine

_FORM = "smtp://USER:PASSWORD@HOST:587?tls=starttls"
_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")


class Tls(Enum):
    """How the line to the mail server is closed to others, with the usual port."""

    STARTTLS = 587
    TLS = 465
    NONE = 25


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server, how to log in there, and whom its mails come from."""

    host: str
    port: int
    tls: Tls
    address: str
    name: str
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def domain(self) -> str:
        """What we call ourselves towards servers: the sender's domain, never the name of this machine."""
        return self.address.rpartition("@")[2]


def parsed(url: str, *, sender: str) -> MailServer | None:
    """The server; None where both are empty. Raises ValueError, which says what to write and never the password."""
    if not url and not sender:
        return None
    if not url or not sender:
        raise ValueError("SAFELAMP_MAIL_URL and SAFELAMP_MAIL_FROM belong together: set both, or neither.")
    name, address = parseaddr(sender)
    if not sender.isprintable() or not _ADDRESS.fullmatch(address):
        raise ValueError("SAFELAMP_MAIL_FROM must be an e-mail address, as in desk@union.example.")
    parts = _split(url)
    tls = _tls(parts)
    host = parts.hostname or ""
    if tls is Tls.NONE and not is_this_machine(host):
        raise ValueError(
            "SAFELAMP_MAIL_URL asks for tls=none and another machine. Whoever listens on the line could read "
            "addresses and the password: use tls=starttls or tls=tls."
        )
    return MailServer(
        host=host, port=_port(parts) or tls.value, tls=tls, address=address, name=name,
        user=unquote(parts.username or ""), password=unquote(parts.password or ""),
    )  # fmt: skip


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme != "smtp" or not parts.hostname:
        raise ValueError(f"SAFELAMP_MAIL_URL must look like {_FORM} (signs such as @ in a password as %40).")
    return parts


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise ValueError(f"The port in SAFELAMP_MAIL_URL must be a number, as in {_FORM}.") from None


def _tls(parts: SplitResult) -> Tls:
    asked = parse_qs(parts.query).get("tls", ["starttls"])[0]
    try:
        return Tls[asked.upper()]
    except KeyError:
        raise ValueError("In SAFELAMP_MAIL_URL, tls must be starttls, tls or none.") from None
