"""Receipts: 20 digits that let a reporter come back, and nobody else.

18 digits are random (59.8 bits), 2 are check digits (ISO 7064 MOD 97-10), so that a slip is told before any work
is done. From the digits PBKDF2 and HKDF give a lookup value, of which the server keeps only an HMAC, and the key
that wraps the report's private half. HKDF's label names the receipt's sort, so that nothing stored tells it: a code
is tried as each sort after one slow derivation.
"""

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from safelamp.engines.sealing import wrapping

RANDOM_DIGITS = 18
DIGITS = 20
GROUP = 4
ROUNDS = 50_000  # measured 12-18 ms; the server keeps up with an accident, a seized table is slow to search
_USES = ("lookup", "wrapping")


class Sort(Enum):
    """Who has seen a receipt, and so what it may open; the value is part of HKDF's label."""

    OWN = "receipt"  # only its reporter
    HANDED = "handed"  # somebody else made it and handed it over: it is changed at first use
    SMS = "sms"  # the telephone company: it opens what came by SMS


class NotAReceipt(ValueError):
    """What was typed is not twenty digits that fit together."""


@dataclass(frozen=True, slots=True)
class ReceiptKeys:
    """What a receipt opens: `lookup` finds the report, `wrapping` unwraps its private key."""

    lookup: bytes
    wrapping: bytes


def make() -> str:
    """A fresh receipt."""
    return _with_check_digits(f"{secrets.randbelow(10**RANDOM_DIGITS):0{RANDOM_DIGITS}d}")


def from_secret(secret: bytes) -> str:
    """The receipt that belongs to a form's random value: the same each time it is sent.

    >>> from_secret(bytes(16)) == from_secret(bytes(16))
    True
    """
    number = int.from_bytes(wrapping.derive(secret, "receipt", length=24), "big") % 10**RANDOM_DIGITS
    return _with_check_digits(f"{number:0{RANDOM_DIGITS}d}")


def read(typed: str) -> str:
    """The twenty digits of what somebody typed, in any script's digits, with or without spaces.

    >>> read("1234 5678 9012 3456 7888")
    '12345678901234567888'
    """
    digits = "".join(str(unicodedata.digit(sign)) for sign in typed if unicodedata.digit(sign, None) is not None)
    if len(digits) != DIGITS:
        raise NotAReceipt("A code has 20 digits. Look at your paper again.")
    if int(digits) % 97 != 1:
        raise NotAReceipt("One digit is not right. Look at your paper again.")
    return digits


def grouped(receipt: str) -> list[str]:
    """Five groups of four digits, as it is shown and read aloud."""
    return [receipt[start : start + GROUP] for start in range(0, DIGITS, GROUP)]


def keys(receipt: str, *, salt: bytes, sort: Sort = Sort.OWN) -> ReceiptKeys:
    """What a receipt of this sort opens, by the slow derivation; `salt` belongs to the instance."""
    return every_sort(receipt, salt=salt)[sort]


def every_sort(receipt: str, *, salt: bytes) -> Mapping[Sort, ReceiptKeys]:
    """The same for each sort that it could be, for the price of one slow derivation."""
    slow = hashlib.pbkdf2_hmac("sha256", receipt.encode(), salt, ROUNDS)
    return {sort: ReceiptKeys(*(wrapping.derive(slow, f"{sort.value} {use}") for use in _USES)) for sort in Sort}


def peppered(lookup: bytes, *, pepper: bytes) -> bytes:
    """What the server keeps of the lookup value: worthless without the pepper."""
    return hmac.digest(pepper, lookup, "sha256")


def _with_check_digits(digits: str) -> str:
    return f"{digits}{98 - int(digits) * 100 % 97:02d}"
