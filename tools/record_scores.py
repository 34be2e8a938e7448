"""Scores read pages against annotated ones, as the annotation guide of the public record defines it.

Items are matched one to one by their headlines; lists are counted end to end, so what an item that was not found holds
is missed, and what an invented item holds is false. A date counts when it is the page's own or one that the annotation
also accepts. `exact_quotes` says how many of the read quotes stand in the page letter by letter.
"""

import difflib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NotRequired, TypedDict, cast

SAME_HEADLINE = 0.9
SUMMARY_LETTERS = 40


class Quantity(TypedDict):
    """One figure of an item."""

    metric: str
    value: float
    qualifier: str | None
    quote: str


class Item(TypedDict):
    """One piece of news of a page."""

    headline: str
    published: str | None
    published_alt: NotRequired[list[str]]
    label: str | None
    dateline: str | None
    summary_start: str | None
    countries: list[str]
    topics: list[str]
    sectors: list[str]
    standards: list[str]
    organisations: list[str]
    places: list[str]
    event_dates: list[str]
    quantities: list[Quantity]


class Page(TypedDict):
    """One page, annotated or read."""

    page: str
    kind: str
    language: str
    listing_total: int | None
    items: list[Item]


Bag = Counter[Hashable]
Bags = Callable[[Item], Bag]


def folded(text: str | None) -> str:
    """Text without case and punctuation.

    >>> folded("Workers’ rights — NOW_")
    'workers rights now'
    """
    plain = unicodedata.normalize("NFKC", text or "").casefold()
    return re.sub(r"[^\w]+", " ", plain).replace("_", " ").strip()


def similarity(first: str, second: str) -> float:
    """How alike two headlines are, 0 where they are surely different items."""
    one, other = folded(first), folded(second)
    if one == other:
        return 1.0
    if not one or not other:
        return 0.0
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < SAME_HEADLINE:
        return 0.0
    return matcher.ratio()


def _words(values: Iterable[str]) -> Bag:
    return Counter({folded(value): 1 for value in values if folded(value)})


def _codes(values: Iterable[str]) -> Bag:
    return Counter(dict.fromkeys(values, 1))


LISTS: dict[str, Bags] = {
    "countries": lambda item: _codes(item["countries"]),
    "topics": lambda item: _codes(item["topics"]),
    "sectors": lambda item: _codes(item["sectors"]),
    "standards": lambda item: _codes(item["standards"]),
    "organisations": lambda item: _words(item["organisations"]),
    "places": lambda item: _words(item["places"]),
    "event_dates": lambda item: _codes(item["event_dates"]),
    "q_value": lambda item: Counter(float(each["value"]) for each in item["quantities"]),
    "q_metric_value": lambda item: Counter((each["metric"], float(each["value"])) for each in item["quantities"]),
    "q_full": lambda item: Counter(
        (each["metric"], float(each["value"]), each["qualifier"]) for each in item["quantities"]
    ),
}
F1 = ("items", *LISTS)
SHARES = ("date", "date_e2e", "summary", "label", "dateline", "listing_total", "kind", "language", "exact_quotes")


@dataclass(frozen=True, slots=True)
class Tally:
    """What was found, missed and invented, and which single answers were right; tallies of pages can be added."""

    found: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.found + other.found,
            self.missed + other.missed,
            self.false + other.false,
            self.right + other.right,
            self.asked + other.asked,
        )

    def score(self, name: str) -> float | None:
        """F1 of a list or the share of right answers; None where nothing was asked."""
        if name in F1:
            wrong = self.missed[name] + self.false[name]
            whole = 2 * self.found[name] + wrong
            return 2 * self.found[name] / whole if whole else 1.0
        return self.right[name] / self.asked[name] if self.asked[name] else None


def matched(gold: Sequence[Item], read: Sequence[Item]) -> list[tuple[int, int]]:
    """Pairs of places in both lists, the most alike first, each used once."""
    candidates = sorted(
        (
            (similarity(item["headline"], other["headline"]), -abs(row - column), row, column)
            for row, item in enumerate(gold)
            for column, other in enumerate(read)
        ),
        reverse=True,
    )
    rows: set[int] = set()
    columns: set[int] = set()
    pairs = []
    for alike, _, row, column in candidates:
        if alike >= SAME_HEADLINE and row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            pairs.append((row, column))
    return sorted(pairs)


def tally(gold: Page, read: Page, text: str) -> Tally:
    """One page counted; `text` is the page as it was given to the reader."""
    counts = Tally()
    pairs = matched(gold["items"], read["items"])
    counts.found["items"] = len(pairs)
    counts.missed["items"] = len(gold["items"]) - len(pairs)
    counts.false["items"] = len(read["items"]) - len(pairs)
    for row, column in pairs:
        _answers(counts, gold["items"][row], read["items"][column])
    counts.asked["date_e2e"], counts.right["date_e2e"] = len(gold["items"]), counts.right["date"]
    for name, bag in LISTS.items():
        _list(counts, name, [bag(item) for item in gold["items"]], [bag(item) for item in read["items"]], pairs)
    for name in ("listing_total", "kind", "language"):
        _answer(counts, name, holds=gold.get(name) == read.get(name))
    for quote in (each["quote"] for item in read["items"] for each in item["quantities"]):
        _answer(counts, "exact_quotes", holds=bool(quote) and quote in text)
    return counts


def _answer(counts: Tally, name: str, *, holds: bool) -> None:
    counts.asked[name] += 1
    counts.right[name] += holds


def _answers(counts: Tally, gold: Item, read: Item) -> None:
    """The single answers of a matched pair."""
    accepted = {gold["published"], *gold.get("published_alt", [])}
    _answer(counts, "date", holds=read["published"] in accepted)
    _answer(counts, "label", holds=folded(gold["label"]) == folded(read["label"]))
    _answer(counts, "dateline", holds=folded(gold["dateline"]) == folded(read["dateline"]))
    starts = [folded(each["summary_start"])[:SUMMARY_LETTERS] for each in (gold, read)]
    _answer(counts, "summary", holds=starts[0] == starts[1])


def _list(counts: Tally, name: str, gold: list[Bag], read: list[Bag], pairs: list[tuple[int, int]]) -> None:
    found = sum(sum((gold[row] & read[column]).values()) for row, column in pairs)
    counts.found[name] = found
    counts.missed[name] = sum(sum(bag.values()) for bag in gold) - found
    counts.false[name] = sum(sum(bag.values()) for bag in read) - found


def annotated(folder: Path, names: str = "*") -> list[tuple[Page, str]]:
    """The annotated pages of a folder with their texts, in the order of their names."""
    return [
        (cast("Page", json.loads(path.read_text(encoding="utf-8"))), path.with_suffix(".txt").read_text("utf-8"))
        for path in sorted(folder.glob(f"{names}.json"))
    ]


def total(pages: Iterable[tuple[Page, str]], reader: Callable[[str, str], Page]) -> Tally:
    """All pages read by `reader(text, name)` and counted together."""
    return sum((tally(gold, reader(text, gold["page"]), text) for gold, text in pages), Tally())
