"""A list of short news, one a bullet and without headlines: the first sentence stands for one."""

import re

from safelamp.engines.extraction.layout.blocks import Block, Segmentation, judged
from safelamp.engines.extraction.layout.lines import LONGEST_HEADLINE, SHORTEST_HEADLINE
from safelamp.engines.extraction.layout.page import Kind, Page
from safelamp.engines.extraction.values import Span

FEWEST = 3
MOST_OF_THE_PAGE = 0.7  # of the running text stands in bullets: less is a list inside an article
SENTENCE = re.compile(r"[^.!?。！？]{12,}?[.!?。！？](?=\s|$|[^\x00-\x7f])")
FIRST_SENTENCE_FITS, MARKED = 0.9, 1.0


def segmentation(page: Page) -> Segmentation:
    """One item for each bullet that holds running text."""
    texts = [number for number, kind in enumerate(page.kinds) if kind is Kind.TEXT]
    bullets = [number for number in texts if page.lines[number].listed]
    held = sum(page.lines[number].weight for number in bullets)
    everything = sum(page.lines[number].weight for number in texts)
    if len(bullets) < FEWEST or page.stamps or held < everything * MOST_OF_THE_PAGE:
        return Segmentation("digest", (), 0.0)
    blocks = [block for number in bullets if (block := _item(page, number))]
    return judged("digest", blocks, page)


def _item(page: Page, number: int) -> Block | None:
    span = page.lines[number].span
    first = SENTENCE.match(page.text, span.start, span.end)
    if first is None or not SHORTEST_HEADLINE <= first.end() - first.start() <= LONGEST_HEADLINE:
        return None
    rest = page.text[first.end() : span.end]
    start = first.end() + len(rest) - len(rest.lstrip())
    body = (Span(start, span.end),) if start < span.end else ()
    headline = Span(first.start(), first.end())
    return Block(headline, range(number, number + 1), body, None, None, MARKED, FIRST_SENTENCE_FITS, body_runs=True)
