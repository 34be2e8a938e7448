"""HPKE base mode, spelled out from RFC 9180 with the smallest primitives: the independent path of the tests.

DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM; single shot, sequence number 0.
"""

import hmac
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

KEM = b"KEM" + (0x0010).to_bytes(2, "big")
HPKE = b"HPKE" + b"".join(number.to_bytes(2, "big") for number in (0x0010, 0x0001, 0x0001))


@dataclass(frozen=True, slots=True)
class Schedule:
    """What the key schedule gives."""

    shared_secret: bytes
    key: bytes
    base_nonce: bytes


def extract(suite: bytes, salt: bytes, label: bytes, secret: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + secret, "sha256")


def expand(suite: bytes, secret: bytes, label: bytes, info: bytes, length: int) -> bytes:
    labelled = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    out, block, counter = b"", b"", 1
    while len(out) < length:
        block = hmac.digest(secret, block + labelled + bytes([counter]), "sha256")
        out, counter = out + block, counter + 1
    return out[:length]


def private_key(value: bytes) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(value, "big"), ec.SECP256R1())


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def schedule(enc: bytes, private: bytes, info: bytes) -> Schedule:
    """Sections 4.1 (Decap) and 5.1 (KeySchedule)."""
    receiver = private_key(private)
    shared_point = receiver.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), enc))
    context = enc + point_of(receiver.public_key())
    shared = expand(KEM, extract(KEM, b"", b"eae_prk", shared_point), b"shared_secret", context, 32)
    bound = b"\x00" + extract(HPKE, b"", b"psk_id_hash", b"") + extract(HPKE, b"", b"info_hash", info)
    secret = extract(HPKE, shared, b"secret", b"")
    return Schedule(shared, expand(HPKE, secret, b"key", bound, 16), expand(HPKE, secret, b"base_nonce", bound, 12))


def opened(enc: bytes, ciphertext: bytes, *, private: bytes, info: bytes, aad: bytes = b"") -> bytes:
    """Section 6.1, first message."""
    made = schedule(enc, private, info)
    return AESGCM(made.key).decrypt(made.base_nonce, ciphertext, aad)


def sealed(words: bytes, *, to: bytes, info: bytes) -> bytes:
    """`enc` and ciphertext together, as another program would send them (section 4.1, Encap)."""
    ephemeral = ec.generate_private_key(ec.SECP256R1())
    enc = point_of(ephemeral.public_key())
    receiver = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), to)
    shared_point = ephemeral.exchange(ec.ECDH(), receiver)
    shared = expand(KEM, extract(KEM, b"", b"eae_prk", shared_point), b"shared_secret", enc + to, 32)
    bound = b"\x00" + extract(HPKE, b"", b"psk_id_hash", b"") + extract(HPKE, b"", b"info_hash", info)
    secret = extract(HPKE, shared, b"secret", b"")
    key, nonce = expand(HPKE, secret, b"key", bound, 16), expand(HPKE, secret, b"base_nonce", bound, 12)
    return enc + AESGCM(key).encrypt(nonce, words, b"")
