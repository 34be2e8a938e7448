"""The newsletters' own catalogues have every sentence, fit it, and say that they are drafts."""

import ast
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import safelamp
from safelamp.doors.public.subscribe_form import FAULTS
from safelamp.record.publishing.tongues import DRAFT, LANGUAGES, SOURCE, Tongue, entries

PACKAGE = Path(safelamp.__file__).parent
ROOMS = (PACKAGE / "record" / "publishing", PACKAGE / "doors" / "public")
OTHERS = [language for language in LANGUAGES if language != SOURCE]
TAG = re.compile(r'{%\s*say\s+"([^"]+)"')
PLACE = re.compile(r"%\(\w+\)[sd]")


def sentences() -> set[tuple[str, str]]:
    """Every sentence that code and templates say, with its plural where it has one."""
    found = {(sentence, "") for sentence in FAULTS.values()}
    for room in ROOMS:
        for path in room.rglob("*.py"):
            found |= set(said_in(path))
        for path in room.rglob("*.html"):
            found |= {(sentence, "") for sentence in TAG.findall(path.read_text(encoding="utf-8"))}
    return found


def said_in(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"say", "count"}:
            words = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            if node.func.attr == "say" and words:
                yield words[0], ""
            if node.func.attr == "count" and len(words) >= 2:
                yield words[0], words[1]


@pytest.mark.parametrize("language", OTHERS)
def test_everything_that_is_said_is_translated_and_nothing_else(language: str) -> None:
    assert {(entry.msgid, entry.msgid_plural) for entry in entries(language)} == sentences()
    assert [entry.msgid for entry in entries(language) if not entry.translated()] == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_translation_keeps_the_places_of_values(language: str) -> None:
    for entry in entries(language):
        for said in entry.msgstr_plural.values() or [entry.msgstr]:
            assert sorted(PLACE.findall(said)) == sorted(PLACE.findall(entry.msgid)), entry.msgid


@pytest.mark.parametrize("language", OTHERS)
def test_what_nobody_has_checked_says_so(language: str) -> None:
    assert {entry.tcomment for entry in entries(language)} <= {DRAFT, ""}
    assert Tongue(language).is_draft == any(entry.tcomment for entry in entries(language))
    assert not Tongue(SOURCE).is_draft


@pytest.mark.parametrize(
    ("language", "number", "words"), [("fr", 1, "nouvelle entrée"), ("fr", 2, "nouvelles entrées")]
)
def test_plurals_follow_their_own_rule(language: str, number: int, words: str) -> None:
    one, many = "%(count)d new entry since %(day)s.", "%(count)d new entries since %(day)s."
    assert words in Tongue("fr").count(one, many, number, day="1")


def test_days_are_written_in_the_readers_language() -> None:
    day = dt.date(2026, 11, 22)
    assert {code: Tongue(code).day(day) for code in ("en", "fr", "id")} == {
        "en": "22 November 2026",
        "fr": "22 novembre 2026",
        "id": "22 November 2026",
    }
    assert "พฤศจิกายน" in Tongue("th").day(day)
