"""How many names of persons are found in invented sentences, and that hardly any that must be masked is shown.

Measured when the engine was made (names found / names, private names shown, offices told / offices, names invented):

| sentences | found | shown | offices told | invented |
|---|---|---|---|---|
| open (looked at while making it) | 86 / 87 | 0 | 27 / 28 | 2 |
| aside (only judged) | 64 / 67 | 0 | 19 / 20 | 1 |
"""

import re
from collections import Counter
from pathlib import Path

import pytest

from safelamp.engines.extraction.persons import persons
from safelamp.engines.extraction.values import Span, Standing

SENTENCES = Path(__file__).parent / "persons" / "sentences.txt"
MARKED = re.compile(r"\[(?P<name>[^\]]+)\](?P<kind>[om])")
LATIN = {"en", "fr", "es", "id", "pt", "vi", "de", "tl", "bn", "tr", "my"}


def sentences(part: str) -> list[tuple[str, str]]:
    """The language and the marked text of each sentence."""
    lines = [line for line in SENTENCES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    rows = [line.split("|", 2) for line in lines]
    return [(language, text) for language, which, text in rows if which == part]


def unmarked(marked: str) -> tuple[str, list[tuple[Span, str]]]:
    """The plain text, and where its names stand."""
    text, names, last = "", [], 0
    for match in MARKED.finditer(marked):
        text += marked[last : match.start()]
        names.append((Span(len(text), len(text) + len(match["name"])), match["kind"]))
        text += match["name"]
        last = match.end()
    return text + marked[last:], names


def counted(part: str) -> Counter[str]:
    """Names found, missed, invented, and shown although they must be masked."""
    counts: Counter[str] = Counter()
    for _, marked in sentences(part):
        text, names = unmarked(marked)
        found = persons(text, [Span(0, len(text))])
        for span, kind in names:
            covers = [one for one in found if one.span.start <= span.start and one.span.end >= span.end]
            counts["names"] += 1
            counts["found"] += bool(covers)
            counts["masked"] += kind == "m"
            counts["shown"] += kind == "m" and any(one.standing is Standing.PUBLIC_OFFICE for one in covers)
            counts["offices"] += kind == "o"
            counts["offices told"] += kind == "o" and any(one.standing is Standing.PUBLIC_OFFICE for one in covers)
        counts["invented"] += sum(not any(one.span.touches(span) for span, _ in names) for one in found)
    return counts


@pytest.mark.parametrize(("part", "recall", "most_invented"), [("open", 0.95, 4), ("aside", 0.85, 4)])
def test_names_are_found_and_none_of_a_private_person_is_shown(part: str, recall: float, most_invented: int) -> None:
    counts = counted(part)
    assert counts["shown"] == 0
    assert counts["found"] >= recall * counts["names"]
    assert counts["invented"] <= most_invented


def test_there_are_enough_sentences() -> None:
    assert len(sentences("open")) + len(sentences("aside")) >= 150
