"""Who makes the words of mails to people outside: a room above, at the moment of sending. Post itself keeps none."""

import uuid
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Words:
    """A mail's words: public ones only. `sender` is the name beside the address, empty where no name may stand."""

    subject: str
    text: str
    html: str
    sender: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """The secret parts of the links in one subscriber's mail."""

    confirm: str
    reader: str


class Writer(Protocol):
    """Whoever makes the words of a mail when it is sent; None where there is nothing to say any more."""

    def confirming(self, list_id: uuid.UUID, *, language: str, tokens: Tokens) -> Words | None:
        """The mail that asks whether somebody really wants this list."""

    def circular(self, circular_id: uuid.UUID, *, language: str, tokens: Tokens) -> Words | None:
        """One circular."""

    def leave_address(self, tokens: Tokens) -> str:
        """Where one click ends the subscription (RFC 8058)."""
