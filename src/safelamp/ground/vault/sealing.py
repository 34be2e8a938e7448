"""Sealing for an audience: the public half is enough, so imports, jobs and the worker door can do it."""

import uuid

from safelamp.engines.sealing import envelopes
from safelamp.engines.sealing.envelopes import Context
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault import queries
from safelamp.ground.vault.models import Audience, Purpose


def seal_for_readers(
    words: bytes, *, organisation: Organisation, audience: Audience, subject: uuid.UUID, field: str
) -> bytes:
    """Seals what a reporter said, wrote or photographed to the audience's inbox key."""
    key = queries.sealing_key(organisation, audience, Purpose.INBOX)
    return envelopes.seal(words, to=key, context=Context(organisation.id, subject, field))
