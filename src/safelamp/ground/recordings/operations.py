"""Adding, replacing and taking away recordings."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from safelamp.ground.apart import anew
from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member
from safelamp.ground.recordings import queries
from safelamp.ground.recordings.models import Licence, Recording
from safelamp.ground.recordings.screens import ALOUD

MARK = 32  # signs of the SHA-256


@dataclass(frozen=True, slots=True)
class Spoken:
    """A recording as it came: who spoke has agreed that everybody may hear it."""

    key: str
    raw: bytes
    licence: Licence
    speaker: str = ""

    def __post_init__(self) -> None:
        if self.key not in ALOUD:
            raise ValueError("no such screen")


def mark_of(sound: bytes) -> str:
    """The address of a sound."""
    return hashlib.sha256(sound).hexdigest()[:MARK]


def add(member: Member, language: str, spoken: Sequence[Spoken]) -> int:
    """Makes each recording anew, apart, then keeps them all, in the places of former ones; how many.

    Raises anew.NotMade where one cannot be heard: then none is kept. PermissionDenied for another language.
    """
    _check(member, language)
    made = [(each, anew.voice(each.raw)) for each in spoken]  # slow: before the transaction
    with transaction.atomic():
        for each, sound in made:
            _keep(member, language, each, sound)
        audit.record("recordings.add", organisation_id=member.organisation_id, by=_adder(member))
    queries.forget()
    return len(made)


@transaction.atomic
def take_away(member: Member, language: str, key: str) -> bool:
    """The screen can no longer be listened to; whether it could. Copies on phones are gone when they forget them."""
    _check(member, language)
    gone, _rows = Recording.objects.filter(language=language, key=key).delete()
    if gone:
        audit.record("recordings.take_away", organisation_id=member.organisation_id, by=_adder(member))
    queries.forget()
    return bool(gone)


def _keep(member: Member, language: str, spoken: Spoken, sound: bytes) -> None:
    hostile = member.organisation.is_hostile
    Recording.objects.update_or_create(
        language=language,
        key=spoken.key,
        defaults={
            "sound": sound,
            "mark": mark_of(sound),
            "licence": spoken.licence,
            "speaker": "" if hostile else spoken.speaker,
            "speaker_agreed": True,
            "added_by": _adder(member),
            "added_on": timezone.localdate(),
        },
    )


def _adder(member: Member) -> uuid.UUID | None:
    """Who it was, for row and audit; in a hostile profile nobody: it tells which language a member reads."""
    return None if member.organisation.is_hostile else member.id


def _check(member: Member, language: str) -> None:
    if language not in queries.languages_for(member):
        raise PermissionDenied(language)
