"""The languages of newsletters and of their readers' pages, which are more than the screens have.

Their sentences have small catalogues of their own, `tongues/LANGUAGE.po`, read once a process; English is the source.
Most entries carry the comment `draft`: no native speaker has checked them, and the mails say so.
"""

import datetime as dt
import gettext
from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO

import polib
from django.utils import translation
from django.utils.formats import date_format

LANGUAGES = {"en": "English", "fr": "Français", "th": "ไทย", "km": "ខ្មែរ", "id": "Bahasa Indonesia"}
SOURCE = "en"
DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language; what its catalogue lacks is said in English."""

    language: str

    def say(self, sentence: str, **values: object) -> str:
        """The sentence with its values put in."""
        said = self._catalogue().gettext(sentence)
        return said % values if values else said

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """A sentence about a number, which it holds as %(count)d."""
        return self._catalogue().ngettext(one, many, number) % {"count": number, **values}

    def day(self, day: dt.date) -> str:
        """A day in words that nobody misreads."""
        with translation.override(self.language):
            return date_format(day, "j F Y")

    @property
    def is_draft(self) -> bool:
        """Whether any sentence of it has been checked by no native speaker."""
        return any(DRAFT in entry.tcomment for entry in entries(self.language))

    def _catalogue(self) -> gettext.NullTranslations:
        return _compiled(self.language)


def tongue(language: str) -> Tongue:
    """The tongue of that code; English where there is none.

    >>> tongue("fr").language, tongue("tlh").language
    ('fr', 'en')
    """
    return Tongue(language if language in LANGUAGES else SOURCE)


@cache
def entries(language: str) -> tuple[polib.POEntry, ...]:
    """The catalogue's entries; none for the source language."""
    if language == SOURCE:
        return ()
    return tuple(_read(language))


def _read(language: str) -> polib.POFile:
    file = resources.files("safelamp.record.publishing").joinpath("tongues", f"{language}.po")
    return polib.pofile(file.read_text(encoding="utf-8"))


@cache
def _compiled(language: str) -> gettext.NullTranslations:
    if language == SOURCE:
        return gettext.NullTranslations()
    return gettext.GNUTranslations(BytesIO(_read(language).to_binary()))
