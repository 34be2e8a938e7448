"""Reads a stretch of lines as one item: which is the headline, which the date, the label, the text."""

from safelamp.engines.extraction.layout import words
from safelamp.engines.extraction.layout.blocks import Block
from safelamp.engines.extraction.layout.furniture import ends_article
from safelamp.engines.extraction.layout.labels import is_kind
from safelamp.engines.extraction.layout.lines import LONGEST_HEADLINE, Line
from safelamp.engines.extraction.layout.page import Kind, Page, body_of, runs
from safelamp.engines.extraction.layout.stamps import Stamp
from safelamp.engines.extraction.values import Span

CATEGORY_WEIGHT = 28  # a shorter line over a fuller one is a category, no headline
READS_AS_TEXT, SHORT_HEADLINE, POOR = 0.3, 0.6, 0.0


def draft(page: Page, numbers: range, *, head: int | None = None, marked: float = 1.0) -> Block | None:
    """One item from those lines, or None where no line could be its headline."""
    stamp = next((page.at[number] for number in numbers if number in page.at), None)
    if head is None:
        head = headline_in(page, numbers)
    beside = stamp.before or stamp.after if stamp else None
    if head is None:
        return _beside(page, numbers, stamp, marked=marked) if stamp and beside else None
    line = page.lines[head]
    first = stamp.after if stamp and stamp.line > head else None
    body = body_of(page, range(head + 1, numbers.stop), first=first, head=head)
    return Block(
        line.span, numbers, body, stamp or _archived(page, head), _label(page, numbers, head, stamp),
        marked, fitness(page, head), runs(body),
    )  # fmt: skip


def _beside(page: Page, numbers: range, stamp: Stamp, *, marked: float) -> Block | None:
    headline = stamp.before or stamp.after
    if headline is None:
        return None
    body = body_of(page, range(stamp.line + 1, numbers.stop))
    if stamp.before and stamp.after:
        body = (stamp.after, *body)
    length = headline.end - headline.start
    fits = 1.0 if length <= LONGEST_HEADLINE and not _is_sentences(headline.of(page.text)) else READS_AS_TEXT
    label = _label(page, numbers, stamp.line, stamp)
    return Block(headline, numbers, body, stamp, label, marked, fits, runs(body) or not body)


def beside(page: Page, numbers: range) -> Block | None:
    """An item whose headline stands on the line of its date, the first of those lines that holds both."""
    stamp = next(
        (page.at[number] for number in numbers if number in page.at and not page.at[number].stands_alone), None
    )
    return _beside(page, numbers, stamp, marked=1.0) if stamp else None


def headline_in(page: Page, numbers: range) -> int | None:
    """The marked head, else the first line that could be one; a category over it is passed by."""
    marked = [
        number for number in numbers if page.lines[number].heading and page.kinds[number] in {Kind.HEAD, Kind.TEXT}
    ]
    if marked:
        return marked[0]
    heads = [number for number in numbers if page.kinds[number] is Kind.HEAD]
    if not heads:
        texts = [n for n in numbers if page.kinds[n] is Kind.TEXT and page.lines[n].weight <= LONGEST_HEADLINE]
        return texts[0] if texts and texts[0] == _first_of(page, numbers) else None
    first = heads[0]
    return heads[1] if len(heads) > 1 and is_category(page, first, heads[1]) else first


def is_category(page: Page, number: int, following: int) -> bool:
    """Whether a line is the category over a headline: short, and directly over (or one date from) a fuller line."""
    one, other = page.lines[number], page.lines[following]
    between = [page.kinds[between] for between in range(number + 1, following)]
    return (
        one.weight < CATEGORY_WEIGHT
        and other.weight >= one.weight * 1.5
        and all(kind in {Kind.STAMP, Kind.LABEL, Kind.BYLINE} for kind in between)
    )


def _first_of(page: Page, numbers: range) -> int:
    passed = {Kind.STAMP, Kind.LABEL, Kind.BYLINE, Kind.SHORT}
    return next((number for number in numbers if page.kinds[number] not in passed), -1)


def fitness(page: Page, number: int) -> float:
    """How much a line looks like a headline."""
    line: Line = page.lines[number]
    if page.kinds[number] in {Kind.STAMP, Kind.LABEL, Kind.BYLINE, Kind.READ_ON, Kind.ARCHIVE} or ends_article(
        line.text
    ):
        return POOR
    if line.heading:
        return 1.0
    if page.kinds[number] is Kind.TEXT:
        return READS_AS_TEXT if _is_sentences(line.text) or line.weight > LONGEST_HEADLINE else SHORT_HEADLINE
    return 1.0 if page.kinds[number] is Kind.HEAD else SHORT_HEADLINE if line.weight >= CATEGORY_WEIGHT // 3 else POOR


def _is_sentences(said: str) -> bool:
    return said.rstrip().endswith((".", "…", "...", "。", "۔", "।")) or ". " in said[40:]


def _label(page: Page, numbers: range, head: int, stamp: Stamp | None) -> Span | None:
    if stamp and stamp.label:
        return stamp.label
    lines = [number for number in numbers if page.kinds[number] is Kind.LABEL and number != head]
    named = [number for number in lines if is_kind(page.lines[number].text)]
    chosen = next(iter(named or lines), None)
    return page.lines[chosen].span if chosen is not None else None


def _archived(page: Page, head: int) -> Stamp | None:
    above = page.archive_over(head)
    return Stamp(-1, above) if above is not None else None


def is_gathering(page: Page, block: Block) -> bool:
    """Whether a block announces something to go to: its date is then no date of publication."""
    if block.stamp is None:
        return False
    return block.stamp.event or any(
        page.lines[number].text.casefold().startswith(words.GATHERING)
        for number in range(block.lines.start, block.lines.stop)
        if page.lines[number].weight <= LONGEST_HEADLINE
    )
