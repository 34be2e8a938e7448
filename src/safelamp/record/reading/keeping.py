"""What was read becomes rows: an item with its countries, facts and persons."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db.models import Q

from safelamp.engines.extraction.dates import first_day
from safelamp.engines.extraction.gazetteer import country_title
from safelamp.engines.extraction.language import language_of
from safelamp.engines.extraction.values import LIKELY, Mention, Reading, Span
from safelamp.engines.extraction.values import Item as ReadItem
from safelamp.record.reading import fingerprints
from safelamp.record.reading.kinds import kind_of
from safelamp.record.reading.known import NOTHING_KNOWN, KnownItems
from safelamp.record.reading.models import (
    LONGEST_DATELINE,
    LONGEST_LABEL,
    WITHHELD,
    Fact,
    FactKind,
    Item,
    ItemCountry,
    ItemSubject,
    NamedPerson,
    Page,
    SubjectKind,
    TakenDown,
)
from safelamp.record.reading.naming import Naming, Told, as_naming, everywhere
from safelamp.record.reading.search import indexed_words
from safelamp.record.reading.showing import teaser_span

LONGEST_QUOTE = 120  # of a topic or sector: a word or two


def keep_items(page: Page, reading: Reading, known: KnownItems = NOTHING_KNOWN) -> list[Item]:
    """Makes the items of a page that was read for the first time; what is told elsewhere already is left out."""
    namings = persons_of(page.text, reading)
    return [
        keep(known.item_for(page, position), read, position=position, persons=persons)
        for position, (read, persons) in enumerate(zip(reading.items, namings, strict=True))
        if position not in known.left_out
    ]


def persons_of(text: str, reading: Reading) -> list[tuple[Naming, ...]]:
    """Whom each item names, each person alike on the whole page."""
    told = [
        Told(
            spans=(read.headline.span, *read.body),
            persons=tuple(as_naming(person) for person in read.persons),
            others=(
                *(one.span for one in (*read.places, *read.countries, *read.event_dates)),
                *(one.span for one in read.organisations if names_an_organisation(one.quote)),
            ),
        )
        for read in reading.items
    ]
    return everywhere(text, told)


def names_an_organisation(quote: str) -> bool:
    """Whether the words are no person's surname alone: one word in capitals is read as an organisation too."""
    return len(quote.split()) > 1


def keep(item: Item, read: ReadItem, *, position: int, persons: Sequence[Naming]) -> Item:
    """Writes what was read into an item, new or read before; what hung on it before must be gone."""
    text = item.page.text
    teaser = teaser_span(text, read.body)
    published = read.published.value if read.published else ""
    item.position = position
    item.headline = read.headline.quote
    item.headline_start, item.headline_end = read.headline.span.start, read.headline.span.end
    item.teaser = teaser.of(text) if teaser else ""
    item.teaser_start = teaser.start if teaser else None
    item.published = published
    item.published_on = first_day(published) if published and published[0] != "-" else None
    item.label = _fitting(read.label, longest=LONGEST_LABEL)
    item.dateline = _fitting(read.dateline, longest=LONGEST_DATELINE)
    item.kind = kind_of(item.label, headline=item.headline)
    item.language = language_of(" ".join((item.headline, *(span.of(text) for span in read.body))))
    item.confidence = read.confidence
    item.body = [[span.start, span.end] for span in read.body]
    item.hidden_on = item.hidden_on or taken_down_on(item)
    withheld = [naming.span for naming in persons if naming.standing in WITHHELD]
    item.words = words_of(item, countries=[one.value for one in read.countries], withheld=withheld)
    item.save()
    ItemCountry.objects.bulk_create(
        ItemCountry(item=item, country=one.value, quote=one.quote, **_place(one)) for one in read.countries
    )
    ItemSubject.objects.bulk_create(
        [*_subjects(read.topics, item, SubjectKind.TOPIC), *_subjects(read.sectors, item, SubjectKind.SECTOR)]
    )
    Fact.objects.bulk_create(fact for fact in _facts(read, item) if not names_somebody(fact, withheld))
    NamedPerson.objects.bulk_create(
        NamedPerson(
            item=item, quote=one.quote, start=one.span.start, end=one.span.end, office=one.office,
            standing=one.standing, confidence=one.confidence,
        )
        for one in persons
    )  # fmt: skip
    return item


