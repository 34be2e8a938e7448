"""One text under one headline."""

import itertools
from dataclasses import dataclass

from safelamp.engines.extraction.layout import words
from safelamp.engines.extraction.layout.blocks import Block, Segmentation
from safelamp.engines.extraction.layout.furniture import ends_article, is_cut
from safelamp.engines.extraction.layout.labels import is_kind
from safelamp.engines.extraction.layout.lines import MIDDLING, SHORTEST_HEAD
from safelamp.engines.extraction.layout.page import Kind, Page, body_of, runs
from safelamp.engines.extraction.layout.stamps import Stamp
from safelamp.engines.extraction.values import Span

BEST = 0.8  # a listing that is explained well is worth more than one long text
HEADLINE_WEIGHT = 25
REACH = 40  # lines over the text in which its headline is looked for
NEAR = 5  # lines between headline and date
FEWEST_TEXTS = 2
SHORT_PAGE = 900  # signs
LONGEST_STANDFIRST = 600
PAIRS, TEASER_COUNTS = 4, 0.8
REPEATED, HEADED, BY_THE_DATE, LONG_ENOUGH, SENTENCE, PER_LINE = 2.0, 3.0, 1.5, 1.0, 2.0, 0.1
SLOPE = 0.5
SHORT_NOTICE = 0.5
SHORT_TEXT, SHORT_UNDATED = 60, 200  # signs of text up to which an article is a short notice
FEW_LINES = 4


@dataclass(frozen=True, slots=True)
class Text:
    """Where the running text of an article starts and ends, in lines."""

    start: int
    end: int


def segmentation(page: Page) -> Segmentation:
    """The headline, the date beside it, and the rest."""
    where = _text(page)
    head = _headline(page, where)
    if head is None or _tells_nothing(page):
        return Segmentation("article", (), 0.0)
    stamp = _stamp(page, head, where)
    first = stamp.after if stamp and stamp.line > head and _is_text(stamp.after) else None
    body = body_of(page, range(head + 1, where.end), first=first, head=head)
    label = next(
        (page.lines[n].span for n in (head - 1, head + 1) if 0 <= n < len(page.lines) and is_kind(page.lines[n].text)),
        None,
    )
    label = label or (stamp.label if stamp else None)
    block = Block(
        page.lines[head].span,
        range(head, max(where.end, head + 1)),
        body,
        stamp,
        label,
        1.0,
        0.0 if page.kinds[head] is Kind.TEXT else 1.0,
        runs(body),
    )
    return Segmentation("article", (block,), _score(page, block, where))


def _tells_nothing(page: Page) -> bool:
    """Whether the page only says that there is nothing, or nothing without logging in; a real text is longer."""
    letters = sum(line.weight for line in page.lines)
    return (
        letters <= SHORT_PAGE
        and not page.stamps
        and any(line.text.casefold().startswith(words.NOTHING_HERE) for line in page.lines)
    )


def _in_pairs(page: Page, inside: range) -> bool:
    """Whether short lines and single paragraphs take turns: a list of teasers rather than a text with heads."""
    signs = "".join(page.kinds[number].value for number in inside)
    pairs = signs.replace("S", "H").count("HTH")
    return pairs >= PAIRS - 1 and pairs + 1 >= signs.count("T") * TEASER_COUNTS


def _text(page: Page) -> Text:
    """From the first of two paragraphs that stand close together to what follows the article."""
    texts = [number for number, kind in enumerate(page.kinds) if kind is Kind.TEXT or _holds_text(page.at.get(number))]
    start = next((one for one, other in itertools.pairwise(texts) if other - one <= FEWEST_TEXTS + 1), None)
    if start is None:
        start = texts[0] if texts else 0
    end = next(
        (number for number in range(start + 1, len(page.lines)) if ends_article(page.lines[number].text)),
        len(page.lines),
    )
    return Text(start, end)


def _holds_text(stamp: Stamp | None) -> bool:
    return stamp is not None and _is_text(stamp.after)


def _headline(page: Page, where: Text) -> int | None:
    """The likeliest line over the text: a marked head, one printed twice, one by the date."""
    near = range(max(0, where.start - REACH), min(where.start + 1, len(page.lines)))
    over = [number for number in near if _could_head(page, number)]
    if not over:
        over = [number for number in range(min(where.end, REACH)) if _could_head(page, number)]
    best = max(over, key=lambda number: (_likely(page, number), -number), default=None)
    if best is None or page.kinds[best] is Kind.TEXT:
        brief = _brief_head(page)
        best = best if brief is None else brief
    return _first_text(page) if best is None else best


