"""Sealing for an audience: the public half is enough, so imports, jobs and the worker door can do it."""

import time
import uuid

from django.db import DatabaseError

from safelamp.engines.sealing import envelopes
from safelamp.engines.sealing.envelopes import Context, PublicKey
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault import queries
from safelamp.ground.vault.models import Audience, Purpose

FRESH_FOR = 60.0  # seconds; a new month's key is used a minute late at most

_known: dict[tuple[uuid.UUID, Audience], tuple[float, PublicKey]] = {}


def seal_for_readers(
    words: bytes, *, organisation: Organisation, audience: Audience, subject: uuid.UUID, field: str
) -> bytes:
    """Seals what a reporter said, wrote or photographed to the audience's inbox key."""
    key = inbox_key(organisation, audience)
    return envelopes.seal(words, to=key, context=Context(organisation.id, subject, field))


def inbox_key(organisation: Organisation, audience: Audience) -> PublicKey:
    """The audience's public key; while the database is away, the last one that this process knew."""
    place = (organisation.id, audience)
    read_at, key = _known.get(place, (0.0, None))
    if key is not None and time.monotonic() - read_at < FRESH_FOR:
        return key
    try:
        fresh = queries.sealing_key(organisation, audience, Purpose.INBOX)
    except DatabaseError:
        if key is None:
            raise
        return key
    _known[place] = (time.monotonic(), fresh)
    return fresh
