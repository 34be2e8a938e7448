"""What a visit of the web gives."""

from dataclasses import dataclass, field
from typing import Protocol

from safelamp.record.gathering.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Known:
    """What the last answer said about itself, so that the same one need not come again."""

    etag: str = ""
    modified: str = ""

    def headers(self) -> dict[str, str]:
        """The conditions of a request."""
        said = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: `outcome` is WAITING where a body came that is to be read, NOTHING_NEW where nothing changed.

    `wait` is how many seconds the site asks us to stay away (0: it did not say).
    """

    outcome: Outcome
    body: bytes = b""
    content_type: str = ""
    address: str = ""
    known: Known = field(default_factory=Known)
    wait: int = 0


class Fetches(Protocol):
    """Somebody who fetches pages; whatever goes wrong is an outcome."""

    def fetch(self, address: str, *, known: Known | None = None) -> Fetched:
        """Fetches a page."""
