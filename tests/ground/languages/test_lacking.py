"""A language that has no words yet for some sentence of workers says so, and in which language they are shown."""

import json
from pathlib import Path

import polib
import pytest
from django.test import Client

from safelamp.ground.languages import queries
from safelamp.ground.languages.compiling import compile_catalogues
from safelamp.ground.languages.sentences import LACKING, drafts_left, sentence_of


def entry(words: str, file: str = "doors/worker/templates/worker/kind.html") -> polib.POEntry:
    return polib.POEntry(msgid="Back", msgstr=words, occurrences=[(file, "")])


def test_only_what_workers_see_and_has_no_words_is_lacking() -> None:
    told = [entry(""), entry("ກັບ"), entry("", file="doors/desk/templates/desk/inbox.html")]
    assert drafts_left(map(sentence_of, told))[LACKING] == 1


def test_the_worker_reads_the_fallbacks_own_name(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    compile_catalogues()
    folder = tmp_path / "lo" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.unchecked").write_text(json.dumps({"worker": 1, "all": 1, LACKING: 1}))
    queries._counted.cache_clear()
    monkeypatch.setattr(queries, "CATALOGUES", tmp_path)
    try:
        page = Client().get("/r/", {"lang": "lo"}).content.decode()
        whole = Client().get("/r/", {"lang": "en"}).content.decode()
    finally:
        queries._counted.cache_clear()
    assert "<bdi>English</bdi>" in page
    assert "<bdi>" not in whole
