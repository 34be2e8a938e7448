"""What strategies share when they cut a page into stretches of lines."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from safelamp.engines.extraction.layout.blocks import Block
from safelamp.engines.extraction.layout.drafts import draft
from safelamp.engines.extraction.layout.furniture import ends_article
from safelamp.engines.extraction.layout.page import Kind, Page, runs

FEW = 2
OPENS = frozenset({Kind.HEAD, Kind.LABEL, Kind.STAMP})


def until_foot(page: Page) -> int:
    """The line after the last that can belong to an item."""
    return len(page.lines)


def drafted(page: Page, ranges: Iterable[range], *, marked: float = 1.0) -> list[Block]:
    """One item for each stretch; lines of the page's head are taken off the first."""
    kept = list(ranges)
    if len(kept) > FEW:
        longest = max(len(numbers) for numbers in kept[1:])
        first = kept[0]
        kept[0] = range(max(first.start, _news_start(page, first, longest)), first.stop)
    return [block for numbers in kept if numbers and (block := draft(page, numbers, marked=marked))]


def _news_start(page: Page, first: range, longest: int) -> int:
    """Where the first item starts behind the page's head: at the widest gap, no more lines back than items have."""
    start = max(first.start, first.stop - longest)
    opening = [
        number for number in range(start, first.stop - 1) if page.kinds[number] in OPENS and page.lines[number].gap
    ]
    return max(opening, key=lambda number: (page.lines[number].gap, -number), default=start)


def cut_alike(page: Page, blocks: Sequence[Block]) -> list[Block]:
    """Cuts the last block to the length of the longest other: what follows is the page's foot."""
    if len(blocks) <= FEW:
        return list(blocks)
    longest = max(len(block.lines) for block in blocks[:-1])
    paragraphs = max(len(block.body) for block in blocks[:-1])
    last = blocks[-1]
    lines = range(last.lines.start, min(last.lines.stop, last.lines.start + max(longest, FEW)))
    foot = next((number for number in lines if ends_article(page.lines[number].text)), lines.stop)
    body = last.body[:paragraphs]
    cut = replace(last, lines=range(lines.start, max(foot, lines.start + 1)), body=body, body_runs=runs(body))
    return [*blocks[:-1], cut]
