"""What visitors of the public door write to an organisation: sealed at once, opened by its officers and focal points.

Only record.reviewing imports this (a protected contract).
"""

import uuid

from safelamp.engines.sealing import envelopes
from safelamp.engines.sealing.envelopes import Context
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault.models import Audience
from safelamp.ground.vault.sealing import seal_for_readers
from safelamp.ground.vault.sessions import OpenSession


def seal_words(words: str, *, organisation: Organisation, subject: uuid.UUID, field: str) -> bytes:
    """Seals a visitor's words to the inbox key that representatives do not hold; raises NoKey."""
    audience = Audience.NO_REPRESENTATIVES
    return seal_for_readers(words.encode(), organisation=organisation, audience=audience, subject=subject, field=field)


def open_words(
    session: OpenSession, envelope: bytes, *, organisation_id: uuid.UUID, subject: uuid.UUID, field: str
) -> str:
    """The words, with a key that the logged-in member holds; raises CannotOpen."""
    private = session.private_half(envelopes.key_id(envelope))
    context = Context(organisation_id, subject, field)
    return envelopes.open_envelope(envelope, private=private, context=context).decode()
