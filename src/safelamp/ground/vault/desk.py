"""The desk's own words (titles, notes, injured persons, evidence). Only loop rooms import this."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from safelamp.engines.sealing import envelopes
from safelamp.engines.sealing.envelopes import Context, PublicKey
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault import queries
from safelamp.ground.vault.models import Audience, Purpose
from safelamp.ground.vault.sessions import OpenSession


def key_for(organisation: Organisation, audience: Audience = Audience.READERS) -> PublicKey:
    """The desk key of an audience, for sealing many texts in a row."""
    return queries.sealing_key(organisation, audience, Purpose.DESK)


def seal_with(key: PublicKey, words: str, *, organisation_id: uuid.UUID, subject: uuid.UUID, field: str) -> bytes:
    """Seals with a key fetched before; an empty text stays empty."""
    if not words:
        return b""
    return envelopes.seal(words.encode(), to=key, context=Context(organisation_id, subject, field))


def seal(
    words: str,
    *,
    organisation: Organisation,
    subject: uuid.UUID,
    field: str,
    audience: Audience = Audience.READERS,
) -> bytes:
    """Seals the desk's words to an audience; an empty text stays empty."""
    if not words:
        return b""
    key = key_for(organisation, audience)
    return seal_with(key, words, organisation_id=organisation.id, subject=subject, field=field)


def opened(session: OpenSession, envelope: bytes, *, organisation_id: uuid.UUID, subject: uuid.UUID, field: str) -> str:
    """The words, with a key that the logged-in member holds; raises CannotOpen. Nothing sealed, nothing said."""
    if not envelope:
        return ""
    private = session.private_half(envelopes.key_id(envelope))
    context = Context(organisation_id, subject, field)
    return envelopes.open_envelope(envelope, private=private, context=context).decode()


@dataclass(frozen=True, slots=True)
class Sealed:
    """One sealed text with where it belongs: `organisation_id`, `subject` and `field` as they were sealed."""

    envelope: bytes
    organisation_id: uuid.UUID
    subject: uuid.UUID
    field: str


def all_opened(session: OpenSession, sealed: Iterable[Sealed]) -> list[str]:
    """The words of a whole list, in order: each key is fetched and opened once; raises CannotOpen."""
    halves: dict[uuid.UUID, bytes] = {}
    words = []
    for each in sealed:
        if not each.envelope:
            words.append("")
            continue
        pair = envelopes.key_id(each.envelope)
        if pair not in halves:
            halves[pair] = session.private_half(pair)
        context = Context(each.organisation_id, each.subject, each.field)
        words.append(envelopes.open_envelope(each.envelope, private=halves[pair], context=context).decode())
    return words
