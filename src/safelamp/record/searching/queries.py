"""Searching by the database alone: plain, for any set of items. The quick way for visitors is `finding`."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, Max, OrderBy, Q, QuerySet

from safelamp.engines.extraction.values import Metric
from safelamp.record.reading.models import Fact, FactKind, Item, ItemCountry, ItemSubject, Source, SubjectKind
from safelamp.record.reading.queries import public_items
from safelamp.record.searching.asked import Order, Search, Understanding
from safelamp.record.searching.understanding import understood
from safelamp.record.searching.words import with_words

__all__ = ["Found", "Order", "Search", "Understanding", "matching", "newest", "ordered", "search", "source_names"]

PAGE_SIZE = 10


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


def matching(items: QuerySet[Item], asked: Search) -> QuerySet[Item]:
    """The items that a search asks for; what its words name counts unless it leaves nothing."""
    question = understood(asked)
    if question.named:
        narrowed = _matching(items, replace(asked, words=question.words))
        for one in question.named:
            narrowed = _matching(narrowed, Search(**{one.facet: (one.value,)}))  # type: ignore[arg-type]
        if narrowed.exists():
            return narrowed
    return _matching(items, asked)


def _matching(items: QuerySet[Item], asked: Search) -> QuerySet[Item]:
    if asked.words.strip():
        items = with_words(items, asked.words)
    for held in _held(asked):
        items = items.filter(id__in=held)
    return items.filter(**_own(asked))


def _own(asked: Search) -> dict[str, object]:
    """What an item's own fields, page and day must be."""
    conditions = {
        "published_on__year__in": [int(year) for year in asked.years],
        "kind__in": asked.kinds,
        "language__in": asked.languages,
        "page__source_id__in": asked.sources,
        "published_on__gte": asked.since,
        "published_on__lte": asked.until,
    }
    return {name: value for name, value in conditions.items() if value}


def _held(asked: Search) -> list[QuerySet[Any, Any]]:
    """The items that hold what was chosen, one set for each facet that was used."""
    held: list[tuple[tuple[str, ...], QuerySet[Any, Any]]] = [
        (asked.countries, ItemCountry.objects.filter(country__in=asked.countries)),
        (asked.topics, ItemSubject.objects.filter(kind=SubjectKind.TOPIC, code__in=asked.topics)),
        (asked.sectors, ItemSubject.objects.filter(kind=SubjectKind.SECTOR, code__in=asked.sectors)),
        (asked.metrics, Fact.objects.filter(kind=FactKind.FIGURE, metric__in=asked.metrics)),
        (asked.standards, Fact.objects.filter(kind=FactKind.STANDARD, code__in=asked.standards)),
        (asked.organisations, Fact.objects.filter(kind=FactKind.ORGANISATION, code__in=asked.organisations)),
    ]
    return [rows.values("item_id") for chosen, rows in held if chosen]


def ordered(items: QuerySet[Item], order: Order) -> QuerySet[Item]:
    """In the order asked for; undated items last. By the database alone the best match is the newest."""
    last: tuple[str | OrderBy, ...] = ("page_id", "position")
    if order is Order.OLDEST:
        return items.order_by(F("published_on").asc(nulls_last=True), *last)
    newest_first = F("published_on").desc(nulls_last=True)
    if order is Order.DEATHS:
        told = Q(facts__kind=FactKind.FIGURE, facts__metric=Metric.DEATHS)
        items = items.annotate(deaths_told=Max("facts__value", filter=told))
        return items.order_by(F("deaths_told").desc(nulls_last=True), newest_first, *last)
    return items.order_by(newest_first, *last)


def search(items: QuerySet[Item], asked: Search, *, number: int) -> Found:
    """One page of the items that match; a number past the end gives the last page."""
    every = ordered(matching(items, asked), asked.order).select_related("page__source")
    pages = Paginator(every, PAGE_SIZE)
    page = pages.get_page(number)
    held = page.object_list.prefetch_related("facts", "countries", "subjects")  # type: ignore[attr-defined]
    return Found(list(held), pages.count, page.start_index(), page.end_index(), page.number, pages.num_pages)


def newest(items: QuerySet[Item], asked: Search, *, since: dt.date, before: dt.date | None = None) -> QuerySet[Item]:
    """The items that match and came into the record on `since` or later, and before the day `before`; newest first.

    Whoever asks each time from the `before` of the last time gets every item once.
    """
    found = matching(items, asked).filter(page__fetched_on__gte=since)
    if before:
        found = found.filter(page__fetched_on__lt=before)
    return ordered(found, Order.NEWEST).select_related("page__source").prefetch_related("facts", "countries")


def source_names(ids: Sequence[str]) -> dict[str, str]:
    """The names of public sources by id."""
    known = Source.objects.filter(id__in=ids, organisation__isnull=True)
    return {str(source.id): source.name for source in known}


def told_again(item: Item) -> list[Item]:
    """The public items that tell the same news later."""
    return list(public_items().filter(repeats=item).select_related("page__source").prefetch_related("facts", "persons"))


def first_told(item: Item) -> Item | None:
    """The public item that told the same news first, if it was another."""
    earlier = public_items().filter(id=item.repeats_id) if item.repeats_id else public_items().none()
    return earlier.select_related("page__source").prefetch_related("facts", "persons").first()
