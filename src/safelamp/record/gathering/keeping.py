"""A text that arrived becomes a page of the record: only what is new in it, and what it tells in other words now."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from safelamp.engines.extraction.reading import read_page
from safelamp.engines.extraction.values import Item as ReadItem
from safelamp.engines.extraction.values import PageKind, Reading
from safelamp.ground.organisations.models import Member
from safelamp.record.gathering import repeats
from safelamp.record.gathering.apart.links import plain
from safelamp.record.gathering.likeness import Telling, contradicts, same_news, shared, telling_of
from safelamp.record.reading.known import KnownItems
from safelamp.record.reading.models import Item, Page, Source
from safelamp.record.reading.operations import add_page, page_with
from safelamp.record.reading.showing import teaser_span
from safelamp.record.reviewing.operations import carry_over

UNCHANGED = 0.9  # share of the opening's groups; a counter or a time of day in it is no change of the news
SAME_HEADLINE = 0.5  # share of the shorter headline's words
SAME_PLACE = 0.3  # share from which on the same headline of the same source is the same item, told anew


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is to be kept: `links` leads from headlines to where the items themselves stand."""

    words: str
    source: Source
    name: str
    address: str = ""
    links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """The page, None where nothing in it was new; how many items were added, how many have new words."""

    page: Page | None
    added: int = 0
    changed: int = 0


def keep(text: Text, *, by: Member | None, on: dt.date) -> Kept:
    """Reads the text and keeps what the record does not have yet."""
    if page_with(text.words, text.source.organisation):
        return Kept(None)
    reading = read_page(text.words)
    known = _known(text, reading)
    kept = len(reading.items) - len(known.left_out)
    if reading.items and not kept:
        return Kept(None)
    with transaction.atomic():
        added = add_page(
            text.words, name=text.name, publisher=text.source.name, organisation=text.source.organisation, by=by,
            address=text.address, fetched_on=on, reading=reading, known=known,
        )  # fmt: skip
        carry_over(added.page)
        items = list(added.page.items.select_related("page__source").prefetch_related("facts", "countries"))
        repeats.mark(items)
    return Kept(added.page, added=kept - len(known.renewed), changed=len(known.renewed))


def _known(text: Text, reading: Reading) -> KnownItems:
    """Each item of the page beside those of the record; an item of the record is met once at most."""
    left_out: set[int] = set()
    met: set[uuid.UUID] = set()
    renewed: dict[int, Item] = {}
    addresses: dict[int, str] = {}
    for position, read in enumerate(reading.items):
        address = _address(text, reading, read)
        if address:
            addresses[position] = address
        telling = telling_of(read, opening=_opening(text.words, read))
        old = _before(telling, address, text, met)
        if old is None:
            continue
        met.add(old.id)
        if _says_the_same(telling, repeats.telling_in_record(old)):
            left_out.add(position)
        else:
            renewed[position] = old
    return KnownItems(frozenset(left_out), renewed, addresses)


def _address(text: Text, reading: Reading, read: ReadItem) -> str:
    if reading.kind is PageKind.ARTICLE:
        return text.address
    return text.links.get(plain(read.headline.quote), "")


def _opening(words: str, read: ReadItem) -> str:
    span = teaser_span(words, read.body)
    return span.of(words) if span else ""


def _before(telling: Telling, address: str, text: Text, met: set[uuid.UUID]) -> Item | None:
    """The item of the same source that this one is: at the same address, or the same news in nearly the same words."""
    own = Item.objects.filter(page__source=text.source, earlier_of__isnull=True).exclude(id__in=met)
    own = own.select_related("page__source").prefetch_related("facts", "countries")
    if address and (there := own.filter(address=address).first()) and _is_about_it(telling, there):
        return there
    for old, told in repeats.alike(telling, organisation=text.source.organisation):
        if old.page.source_id != text.source.id or old.id in met or (address and old.address):
            continue  # two addresses of one source are two pieces of news
        if same_news(telling, told) or _told_anew(telling, told):
            return old
    return None


def _is_about_it(telling: Telling, there: Item) -> bool:
    """Whether what stands at an address today is what stood there: a front page tells other news every day."""
    told = repeats.telling_in_record(there)
    words, before = set(telling.headline_words), set(told.headline_words)
    alike = len(words & before) >= SAME_HEADLINE * max(1, min(len(words), len(before)))
    return alike or shared(telling, told) >= SAME_PLACE


def _told_anew(telling: Telling, told: Telling) -> bool:
    """The same headline on the same day, whose text was worked over: a higher toll, a name corrected."""
    same = telling.headline_words == told.headline_words and telling.day is not None and telling.day == told.day
    places = telling.places <= told.places or told.places <= telling.places
    return same and places and shared(telling, told) >= SAME_PLACE


def _says_the_same(telling: Telling, told: Telling) -> bool:
    if telling.mark == told.mark:
        return True
    same_head = telling.headline_words == told.headline_words and telling.published == told.published
    return same_head and not contradicts(telling, told) and shared(telling, told) >= UNCHANGED
