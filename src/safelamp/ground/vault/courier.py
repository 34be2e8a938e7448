"""Opening members' addresses with the courier's private key. Only ground.post imports this."""

from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from safelamp.engines.sealing import envelopes
from safelamp.engines.sealing.envelopes import CannotOpen, Context
from safelamp.ground.vault.models import Address


def open_address(address: Address, *, key_folder: Path) -> str:
    """The e-mail address; raises CannotOpen when the courier key was erased."""
    try:
        key = serialization.load_der_private_key((key_folder / "courier.private").read_bytes(), password=None)
    except FileNotFoundError as error:
        raise CannotOpen("The courier key was erased: sending has been stopped for good.") from error
    assert isinstance(key, ec.EllipticCurvePrivateKey)  # noqa: S101  # our own file
    private = key.private_numbers().private_value.to_bytes(32, "big")
    member = address.member
    context = Context(member.organisation_id, member.id, "address")
    return envelopes.open_envelope(bytes(address.sealed), private=private, context=context).decode()
