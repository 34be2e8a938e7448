"""Envelopes: words sealed to a public key with HPKE (RFC 9180), padded, bound to where they belong.

An envelope is 1 byte version, 16 bytes id of the key that opens it, then HPKE's `enc` (65 bytes) and ciphertext:
DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode. `info` is the context's text.
"""

import uuid
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from safelamp.engines.sealing import padding

VERSION = 1
_HEAD = 1 + 16
_ENC = 65  # uncompressed point
_TAG = 16
_UNCOMPRESSED = 4
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256 (SP 800-186)
_SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_128_GCM)


class CannotOpen(Exception):
    """The envelope is damaged, was moved, or this key does not open it."""


@dataclass(frozen=True, slots=True)
class Context:
    """Where sealed words belong: they cannot be opened anywhere else.

    `subject` is the id of the report, case or member; `field` the name of the field there.
    """

    organisation: uuid.UUID
    subject: uuid.UUID
    field: str

    def info(self) -> bytes:
        """The bytes bound into the envelope.

        >>> Context(uuid.UUID(int=1), uuid.UUID(int=2), "story").info().decode()
        'safelamp/1/00000000000000000000000000000001/00000000000000000000000000000002/story'
        """
        return f"safelamp/{VERSION}/{self.organisation.hex}/{self.subject.hex}/{self.field}".encode()


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The public half of a key pair: its id and 65 bytes (uncompressed P-256 point)."""

    id: uuid.UUID
    point: bytes


def new_private_key() -> bytes:
    """A fresh P-256 private key, 32 bytes, big-endian."""
    return ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value.to_bytes(32, "big")


def public_point(private: bytes) -> bytes:
    """The public half: 65 bytes, uncompressed point."""
    return (
        _private(private)
        .public_key()
        .public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    )


def seal(words: bytes, *, to: PublicKey, context: Context) -> bytes:
    """Pads and seals; needs the public half only."""
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), to.point)
    return bytes([VERSION]) + to.id.bytes + _SUITE.encrypt(padding.pad(words), point, info=context.info())


def key_id(envelope: bytes) -> uuid.UUID:
    """The id of the key that opens the envelope; raises CannotOpen for anything else."""
    if len(envelope) <= _HEAD or envelope[0] != VERSION:
        raise CannotOpen("this is not an envelope of version 1")
    return uuid.UUID(bytes=envelope[1:_HEAD])


def has_form(envelope: bytes) -> bool:
    """Whether it could be one of ours: version, a point on the curve, a padded length. More a stranger cannot know."""
    enc, ciphertext = envelope[_HEAD : _HEAD + _ENC], envelope[_HEAD + _ENC :]
    if len(ciphertext) < _TAG or envelope[0] != VERSION:
        return False
    return is_point(enc) and padding.is_padded_length(len(ciphertext) - _TAG)


def is_point(value: bytes) -> bool:
    """Whether these are the 65 bytes of an uncompressed point on P-256."""
    if len(value) != _ENC or value[0] != _UNCOMPRESSED:
        return False
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), value)
    except ValueError:
        return False
    return True


def private_from(secret: bytes) -> bytes:
    """A private key from 48 strong random bytes: 32 bytes, never zero, without a bias that could be measured."""
    return (int.from_bytes(secret, "big") % (_ORDER - 1) + 1).to_bytes(32, "big")


def open_envelope(envelope: bytes, *, private: bytes, context: Context) -> bytes:
    """The words; raises CannotOpen if key, context or bytes do not fit."""
    key_id(envelope)
    try:
        return padding.unpad(_SUITE.decrypt(envelope[_HEAD:], _private(private), info=context.info()))
    except (InvalidTag, ValueError) as error:
        raise CannotOpen("the envelope is damaged, was moved, or is sealed to another key") from error


def _private(value: bytes) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(value, "big"), ec.SECP256R1())
