"""What every strategy looks at: the lines without furniture, what each line is, the dates, the labels."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from safelamp.engines.extraction.date_forms import Order
from safelamp.engines.extraction.dates import Date
from safelamp.engines.extraction.layout import words
from safelamp.engines.extraction.layout.archives import Headings, over, with_years
from safelamp.engines.extraction.layout.day_order import settled
from safelamp.engines.extraction.layout.furniture import ends_inviting, invites, is_aside, listing_total
from safelamp.engines.extraction.layout.glued import unglued
from safelamp.engines.extraction.layout.labels import labels
from safelamp.engines.extraction.layout.lines import Line, lines
from safelamp.engines.extraction.layout.parts import news_part
from safelamp.engines.extraction.layout.short_texts import short_texts
from safelamp.engines.extraction.layout.stamps import Stamp, stamps
from safelamp.engines.extraction.values import Span

LONGEST_BYLINE = 80
LONGEST_VENUE = 160
FEWEST_LOOSE = 3
SAID_AGAIN = 60  # signs: a paragraph that begins like one before is the same, cut


class Kind(StrEnum):
    """What a line is."""

    STAMP = "D"
    LABEL = "L"
    BYLINE = "B"
    READ_ON = "R"
    TEXT = "T"
    HEAD = "H"
    SHORT = "S"
    ARCHIVE = "A"  # a year or month over several items


BESIDE_TEXT = frozenset({Kind.READ_ON, Kind.LABEL, Kind.BYLINE, Kind.STAMP, Kind.ARCHIVE})


@dataclass(frozen=True, slots=True)
class Page:
    """A page laid out for cutting: `kinds` go with `lines`, `at` holds the dates by line."""

    text: str
    lines: list[Line]
    kinds: list[Kind]
    stamps: list[Stamp]
    at: dict[int, Stamp]
    archives: Headings
    labels: frozenset[str]
    total: int | None
    order: Order
    order_proved: bool

    def kind(self, number: int) -> Kind | None:
        """What that line is; None beyond the page."""
        return self.kinds[number] if 0 <= number < len(self.kinds) else None

    def archive_over(self, number: int) -> Date | None:
        """The year or month that heads the part of the page where that line stands."""
        return over(self.archives, number)

    def ends_item(self, number: int) -> bool:
        """Whether that line invites to read on, alone or at its end."""
        return self.kinds[number] is Kind.READ_ON or (
            self.kinds[number] is Kind.TEXT and ends_inviting(self.lines[number].text)
        )


def laid_out(text: str) -> Page:
    """Prepares a page."""
    every = unglued(lines(text))
    kept = [line for line in news_part(every) if not is_aside(line)]
    found = [stamp for stamp in stamps(text, kept) if stamp.line >= 0]
    found = _without_chance(found)
    found, order, proved = settled(text, kept, found)
    found, archives = with_years(kept, found)
    at = {stamp.line: stamp for stamp in found}
    archived = frozenset(archives.lines)
    known = _labels(kept)
    kinds = [_kind(line, at.get(number), known, archived=number in archived) for number, line in enumerate(kept)]
    for number in short_texts(kept, [kind in {Kind.HEAD, Kind.SHORT} for kind in kinds]):
        kinds[number] = Kind.TEXT
    return Page(text, kept, kinds, found, at, archives, known, listing_total(every), order, proved)


def _without_chance(found: list[Stamp]) -> list[Stamp]:
    """Leaves out dates that only close a line loosely, unless the page does so all the time."""
    loose = [stamp for stamp in found if stamp.loose]
    if len(loose) >= FEWEST_LOOSE and len(loose) * 2 > len(found):
        return found
    return [stamp for stamp in found if not stamp.loose]


def _labels(kept: list[Line]) -> frozenset[str]:
    """The page's labels, without invitations to read on and without the title of a whole list."""
    found = frozenset(one for one in labels(kept) if not invites(one))
    title = kept[0].text if kept else ""
    return found if Counter(line.text for line in kept)[title] > 1 else found - {title}


def _kind(line: Line, stamp: Stamp | None, known: frozenset[str], *, archived: bool) -> Kind:
    if archived or stamp is not None:
        return Kind.ARCHIVE if archived else Kind.STAMP
    if line.text in known:
        return Kind.LABEL
    if invites(line.text):
        return Kind.READ_ON
    if not line.heading and len(line.text) <= LONGEST_BYLINE and line.text.casefold().startswith(words.BY):
        return Kind.BYLINE
    return _of_words(line)


def _of_words(line: Line) -> Kind:
    if line.is_running_text and not (line.heading and line.could_be_headline):
        return Kind.TEXT
    return Kind.HEAD if line.could_be_headline else Kind.SHORT


def body_of(page: Page, numbers: range, *, first: Span | None = None, head: int | None = None) -> tuple[Span, ...]:
    """The paragraphs of an item: what follows its date on the line, then whole lines.

    Invitations, labels, bylines, further dates, the headline `head` said again, a paragraph begun twice are left out.
    """
    spans: list[Span] = [first] if first else []
    begun: set[str] = set()
    telling: list[Kind] = []
    for number in numbers:
        line = page.lines[number]
        beginning = line.text[:SAID_AGAIN]
        if page.kinds[number] in BESIDE_TEXT or (len(beginning) == SAID_AGAIN and beginning in begun):
            continue
        begun.add(beginning)
        if head is None or not line.text.endswith(page.lines[head].text):
            spans.append(line.span)
            telling.append(page.kinds[number])
    while len(telling) > 1 and telling[0] is Kind.SHORT and Kind.TEXT in telling:
        telling.pop(0)  # an author or a place between date and text
        spans.pop(1 if first else 0)
    return tuple(spans)


def runs(body: tuple[Span, ...]) -> bool:
    """Whether a body holds running text."""
    return any(span.end - span.start >= LONGEST_BYLINE // 2 for span in body)
