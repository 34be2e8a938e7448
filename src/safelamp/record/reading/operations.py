"""Adding pages to the record. A page is read once; the same text given again changes nothing."""

import datetime as dt
import hashlib
import uuid
from contextlib import suppress
from dataclasses import dataclass

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from safelamp.engines.extraction.dates import first_day
from safelamp.engines.extraction.gazetteer import country_title
from safelamp.engines.extraction.reading import read_page
from safelamp.engines.extraction.values import Item as ReadItem
from safelamp.engines.extraction.values import Mention
from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member, Organisation
from safelamp.record.reading.models import (
    LONGEST_DATELINE,
    LONGEST_LABEL,
    Fact,
    FactKind,
    Item,
    ItemCountry,
    Page,
    Source,
)
from safelamp.record.reading.search import indexed_words
from safelamp.record.reading.showing import teaser_span

THE_INSTANCE = uuid.UUID(int=0)  # in audit lines about what belongs to no organisation


@dataclass(frozen=True, slots=True)
class Added:
    """A page of the record, and whether it is new there."""

    page: Page
    new: bool


@transaction.atomic
def add_page(
    text: str,
    *,
    name: str,
    publisher: str,
    by: Member | None,
    address: str = "",
    source_address: str = "",
    fetched_on: dt.date | None = None,
    organisation: Organisation | None = None,
) -> Added:
    """Reads a page and keeps it with its items and facts; with an organisation it is that one's own.

    `publisher` names the source, `address` is where the page stands on the web, where it is known. Adding the same
    text again, under whatever name, gives the page that is there.
    """
    digest = hashlib.sha256(text.encode()).hexdigest()
    kept_as = hashlib.sha256(f"{organisation.id if organisation else ''}:{digest}".encode()).hexdigest()
    known = Page.objects.filter(kept_as=kept_as).select_related("source").first()
    if known:
        return Added(known, new=False)
    source, _ = Source.objects.get_or_create(
        name=publisher.strip(), organisation=organisation, defaults={"address": source_address}
    )
    reading = read_page(text)
    page = Page(
        source=source, name=name, address=address, fetched_on=fetched_on or timezone.localdate(), text=text,
        digest=digest, kept_as=kept_as, kind=reading.kind.value, language=reading.language,
        listing_total=reading.listing_total,
    )  # fmt: skip
    page.full_clean()
    page.save()
    for position, item in enumerate(reading.items):
        _keep(item, page=page, position=position)
    audit.record(
        "reading.add_page",
        organisation_id=organisation.id if organisation else THE_INSTANCE,
        by=by.id if by else None,
        subject_id=page.id,
    )
    return Added(page, new=True)


def _keep(read: ReadItem, *, page: Page, position: int) -> Item:
    teaser = teaser_span(page.text, read.body)
    published = read.published.value if read.published else ""
    titles = " ".join(country_title(mention.value) for mention in read.countries)
    body = "\n".join(span.of(page.text) for span in read.body)
    item = Item.objects.create(
        page=page,
        position=position,
        headline=read.headline.quote,
        headline_start=read.headline.span.start,
        headline_end=read.headline.span.end,
        teaser=teaser.of(page.text) if teaser else "",
        teaser_start=teaser.start if teaser else None,
        published=published,
        published_on=first_day(published) if published else None,
        label=_fitting(read.label, longest=LONGEST_LABEL),
        dateline=_fitting(read.dateline, longest=LONGEST_DATELINE),
        confidence=read.confidence,
        words=indexed_words(read.headline.quote, body, titles, page.source.name),
    )
    ItemCountry.objects.bulk_create(
        ItemCountry(item=item, country=one.value, quote=one.quote, **_place(one)) for one in read.countries
    )
    Fact.objects.bulk_create(_facts(read, item))
    return item


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


@transaction.atomic
def remove_page(page: Page, *, by: Member | None) -> None:
    """Takes a page with its items and facts out of the record, and a source that nothing else needs."""
    source, page_id = page.source, page.id
    page.delete()
    if not source.pages.exists():
        with suppress(ProtectedError):  # a source that is watched stays
            source.delete()
    audit.record(
        "reading.remove_page",
        organisation_id=source.organisation_id or THE_INSTANCE,
        by=by.id if by else None,
        subject_id=page_id,
    )
