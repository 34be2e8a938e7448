"""Which screens can be listened to. Public: whoever asks."""

import time
from collections.abc import Mapping

from django.conf import settings
from django.db import DatabaseError

from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission, allows
from safelamp.ground.recordings.models import Recording
from safelamp.ground.recordings.screens import DIGITS

FRESH_FOR = 60.0  # seconds; a new recording is offered a minute late at most

_known: dict[str, tuple[float, Mapping[str, str]]] = {}


def languages_for(member: Member) -> list[str]:
    """The languages in which a member may add recordings: those that they read, as for the words of the screens.

    Everybody on the instance hears them, so members of a practice organisation add none.
    """
    if member.organisation.is_practice or not allows(member, Permission.REVIEW_WORDS):
        return []
    return [code for code, _name in settings.WORKER_LANGUAGES if code in member.languages]


def marks_in(language: str) -> Mapping[str, str]:
    """The mark of each recording of a language by its key; remembered for a minute."""
    read_at, known = _known.get(language, (0.0, {}))
    if read_at and time.monotonic() - read_at < FRESH_FOR:
        return known
    try:
        known = dict(Recording.objects.filter(language=language).values_list("key", "mark"))
    except DatabaseError:
        return known
    _known[language] = (time.monotonic(), known)
    return known


def digits_in(language: str) -> list[str]:
    """The marks of the ten digits in their order, or nothing where one is missing."""
    marks = marks_in(language)
    return [marks[key] for key in DIGITS] if all(key in marks for key in DIGITS) else []


def sound_of(mark: str) -> bytes:
    """The recording; raises Recording.DoesNotExist."""
    found = Recording.objects.filter(mark=mark).first()
    if found is None:
        raise Recording.DoesNotExist
    return bytes(found.sound)


def recordings_in(language: str) -> dict[str, Recording]:
    """Everything of a language by its key, without the sound."""
    return {each.key: each for each in Recording.objects.filter(language=language).defer("sound")}


def forget() -> None:
    """What this process remembers is read anew."""
    _known.clear()
