"""Catalogues are compiled when they have to be."""

import gettext
import os
from pathlib import Path

import pytest

from safelamp.ground.languages.compiling import compile_catalogues

ENTRY = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Fixed"\nmsgstr "แก้แล้ว"\n'


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    source = tmp_path / "th" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(ENTRY, encoding="utf-8")
    return source


def test_a_new_catalogue_is_compiled_and_speaks(catalogue: Path, tmp_path: Path) -> None:
    (made,) = compile_catalogues(tmp_path)
    with made.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Fixed") == "แก้แล้ว"


@pytest.mark.usefixtures("catalogue")
def test_a_compiled_catalogue_is_left_alone(tmp_path: Path) -> None:
    compile_catalogues(tmp_path)
    assert compile_catalogues(tmp_path) == []


def test_a_changed_catalogue_is_compiled_again(catalogue: Path, tmp_path: Path) -> None:
    (made,) = compile_catalogues(tmp_path)
    os.utime(catalogue, ns=(0, made.stat().st_mtime_ns + 1))
    assert compile_catalogues(tmp_path) == [made]


def test_a_broken_catalogue_says_where(catalogue: Path, tmp_path: Path) -> None:
    catalogue.write_text('msgid "Fixed"\nmsgwrong "x"\n', encoding="utf-8")
    with pytest.raises(OSError, match="line 2"):
        compile_catalogues(tmp_path)
