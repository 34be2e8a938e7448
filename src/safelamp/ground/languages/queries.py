"""What is known about the translations: how many drafts are left, and where each sentence stands."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from safelamp.ground.languages import overlay
from safelamp.ground.languages.catalogues import CATALOGUES
from safelamp.ground.languages.models import Correction
from safelamp.ground.languages.places import Part, rank
from safelamp.ground.languages.sentences import LACKING, Sentence, mark_of, path_of, shipped

ALIKE = 0.5  # the share of words that two English sentences have in common to be taken for one that was changed


class Standing(models.TextChoices):
    """Where a translation stands."""

    DRAFT = "draft", _("Not checked yet")
    ANOTHER_LOOK = "another_look", _("Needs another look")
    CHECKED = "checked", _("Checked")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with the words that screens show for it now.

    `ships` are the package's words where they changed after somebody corrected them here; `once` is a correction of an
    English sentence that this one has replaced.
    """

    sentence: Sentence
    words: tuple[str, ...]
    standing: Standing
    checked_on: dt.date | None = None
    ships: tuple[str, ...] = ()
    once: Correction | None = None

    @property
    def seen(self) -> str:
        """A short name of these words: whoever keeps others says which ones they saw."""
        return mark_of(*self.words)


def drafts_of(language: str, part: Part | None = None) -> int:
    """How many translations no native speaker has checked, of what workers see or of all; 0 for the source language.

    Counted when catalogue or overlay were made, read once a process and overlay.
    """
    return _counted(language, overlay.refresh()).get("worker" if part == Part.WORKER else "all", 0)


def lacks_words(language: str) -> bool:
    """Whether something that workers see has no words in the language yet, and is shown in the source language."""
    return _counted(language, overlay.refresh()).get(LACKING, 0) > 0


def sentences_in(language: str) -> list[Said]:
    """Every sentence of the package with its words, what workers see first."""
    corrections = {each.mark: each for each in Correction.objects.filter(language=language)}
    known = shipped(language)
    gone = [each for mark, each in corrections.items() if mark not in known]
    said = [_said(sentence, corrections.get(sentence.mark), gone) for sentence in known.values()]
    return sorted(said, key=lambda each: (rank(each.sentence.files), each.sentence.source))


def said_now(language: str, marks: Sequence[str]) -> dict[str, Said]:
    """Some of them, by mark."""
    known = shipped(language)
    corrections = {each.mark: each for each in Correction.objects.filter(language=language, mark__in=marks)}
    return {mark: _said(known[mark], corrections.get(mark), []) for mark in marks if mark in known}


def _said(sentence: Sentence, correction: Correction | None, gone: Sequence[Correction]) -> Said:
    if correction is None or correction.plural != sentence.plural:
        return _untouched(sentence, correction or _once(sentence, gone))
    changed = correction.looked_at != mark_of(*sentence.shipped) and correction.words != sentence.shipped
    return Said(
        sentence,
        correction.words,
        Standing.ANOTHER_LOOK if changed else Standing.CHECKED,
        checked_on=correction.reviewed_on,
        ships=sentence.shipped if changed else (),
    )


def _untouched(sentence: Sentence, once: Correction | None) -> Said:
    if not sentence.is_draft:
        return Said(sentence, sentence.shipped, Standing.CHECKED)
    return Said(sentence, sentence.shipped, Standing.ANOTHER_LOOK if once else Standing.DRAFT, once=once)


def _once(sentence: Sentence, gone: Sequence[Correction]) -> Correction | None:
    """The correction of an English sentence that is gone and was much like this one."""
    if not gone or not sentence.is_draft:
        return None
    words = set(sentence.source.lower().split())
    best, most = None, ALIKE
    for each in gone:
        others = set(each.source.lower().split())
        alike = len(words & others) / len(words | others)
        if alike >= most:
            best, most = each, alike
    return best


@lru_cache(maxsize=32)
def _counted(language: str, _spoken: overlay.Stamp) -> Mapping[str, int]:
    for folder in (settings.WORDS, CATALOGUES):
        counted = path_of(language, folder=folder).with_suffix(".unchecked")
        if counted.exists():
            found: Mapping[str, int] = json.loads(counted.read_text(encoding="utf-8"))
            return found
    return {}
