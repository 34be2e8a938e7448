"""A list of short news, one a bullet or paragraph without headlines: the first sentence or its lead stands for one."""

import re
from collections import Counter

from safelamp.engines.extraction.layout.blocks import Block, Segmentation, judged
from safelamp.engines.extraction.layout.lines import LONGEST_HEADLINE, SHORTEST_HEADLINE
from safelamp.engines.extraction.layout.page import Kind, Page
from safelamp.engines.extraction.layout.strategies.leads import Lead, Sign, lead_of
from safelamp.engines.extraction.values import Span

FEWEST = 3
MOST_OF_THE_PAGE = 0.7  # of the running text stands in bullets: less is a list inside an article
SENTENCE = re.compile(r"[^.!?。！？]{12,}?[.!?。！？](?=\s|$|[^\x00-\x7f])")
FIRST_SENTENCE_FITS, MARKED = 0.9, 1.0
LEAD_FITS, LEAD_MARKED = 0.7, 0.4
LED = "paragraphs with leads"
NOT_SURE = 0.9
LED_SHARE = 0.8  # of the running text begins alike


def segmentation(page: Page) -> Segmentation:
    """One item for each bullet that holds running text."""
    texts = [number for number, kind in enumerate(page.kinds) if kind is Kind.TEXT]
    bullets = [number for number in texts if page.lines[number].listed]
    held = sum(page.lines[number].weight for number in bullets)
    everything = sum(page.lines[number].weight for number in texts)
    if len(bullets) < FEWEST or page.stamps or held < everything * MOST_OF_THE_PAGE:
        return Segmentation("digest", (), 0.0)
    leads = {number: lead for number in bullets if (lead := _heading(page, number))}
    if len(leads) >= len(bullets) * LED_SHARE:
        blocks = [_led(page, number, lead) for number, lead in leads.items()]
        return judged(LED, blocks, page, regularity=NOT_SURE)
    blocks = [block for number in bullets if (block := _item(page, number))]
    return judged("digest", blocks, page)


def _heading(page: Page, number: int) -> Lead | None:
    lead = lead_of(page, page.lines[number].span)
    return lead if lead and lead.is_headline else None


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


def led(page: Page) -> Segmentation:
    """One item for each paragraph that begins with a lead of its own, where hardly any other text stands."""
    texts = [number for number, kind in enumerate(page.kinds) if kind is Kind.TEXT]
    opened = {number: lead for number in texts if (lead := lead_of(page, page.lines[number].span))}
    sign, times = next(iter(Counter(lead.sign for lead in opened.values()).most_common(1)), (Sign.DATE, 0))
    alike = {number: lead for number, lead in opened.items() if lead.sign is sign}
    heads = sum(kind in {Kind.HEAD, Kind.SHORT} for kind in page.kinds)
    others = (
        heads if sign is Sign.CREDIT else (heads - 1) * 2
    )  # few other lines stand between; credits are a surer sign
    if _is_dated(page, sign, texts) or times < max(FEWEST, len(texts) * LED_SHARE, others):
        return Segmentation(LED, (), 0.0)
    if len({lead.said.casefold() for lead in alike.values()}) < times:  # who speaks, again and again
        return Segmentation(LED, (), 0.0)
    blocks = [_led(page, number, lead) for number, lead in alike.items()]
    return judged(LED, blocks, page, regularity=NOT_SURE)


def _is_dated(page: Page, sign: Sign, texts: list[int]) -> bool:
    """Whether dates set news apart; the one day of an issue, over credited paragraphs, does not."""
    issue = sign is Sign.CREDIT and len(page.stamps) == 1 and page.stamps[0].line < texts[0]
    return bool(page.stamps) and not issue


def _led(page: Page, number: int, lead: Lead) -> Block:
    end = page.lines[number].span.end
    body = lead.body(end)
    lines = range(number, number + 1)
    return Block(lead.headline, lines, body, None, None, LEAD_MARKED, LEAD_FITS, body_runs=bool(body))
