"""The catalogues have all that is to be translated, and all of it is."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from safelamp.ground.languages import gathering
from safelamp.ground.languages.compiling import CATALOGUES, read
from safelamp.ground.languages.sentences import path_of

SPOKEN = [code for code, _ in settings.WORKER_LANGUAGES if code != settings.LANGUAGE_CODE]


def catalogue(language: str):
    return read(path_of(language))


@pytest.mark.parametrize("language", SPOKEN)
def test_everything_is_translated(language: str) -> None:
    assert [entry.msgid for entry in catalogue(language) if not entry.translated()] == []


@pytest.mark.skipif(not shutil.which("xgettext"), reason="needs gettext: without it nothing can be gathered")
def test_gathering_again_changes_nothing(tmp_path: Path, settings) -> None:
    # In a copy: gettext's working files would stand beside the templates that other tests read just now.
    package, catalogues = tmp_path / "safelamp", tmp_path / "catalogues"
    ignored = shutil.ignore_patterns("catalogues", "static", "pictograms", "__pycache__")
    shutil.copytree(gathering.PACKAGE, package, ignore=ignored)
    shutil.copytree(CATALOGUES, catalogues)
    settings.LOCALE_PATHS = [catalogues]
    for gathered in gathering.gather(SPOKEN, package=package, catalogues=catalogues):
        kept = CATALOGUES / gathered.relative_to(catalogues)
        assert sentences(gathered) == sentences(kept), "make messages, then translate what is new"


def sentences(path: Path) -> set[tuple[str | None, str, str]]:
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in read(path)}
