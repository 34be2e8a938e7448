"""Reads a page: cuts it into items, then reads each item's facts."""

import re
from dataclasses import dataclass

from safelamp.engines.extraction.countries import countries
from safelamp.engines.extraction.date_forms import Order
from safelamp.engines.extraction.dates import Date, dates
from safelamp.engines.extraction.events import event_dates
from safelamp.engines.extraction.figures import figures
from safelamp.engines.extraction.language import UNKNOWN, language_of, languages_of, most_spoken
from safelamp.engines.extraction.layout import segmentation
from safelamp.engines.extraction.layout.blocks import Block
from safelamp.engines.extraction.layout.drafts import is_gathering
from safelamp.engines.extraction.layout.labels import dateline_opening
from safelamp.engines.extraction.layout.page import Page, laid_out
from safelamp.engines.extraction.markup import Form, flattened, form_of
from safelamp.engines.extraction.organisations import organisations
from safelamp.engines.extraction.persons import persons
from safelamp.engines.extraction.places import places
from safelamp.engines.extraction.quoting import as_written
from safelamp.engines.extraction.standards import standards
from safelamp.engines.extraction.subjects import sectors, topics
from safelamp.engines.extraction.values import SURE, UNSURE, Item, Mention, PageKind, Reading, Span

SUMMARY_LENGTH = 60
MOST_READ = 250_000  # signs of plain text; what stands behind is not read: a page of news holds a hundredth of it
DATELINE_REACH = 40
AFTER_DATELINE = re.compile(r"[^\w\n]*(?:\([^)\n]{1,30}\))?[^\w\n]*")
ODD_SPACES = "\u00a0\u2007\u2009\u202f"


def read_page(text: str) -> Reading:
    r"""Reads one page of plain text, Markdown, HTML or a feed; a page without news has no items.

    Spans and quotes are those of the text as given, markup included.

    >>> page = "Mine collapse\n\n12 May 2024\n\nAt least 14 miners were killed in Quetta, Pakistan, on 10 May."
    >>> item = read_page(page).items[0]
    >>> item.published.value, item.figures[0].quote
    ('2024-05-12', 'At least 14 miners were killed')
    """
    flat = flattened(text)
    page = laid_out(_with_plain_spaces(flat.text[:MOST_READ]))
    is_feed = form_of(text) is Form.FEED
    winner = segmentation.headed(page) if is_feed else segmentation.best(page)
    kind = PageKind.ARTICLE if winner.strategy == "article" else PageKind.LISTING
    drafts = [(block, _opening(page, block)) for block in winner.blocks]
    spans = [(block.headline, *opening.body) for block, opening in drafts]
    spoken = [languages_of(page.text, each) for each in spans]
    language = most_spoken(spans, spoken) or language_of(page.text)
    sure = winner.score if language != UNKNOWN else winner.score * UNSURE
    items = tuple(
        _item(page, block, opening, languages=languages, sure=sure)
        for (block, opening), languages in zip(drafts, spoken, strict=True)
    )
    if flat.origin is not None or not flat.text.startswith(page.text):
        items = tuple(as_written(item, flat) for item in items)
    total = page.total if kind is PageKind.LISTING else None
    return Reading(kind, language, total, items, winner.strategy)


def _with_plain_spaces(text: str) -> str:
    """The text with one plain space for each odd one: the length stays, so spans stay true."""
    for space in ODD_SPACES:
        text = text.replace(space, " ")
    return text


def _item(page: Page, block: Block, opening: "Opening", *, languages: tuple[str, ...], sure: float) -> Item:
    text = page.text
    spans = (block.headline, *opening.body)
    named_places = places(text, spans, languages=languages)
    dateline, published = opening.dateline, opening.published
    if dateline and not any(place.span.touches(dateline.span) for place in named_places):
        named_places = (*named_places, dateline)
    words = " ".join(span.of(text) for span in opening.body)
    return Item(
        headline=_mention(text, block.headline, sure),
        body=opening.body,
        summary=" ".join(words.split(None, SUMMARY_LENGTH))[:SUMMARY_LENGTH].strip(),
        confidence=round(min(sure, block.quality), 2),
        published=_published(page, published),
        label=_mention(text, block.label, SURE) if block.label else None,
        dateline=dateline,
        countries=countries(
            text,
            block.headline,
            opening.body if not dateline else (*opening.body, dateline.span),
            languages=languages if not dateline else (*languages, languages[0]),
        ),
        places=named_places,
        organisations=organisations(text, spans, languages=languages),
        standards=standards(text, spans, languages=languages),
        event_dates=event_dates(text, (*spans, *opening.events), published=published, order=page.order),
        figures=figures(text, spans, languages=languages),
        sectors=sectors(text, spans, languages=languages),
        topics=topics(text, spans, languages=languages),
        persons=persons(text, spans, languages=languages),
    )


def _mention(text: str, span: Span, confidence: float) -> Mention:
    return Mention(span.of(text), span.of(text), span, round(confidence, 2))


def _published(page: Page, date: Date | None) -> Mention | None:
    if date is None:
        return None
    sure = date.order is not Order.EITHER or page.order_proved
    return Mention(date.iso, date.span.of(page.text), date.span, SURE if sure else UNSURE)


@dataclass(frozen=True, slots=True)
class Opening:
    """The place and the date by the headline or opening the text, the body without them, and days of events."""

    dateline: Mention | None
    published: Date | None
    body: tuple[Span, ...]
    events: tuple[Span, ...] = ()


def _opening(page: Page, block: Block) -> Opening:
    text, body, stamp = page.text, block.body, block.stamp
    published = stamp.date if stamp else None
    events: tuple[Span, ...] = ()
    if published and is_gathering(page, block):
        events, published = (published.span,), None
    dateline = _mention(text, stamp.place, SURE) if stamp and stamp.place else None
    if not body or not (place := dateline_opening(text, body[0])):
        return Opening(dateline, published, body, events)
    printed = next(iter(dates(text, start=place.end, end=min(body[0].end, place.end + DATELINE_REACH))), None)
    start = place.end
    if printed and printed.is_day and not text[place.end : printed.span.start].strip(" ,("):
        published, start = published or printed, printed.span.end
    rest = AFTER_DATELINE.match(text, start)
    start = rest.end() if rest else start
    shortened = (Span(start, body[0].end),) if start < body[0].end else ()
    return Opening(dateline or _mention(text, place, SURE), published, (*shortened, *body[1:]), events)
