"""The key folder: pepper, signing key and courier pair, kept apart from the data."""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class KeyFolder:
    """Where the instance's own keys lie.

    `signing` signs forms and sessions, `pepper` protects the table of receipts, and `courier_public`
    seals addresses. The private half of the courier pair is not read here: only the sending process does.
    `is_new` says that this process has just made them: nothing was ever protected with them.
    """

    path: Path
    signing: bytes
    pepper: bytes
    courier_public: bytes
    is_new: bool


def read_or_make(path: Path, *, apart_from: Path) -> KeyFolder:
    """Reads the key folder and makes what is missing; refuses a folder inside the data folder."""
    path = path.resolve()
    if path == apart_from.resolve() or apart_from.resolve() in path.parents:
        raise SystemExit(
            f"SAFELAMP_KEYS ({path}) lies inside SAFELAMP_HOME ({apart_from}). Whoever takes the data would take "
            "the keys with it. Set SAFELAMP_KEYS to a folder outside."
        )
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    is_new = not any(path.iterdir())
    return KeyFolder(
        path=path,
        is_new=is_new,
        signing=_secret(path / "signing"),
        pepper=_secret(path / "pepper"),
        courier_public=_courier_public(path),
    )


def _secret(path: Path) -> bytes:
    return _once(path, lambda: secrets.token_bytes(SECRET_BYTES))


def _courier_public(path: Path) -> bytes:
    public = path / "courier.public"
    if not public.exists():
        private = _once(path / "courier.private", _new_private_key)
        key = serialization.load_der_private_key(private, password=None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)  # noqa: S101  # our own file, made above
        _once(
            public,
            lambda: key.public_key().public_bytes(
                serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
            ),
        )
    return public.read_bytes()


def _new_private_key() -> bytes:
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _once(path: Path, make: Callable[[], bytes]) -> bytes:
    """Reads the file, or makes it; two processes that start together agree on one."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_bytes()
