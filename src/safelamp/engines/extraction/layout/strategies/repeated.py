"""Items without dates or delimiters: a headline and a teaser, again and again."""

from collections import Counter
from itertools import groupby, pairwise

from safelamp.engines.extraction.layout.blocks import Block, Segmentation, judged
from safelamp.engines.extraction.layout.lines import Line
from safelamp.engines.extraction.layout.page import Page, runs

FEWEST = 3
WITHOUT_MARK = 0.6  # the pattern itself is the only mark


def segmentation(page: Page) -> Segmentation:
    """Pairs each headline with the running text under it."""
    stamped = {stamp.line: stamp for stamp in page.stamps}
    free = [line for number, line in enumerate(page.lines) if number not in stamped and not page.is_label(number)]
    groups = [(running, list(group)) for running, group in groupby(free, key=_is_text)]
    blocks: list[Block] = []
    for (running, heads), (_, texts) in pairwise(groups):
        if running:
            continue
        blocks.append(_block(page, heads[-1], texts))
    if len(blocks) < FEWEST:
        return Segmentation("repeated block", (), 0.0)
    return judged("repeated block", blocks, page=page.lines, regularity=_regularity(blocks, len(free)))


def _is_text(line: Line) -> bool:
    return line.is_running_text


def _block(page: Page, head: Line, texts: list[Line]) -> Block:
    body = tuple(line.span for line in texts)
    label = next(
        (
            line.span
            for number, line in enumerate(page.lines)
            if page.is_label(number) and _stands_just_before(page, number, head)
        ),
        None,
    )
    return Block(head.span, body, None, label, WITHOUT_MARK, head.could_be_headline, runs(page, body))


def _stands_just_before(page: Page, number: int, head: Line) -> bool:
    return number + 1 < len(page.lines) and page.lines[number + 1].span == head.span


def _regularity(blocks: list[Block], lines: int) -> float:
    """The share of items with the usual number of paragraphs, less what the pattern leaves over."""
    sizes = Counter(len(block.body) for block in blocks)
    usual, times = sizes.most_common(1)[0]
    used = sum(1 + len(block.body) for block in blocks)
    return (times / len(blocks)) * (used / max(lines, 1)) * (1.0 if usual == 1 else 0.7)
