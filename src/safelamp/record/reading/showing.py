"""What of a page may be shown in public: the headline, a short teaser and quoted words, never the whole text.

Everything that the public door shows of an item's words passes here, so that masking the names of persons has one
place to live in.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from safelamp.engines.extraction.values import Span
from safelamp.record.reading.models import Item, Page

LONGEST_TEASER = 600  # characters: a teaser quotes, it does not replace the source
CUT = "…"
SENTENCE_ENDS = (".", "!", "?", "…", "”", '"')


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a shown text; `marked` where it is a fact's exact words."""

    words: str
    marked: bool


def teaser_span(text: str, body: tuple[Span, ...]) -> Span | None:
    """The part of an item's text that is kept as its teaser: its first paragraph, cut at a word."""
    if not body:
        return None
    first = body[0]
    if first.end - first.start <= LONGEST_TEASER:
        return first
    reach = text[first.start : first.start + LONGEST_TEASER]
    cut = max(reach.rfind(" "), LONGEST_TEASER // 2)
    return Span(first.start, first.start + cut)


def marked_headline(item: Item) -> list[Piece]:
    """The headline with the facts' words marked."""
    return _marked(item, item.headline, item.headline_start)


def marked_teaser(item: Item) -> list[Piece]:
    """The teaser with the facts' words marked; "…" where the page says more."""
    if item.teaser_start is None:
        return []
    pieces = _marked(item, item.teaser, item.teaser_start)
    goes_on = len(item.teaser) >= LONGEST_TEASER // 2 and not item.teaser.rstrip().endswith(SENTENCE_ENDS)
    return [*pieces, Piece(CUT, marked=False)] if goes_on else pieces


def marked_page(page: Page, items: Iterable[Item]) -> list[Piece]:
    """The whole page with the facts' words marked: for the desk only."""
    spans = sorted(span for item in items for span in _quoted(item, 0, len(page.text)))
    return _cut(page.text, spans)


def _marked(item: Item, words: str, start: int) -> list[Piece]:
    return _cut(words, _quoted(item, start, start + len(words)))


def _cut(words: str, spans: list[tuple[int, int]]) -> list[Piece]:
    pieces: list[Piece] = []
    place = 0
    for first, last in spans:
        if first < place:
            continue
        if first > place:
            pieces.append(Piece(words[place:first], marked=False))
        pieces.append(Piece(words[first:last], marked=True))
        place = last
    if place < len(words):
        pieces.append(Piece(words[place:], marked=False))
    return pieces


def _quoted(item: Item, start: int, end: int) -> list[tuple[int, int]]:
    """Where figures, standards and event dates stand, counted from the start of a shown text."""
    marked = {"figure", "standard", "event_date"}
    spans = [(fact.start, fact.end) for fact in item.facts.all() if fact.kind in marked]
    return sorted((first - start, last - start) for first, last in spans if start <= first and last <= end)
