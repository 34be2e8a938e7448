"""Reading the record. What the public may see, and what a member's own organisation keeps to itself."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet

from safelamp.ground.organisations.models import Organisation
from safelamp.ground.standards.countries import name_of
from safelamp.record.reading.models import Fact, FactKind, Item, ItemCountry, Page, Source
from safelamp.record.reading.search import with_words

PAGE_SIZE = 10


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody looks for; everything that is set must hold, any one of `countries` and `metrics` is enough."""

    words: str = ""
    countries: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    source: uuid.UUID | None = None

    @property
    def is_empty(self) -> bool:
        """Whether everything is asked for."""
        return self == Search()


@dataclass(frozen=True, slots=True)
class Found:
    """One page of results: items `first` to `last` of `total`."""

    items: Sequence[Item]
    total: int
    first: int
    last: int
    number: int
    pages: int

    @property
    def previous_number(self) -> int:
        """The page before; 0 on the first."""
        return self.number - 1

    @property
    def next_number(self) -> int:
        """The page behind; 0 on the last."""
        return self.number + 1 if self.number < self.pages else 0

    @property
    def next_first(self) -> int:
        """The first result of the page behind."""
        return self.last + 1

    @property
    def next_last(self) -> int:
        """The last result of the page behind."""
        return min(self.last + PAGE_SIZE, self.total)


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to narrow a search down by, with how many items it leaves."""

    value: str
    title: str
    count: int


def public_items() -> QuerySet[Item]:
    """The items that everybody may see: not private, not taken down, as they read now."""
    return _now().filter(page__source__organisation__isnull=True)


def items_for(organisation: Organisation) -> QuerySet[Item]:
    """The items that a member of the organisation may see: the public ones and its own."""
    mine = Q(page__source__organisation__isnull=True) | Q(page__source__organisation=organisation)
    return _now().filter(mine)


def _now() -> QuerySet[Item]:
    return Item.objects.filter(earlier_of__isnull=True, hidden_on__isnull=True)


def matching(items: QuerySet[Item], search: Search) -> QuerySet[Item]:
    """The items that a search asks for."""
    if search.words.strip():
        items = with_words(items, search.words)
    if search.countries:
        held = ItemCountry.objects.filter(country__in=search.countries)
        items = items.filter(id__in=held.values("item_id"))
    if search.metrics:
        figures = Fact.objects.filter(kind=FactKind.FIGURE, metric__in=search.metrics)
        items = items.filter(id__in=figures.values("item_id"))
    if search.since:
        items = items.filter(published_on__gte=search.since)
    if search.until:
        items = items.filter(published_on__lte=search.until)
    if search.source:
        items = items.filter(page__source_id=search.source)
    return items


def found(items: QuerySet[Item], *, number: int) -> Found:
    """One page of items, newest first and undated last; a number past the end gives the last page."""
    ordered = items.order_by(F("published_on").desc(nulls_last=True), "page_id", "position")
    pages = Paginator(ordered.select_related("page__source"), PAGE_SIZE)
    page = pages.get_page(number)
    held = page.object_list.prefetch_related("facts", "countries", "persons")  # type: ignore[attr-defined]
    return Found(list(held), pages.count, page.start_index(), page.end_index(), page.number, pages.num_pages)


def countries_of(items: QuerySet[Item]) -> list[Choice]:
    """The countries that the items are about, the most frequent first."""
    counts = (
        ItemCountry.objects.filter(item__in=items.values("id"))
        .values("country")
        .annotate(items=Count("item_id"))
        .order_by("-items", "country")
    )
    return [Choice(row["country"], name_of(row["country"]), row["items"]) for row in counts]


def metrics_of(items: QuerySet[Item]) -> list[Choice]:
    """What the items hold figures about, the most frequent first."""
    counts = (
        Fact.objects.filter(kind=FactKind.FIGURE, item__in=items.values("id"))
        .values("metric")
        .annotate(items=Count("item_id", distinct=True))
        .order_by("-items", "metric")
    )
    return [Choice(row["metric"], row["metric"], row["items"]) for row in counts]


def sources_of(items: QuerySet[Item]) -> list[Choice]:
    """The sources of the items by name."""
    counts = (
        Source.objects.filter(pages__items__in=items.values("id"))
        .annotate(items=Count("pages__items"))
        .order_by("name")
    )
    return [Choice(str(source.id), source.name, source.items) for source in counts]


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices beside a list: each counted as if it were the only one of its kind."""

    countries: list[Choice]
    metrics: list[Choice]
    sources: list[Choice]


def choices(items: QuerySet[Item], search: Search) -> Choices:
    """What the items that match leave to choose from."""
    return Choices(
        countries=countries_of(matching(items, replace(search, countries=()))),
        metrics=metrics_of(matching(items, replace(search, metrics=()))),
        sources=sources_of(matching(items, replace(search, source=None))),
    )


def public_item(item_id: uuid.UUID) -> Item:
    """An item that everybody may see, with its facts; raises Item.DoesNotExist. See was_taken_down."""
    held = public_items().select_related("page__source").prefetch_related("facts", "countries", "persons")
    return held.get(id=item_id)


def was_taken_down(item_id: uuid.UUID) -> bool:
    """Whether an item stood in public under this id and was taken down."""
    return Item.objects.filter(id=item_id, page__source__organisation__isnull=True, hidden_on__isnull=False).exists()


def pages_for(organisation: Organisation) -> QuerySet[Page]:
    """The pages that a member of the organisation may read, the latest fetched first, each with `item_count`."""
    mine = Q(source__organisation__isnull=True) | Q(source__organisation=organisation)
    counted = Page.objects.filter(mine).select_related("source").annotate(item_count=Count("items"))
    return counted.defer("text").order_by("-fetched_on", "source__name", "name", "id")


def page_for(organisation: Organisation, page_id: uuid.UUID) -> Page:
    """A whole page for the desk: public ones and the organisation's own; raises Page.DoesNotExist."""
    return Page.objects.select_related("source").get(
        Q(source__organisation__isnull=True) | Q(source__organisation=organisation), id=page_id
    )


def items_on(page: Page) -> QuerySet[Item]:
    """The items of a page in page order, with their facts."""
    return page.items.prefetch_related("facts", "countries", "persons").order_by("position")
