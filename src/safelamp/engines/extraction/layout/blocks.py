"""A draft of one item, and how well a set of drafts explains a page."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from safelamp.engines.extraction.layout.page import Kind, Page
from safelamp.engines.extraction.layout.stamps import Stamp
from safelamp.engines.extraction.values import Span

HEADLINE_COUNTS, BODY_COUNTS, MARK_COUNTS = 0.5, 0.25, 0.25
FEW_ITEMS = 3  # below, a pattern may be chance
SHAPE_COUNTS, SPACE_COUNTS, STAMPS_COUNT = 0.25, 0.12, 0.5


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that seem to be one item, `lines` of the page; `marked` is how well something set it apart."""

    headline: Span
    lines: range
    body: tuple[Span, ...] = ()
    stamp: Stamp | None = None
    label: Span | None = None
    marked: float = 0.0
    headline_fits: float = 1.0
    body_runs: bool = False

    @property
    def quality(self) -> float:
        """How much it looks like an item, 0 to 1."""
        return HEADLINE_COUNTS * self.headline_fits + BODY_COUNTS * self.body_runs + MARK_COUNTS * self.marked

    @property
    def weight(self) -> int:
        """Characters that it explains."""
        return sum(span.end - span.start for span in (self.headline, *self.body))


@dataclass(frozen=True, slots=True)
class Segmentation:
    """One way to cut the page, with its score from 0 to 1."""

    strategy: str
    blocks: tuple[Block, ...]
    score: float


def judged(
    strategy: str, blocks: Sequence[Block], page: Page, *, regularity: float = 1.0, dated: float | None = None
) -> Segmentation:
    """Scores a listing: mean quality, share of the page explained, enough items, and that they are alike.

    `dated` is how well the dates fit, where it is not one date for each item.
    """
    if not blocks:
        return Segmentation(strategy, (), 0.0)
    enough = min(1.0, len(blocks) / FEW_ITEMS)
    score = _mean([block.quality for block in blocks]) * sqrt(_covered(page, blocks)) * sqrt(enough) * regularity
    score *= 1 - SHAPE_COUNTS + SHAPE_COUNTS * _alike(page, blocks)
    score *= 1 - SPACE_COUNTS + SPACE_COUNTS * _set_apart(page, blocks)
    score *= 1 - STAMPS_COUNT + STAMPS_COUNT * (_stamps_used(page, blocks) if dated is None else dated)
    return Segmentation(strategy, tuple(blocks), score)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _covered(page: Page, blocks: Sequence[Block]) -> float:
    """The share of the letters of headlines and texts that stand in blocks; short lines hardly count."""
    total = sum(
        [
            line.span.end - line.span.start
            for number, (line, kind) in enumerate(zip(page.lines, page.kinds, strict=True))
            if kind is Kind.TEXT or kind is Kind.HEAD or (kind is Kind.STAMP and not page.at[number].stands_alone)
        ]
    )
    return min(1.0, sum(block.weight for block in blocks) / (total or 1))


def _alike(page: Page, blocks: Sequence[Block]) -> float:
    """The share of blocks of the commonest shape: the kinds of their lines in order, repetitions left out."""
    shapes = Counter(_shape(page, block.lines) for block in blocks)
    return shapes.most_common(1)[0][1] / len(blocks)


def _shape(page: Page, lines: range) -> str:
    shape = ""
    for number in lines:
        sign = "H" if page.kinds[number] is Kind.SHORT else page.kinds[number]
        if not shape.endswith(sign):
            shape += sign
    return shape


def _set_apart(page: Page, blocks: Sequence[Block]) -> float:
    """Whether more space stands before items than inside them; one half where space tells nothing."""
    votes: list[float] = []
    for block in blocks:
        inside = max([page.lines[number].gap for number in block.lines[1:]], default=0)
        before = page.lines[block.lines.start].gap
        votes.append(0.5 if before == inside or not block.lines.start else float(before > inside))
    return _mean(votes)


def dates_apart(page: Page, blocks: Sequence[Block]) -> float:
    """The share of dates that stand alone in their block, where blocks without a date are as good."""
    used = [sum(number in page.at for number in block.lines) for block in blocks]
    return sum(number == 1 for number in used) / len(page.stamps) if page.stamps else 1.0


def _stamps_used(page: Page, blocks: Sequence[Block]) -> float:
    """Dates explained: one for each block is best, several in one block or none are a bad sign."""
    if len(page.stamps) < FEW_ITEMS - 1:
        return 1.0
    used = [sum(number in page.at for number in block.lines) for block in blocks]
    ones = sum(number == 1 for number in used)
    return ones / max(len(page.stamps), len(blocks))
