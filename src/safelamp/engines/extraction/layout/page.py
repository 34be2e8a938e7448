"""What every strategy looks at: the lines without furniture, the stamps, the labels."""

from dataclasses import dataclass

from safelamp.engines.extraction.layout.blocks import Block
from safelamp.engines.extraction.layout.furniture import READ_ON, is_aside, listing_total
from safelamp.engines.extraction.layout.labels import labels
from safelamp.engines.extraction.layout.lines import Line, lines
from safelamp.engines.extraction.layout.stamps import Stamp, stamps
from safelamp.engines.extraction.values import Span


@dataclass(frozen=True, slots=True)
class Page:
    """A page laid out for cutting."""

    text: str
    lines: list[Line]
    stamps: list[Stamp]
    labels: frozenset[str]
    total: int | None

    def is_label(self, number: int) -> bool:
        """Whether that line is the kind of an item."""
        return 0 <= number < len(self.lines) and self.lines[number].text in self.labels

    def is_delimiter(self, number: int) -> bool:
        """Whether that line invites to read on."""
        return bool(READ_ON.match(self.lines[number].text)) and not self.lines[number].is_running_text


def laid_out(text: str) -> Page:
    """Prepares a page."""
    every = lines(text)
    kept = [line for line in every if not is_aside(line)]
    stamped = stamps(text, kept)
    return Page(text, kept, stamped, _labels(kept), listing_total(every))


def _labels(kept: list[Line]) -> frozenset[str]:
    """The page's labels, without invitations to read on and without the title of a whole list."""
    found = frozenset(one for one in labels(kept) if not READ_ON.match(one))
    title = kept[0].text if kept else ""
    return found if sum(line.text == title for line in kept) > 1 else found - {title}


def body_of(page: Page, numbers: range, *, first: Span | None = None) -> tuple[Span, ...]:
    """The paragraphs of an item: what follows its date on the line, then whole lines.

    Delimiters and labels are left out.
    """
    spans = [
        page.lines[number].span
        for number in numbers
        if not page.is_delimiter(number) and not page.is_label(number) and number < len(page.lines)
    ]
    return (first, *spans) if first else tuple(spans)


def runs(page: Page, body: tuple[Span, ...]) -> bool:
    """Whether a body holds running text."""
    return any(Line(span, span.of(page.text), 0, heading=False).is_running_text for span in body)


def cut_alike(blocks: list[Block]) -> list[Block]:
    """Cuts the last block's body to the length of the longest other: what follows is the page's foot."""
    if len(blocks) == 1 or not blocks:
        return blocks
    longest = max(len(block.body) for block in blocks[:-1])
    last = blocks[-1]
    kept = Block(
        last.headline, last.body[:longest], last.stamp, last.label, last.marked, last.headline_fits, last.body_runs
    )
    return [*blocks[:-1], kept]
