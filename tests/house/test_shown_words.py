"""Words of the record reach the public through reading.showing alone, where names of persons are withheld."""

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
# What prints for the public, and the rooms of the record above reading that make texts for it.
PUBLIC = ("doors/public", "doors/api", "doors/employer", "record/searching", "record/publishing", "ground/post")
RAW = {"headline", "teaser", "quote", "counted", "dateline", "label", "text"}
OF_THE_RECORD = re.compile(r"(?:^|_)(?:item|fact|person|page|told|row\.item|row\.fact|one\.item)$")
PRINTED = re.compile(
    r"\{\{\s*((?:\w+\.)*(?:item|fact|person)\.(?:headline|teaser|quote|counted|dateline|label|code))[\s|}]"
)
# Said: a value of the door's own, made by showing; a pattern that only looks, and prints nothing.
ALLOWED = {
    "doors/public/templates/public/fact_rows.html: fact.quote",
    "doors/public/links.py: fact.quote",  # goes into an address only where showing withholds nothing of it
    "record/searching/subjects.py: item.headline",  # only to find sentences, which showing then shows
    "record/searching/subjects.py: item.teaser",
    "record/searching/toll_queries.py: fact.quote",  # only to sort figures by their words
    "doors/public/wording.py: fact.quote",
    "doors/public/wording.py: fact.counted",
}


def owner(node: ast.Attribute) -> str:
    return ast.unparse(node.value)


def raw_words(source: str) -> Iterator[str]:
    """Words of items, facts and persons that a module takes past showing."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in RAW and OF_THE_RECORD.search(owner(node)):
            yield f"{owner(node)}.{node.attr}"


def taken_past_showing(repository: Sequence[Path]) -> set[str]:
    found = set()
    for path in repository:
        place = path.relative_to(ROOT / "src/safelamp").as_posix() if "safelamp" in path.parts else ""
        if not place.startswith(PUBLIC) or "migrations" in path.parts:
            continue
        source = path.read_text(encoding="utf-8") if path.suffix in {".py", ".html", ".txt", ".xml"} else ""
        words = raw_words(source) if path.suffix == ".py" else PRINTED.findall(source)
        found |= {f"{place}: {each}" for each in words}
    return found


def test_no_public_page_or_mail_takes_words_past_showing(repository: Sequence[Path]) -> None:
    ours = [path for path in repository if path.is_relative_to(ROOT / "src")]
    assert taken_past_showing(ours) - ALLOWED == set()


def test_words_that_go_past_are_seen() -> None:
    assert list(raw_words("title = f'{item.headline}: {row.item.teaser} {fact.quote}'")) == [
        "item.headline", "row.item.teaser", "fact.quote",
    ]  # fmt: skip
    assert PRINTED.findall("<title>{{ item.headline|upper }}</title>{{ row.item.teaser }}") == [
        "item.headline", "row.item.teaser",
    ]  # fmt: skip
    assert not list(raw_words("shown_headline_text(item); statement.headline; read.headline.quote"))
