"""Items without dates or delimiters: a headline and a teaser, again and again."""

from collections import Counter
from itertools import groupby, pairwise

from safelamp.engines.extraction.layout.blocks import Block, Segmentation, judged
from safelamp.engines.extraction.layout.drafts import draft
from safelamp.engines.extraction.layout.furniture import is_cut
from safelamp.engines.extraction.layout.page import Kind, Page
from safelamp.engines.extraction.layout.strategies.ranges import cut_alike

FEWEST = 3
WITHOUT_MARK = 0.6  # the pattern itself is the only mark
IRREGULAR = 0.7


def segmentation(page: Page) -> Segmentation:
    """Pairs each headline with the running text under it."""
    free = [number for number, kind in enumerate(page.kinds) if kind in {Kind.TEXT, Kind.HEAD, Kind.SHORT}]
    groups = [(text, list(numbers)) for text, numbers in groupby(free, key=lambda n: page.kinds[n] is Kind.TEXT)]
    heads = [numbers[-1] for (text, numbers), _ in pairwise(groups) if not text]
    if len(heads) < FEWEST:
        return Segmentation("repeated block", (), 0.0)
    blocks: list[Block] = []
    for head, end in pairwise([*heads, len(page.lines)]):
        start = head - 1 if head and page.kinds[head - 1] in {Kind.LABEL, Kind.STAMP} else head
        stop = end - 1 if end < len(page.lines) and page.kinds[end - 1] in {Kind.LABEL, Kind.STAMP} else end
        cut = any(page.kinds[number] is Kind.TEXT and is_cut(page.lines[number].text) for number in range(head, stop))
        if block := draft(page, range(start, stop), head=head, marked=1.0 if cut else WITHOUT_MARK):
            blocks.append(block)
    blocks = cut_alike(page, blocks)
    return judged("repeated block", blocks, page, regularity=_regularity(blocks, len(free)))


def _regularity(blocks: list[Block], lines: int) -> float:
    """The share of items with the usual number of paragraphs, less what the pattern leaves over."""
    sizes = Counter(len(block.body) for block in blocks)
    usual, times = sizes.most_common(1)[0]
    used = sum(1 + len(block.body) for block in blocks)
    return (times / len(blocks)) * min(1.0, used / max(lines, 1)) * (1.0 if usual == 1 else IRREGULAR)
