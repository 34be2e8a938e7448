"""Wrapping: a secret locked under a symmetric key (AES-GCM), bound to what it is for."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from safelamp.engines.sealing.envelopes import CannotOpen

KEY_BYTES = 32
_NONCE_BYTES = 12


def new_key() -> bytes:
    """A fresh random key, 32 bytes."""
    return secrets.token_bytes(KEY_BYTES)


def derive(secret: bytes, purpose: str, *, length: int = KEY_BYTES, salt: bytes | None = None) -> bytes:
    """A key for one purpose from a strong secret (HKDF-SHA256)."""
    return HKDF(hashes.SHA256(), length, salt, f"safelamp/1/{purpose}".encode()).derive(secret)


def wrap(secret: bytes, *, key: bytes, purpose: str) -> bytes:
    """Locks a secret: 12 bytes nonce, then ciphertext and tag."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, secret, purpose.encode())


def unwrap(wrapped: bytes, *, key: bytes, purpose: str) -> bytes:
    """The secret; raises CannotOpen if key or purpose do not fit."""
    try:
        return AESGCM(key).decrypt(wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], purpose.encode())
    except (InvalidTag, ValueError) as error:
        raise CannotOpen("this key does not unwrap it") from error
