"""What the tests of corrections share: a folder of their own for the overlay, and sentences to correct."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from safelamp.ground.languages import overlay
from safelamp.ground.languages.compiling import compile_catalogues
from safelamp.ground.languages.operations import Given
from safelamp.ground.languages.sentences import Sentence, shipped

DAY = dt.date(2026, 11, 21)


@pytest.fixture
def words_folder(tmp_path: Path, settings, transactional_db: None) -> Iterator[Path]:
    """An instance with no corrections yet; screens speak with what ships again at the end."""
    compile_catalogues()
    settings.WORDS = tmp_path / "words"
    settings.LOCALE_PATHS = [settings.WORDS, settings.LOCALE_PATHS[-1]]
    overlay.refresh()
    yield settings.WORDS
    settings.WORDS = tmp_path / "none"
    settings.LOCALE_PATHS = settings.LOCALE_PATHS[1:]
    overlay.refresh()


def sentence(source: str, language: str = "km") -> Sentence:
    """A sentence of the package."""
    return next(each for each in shipped(language).values() if each.source == source)


def given(source: str, *words: str, seen: str = "", language: str = "km") -> Given:
    """What a reviewer wrote for it."""
    return Given(sentence(source, language).mark, words, seen)


def spoken(source: str, language: str = "km") -> str:
    """What screens say for an English sentence, after they have looked at the overlay."""
    overlay.refresh()
    with translation.override(language):
        return translation.gettext(source)
