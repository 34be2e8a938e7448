"""What every channel is: a folder with one adapter, which takes a letter and answers with a verdict."""

import uuid
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

SENDS_WITHIN = 10.0  # seconds for one letter, from looking up the name to the last answer


class Verdict(Enum):
    """What became of a try, in words for the log. Only these words leave an adapter: never what a server answered."""

    SENT = "it was taken"
    REFUSED = "it was refused for good"
    BUSY = "it was not taken now"
    AWAY = "the server cannot be reached, or does not let us in"

    @property
    def is_over(self) -> bool:
        """Whether trying again is useless."""
        return self in {Verdict.SENT, Verdict.REFUSED}


@dataclass(frozen=True, slots=True, repr=False)
class Letter:
    """One message on its way, in memory only.

    `id` is the same at every try, so that the other side can know a second copy; `to` is what the courier key opened.
    """

    id: uuid.UUID
    to: str
    occasion: str
    subject: str
    text: str
    sender: str  # the name beside the sender's address; empty where the letter must carry no name
    html: str = ""  # the same words for programs that show no plain text
    leave: str = ""  # the address where one click ends a newsletter (RFC 8058)

    def __repr__(self) -> str:
        return f"Letter({self.id})"


class Adapter(Protocol):
    """One channel, open for a round of letters."""

    def send(self, letter: Letter) -> Verdict:
        """Tries once, within SENDS_WITHIN. Raises nothing for what networks and servers do."""

    def close(self) -> None:
        """Ends what is still open."""
