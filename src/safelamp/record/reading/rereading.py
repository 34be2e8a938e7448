"""Reading a page anew with today's engine: items keep their ids, and with them their permanent links."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence

from django.db.models import F

from safelamp.engines.extraction.reading import read_page
from safelamp.engines.extraction.values import Item as ReadItem
from safelamp.engines.extraction.values import Span
from safelamp.record.reading import fingerprints
from safelamp.record.reading.keeping import body_of, keep, names_an_organisation, names_somebody, persons_of, words_of
from safelamp.record.reading.models import (
    WITHHELD,
    Fact,
    FactKind,
    Item,
    ItemCountry,
    ItemSubject,
    NamedPerson,
    Page,
    Standing,
    TakenDown,
)
from safelamp.record.reading.naming import Naming, Told, everywhere
from safelamp.record.reading.showing import withheld_in

ASIDE = 16_000  # positions while items change places; no page has so many items


def read_again(page: Page, *, kept: Collection[uuid.UUID] = ()) -> None:
    """Reads the page's text anew. Items that are not read any more go, but for those in `kept`, left without facts.

    What the page told again when it came, and another page had told already, is left out again.
    """
    reading = read_page(page.text)
    olds = list(page.items.order_by("position"))
    page.kind, page.language, page.listing_total = reading.kind.value, reading.language, reading.listing_total
    page.save(update_fields=["kind", "language", "listing_total"])
    known = matched(olds, reading.items)
    lost = {old.id for old in olds} - {old.id for old in known.values()} - set(kept)
    Item.objects.filter(id__in=lost).delete()
    for rows in (Fact.objects, ItemCountry.objects, ItemSubject.objects, NamedPerson.objects):
        rows.filter(item__page=page).delete()
    page.items.update(position=F("position") + ASIDE)
    left_out = [Span(start, end) for start, end in page.left_out or ()]
    for position, (read, persons) in enumerate(zip(reading.items, persons_of(page.text, reading), strict=True)):
        if position not in known and _touch(_headline_read(read), left_out):
            continue
        item = known.get(position) or Item(page=page)
        item.page, item.reviewed_on = page, None
        keep(item, read, position=position, persons=persons)
    renumber(page)


def matched(olds: Sequence[Item], reads: Sequence[ReadItem]) -> dict[int, Item]:
    """The item that each reading (by its place) was before: the same headline, else the same text."""
    found: dict[int, Item] = {}
    left = list(olds)
    for mine, theirs in ((_headline, _headline_read), (body_of, _body_read)):
        for place in [place for place in range(len(reads)) if place not in found]:
            old = next((one for one in left if _touch(mine(one), theirs(reads[place]))), None)
            if old is not None:
                found[place] = old
                left.remove(old)
    return found


def _headline(item: Item) -> tuple[Span, ...]:
    return (Span(item.headline_start, item.headline_end),)


def _headline_read(read: ReadItem) -> tuple[Span, ...]:
    return (read.headline.span,)


def _body_read(read: ReadItem) -> tuple[Span, ...]:
    return read.body


def _touch(mine: Sequence[Span], spans: Sequence[Span]) -> bool:
    return any(one.touches(other) for one in mine for other in spans)


def renumber(page: Page) -> None:
    """Puts the items into the order of the page."""
    items = list(page.items.order_by("headline_start", "id"))
    if [item.position for item in items] == list(range(len(items))):
        return
    page.items.filter(position__lt=ASIDE).update(position=F("position") + ASIDE // 2)
    for place, item in enumerate(items):
        Item.objects.filter(id=item.id).update(position=place)


def rule(page: Page, rulings: Mapping[str, Standing]) -> None:
    """Lets what people decided about names hold in every item of the page."""
    items = list(page.items.prefetch_related("facts", "persons", "countries").order_by("position"))
    told = [_told(item) for item in items]
    for item, persons in zip(items, everywhere(page.text, told, rulings=rulings), strict=True):
        item.page = page
        item.persons.all().delete()
        NamedPerson.objects.bulk_create(
            NamedPerson(
                item=item, quote=one.quote, start=one.span.start, end=one.span.end, office=one.office,
                standing=one.standing, confidence=one.confidence,
            )
            for one in persons
        )  # fmt: skip
        tidy(item, withheld=[one.span for one in persons if one.standing in WITHHELD])


def tidy(item: Item, *, withheld: Sequence[Span]) -> None:
    """What search looks at, and no place or organisation that gives a withheld name away."""
    naming = [fact.id for fact in item.facts.all() if names_somebody(fact, withheld)]
    Fact.objects.filter(id__in=naming).delete()
    item.words = words_of(item, countries=[one.country for one in item.countries.all()], withheld=withheld)
    item.save()


def _told(item: Item) -> Told:
    others = [
        fact
        for fact in item.facts.all()
        if fact.kind in {FactKind.PLACE, FactKind.EVENT_DATE}
        or (fact.kind == FactKind.ORGANISATION and names_an_organisation(fact.quote))
    ]
    return Told(
        spans=(Span(item.headline_start, item.headline_end), *body_of(item)),
        persons=tuple(
            Naming(one.quote, Span(one.start, one.end), Standing(one.standing), one.confidence, one.office)
            for one in item.persons.all()
        ),
        others=(
            *(Span(fact.start, fact.end) for fact in others),
            *(Span(one.start, one.end) for one in item.countries.all()),
        ),
    )


def hide(item: Item, *, day: dt.date) -> None:
    """Takes an item down, and keeps the fingerprint of its words so that it stays down."""
    organisation = item.page.source.organisation
    headline = fingerprints.of_headline(item.headline)
    body = fingerprints.of_body(item.page.text, body_of(item))
    if headline or body:
        TakenDown.objects.get_or_create(organisation=organisation, headline=headline, body=body, defaults={"day": day})
    same = Item.objects.filter(page__source__organisation=organisation, headline=item.headline, teaser=item.teaser)
    for one in [item, *same.exclude(id=item.id).select_related("page__source")]:
        one.hidden_on, one.words = day, ""
        one.save(update_fields=["hidden_on", "words"])


def show_again(item: Item) -> None:
    """Ends a hiding, for every item with these words."""
    headline = fingerprints.of_headline(item.headline)
    body = fingerprints.of_body(item.page.text, body_of(item))
    TakenDown.objects.filter(organisation=item.page.source.organisation, headline=headline, body=body).delete()
    organisation = item.page.source.organisation
    same = Item.objects.filter(page__source__organisation=organisation, headline=item.headline, teaser=item.teaser)
    for one in same.select_related("page__source").prefetch_related("facts", "countries", "persons"):
        one.hidden_on = None
        tidy(one, withheld=withheld_in(one))
