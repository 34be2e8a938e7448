"""Every word of a template can be translated: none stands outside the tags, not in an attribute that is read aloud."""

import re
from collections.abc import Sequence
from pathlib import Path

from django.template.base import Lexer, TokenType

from tests.shown_words import shown

ROOT = Path(__file__).parents[2]
WORD = re.compile(r"[^\W\d_]{2,}")
# Names, units and file formats, which are the same in every language.
SAME_EVERYWHERE = {
    "Safelamp",
    "cm",
    "kg",
    "km",
    "CSV",
    "PO",
    "XLSX",
    "ZIP",
    "JSON",
    "ISIC",
    "ICLS",
    "ILO",
    "OSHA",
    "QR",
    "TOTP",
    "SMS",
    "AGPL",
}
TRANSLATED = re.compile(r"blocktrans(late)?\b")
FLOATING = re.compile(r'[\w-]+="[^"]*"')  # an attribute that a block of its own puts into a tag of the frame
END = re.compile(r"endblocktrans(late)?\b")


def outside_tags(source: str) -> str:
    """The template with its tags taken out, and what `blocktranslate` and `comment` hold."""
    kept, held = [], False
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.BLOCK:
            if TRANSLATED.match(token.contents) or token.contents == "comment":
                held = True
            elif END.match(token.contents) or token.contents == "endcomment":
                held = False
        elif token.token_type == TokenType.TEXT and not held:
            kept.append(token.contents)
    return "".join(kept)


def untranslatable(source: str) -> list[str]:
    pieces = [FLOATING.sub("", piece) for piece in shown(outside_tags(source))]
    return [word for piece in pieces for word in WORD.findall(piece) if word not in SAME_EVERYWHERE]


def test_no_template_holds_words_that_cannot_be_translated(repository: Sequence[Path]) -> None:
    templates = [path for path in repository if "templates" in path.parts and path.suffix == ".html"]
    assert templates
    found = {str(path.relative_to(ROOT)): untranslatable(path.read_text(encoding="utf-8")) for path in templates}
    assert {path: words for path, words in found.items() if words} == {}


def test_a_forgotten_word_is_found() -> None:
    assert untranslatable('<p>{% translate "Fixed" %} at last</p>') == ["at", "last"]
    assert untranslatable('<a aria-label="Go on" class="btn">{{ name }}</a>') == ["Go", "on"]
    assert untranslatable("<p>{% blocktranslate %}Told on {{ day }}{% endblocktranslate %} · 2.54 cm</p>") == []
