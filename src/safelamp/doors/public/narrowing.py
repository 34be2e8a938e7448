"""The three choices above subject pages, map and charts: country, sector and year."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict

from safelamp.doors.public.facets import PLAIN_TITLES, TITLES
from safelamp.record.searching.asked import NAMES, Search
from safelamp.record.searching.finding import counts_by

OFFERED = ("countries", "sectors", "years")


@dataclass(frozen=True, slots=True)
class Offered:
    """One value of a choice."""

    value: str
    title: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A choice with its values."""

    name: str
    title: str
    values: Sequence[Offered]


def narrowed(asked: QueryDict, **fixed: tuple[str, ...]) -> Search:
    """What a subject page is narrowed down to: one value of each choice at most, and what is fixed."""
    read = Search.from_query(asked.urlencode())
    chosen = {facet: read.chosen(facet)[:1] for facet in OFFERED}
    return Search(**chosen, **fixed)  # type: ignore[arg-type]  # facets are tuples of words


def offers(asked: Search) -> list[Offer]:
    """What there is to choose, each counted without its own choice, by name."""
    return [_offer(asked, facet) for facet in OFFERED]


def _offer(asked: Search, facet: str) -> Offer:
    chosen = asked.chosen(facet)
    there = counts_by(replace(asked, **{facet: ()}), facet)  # type: ignore[arg-type]
    values = {choice.value for choice in there} | set(chosen)
    named = [Offered(value, PLAIN_TITLES[facet](value), value in chosen) for value in values]
    named.sort(key=lambda one: one.title, reverse=facet == "years")
    return Offer(NAMES[facet], str(TITLES[facet]), named)
