"""Invented pages of other publishers keep to what the reader reached, family by family.

A floor is raised when the reader got better, never lowered to let a change pass. `make bench PART=record` says how far
each set is from its promise.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tools.bench import record
from tools.record_scores import F1, SHARES, Page, Tally, annotated, similarity, total

OPEN = Path(__file__).parent / "pages" / "open"
SCORE = Path(__file__).parents[3].parent / "shared" / "record" / "score.py"
PAGES = annotated(OPEN)
EVERY_PAGE = PAGES + annotated(OPEN.with_name("aside"))  # those kept aside have no floor: nobody works on them
NAMES = [gold["page"] for gold, _ in EVERY_PAGE]
SAME_NAME = {"exact_quotes": "quote_exact"}
WHITE_SPACE: dict[str, Callable[[str], str]] = {
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "spaces behind each line": lambda text: text.replace("\n", "  \n"),
}
read = cache(record.read)


@dataclass(frozen=True, slots=True)
class Floor:
    """What a family of pages may not fall below."""

    pages: tuple[str, ...]
    items: float
    date_e2e: float
    countries: float
    q_metric_value: float


FLOORS = {
    "news archives": Floor(("A02", "A26", "A38"), 0.9, 0.9, 0.85, 0.6),
    "dates beside or under": Floor(("A05", "A16", "A23", "A34", "A39", "A45", "A52"), 0.9, 0.9, 0.7, 0.65),
    "lists and tables": Floor(("A07", "A09", "A32"), 0.9, 0.9, 0.45, 0.25),
    "portals and searches": Floor(("A11", "A31"), 0.9, 0.9, 0.7, 0.65),
    "without dates": Floor(("A13",), 0.9, 0.9, 0.9, 0.2),
    "articles": Floor(("A17", "A18", "A19", "A35", "A42", "A44", "A49", "B21"), 0.9, 0.9, 0.6, 0.35),
    "other scripts": Floor(("B01", "B03", "B05", "B06", "B08", "B18", "B26"), 0.9, 0.9, 0.4, 0.35),
    "raw markup": Floor(("A47", "B11", "B13", "B17", "B25"), 0.8, 0.8, 0.6, 0.3),
    "feeds": Floor(("B16", "B29"), 0.9, 0.9, 0.6, 0.5),
}
WITHOUT_NEWS = ("A27", "A28")


def of_family(names: tuple[str, ...]) -> list[tuple[Page, str]]:
    return [(gold, text) for gold, text in PAGES if gold["page"].startswith(names)]


@pytest.mark.parametrize("family", FLOORS)
def test_a_family_of_pages_keeps_its_floor(family: str) -> None:
    floor = FLOORS[family]
    counts = total(of_family(floor.pages), read)
    names = ("items", "date_e2e", "countries", "q_metric_value")
    assert {name: counts.score(name) for name in names if (counts.score(name) or 0) < getattr(floor, name)} == {}


def test_a_page_without_news_has_no_items() -> None:
    assert {gold["page"]: read(text, gold["page"])["items"] for gold, text in of_family(WITHOUT_NEWS)} == {
        "A27-en-login": [],
        "A28-fr-404": [],
    }


def test_every_open_page_belongs_to_one_family() -> None:
    claimed = [name for floor in FLOORS.values() for name in floor.pages] + list(WITHOUT_NEWS)
    assert sorted(claimed) == sorted(gold["page"][:3] for gold, _ in PAGES)


@pytest.mark.parametrize(("gold", "text"), EVERY_PAGE, ids=NAMES)
def test_read_quotes_stand_in_the_page_letter_by_letter(gold: Page, text: str) -> None:
    quotes = [each["quote"] for item in read(text, gold["page"])["items"] for each in item["quantities"]]
    assert [quote for quote in quotes if not quote or quote not in text] == []


@pytest.mark.parametrize(("gold", "text"), EVERY_PAGE, ids=NAMES)
def test_the_gold_quotes_the_page_exactly(gold: Page, text: str) -> None:
    place = 0
    for item in gold["items"]:
        place = text.index(item["headline"], place) + 1  # in page order
        words = " ".join(text.split())
        written = [*item["organisations"], *item["places"], item["label"], item["dateline"], item["summary_start"]]
        assert [each for each in written if each and " ".join(each.split()) not in words] == []
        assert [each["quote"] for each in item["quantities"] if each["quote"] not in text] == []


@pytest.mark.parametrize("name", WHITE_SPACE)
def test_white_space_at_the_end_of_lines_changes_no_item_and_no_date(name: str) -> None:
    def told(text: str, page: str) -> list[tuple[str, str | None]]:
        return [(item["headline"], item["published"]) for item in read(text, page)["items"]]

    spaced = WHITE_SPACE[name]
    changed = [gold["page"] for gold, text in PAGES if told(text, gold["page"]) != told(spaced(text), gold["page"])]
    assert changed == []


def test_the_gold_against_itself_is_perfect() -> None:
    golds = {gold["page"]: gold for gold, _ in PAGES}
    counts = total(PAGES, lambda _, name: golds[name])
    assert {name: counts.score(name) for name in (*F1, *SHARES)} == dict.fromkeys((*F1, *SHARES), 1.0)


def test_nothing_read_scores_nothing_and_invented_news_counts_against() -> None:
    gold, text = PAGES[0]
    nothing = total([(gold, text)], lambda *_: {**gold, "items": []})
    assert (nothing.score("items"), nothing.score("date_e2e"), nothing.score("date")) == (0.0, 0.0, None)
    invented = {**gold["items"][0], "headline": "Something else altogether"}
    doubled = total([(gold, text)], lambda *_: {**gold, "items": [*gold["items"], invented]})
    count = len(gold["items"])
    assert doubled.score("items") == pytest.approx(2 * count / (2 * count + 1))
    assert (doubled.score("countries") or 0) < 1


def test_headlines_are_alike_whatever_their_case_and_punctuation() -> None:
    assert similarity("Workers’ rights — NOW", "workers rights now") == 1.0
    assert similarity("Strike in Iran", "Accord in Bangladesh") == 0.0


def test_our_score_is_the_annotators_score(tmp_path: Path) -> None:
    if not SCORE.is_file():
        pytest.skip("the annotators' score is not beside this checkout")
    for gold, text in PAGES:
        (tmp_path / f"{gold['page']}.json").write_text(json.dumps(read(text, gold["page"])), encoding="utf-8")
    scores = tmp_path / "scores"
    subprocess.run(
        [sys.executable, SCORE, OPEN, tmp_path, "--pages", OPEN, "--json", scores], check=True, capture_output=True
    )
    theirs = json.loads(scores.read_text(encoding="utf-8"))["overall"]
    ours: Tally = total(PAGES, read)
    for name in (*F1, *SHARES):
        row = theirs[SAME_NAME.get(name, name)]
        assert ours.score(name) == pytest.approx(row.get("f1", row.get("acc"))), name
