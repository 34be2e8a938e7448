"""Opening what reporters sealed. Only loop.reports imports this (a protected contract)."""

import uuid

from safelamp.engines.sealing import envelopes
from safelamp.engines.sealing.envelopes import Context
from safelamp.ground.vault.sessions import OpenSession


def open_for(
    session: OpenSession, envelope: bytes, *, organisation_id: uuid.UUID, subject: uuid.UUID, field: str
) -> bytes:
    """The words, opened with a key that the logged-in member holds; raises CannotOpen."""
    private = session.private_half(envelopes.key_id(envelope))
    return envelopes.open_envelope(envelope, private=private, context=Context(organisation_id, subject, field))
