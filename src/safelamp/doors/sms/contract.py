"""What every adapter is: a folder that reads a gateway's request and writes its answer. One contract test tries all."""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.http import HttpRequest, HttpResponse

LONGEST_NUMBER = 32
FEWEST_SIGNS_OF_WORDS = 12  # a digit that comes twice may answer two questions; a sentence does not


class NotLetIn(Exception):
    """The request does not prove that it comes from our gateway."""


class NotAMessage(Exception):
    """The request is from our gateway and holds no text that we can read."""


@dataclass(frozen=True, slots=True, repr=False)
class Incoming:
    """One text message: its sender's number as digits, its text, and a mark by which a second delivery is known.

    `said` is a mark of the words, the same when a company delivers them once more under another id; empty for short
    answers. `to` is the number that it was sent to, where the gateway tells it.
    """

    number: str
    text: str
    mark: str
    said: str = ""
    to: str = ""

    def __repr__(self) -> str:
        return "Incoming()"


@dataclass(frozen=True, slots=True, repr=False)
class Reply:
    """What is sent back; empty for nothing."""

    text: str


class Adapter(Protocol):
    """One kind of gateway."""

    def is_set_up(self) -> bool:
        """Whether this server has its secret; without one the address does not exist."""

    def read(self, request: HttpRequest) -> Incoming:
        """The message; raises NotLetIn or NotAMessage."""

    def answer(self, reply: Reply) -> HttpResponse:
        """The reply as the gateway wants it."""


def incoming(number: str, text: str, *, delivery: str, to: str = "") -> Incoming:
    """The message with the sender's number as digits; raises NotAMessage where there is no sender.

    A sender that is a name ("BANK") is a service: without a digit it gets no reply, as short numbers get none.

    `delivery` is the gateway's own id of the message: only a keyed mark of it is kept.
    """
    digits, ours = _digits(number), _digits(to)
    if not number.strip():
        raise NotAMessage
    said = _mark(f"{digits}/{text}") if len(text.strip()) >= FEWEST_SIGNS_OF_WORDS else ""
    return Incoming(digits, text, _mark(f"{digits}/{delivery}/{text}"), said, ours)


def _mark(told: str) -> str:
    return hmac.new(settings.RECEIPT_PEPPER, told.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:32]


def _digits(number: str) -> str:
    return "".join(sign for sign in number[:LONGEST_NUMBER] if sign.isascii() and sign.isdigit())


def is_secret(given: str, secret: str) -> bool:
    """Whether the right secret came, in a time that tells nothing."""
    return bool(secret) and hmac.compare_digest(given.encode(), secret.encode())
