"""Passphrases: generated, typed with patience, turned into keys by one scrypt."""

import hashlib
import secrets
from dataclasses import dataclass
from functools import cache
from importlib import resources

from safelamp.engines.sealing import wrapping

WORDS = 6  # of 2048: 66 bits
COST = 2**17  # with r = 8: about 0.4 s and 128 MB
BLOCK = 8
MEMORY = 160 * 1024 * 1024
SALT_BYTES = 16
_TELLING = 4  # letters that tell two words of the list apart


@dataclass(frozen=True, slots=True)
class PassphraseKeys:
    """What a passphrase gives: `check` proves it at log-in, `wrapping` unwraps the member's private key."""

    check: bytes
    wrapping: bytes


@cache
def _words() -> tuple[str, ...]:
    text = resources.files(__package__).joinpath("words_bip39_english.txt").read_text()
    return tuple(line for line in text.splitlines() if not line.startswith("#"))


def generate() -> str:
    """Six words of a list of 2048, with spaces."""
    return " ".join(secrets.choice(_words()) for _ in range(WORDS))


def normalised(typed: str) -> str:
    r"""What counts of the typed words: their first four letters, which are unique in the list.

    >>> normalised("  Abandon-ABILITY  able\tabout ")
    'aban abil able abou'
    """
    return " ".join(word[:_TELLING] for word in typed.casefold().replace("-", " ").split())


def new_salt() -> bytes:
    """A fresh salt, 16 bytes."""
    return secrets.token_bytes(SALT_BYTES)


def keys(passphrase: str, *, salt: bytes) -> PassphraseKeys:
    """The slow derivation: scrypt, then HKDF."""
    slow = hashlib.scrypt(
        normalised(passphrase).encode(), salt=salt, n=COST, r=BLOCK, p=1, maxmem=MEMORY, dklen=wrapping.KEY_BYTES
    )
    return PassphraseKeys(wrapping.derive(slow, "log-in check"), wrapping.derive(slow, "member key"))
