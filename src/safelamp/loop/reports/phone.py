"""What a phone needs to seal a report by itself: public keys only, and what a receipt is derived with.

The head of a parcel, which says where a report belongs, is sealed to the instance's *intake key*: what waits on a
phone shows neither kind nor place to whoever takes the phone. It is derived from the pepper, so it needs no table and
is known to every process while the database is away. It opens heads only, never words.
"""

import base64
import uuid
from functools import lru_cache
from typing import Any

from django.conf import settings

from safelamp.engines.sealing import envelopes, receipts, wrapping
from safelamp.engines.sealing.envelopes import Context, PublicKey
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault import queries as vault
from safelamp.ground.vault import sealing
from safelamp.ground.vault.models import Audience
from safelamp.loop.reports.receiving import receipt_salt

_NOBODY_YET = uuid.UUID(int=0)  # a head is sealed before the server knows for which organisation


def phone_keys(organisation: Organisation, *, above: Organisation | None = None) -> dict[str, Any]:
    """Values for the phone's script: each key is its id and its point, bytes as URL-safe base64.

    `above` is the organisation that a report may be sent to past the first. Raises NoKey where keys were not founded.
    """
    return _keys_of(organisation) | {
        "above": _keys_of(above) if above and vault.can_receive(above) else None,
        "intake": _written(intake_key()),
        "salt": _text(receipt_salt()),
        "rounds": receipts.ROUNDS,
    }


def intake_key() -> PublicKey:
    """The public half of the intake key."""
    return _intake_pair(settings.RECEIPT_PEPPER)[1]


def intake_private() -> bytes:
    """The private half; it stays in memory, as the pepper does."""
    return _intake_pair(settings.RECEIPT_PEPPER)[0]


def head_context(report_id: uuid.UUID) -> Context:
    """Where a head belongs: to its report, and to no organisation before it is opened."""
    return Context(_NOBODY_YET, report_id, "head")


@lru_cache(maxsize=2)
def _intake_pair(pepper: bytes) -> tuple[bytes, PublicKey]:
    private = envelopes.private_from(wrapping.derive(pepper, "intake key", length=48))
    own_id = uuid.UUID(bytes=wrapping.derive(pepper, "intake key id", length=16))
    return private, PublicKey(own_id, envelopes.public_point(private))


def _keys_of(organisation: Organisation) -> dict[str, Any]:
    keys = {each.value: _written(sealing.inbox_key(organisation, each)) for each in Audience}
    return {"organisation": organisation.id.hex, "audiences": keys}


def _written(key: PublicKey) -> list[str]:
    return [_text(key.id.bytes), _text(key.point)]


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")
