"""One text under one headline."""

import re

from safelamp.engines.extraction.layout.blocks import Block, Segmentation
from safelamp.engines.extraction.layout.lines import MIDDLING
from safelamp.engines.extraction.layout.page import Page, body_of, runs
from safelamp.engines.extraction.layout.stamps import Stamp
from safelamp.engines.extraction.values import Span

BEST = 0.8  # a listing that is explained well is worth more than one long text
HEADLINE_WEIGHT = 25
NEAR = 5  # lines between headline and date
PUBLISHED = re.compile(
    r"(?:first |last )?(?:published|posted|released)|publi[ée]|publicado|diterbitkan|เผยแพร่|公開|发布|انتشار",
    re.IGNORECASE,
)


def segmentation(page: Page) -> Segmentation:
    """The headline, the date beside it, and the rest."""
    head = _headline(page)
    if head is None:
        return Segmentation("article", (), 0.0)
    stamp = _stamp(page, head)
    start = head + 1
    if stamp and stamp.line == start:
        start += 1
    first = stamp.after if stamp and stamp.line == head + 1 and _is_text(page, stamp.after) else None
    body = body_of(page, range(start, len(page.lines)), first=first)
    body = tuple(span for span in body if stamp is None or span != page.lines[stamp.line].span)
    label = page.lines[head - 1].span if page.is_label(head - 1) else None
    block = Block(page.lines[head].span, body, stamp, label, 1.0, headline_fits=True, body_runs=runs(page, body))
    return Segmentation("article", (block,), _score(page, block))


def _headline(page: Page) -> int | None:
    stamped = {stamp.line for stamp in page.stamps if stamp.stands_alone}
    fitting = [
        number
        for number, line in enumerate(page.lines)
        if number not in stamped
        and line.could_be_headline
        and line.weight >= HEADLINE_WEIGHT
        and not page.is_delimiter(number)
    ]
    marked = [number for number in fitting if page.lines[number].heading]
    plain = [number for number in fitting if not page.lines[number].is_running_text or number == 0]
    candidates = marked or plain or fitting
    return candidates[0] if candidates else None


def _stamp(page: Page, head: int) -> Stamp | None:
    """A date near the headline, or a line further down that says it is the publication's."""
    near = [stamp for stamp in page.stamps if abs(stamp.line - head) <= NEAR]
    said = [stamp for stamp in page.stamps if PUBLISHED.search(page.lines[stamp.line].text[:40])]
    return next(iter(near or said), None)


def _is_text(page: Page, span: Span | None) -> bool:
    return (
        span is not None
        and span.end - span.start > MIDDLING
        and not re.match(r"(?:by|par|por|oleh)\b", span.of(page.text))
    )


def _score(page: Page, block: Block) -> float:
    """Mostly running text, and neither many dates nor delimiters."""
    lengths = [line.span.end - line.span.start for line in page.lines]
    running = sum(length for line, length in zip(page.lines, lengths, strict=True) if line.is_running_text)
    share = running / max(sum(lengths) - (block.headline.end - block.headline.start), 1)
    others = sum(
        1
        for stamp in page.stamps
        if stamp is not block.stamp and abs(stamp.line - (block.stamp.line if block.stamp else -9)) > 1
    )
    delimiters = sum(page.is_delimiter(number) for number in range(len(page.lines)))
    penalty = 1 / (1 + 0.5 * max(0, others - 1)) / (1 + 0.5 * max(0, delimiters - 1))
    return BEST * min(1.0, share + 0.1) * penalty
