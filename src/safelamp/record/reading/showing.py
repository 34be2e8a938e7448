"""What of a page may be shown in public: headline, teaser and quoted words, never the whole text, no private names.

Every public page, feed, file and mail gets an item's words from here and from nowhere else: names of persons are
withheld unless the page gives them a public office or an officer released them. Prefetch `facts` and `persons`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from safelamp.engines.extraction.values import Span
from safelamp.record.reading.models import WITHHELD, Fact, Item, Page

LONGEST_TEASER = 600  # characters: a teaser quotes, it does not replace the source
CUT = "…"
SENTENCE_ENDS = (".", "!", "?", "…", "”", '"')
MARKED = frozenset({"figure", "standard", "event_date"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a shown text; `marked` where it is a fact's exact words, `withheld` where a name stood."""

    words: str
    marked: bool
    withheld: bool = False


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


def name_withheld() -> str:
    """What stands where a name stood, in the reader's language."""
    return _("[name withheld]")


def shown_headline(item: Item) -> list[Piece]:
    """The headline, the facts' words marked."""
    return shown(item, item.headline, item.headline_start, marks=_quoted(item))


def shown_teaser(item: Item) -> list[Piece]:
    """The teaser, the facts' words marked; "…" where the page says more."""
    if item.teaser_start is None:
        return []
    pieces = shown(item, item.teaser, item.teaser_start, marks=_quoted(item))
    goes_on = len(item.teaser) >= LONGEST_TEASER // 2 and not item.teaser.rstrip().endswith(SENTENCE_ENDS)
    return [*pieces, Piece(CUT, marked=False)] if goes_on else pieces


def shown_quote(item: Item, fact: Fact) -> str:
    """A fact's words."""
    return as_text(shown(item, fact.quote, fact.start))


def shown_headline_text(item: Item) -> str:
    """The headline as plain text: for titles, feeds and files."""
    return as_text(shown_headline(item))


def shown_teaser_text(item: Item) -> str:
    """The teaser as plain text."""
    return as_text(shown_teaser(item))


def shown_label(item: Item) -> str:
    """The kind of news that the page prints."""
    return without_names(item, item.label)


def shown_dateline(item: Item) -> str:
    """The place that the page prints by the date."""
    return without_names(item, item.dateline)


def shown_counted(item: Item, fact: Fact) -> str:
    """What a figure counts."""
    return without_names(item, fact.counted)


def corrected_by(fact: Fact) -> str | None:
    """Whose correction a fact is: the name that may be shown, empty in a hostile profile; None where nobody's."""
    return fact.corrected_by.shown_name if fact.corrected_by else None


def shown(item: Item, words: str, start: int, *, marks: Iterable[Span] = ()) -> list[Piece]:
    """Words of the item that stand at `start` of the page, `marks` marked, without withheld names."""
    return list(_pieces(words, start, _apart(marks), withheld_in(item)))


def as_text(pieces: Iterable[Piece]) -> str:
    """The pieces in one."""
    return "".join(piece.words for piece in pieces)


def without_names(item: Item, words: str) -> str:
    """Words of the item whose place is not known, without withheld names."""
    for person in item.persons.all():
        if person.standing in WITHHELD and person.quote in words:
            words = words.replace(person.quote, name_withheld())
    return words


def withheld_in(item: Item) -> list[Span]:
    """Where withheld names stand."""
    return sorted(Span(one.start, one.end) for one in item.persons.all() if one.standing in WITHHELD)


def marked_page(page: Page, items: Iterable[Item]) -> list[Piece]:
    """The whole page with all its names and the facts' words marked: for the desk only."""
    spans = sorted(span for item in items for span in _quoted(item))
    return list(_pieces(page.text, 0, _apart(spans), []))


def _pieces(words: str, start: int, marks: Sequence[Span], masks: Sequence[Span]) -> Iterator[Piece]:
    end = start + len(words)
    places = {place for span in (*marks, *masks) for place in (span.start, span.end) if start < place < end}
    last: Span | None = None
    for first, behind in pairwise(sorted({start, end, *places})):
        mask = _over(masks, first)
        marked = _over(marks, first) is not None
        if mask is None:
            yield Piece(words[first - start : behind - start], marked)
        elif mask != last:
            yield Piece(name_withheld(), marked, withheld=True)
        last = mask


def _over(spans: Sequence[Span], place: int) -> Span | None:
    return next((span for span in spans if span.start <= place < span.end), None)


def _apart(spans: Iterable[Span]) -> list[Span]:
    """The spans without those that begin inside an earlier one."""
    kept: list[Span] = []
    for span in sorted(spans):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _quoted(item: Item) -> list[Span]:
    """Where figures, standards and event dates stand."""
    return [Span(fact.start, fact.end) for fact in item.facts.all() if fact.kind in MARKED]