def _brief_head(page: Page) -> int | None:
    """A headline of few signs, over the text of a page of hardly more than both."""
    if len(page.lines) > FEW_LINES or page.kind(0) is not Kind.SHORT or Kind.TEXT not in page.kinds:
        return None
    line = page.lines[0]
    return 0 if line.weight >= SHORTEST_HEAD and line.text[-1].isalnum() and not line.text.islower() else None


def _first_text(page: Page) -> int | None:
    """A page that is all text: its first paragraph stands for a headline, if it is no whole page."""
    first = next((number for number, kind in enumerate(page.kinds) if kind is Kind.TEXT), None)
    return first if first is not None and page.lines[first].weight <= LONGEST_STANDFIRST else None


def _could_head(page: Page, number: int) -> bool:
    return page.kinds[number] in {Kind.HEAD, Kind.TEXT} and page.lines[number].could_be_headline


def _likely(page: Page, number: int) -> float:
    line = page.lines[number]
    points = HEADED / line.heading if line.heading else 0.0
    points += REPEATED * any(
        other.text.startswith(line.text)
        for other in page.lines[max(0, number - REACH) : number + NEAR]
        if other is not line
    )
    near = range(max(0, number - NEAR), min(len(page.lines), number + NEAR + 1))
    steps = [abs(other - number) for other in near if page.kinds[other] in {Kind.STAMP, Kind.BYLINE}]
    points += BY_THE_DATE / max(min(steps), 1) if steps else 0.0
    points += LONG_ENOUGH * (line.weight >= HEADLINE_WEIGHT)
    points -= SENTENCE * (page.kinds[number] is Kind.TEXT and number > 0)
    return points


def _stamp(page: Page, head: int, where: Text) -> Stamp | None:
    """A date near the headline, or one under the text that stands alone."""
    dated = [stamp for stamp in page.stamps if not stamp.event and stamp.before is None]
    near = [stamp for stamp in dated if abs(stamp.line - head) <= NEAR and stamp.line <= where.start + 1]
    foot = [stamp for stamp in dated if where.start < stamp.line < where.end and stamp.stands_alone]
    return min(near, key=lambda stamp: abs(stamp.line - head), default=None) or next(iter(reversed(foot)), None)


def _is_lost(page: Page) -> bool:
    """Whether one short sentence stands among short lines, as on a form: more of them than a title and a headline."""
    short = sum(kind in {Kind.HEAD, Kind.SHORT} for kind in page.kinds)
    return short > FEWEST_TEXTS and not any(line.is_running_text for line in page.lines)


def _dates_head_items(page: Page) -> bool:
    """Whether a headline, then a text stands under each date, or under the line under each."""
    signs = "".join(kind.value for kind in page.kinds).replace("S", "H")
    return signs.count("DHT") == len(page.stamps) or signs.count("HDT") == len(page.stamps)


def _is_text(span: Span | None) -> bool:
    return span is not None and span.end - span.start > MIDDLING


def _score(page: Page, block: Block, where: Text) -> float:
    """Mostly running text, and neither many dates nor delimiters between."""
    inside = range(block.lines.start, where.end)
    lengths = {number: page.lines[number].span.end - page.lines[number].span.start for number in inside}
    running = sum(
        length
        for number, length in lengths.items()
        if page.kinds[number] is Kind.TEXT or _holds_text(page.at.get(number))
    )
    everywhere = sum(
        line.span.end - line.span.start for line, kind in zip(page.lines, page.kinds, strict=True) if kind is Kind.TEXT
    )
    share = running / max(sum(lengths.values()) - (block.headline.end - block.headline.start), 1)
    held = running / max(everywhere, running, 1)
    others = sum(
        stamp is not block.stamp and abs(stamp.line - (block.stamp.line if block.stamp else -9)) > 1
        for stamp in page.stamps
        if block.lines.start <= stamp.line < where.end
    )
    ends = sum(page.ends_item(number) for number in inside)
    ends += sum(page.kinds[number] is Kind.TEXT and is_cut(page.lines[number].text) for number in inside)
    free = 0 if ends or (others and _dates_head_items(page)) else 1
    penalty = 1 / (1 + SLOPE * max(0, others - free)) / (1 + SLOPE * max(0, ends - 1))
    penalty *= TEASER_COUNTS if _in_pairs(page, inside) else 1.0
    if not running and block.stamp and block.body:  # a short notice under a head
        return BEST * SHORT_NOTICE * penalty
    if not block.stamp and _is_lost(page):
        return 0.0
    if running <= (SHORT_TEXT if block.stamp else SHORT_UNDATED):
        penalty *= SHORT_NOTICE
    return BEST * min(1.0, share + 0.1) * held * penalty
