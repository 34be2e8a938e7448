"""Items anchored on their printed dates: the headline stands above the date, below it, or on its line."""

from itertools import pairwise

from safelamp.engines.extraction.layout.blocks import Block, Segmentation, judged
from safelamp.engines.extraction.layout.labels import KNOWN
from safelamp.engines.extraction.layout.lines import LONGEST_HEADLINE, SHORTEST_HEADLINE
from safelamp.engines.extraction.layout.page import Page, body_of, cut_alike, runs
from safelamp.engines.extraction.layout.stamps import Stamp
from safelamp.engines.extraction.values import Span

FEWEST = 2


def segmentations(page: Page) -> list[Segmentation]:
    """The three places where a headline can stand."""
    if len(page.stamps) < FEWEST:
        return []
    return [_above(page), _below(page), _beside(page)]


def _headline_above(page: Page, stamp: Stamp) -> int | None:
    """The line of the headline over a stamp; a label may stand between."""
    number = stamp.line - 1
    if page.is_label(number):
        number -= 1
    return number if number >= 0 else None


def _above(page: Page) -> Segmentation:
    heads = [(stamp, _headline_above(page, stamp)) for stamp in page.stamps]
    known = [(stamp, head) for stamp, head in heads if head is not None]
    blocks: list[Block] = []
    for (stamp, head), (_, following) in pairwise([*known, (None, len(page.lines))]):
        if stamp is None or following <= stamp.line:
            continue
        label_line = next((line for line in (head - 1, stamp.line - 1) if page.is_label(line)), None)
        end = following - 1 if page.is_label(following - 1) else following
        body = body_of(page, range(stamp.line + 1, end), first=stamp.after)
        blocks.append(_block(page, head, stamp, body, label_line))
    return judged("date under headline", cut_alike(blocks), page=page.lines, regularity=_cohesion(page, blocks))


def _below(page: Page) -> Segmentation:
    blocks: list[Block] = []
    for stamp, following in pairwise([*page.stamps, None]):
        if stamp is None:
            continue
        end = following.line if following else len(page.lines)
        head = stamp.line + 1
        label_line = next((line for line in (head, stamp.line - 1) if page.is_label(line)), None)
        if page.is_label(head):
            head += 1
        if head >= end:
            continue
        if following and page.is_label(end - 1):
            end -= 1
        blocks.append(_block(page, head, stamp, body_of(page, range(head + 1, end)), label_line))
    return judged("date over headline", cut_alike(blocks), page=page.lines, regularity=_cohesion(page, blocks))


def _beside(page: Page) -> Segmentation:
    """One line holds date and headline; teasers may follow."""
    blocks: list[Block] = []
    for stamp, following in pairwise([*page.stamps, None]):
        if stamp is None:
            continue
        headline = stamp.before or stamp.after
        end = following.line if following else len(page.lines)
        if headline is None:
            continue
        body = body_of(page, range(stamp.line + 1, end))
        length = headline.end - headline.start
        fits = (
            SHORTEST_HEADLINE <= length <= LONGEST_HEADLINE
            and not KNOWN.fullmatch(headline.of(page.text))
            and not _is_sentences(page, headline)
        )
        label = page.lines[stamp.line - 1].span if page.is_label(stamp.line - 1) else None
        blocks.append(
            Block(headline, body, stamp, label, marked=1.0, headline_fits=fits, body_runs=runs(page, body) or not body)
        )
    return judged("date beside headline", cut_alike(blocks), page=page.lines)


def _is_sentences(page: Page, headline: Span) -> bool:
    words = headline.of(page.text)
    return words.rstrip().endswith(".") or ". " in words[40:]


def _block(page: Page, head: int, stamp: Stamp, body: tuple[Span, ...], label_line: int | None) -> Block:
    line = page.lines[head]
    label = page.lines[label_line].span if label_line is not None else _label_beside(page, stamp)
    return Block(
        line.span,
        body,
        stamp,
        label,
        marked=1.0,
        headline_fits=line.could_be_headline and not _reads_as_text(page, head) and not _is_stamp(page, head),
        body_runs=runs(page, body),
    )


def _label_beside(page: Page, stamp: Stamp) -> Span | None:
    before = stamp.before
    return before if before and KNOWN.fullmatch(before.of(page.text)) else None


def _reads_as_text(page: Page, number: int) -> bool:
    line = page.lines[number]
    return line.is_running_text and line.text.rstrip().endswith((".", "…", "..."))


def _is_stamp(page: Page, number: int) -> bool:
    return any(stamp.line == number for stamp in page.stamps)


def _cohesion(page: Page, blocks: list[Block]) -> float:
    """Near 1 where more space stands before items than inside them: tells "headline, date" from "date, headline"."""
    held = 0
    by_start = {line.span.start: line for line in page.lines}
    for block in blocks:
        if block.stamp is None:
            continue
        stamp_line = page.lines[block.stamp.line]
        head_line = by_start[block.headline.start]
        first, second = sorted((stamp_line, head_line), key=lambda line: line.span)
        held += second.gap <= first.gap
    return 0.85 + 0.15 * held / len(blocks) if blocks else 0.0
