"""Short news without dates: a headline and one paragraph, again; two such pairs are enough, but not sure."""

from itertools import groupby

from safelamp.engines.extraction.layout import words
from safelamp.engines.extraction.layout.blocks import Block, Segmentation, judged
from safelamp.engines.extraction.layout.lines import SHORTEST_HEAD, UNSPACED, Line
from safelamp.engines.extraction.layout.page import Kind, Page, body_of, runs
from safelamp.engines.extraction.layout.short_texts import ends_as_sentence

NAME = "headline and paragraph"
FEWEST = 2
LONGEST_HEAD, LONGEST_TEXT = 130, 900
HEADS_ALIKE, TEXTS_ALIKE = 0.4, 0.3  # the shortest beside the longest
MARKED, NOT_SURE = 0.4, 0.7
TITLE = 2  # lines over the first text: perhaps the title of the page, then the headline


def segmentation(page: Page) -> Segmentation:
    """Pairs, if the whole page is made of them and no sign tells that they are parts of one text."""
    found = _pairs(page)
    if len(found) < FEWEST or page.stamps or not _alike(page, found):
        return Segmentation(NAME, (), 0.0)
    blocks = [_item(page, head, text) for head, text in found]
    return judged(NAME, blocks, page, regularity=NOT_SURE)


def _pairs(page: Page) -> list[tuple[int, int]]:
    """The lines of each headline and its paragraph; none where anything else stands between."""
    told = [number for number, kind in enumerate(page.kinds) if kind in {Kind.TEXT, Kind.HEAD, Kind.SHORT}]
    groups = [list(numbers) for _, numbers in groupby(told, key=lambda number: page.kinds[number] is Kind.TEXT)]
    if not groups or page.kinds[told[0]] is Kind.TEXT or len(groups) % 2 or len(groups[0]) > TITLE:
        return []
    if any(len(group) > 1 for group in groups[1:]):
        return []
    return [(heads[-1], texts[0]) for heads, texts in zip(groups[::2], groups[1::2], strict=True)]


def _alike(page: Page, found: list[tuple[int, int]]) -> bool:
    heads = [page.lines[head] for head, _ in found]
    sizes, texts = [line.weight for line in heads], [page.lines[text].weight for _, text in found]
    return (
        all(map(_is_headline, heads))
        and len({line.heading for line in heads}) == 1
        and min(sizes) >= max(sizes) * HEADS_ALIKE
        and max(texts) <= LONGEST_TEXT
        and min(texts) >= max(texts) * TEXTS_ALIKE
    )


def _is_headline(line: Line) -> bool:
    """Whether it is said like a headline: no stop, colon or question, no part of a report, more than a word."""
    text = line.text
    unspaced = bool(UNSPACED.search(text))
    return (
        SHORTEST_HEAD <= line.weight <= LONGEST_HEAD
        and not ends_as_sentence(text)
        and not text.endswith((":", "：", "?", "？", "؟", ",", "、"))
        and text.casefold() not in words.SUBHEADS
        and (unspaced or " " in text)
        and not text[0].islower()
        and not line.listed
    )


def _item(page: Page, head: int, text: int) -> Block:
    body = body_of(page, range(head + 1, text + 1), head=head)
    label = next((page.lines[over].span for over in (head - 1,) if page.kind(over) is Kind.LABEL), None)
    return Block(page.lines[head].span, range(head, text + 1), body, None, label, MARKED, 1.0, runs(body))
