"""New sentences come in as drafts; nothing in a catalogue changes that did not change in the source."""

import json
from pathlib import Path

import polib
import pytest

from safelamp.ground.languages.gathering import add_labels, tidy
from safelamp.ground.languages.labels import SOURCES, Label, Source, labels

HEAD = """msgid ""
msgstr ""
"POT-Creation-Date: 2026-11-21 20:00+0000\n"
"Language: th\n"
"Plural-Forms: nplurals=1; plural=0;\n"
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    source = tmp_path / "th" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    return source


def test_a_new_sentence_is_marked_as_a_draft(catalogue: Path) -> None:
    catalogue.write_text(f'{HEAD}\n#: b.html a.html\nmsgid "Fixed"\nmsgstr ""\n', encoding="utf-8")
    tidy(catalogue)
    (entry,) = polib.pofile(str(catalogue))
    assert entry.tcomment == "draft"
    assert [file for file, _ in entry.occurrences] == ["a.html", "b.html"]


def test_what_a_native_speaker_has_checked_stays_checked(catalogue: Path) -> None:
    catalogue.write_text(f'{HEAD}\nmsgid "Fixed"\nmsgstr "แก้แล้ว"\n', encoding="utf-8")
    tidy(catalogue)
    (entry,) = polib.pofile(str(catalogue))
    assert entry.tcomment == ""


def test_no_date_stands_in_a_catalogue(catalogue: Path) -> None:
    catalogue.write_text(HEAD, encoding="utf-8")
    tidy(catalogue)
    assert "2026" not in catalogue.read_text(encoding="utf-8")


def test_a_sentence_of_code_and_data_is_one_entry() -> None:
    template = polib.POFile()
    template.append(polib.POEntry(msgid="I am not sure", occurrences=[("code.py", "")]))
    add_labels(template, [Label("I am not sure", "data.json"), Label("Back", "body.json", "body part")])
    assert [(each.msgid, each.msgctxt, len(each.occurrences)) for each in template] == [
        ("I am not sure", None, 2),
        ("Back", "body part", 1),
    ]


def test_labels_come_from_the_named_rows_and_field(tmp_path: Path) -> None:
    content = {"source": "UN", "sectors": [{"code": "C", "title": "Manufacturing"}]}
    (tmp_path / "isic.json").write_text(json.dumps(content), encoding="utf-8")
    source = Source("isic.json", ("title", "remark"), rows="sectors")
    assert source.labels(tmp_path) == [Label("Manufacturing", "isic.json")]


def test_every_source_of_labels_has_some() -> None:
    package = Path(__file__).parents[3] / "src/safelamp"
    found = {label.file for label in labels(package)}
    assert found == {source.file for source in SOURCES}
