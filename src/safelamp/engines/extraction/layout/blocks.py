"""A draft of one item, and how well a set of drafts explains a page."""

from dataclasses import dataclass
from math import sqrt
from statistics import mean

from safelamp.engines.extraction.layout.lines import Line
from safelamp.engines.extraction.layout.stamps import Stamp
from safelamp.engines.extraction.values import Span

HEADLINE_COUNTS, BODY_COUNTS, MARK_COUNTS = 0.5, 0.25, 0.25
FEW_ITEMS = 3  # below, a pattern may be chance


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that seem to be one item. `mark` is what set it apart: a date, a delimiter."""

    headline: Span
    body: tuple[Span, ...] = ()
    stamp: Stamp | None = None
    label: Span | None = None
    marked: float = 0.0
    headline_fits: bool = True
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


def judged(strategy: str, blocks: list[Block], *, page: list[Line], regularity: float = 1.0) -> Segmentation:
    """Scores a listing: mean quality, share of the page explained, and enough items to be a pattern."""
    if not blocks:
        return Segmentation(strategy, (), 0.0)
    total = sum(line.span.end - line.span.start for line in page) or 1
    covered = min(1.0, sum(block.weight for block in blocks) / total)
    enough = min(1.0, len(blocks) / FEW_ITEMS)
    score = mean(block.quality for block in blocks) * sqrt(covered) * sqrt(enough) * regularity
    return Segmentation(strategy, tuple(blocks), score)
