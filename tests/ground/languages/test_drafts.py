"""Pages know whether a native speaker has checked their language."""

from pathlib import Path

import pytest

from safelamp.ground.languages import queries
from safelamp.ground.languages.compiling import compile_catalogues

CATALOGUE = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

# draft
msgid "Fixed"
msgstr "แก้แล้ว"

# said by hundreds; a draft once
msgid "Danger"
msgstr "อันตราย"

# draft
msgid "Not said yet"
msgstr ""
"""


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    source = tmp_path / "th" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(CATALOGUE, encoding="utf-8")
    monkeypatch.setattr(queries, "CATALOGUES", tmp_path)
    queries._counted.cache_clear()
    yield source
    queries._counted.cache_clear()


def test_drafts_are_counted_when_the_catalogue_is_compiled(catalogue: Path, tmp_path: Path) -> None:
    compile_catalogues(tmp_path)
    assert queries.drafts_of("th") == 1


def test_a_catalogue_without_its_count_is_compiled_again(catalogue: Path, tmp_path: Path) -> None:
    compile_catalogues(tmp_path)
    catalogue.with_suffix(".unchecked").unlink()
    assert compile_catalogues(tmp_path) == [catalogue.with_suffix(".mo")]


@pytest.mark.usefixtures("catalogue")
def test_the_source_language_has_no_drafts() -> None:
    assert queries.drafts_of("en") == 0
