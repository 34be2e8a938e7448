"""Items set apart by marks of the page: heads, list marks, rules, wide gaps."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from safelamp.engines.extraction.layout.blocks import Segmentation, dates_apart, judged
from safelamp.engines.extraction.layout.drafts import draft
from safelamp.engines.extraction.layout.lines import RULE_GAP
from safelamp.engines.extraction.layout.page import Kind, Page
from safelamp.engines.extraction.layout.strategies.ranges import cut_alike, until_foot

HEADS = "heads"
FEWEST = 2
FEWEST_LISTED = 3
WITH_DATE, BARE = 1.0, 0.8
WEAKER_MARK = 0.6
MOST_GAPS = 4


def segmentations(page: Page) -> Iterator[Segmentation]:
    """One for each kind of mark."""
    levels = Counter(line.heading for line in page.lines if line.heading)
    for level, times in levels.items():
        if times >= FEWEST:
            yield headed(page, level)
    listed = [number for number, line in enumerate(page.lines) if line.listed]
    if len(listed) >= FEWEST_LISTED:
        yield _cut(page, "list", listed, marked=WEAKER_MARK)
    for wide in _gaps(page):
        starts = [number for number, line in enumerate(page.lines) if line.gap >= wide]
        if len(starts) >= FEWEST:
            yield _cut(page, "rule" if wide >= RULE_GAP else "gap", starts, marked=WEAKER_MARK)


def _gaps(page: Page) -> list[int]:
    """The commonest widths of gaps, but for the smallest, which parts lines rather than items."""
    widths = Counter(line.gap for line in page.lines if line.gap)
    smallest = min(widths, default=0)
    return [width for width, _ in widths.most_common(MOST_GAPS) if width > smallest]


def headed(page: Page, level: int) -> Segmentation:
    """Cuts at the heads of one level; a date or label directly over a head belongs to it."""
    heads = [
        number
        for number, line in enumerate(page.lines)
        if line.heading == level and page.kinds[number] is not Kind.ARCHIVE
    ]
    starts = [_with_what_stands_over(page, head) for head in heads]
    higher = [number for number, line in enumerate(page.lines) if 0 < line.heading < level]
    blocks = []
    for head, (start, end) in zip(heads, pairwise([*starts, until_foot(page)]), strict=True):
        stop = min([end, *higher[bisect_right(higher, head) :][:1]])
        if start <= head < stop and (block := draft(page, range(start, stop), head=head)):
            blocks.append(block)
    blocks = cut_alike(page, blocks)
    return judged(HEADS, blocks, page, dated=dates_apart(page, blocks))


def _with_what_stands_over(page: Page, head: int) -> int:
    start = head
    while (
        start
        and page.kinds[start - 1] in {Kind.STAMP, Kind.LABEL}
        and page.lines[start].gap < page.lines[start - 1].gap
    ):
        start -= 1
    return start


def _cut(page: Page, name: str, starts: list[int], *, marked: float) -> Segmentation:
    ranges = [range(start, end) for start, end in pairwise([*starts, until_foot(page)])]
    blocks = [block for numbers in ranges if (block := draft(page, numbers, marked=marked))]
    share = len(blocks) / len(ranges)
    dated = sum(block.stamp is not None for block in blocks) * 2 >= len(blocks)
    return judged(name, cut_alike(page, blocks), page, regularity=share * (WITH_DATE if dated else BARE))