def taken_down_on(item: Item) -> dt.date | None:
    """The day on which an item with these words was taken down, if it was."""
    headline = fingerprints.of_headline(item.headline)
    body = fingerprints.of_body(item.page.text, body_of(item))
    known = Q(body=body) & ~Q(body="") | Q(headline=headline) & ~Q(headline="")
    asked = TakenDown.objects.filter(known, organisation=item.page.source.organisation)
    return asked.order_by("day").values_list("day", flat=True).first()


def body_of(item: Item) -> tuple[Span, ...]:
    """The spans of an item's own text."""
    return tuple(Span(start, end) for start, end in item.body or ())


def words_of(item: Item, *, countries: Iterable[str], withheld: Iterable[Span]) -> str:
    """The tokens that search looks at: headline, text, countries and source; no withheld name, nothing hidden."""
    if item.hidden_on:
        return ""
    text, cuts = item.page.text, sorted(withheld)
    headline = without(text, [Span(item.headline_start, item.headline_end)], cuts)
    titles = " ".join(country_title(country) for country in countries)
    return indexed_words(headline, [*without(text, body_of(item), cuts), titles, item.page.source.name])


def without(text: str, spans: Sequence[Span], withheld: Iterable[Span]) -> list[str]:
    """The texts of some spans with the withheld ones cut out, so that no token reaches over a cut."""
    cuts = sorted(withheld)
    pieces = []
    for span in spans:
        place = span.start
        for cut in cuts:
            if cut.touches(span):
                pieces.append(text[place : max(place, cut.start)])
                place = max(place, cut.end)
        pieces.append(text[place : max(place, span.end)])
    return [piece for piece in pieces if piece]


def names_somebody(fact: Fact, withheld: Iterable[Span]) -> bool:
    """Whether a place or an organisation is, or is named for, a person whose name is withheld."""
    if fact.kind not in {FactKind.PLACE, FactKind.ORGANISATION}:
        return False
    return any(span.touches(Span(fact.start, fact.end)) for span in withheld)


def _subjects(read: Sequence[Mention | str], item: Item, kind: SubjectKind) -> list[ItemSubject]:
    """Topics or sectors; a plain code is one that no words of the page say."""
    return [
        ItemSubject(item=item, kind=kind, code=one, confidence=LIKELY)
        if isinstance(one, str)
        else ItemSubject(item=item, kind=kind, code=one.value, quote=one.quote[:LONGEST_QUOTE], **_place(one))
        for one in read
    ]


def _fitting(mention: Mention | None, *, longest: int) -> str:
    return mention.quote if mention and len(mention.quote) <= longest else ""


def _place(mention: Mention) -> dict[str, float]:
    return {"start": mention.span.start, "end": mention.span.end, "confidence": mention.confidence}


def _facts(read: ReadItem, item: Item) -> list[Fact]:
    figures = [
        Fact(
            item=item, kind=FactKind.FIGURE, metric=figure.metric.value, value=figure.value, unit=figure.unit or "",
            counted=figure.of[:160], qualifier=figure.qualifier or "", period=figure.period or "", quote=figure.quote,
            start=figure.span.start, end=figure.span.end, confidence=figure.confidence,
        )
        for figure in read.figures
    ]  # fmt: skip
    named = (
        (FactKind.STANDARD, read.standards),
        (FactKind.ORGANISATION, read.organisations),
        (FactKind.PLACE, read.places),
        (FactKind.EVENT_DATE, read.event_dates),
    )
    mentions = [
        Fact(item=item, kind=kind, code=one.value, quote=one.quote, **_place(one))
        for kind, ones in named
        for one in ones
    ]
    return [*figures, *mentions]
