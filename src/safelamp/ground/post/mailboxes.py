"""Addresses of people outside: which text is one, and which two mean the same mailbox."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

LONGEST = 254  # RFC 5321 with erratum 1690: what fits into a path
LONGEST_NAME = 64
LONGEST_LABEL = 63
_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_NO_TOP = re.compile(r"[0-9]+|localhost|local|invalid|onion|internal|test")


class Fault(Enum):
    """Why a text is no address that mail can go to."""

    SHAPE = "one name, one @, one domain with a dot"
    LONG = "too long"
    LETTERS = "letters before the @ that mail servers do not all take"
    DOMAIN = "no domain of the open internet"


class NotAnAddress(ValueError):
    """The text is no address; `fault` says why. It never quotes the text."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True, repr=False)
class Mailbox:
    """An address to write to; it never shows itself."""

    name: str
    domain: str  # as servers know it: ASCII, small letters

    @property
    def address(self) -> str:
        """Where the mail goes."""
        return f"{self.name}@{self.domain}"

    @property
    def same(self) -> str:
        """Equal for two spellings of one address: nearly no server tells capital letters apart."""
        return self.address.casefold()

    @property
    def owner(self) -> str:
        """Equal for what is very likely one person's mailbox: "ana+news" and "ana+work" are both ana's."""
        return f"{self.name.partition('+')[0] or self.name}@{self.domain}".casefold()


def mailbox(text: str) -> Mailbox:
    """Reads an address as somebody typed it; raises NotAnAddress.

    >>> mailbox("  Ana+news@Example.ORG ").address
    'Ana+news@example.org'
    >>> mailbox("ana@müller.example").domain
    'xn--mller-kva.example'
    """
    typed = unicodedata.normalize("NFKC", text.strip())
    if len(typed) > LONGEST:
        raise NotAnAddress(Fault.LONG)
    name, at, domain = typed.rpartition("@")
    if not at or not name or not domain or "@" in name or not typed.isprintable():
        raise NotAnAddress(Fault.SHAPE)
    if not name.isascii():
        raise NotAnAddress(Fault.LETTERS)
    if not _NAME.fullmatch(name):
        raise NotAnAddress(Fault.SHAPE)
    found = Mailbox(name, _domain(domain))
    if len(name) > LONGEST_NAME or len(found.address) > LONGEST:
        raise NotAnAddress(Fault.LONG)
    return found


def _domain(text: str) -> str:
    try:
        ascii_form = text.encode("idna").decode().lower()
    except UnicodeError:
        raise NotAnAddress(Fault.DOMAIN) from None
    labels = ascii_form.split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(each) and len(each) <= LONGEST_LABEL for each in labels):  # noqa: PLR2004
        raise NotAnAddress(Fault.DOMAIN)
    if _NO_TOP.fullmatch(labels[-1]):
        raise NotAnAddress(Fault.DOMAIN)
    return ascii_form
