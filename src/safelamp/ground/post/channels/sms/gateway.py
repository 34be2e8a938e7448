"""Where text messages are handed over, read from SAFELAMP_SMS_URL: its scheme chooses the sort of gateway."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from safelamp.ground.post.channels.this_machine import is_this_machine


class Sort(Enum):
    """Which program or company takes the messages."""

    KANNEL = "kannel"
    RAPIDPRO = "rapidpro"
    TWILIO = "twilio"


@dataclass(frozen=True, slots=True)
class Form:
    """How an address of that sort looks, and what it must hold."""

    example: str
    path: str
    needs_password: bool = True
    needs_sender: bool = True


_FORMS: Mapping[Sort, Form] = {
    Sort.KANNEL: Form("http://USER:PASSWORD@127.0.0.1:13013/cgi-bin/sendsms?from=SENDER", "/cgi-bin/sendsms"),
    Sort.RAPIDPRO: Form(
        "rapidpro://TOKEN@rapidpro.example.org", "/api/v2/broadcasts.json", needs_password=False, needs_sender=False
    ),
    Sort.TWILIO: Form("twilio://ACCOUNT:TOKEN@api.twilio.com/?from=%2B15550001111", ""),
}
_SCHEMES: Mapping[str, tuple[Sort, str]] = {
    "http": (Sort.KANNEL, "http"),
    "https": (Sort.KANNEL, "https"),
    "rapidpro": (Sort.RAPIDPRO, "https"),
    "rapidpro+http": (Sort.RAPIDPRO, "http"),  # on this machine only
    "twilio": (Sort.TWILIO, "https"),
    "twilio+http": (Sort.TWILIO, "http"),
}


@dataclass(frozen=True, slots=True)
class SmsGateway:
    """A gateway: its address, our log-in there, and the number or name that receivers see."""

    scheme: str
    host: str
    port: int
    path: str
    sender: str
    user: str = field(repr=False)
    password: str = field(repr=False)
    sort: Sort = Sort.KANNEL


def parsed(url: str) -> SmsGateway | None:
    """The gateway; None where nothing is set. Raises ValueError, which says what to write and never the password."""
    if not url:
        return None
    parts = _split(url)
    sort, scheme = _SCHEMES[parts.scheme]
    form, host = _FORMS[sort], parts.hostname or ""
    if scheme == "http" and not is_this_machine(host):
        raise ValueError(
            "SAFELAMP_SMS_URL leads to another machine over plain HTTP. Whoever listens on the line could read phone "
            "numbers and the password: use https, or let Kannel run on this machine."
        )
    sender = _sender(parts)
    if not parts.username or (form.needs_password and not parts.password) or (form.needs_sender and not sender):
        raise ValueError(f"SAFELAMP_SMS_URL needs a user, a password and a sender, as in {form.example}.")
    return SmsGateway(
        scheme=scheme, host=host, port=_port(parts, sort, scheme), path=parts.path.rstrip("/") or form.path,
        sender=sender, user=unquote(parts.username), password=unquote(parts.password or ""), sort=sort,
    )  # fmt: skip


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in _SCHEMES or not parts.hostname:
        example = _FORMS[Sort.KANNEL].example
        raise ValueError(f"SAFELAMP_SMS_URL must look like {example} (signs such as @ in a password as %40).")
    return parts


def _sender(parts: SplitResult) -> str:
    """The sender's name or number; in an address a bare + means a space."""
    sender = parse_qs(parts.query).get("from", [""])[0]
    return f"+{sender.strip()}" if sender.startswith(" ") else sender


def _port(parts: SplitResult, sort: Sort, scheme: str) -> int:
    try:
        return parts.port or (13013 if sort is Sort.KANNEL and scheme == "http" else {"http": 80, "https": 443}[scheme])
    except ValueError:
        raise ValueError(f"The port in SAFELAMP_SMS_URL must be a number, as in {_FORMS[sort].example}.") from None
