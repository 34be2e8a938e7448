"""What the record covers: sources with counts and days, languages, and what the program that reads was not sure of."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Min

from safelamp.record.reading.models import Fact, Source
from safelamp.record.searching.loading import listed_items
from safelamp.record.searching.tolls import SURE_FROM


@dataclass(frozen=True, slots=True)
class SourceCover:
    """A public source: how many items, from when to when they were published, and when it was last read."""

    id: str
    name: str
    items: int
    undated: int
    first: dt.date | None
    last: dt.date | None
    read_on: dt.date


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole record in figures."""

    sources: Sequence[SourceCover]
    languages: Sequence[tuple[str, int]]
    items: int
    unsure_items: int
    facts: int
    unsure_facts: int
    corrected_facts: int


def coverage() -> Coverage:
    """Counted now, over public items that lists show."""
    items = listed_items()
    facts = Fact.objects.filter(item__in=items.values("id"))
    languages = items.values_list("language").annotate(many=Count("id")).order_by("-many", "language")
    return Coverage(
        sources=_sources(),
        languages=[(language, many) for language, many in languages if language],
        items=items.count(),
        unsure_items=items.filter(confidence__lt=SURE_FROM, reviewed_on__isnull=True).count(),
        facts=facts.count(),
        unsure_facts=facts.filter(confidence__lt=SURE_FROM, reviewed_on__isnull=True).count(),
        corrected_facts=facts.filter(corrected_by__isnull=False).count(),
    )


def _sources() -> list[SourceCover]:
    counted = (
        listed_items()
        .values("page__source_id")
        .annotate(
            items=Count("id"),
            dated=Count("published_on"),
            first=Min("published_on"),
            last=Max("published_on"),
            read_on=Max("page__fetched_on"),
        )
    )
    names = dict(Source.objects.filter(organisation__isnull=True).values_list("id", "name"))
    covers = [
        SourceCover(
            str(row["page__source_id"]), names[row["page__source_id"]], row["items"], row["items"] - row["dated"],
            row["first"], row["last"], row["read_on"],
        )
        for row in counted
    ]  # fmt: skip
    return sorted(covers, key=lambda cover: (-cover.items, cover.name))
