"""Keeping what native speakers correct. Who may do it, and the audit line, are for the rooms above."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from safelamp.ground.languages import overlay
from safelamp.ground.languages.checks import faults, tidied
from safelamp.ground.languages.models import Correction
from safelamp.ground.languages.queries import Said, Standing, said_now
from safelamp.ground.languages.sentences import mark_of


@dataclass(frozen=True, slots=True)
class Given:
    """What a reviewer wrote for one sentence. `seen` names the words that they saw; empty where nobody looked."""

    mark: str
    words: tuple[str, ...]
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of it: marks of what was changed, of what was only said to read well, and why others were refused."""

    changed: Sequence[str] = ()
    confirmed: Sequence[str] = ()
    same: Sequence[str] = ()
    refused: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many are checked now that were not, or were checked in other words."""
        return len(self.changed) + len(self.confirmed)


def judged(language: str, given: Sequence[Given]) -> Kept:
    """What `keep` would do, without doing it."""
    known = said_now(language, [each.mark for each in given])
    changed, confirmed, same, refused = [], [], [], {}
    for each in given:
        now = known.get(each.mark)
        why = _refusal(each, now, language)
        if why:
            refused[each.mark] = why
        elif now is not None and _tidied(each) != now.words:
            changed.append(each.mark)
        elif now is not None and now.standing != Standing.CHECKED:
            confirmed.append(each.mark)
        else:
            same.append(each.mark)
    return Kept(changed, confirmed, same, refused)


@transaction.atomic
def keep(language: str, given: Sequence[Given], *, reviewer: uuid.UUID | None, on: dt.date) -> Kept:
    """Keeps what is in order and says why the rest is not; screens speak with it once the transaction is through."""
    list(Correction.objects.select_for_update().filter(language=language, mark__in=[each.mark for each in given]))
    outcome = judged(language, given)
    known = said_now(language, [each.mark for each in given])
    wanted = {*outcome.changed, *outcome.confirmed}
    for each in given:
        if each.mark in wanted:
            _store(language, known[each.mark], _tidied(each), reviewer=reviewer, on=on)
    if wanted:
        _speak(language)
    return outcome


@transaction.atomic
def take_back(language: str, mark: str) -> bool:
    """Takes a correction away: screens say again what ships. Says whether there was one."""
    gone, _rows = Correction.objects.filter(language=language, mark=mark).delete()
    if gone:
        _speak(language)
    return bool(gone)


def _speak(language: str) -> None:
    """Makes the overlay once the words are on disk; where the disk is full, the job makes it later."""

    def make() -> None:  # a partial has no name, which Django wants for its log
        overlay.write_if_changed(language)

    transaction.on_commit(make, robust=True)


def _tidied(given: Given) -> tuple[str, ...]:
    return tuple(tidied(form) for form in given.words)


def _refusal(given: Given, now: Said | None, language: str) -> list[str]:
    if now is None:
        return [_("This version has no such English sentence.")]
    words = _tidied(given)
    if given.seen and given.seen != now.seen and words != now.words:
        text = _("Somebody else changed it meanwhile to “{words}”. Keep yours again if it is better.")
        return [text.format(words=" / ".join(now.words))]
    return faults(now.sentence, words, language=language)


def _store(language: str, now: Said, words: tuple[str, ...], *, reviewer: uuid.UUID | None, on: dt.date) -> None:
    sentence = now.sentence
    Correction.objects.update_or_create(
        language=language,
        mark=sentence.mark,
        defaults={
            "context": sentence.context,
            "source": sentence.source,
            "plural": sentence.plural,
            "said": list(words),
            "looked_at": mark_of(*sentence.shipped),
            "reviewed_by": reviewer,
            "reviewed_on": on,
        },
    )
