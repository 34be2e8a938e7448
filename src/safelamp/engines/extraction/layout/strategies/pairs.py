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
MASTHEAD = 8  # lines over the first text of a letter with three news or more
LONGEST_SECTION = 40  # a heading over several news, as "KENYA" in a letter


def segmentation(page: Page) -> Segmentation:
    """Pairs, if the whole page is made of them and no sign tells that they are parts of one text."""
    found = _pairs(page)
    if len(found) < FEWEST or _is_dated(page, found) or not _alike(page, found):
        return Segmentation(NAME, (), 0.0)
    blocks = [_item(page, head, text) for head, text in found]
    return judged(NAME, blocks, page, regularity=NOT_SURE)


def _pairs(page: Page) -> list[tuple[int, int]]:
    """The lines of each headline and its paragraph; none where anything else stands between, though not behind."""
    told = [number for number, kind in enumerate(page.kinds) if kind in {Kind.TEXT, Kind.HEAD, Kind.SHORT}]
    groups = [list(numbers) for _, numbers in groupby(told, key=lambda number: page.kinds[number] is Kind.TEXT)]
    if not groups or page.kinds[told[0]] is Kind.TEXT or len(groups) % 2:
        return []
    heads, texts = groups[::2], groups[1::2]
    if len(heads[0]) > (MASTHEAD if len(heads) > TITLE else TITLE) or any(len(group) > 1 for group in texts[:-1]):
        return []
    if not all(len(group) == 1 or _is_sectioned(page, group) for group in heads[1:]):
        return []
    return [(over[-1], under[0]) for over, under in zip(heads, texts, strict=True)]


def _is_dated(page: Page, found: list[tuple[int, int]]) -> bool:
    """Whether dates set news apart; the one day of an issue, over news in sections, does not."""
    sectioned = sum(page.lines[head - 1].text.isupper() for head, _ in found if head) >= FEWEST
    return bool(page.stamps) and not (sectioned and len(page.stamps) == 1 and page.stamps[0].line < found[0][0])


def _is_sectioned(page: Page, group: list[int]) -> bool:
    """Whether a headline stands under the heading of a section."""
    over, *rest = group
    line = page.lines[over]
    return len(rest) == 1 and line.weight <= LONGEST_SECTION and (line.text.isupper() or line.heading > 0)


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
