"""Opening addresses with the courier's private key. Only ground.post imports this, in the sending process."""

from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from safelamp.engines.sealing import envelopes
from safelamp.engines.sealing.envelopes import CannotOpen, Context
from safelamp.ground.vault.addresses import context_of_member, context_of_organisation
from safelamp.ground.vault.models import Address, Channel


class KeyIsErased(CannotOpen):
    """The courier key is gone: sending has been stopped for good."""


def open_address(address: Address, *, key_folder: Path) -> str:
    """The e-mail address or phone number, or JSON of a webhook's url and secret.

    Raises KeyIsErased when the courier key was erased, CannotOpen when the address was sealed to another one.
    """
    private = _private(key_folder)
    return envelopes.open_envelope(bytes(address.sealed), private=private, context=_context(address)).decode()


def open_outside(envelope: bytes, *, context: Context, key_folder: Path) -> str:
    """What was sealed about somebody outside; raises KeyIsErased, or CannotOpen, as above."""
    return envelopes.open_envelope(envelope, private=_private(key_folder), context=context).decode()


def _private(key_folder: Path) -> bytes:
    try:
        raw = (key_folder / "courier.private").read_bytes()
    except FileNotFoundError as error:
        raise KeyIsErased("The courier key was erased: sending has been stopped for good.") from error
    key = serialization.load_der_private_key(raw, password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)  # noqa: S101  # our own file
    return key.private_numbers().private_value.to_bytes(32, "big")


def _context(address: Address) -> Context:
    if address.member is not None:
        return context_of_member(address.member, Channel(address.channel))
    assert address.organisation is not None  # noqa: S101  # the database holds one of the two
    return context_of_organisation(address.organisation)
