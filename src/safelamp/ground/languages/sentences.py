"""The sentences of a catalogue as people correct them: what ships, what was corrected here, and where each stands."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import polib
from django.utils.translation import to_locale

from safelamp.ground.languages.catalogues import CATALOGUES, DRAFT, read
from safelamp.ground.languages.places import Part, Place, places_of

MARK_LENGTH = 16
LACKING = "lacking"


def mark_of(*texts: str) -> str:
    """A short name for texts: the same texts have the same name.

    >>> mark_of("Fixed")
    '1246fc93bca00b90'
    """
    return hashlib.sha256("\x04".join(texts).encode()).hexdigest()[:MARK_LENGTH]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the source with the translation that ships. `forms`: how many the language needs."""

    context: str
    source: str
    plural: str
    shipped: tuple[str, ...]
    is_draft: bool
    files: tuple[str, ...]

    @property
    def mark(self) -> str:
        """Its name, which holds as long as the English stays."""
        return mark_of(self.context, self.source)

    @property
    def forms(self) -> int:
        """How many translations it needs: one, or one for each plural form of the language."""
        return len(self.shipped)

    @property
    def places(self) -> Sequence[Place]:
        """Where it is used, the most important first."""
        return places_of(self.files)

    @property
    def part(self) -> Part:
        """The part that it is checked with."""
        return self.places[0].part


def sentence_of(entry: polib.POEntry) -> Sentence:
    """A catalogue's entry as a sentence."""
    forms = [entry.msgstr_plural[number] for number in sorted(entry.msgstr_plural)] if entry.msgid_plural else []
    return Sentence(
        context=entry.msgctxt or "",
        source=entry.msgid,
        plural=entry.msgid_plural,
        shipped=tuple(forms) if entry.msgid_plural else (entry.msgstr,),
        is_draft=DRAFT in entry.tcomment.splitlines() or not entry.translated(),
        files=tuple(file for file, _ in entry.occurrences),
    )


def path_of(language: str, *, folder: Path = CATALOGUES) -> Path:
    """The catalogue of a language in a folder of catalogues, which are named as gettext names them (zh_Hans)."""
    return folder / to_locale(language) / "LC_MESSAGES" / "django.po"


def shipped(language: str) -> Mapping[str, Sentence]:
    """All sentences of the package in a language, by mark; none where there is no catalogue."""
    path = path_of(language)
    return _read(path, path.stat().st_mtime_ns) if path.exists() else {}


def drafts_left(sentences: Iterable[Sentence], *, checked: Iterable[str] = ()) -> dict[str, int]:
    """How many drafts nobody has checked, of what workers see and of all; how much of the former has no words yet."""
    known, known_sentences = frozenset(checked), list(sentences)
    left = [each.part for each in known_sentences if each.is_draft and all(each.shipped) and each.mark not in known]
    lacking = sum(each.part == Part.WORKER and not all(each.shipped) for each in known_sentences)
    return {"worker": left.count(Part.WORKER), "all": len(left), LACKING: lacking}


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> Mapping[str, Sentence]:
    return {sentence.mark: sentence for sentence in map(sentence_of, read(path))}
