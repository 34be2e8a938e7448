"""Where text messages are handed over: Kannel's sendsms, read from SAFELAMP_SMS_URL."""

from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from safelamp.ground.post.channels.this_machine import is_this_machine

_FORM = "http://USER:PASSWORD@127.0.0.1:13013/cgi-bin/sendsms?from=SENDER"


@dataclass(frozen=True, slots=True)
class SmsGateway:
    """A Kannel smsbox: its sendsms address, our log-in there, and the number or name that receivers see."""

    scheme: str
    host: str
    port: int
    path: str
    sender: str
    user: str
    password: str = field(repr=False)


def parsed(url: str) -> SmsGateway | None:
    """The gateway; None where nothing is set. Raises ValueError, which says what to write and never the password."""
    if not url:
        return None
    parts = _split(url)
    host, sender = parts.hostname or "", parse_qs(parts.query).get("from", [""])[0]
    if parts.scheme == "http" and not is_this_machine(host):
        raise ValueError(
            "SAFELAMP_SMS_URL leads to another machine over plain HTTP. Whoever listens on the line could read phone "
            "numbers and the password: use https, or let Kannel run on this machine."
        )
    if not parts.username or not parts.password or not sender:
        raise ValueError(f"SAFELAMP_SMS_URL needs a user, a password and a sender, as in {_FORM}.")
    return SmsGateway(
        scheme=parts.scheme, host=host, port=_port(parts), path=parts.path or "/cgi-bin/sendsms", sender=sender,
        user=unquote(parts.username), password=unquote(parts.password),
    )  # fmt: skip


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"SAFELAMP_SMS_URL must look like {_FORM} (signs such as @ in a password as %40).")
    return parts


def _port(parts: SplitResult) -> int:
    try:
        return parts.port or {"http": 13013, "https": 443}[parts.scheme]
    except ValueError:
        raise ValueError(f"The port in SAFELAMP_SMS_URL must be a number, as in {_FORM}.") from None
