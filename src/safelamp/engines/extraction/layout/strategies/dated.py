"""Items anchored on their printed dates: over the headline, under it, beside it, or at the end of the item."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from safelamp.engines.extraction.layout.blocks import Block, Segmentation, judged
from safelamp.engines.extraction.layout.drafts import beside, draft, is_category
from safelamp.engines.extraction.layout.lines import SHORTEST_HEAD
from safelamp.engines.extraction.layout.page import Kind, Page
from safelamp.engines.extraction.layout.strategies.ranges import cut_alike, drafted, until_foot

FEWEST = 2
REACH = 4  # lines that may stand between headline and date
WRONG_SIDE = 0.5  # of the score is left where each date seems to belong to the line on its other side
BESIDE_HEAD = frozenset({Kind.LABEL, Kind.BYLINE, Kind.SHORT})


def segmentations(page: Page) -> Iterator[Segmentation]:
    """The four places where a date can stand."""
    if len(page.stamps) < FEWEST:
        return
    yield _above(page)
    yield _below(page)
    yield _beside(page)
    yield _at_end(page)


def _above(page: Page) -> Segmentation:
    """The headline stands over the date."""
    heads = [(stamp.line, head) for stamp in page.stamps if (head := _head_over(page, stamp.line)) is not None]
    starts = [_with_label(page, head) for _, head in heads]
    blocks: list[Block] = []
    for (line, head), (start, end) in zip(heads, pairwise([*starts, until_foot(page)]), strict=True):
        if start <= head < end and line < end and (block := draft(page, range(start, end), head=head)):
            blocks.append(block)
    return judged("date under headline", cut_alike(page, blocks), page)


def _head_over(page: Page, line: int) -> int | None:
    """The nearest line over a date that is no label, byline or category."""
    passed = 0
    for number in range(line - 1, max(line - 1 - REACH, -1), -1):
        kind = page.kinds[number]
        if kind in {Kind.STAMP, Kind.READ_ON, Kind.ARCHIVE}:
            return None
        if kind in {Kind.LABEL, Kind.BYLINE}:
            continue
        over = number - 1
        if passed == 0 and over >= 0 and page.kinds[over] is Kind.HEAD and _is_tail(page, number, over):
            passed += 1
            continue
        return number
    return None


def _is_tail(page: Page, number: int, over: int) -> bool:
    """Whether a short line between headline and date is a category, a place or an author."""
    line = page.lines[number]
    return (
        not line.heading
        and line.gap <= page.lines[over].gap
        and page.lines[over].weight >= line.weight * 2
        and (page.kinds[number] is Kind.SHORT or is_category(page, number, over))
    )


def _with_label(page: Page, head: int) -> int:
    """Where the item starts: at the label or category over its headline, if there is one."""
    start = head
    while start and (page.kinds[start - 1] is Kind.LABEL or _is_category_over(page, start - 1, head)):
        start -= 1
    return start


def _is_category_over(page: Page, number: int, head: int) -> bool:
    return (
        number == head - 1
        and page.kinds[number] in {Kind.SHORT, Kind.HEAD}
        and not page.lines[number].heading
        and page.lines[head].gap == 0
        and page.lines[number].gap > 0
        and is_category(page, number, head)
    )


def _below(page: Page) -> Segmentation:
    """The date stands over the headline, perhaps with a label over or under it."""
    starts = [_before_date(page, stamp.line) for stamp in page.stamps]
    ranges = [range(start, end) for start, end in pairwise([*starts, until_foot(page)]) if start < end]
    blocks: list[Block] = []
    for stamp, numbers in zip(page.stamps, ranges, strict=False):
        under = range(stamp.line + 1, numbers.stop)
        head = next((number for number in under if page.kinds[number] not in BESIDE_HEAD), None)
        if head is None:
            head = next((number for number in under if page.kinds[number] is Kind.SHORT), None)
        elif page.kinds[head] is Kind.HEAD and head + 1 in under and _is_category_under(page, head):
            head += 1
        if head is not None and (block := draft(page, numbers, head=head)):
            blocks.append(block)
    fits = WRONG_SIDE if _opens_with_headline(page, blocks) else 1.0
    return judged("date over headline", cut_alike(page, blocks), page, regularity=fits)


def _opens_with_headline(page: Page, blocks: Sequence[Block]) -> bool:
    """Whether a headline stands over the first date, and under the last one a line less than under the others."""
    first = page.stamps[0].line
    if not blocks or page.kinds[:first].count(Kind.HEAD) + page.kinds[:first].count(Kind.SHORT) != 1:
        return False
    lines = [len(block.lines) for block in blocks]
    return page.lines[0].weight >= SHORTEST_HEAD and all(lines[-1] == length - 1 for length in lines[:-1])


def _is_category_under(page: Page, head: int) -> bool:
    return page.kinds[head + 1] is Kind.HEAD and not page.lines[head].heading and is_category(page, head, head + 1)


def _before_date(page: Page, line: int) -> int:
    """A label directly over the date belongs to the item."""
    over = line - 1
    return (
        over if over >= 0 and page.kinds[over] is Kind.LABEL and page.lines[line].gap <= page.lines[over].gap else line
    )


def _beside(page: Page) -> Segmentation:
    """One line holds date and headline; teasers may follow."""
    held = [stamp for stamp in page.stamps if not stamp.stands_alone]
    if len(held) < FEWEST:
        return Segmentation("date beside headline", (), 0.0)
    starts = [_before_date(page, stamp.line) for stamp in held]
    ranges = [range(start, end) for start, end in pairwise([*starts, until_foot(page)]) if start < end]
    blocks = [block for numbers in ranges if (block := beside(page, numbers))]
    return judged("date beside headline", cut_alike(page, blocks), page)


def _at_end(page: Page) -> Segmentation:
    """The date closes the item: all lines since the date before belong to it."""
    starts = [0, *(stamp.line + 1 for stamp in page.stamps)]
    ranges = [range(start, end) for start, end in pairwise(starts)]
    return judged("date at the end", drafted(page, ranges), page)
