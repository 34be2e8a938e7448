"""What somebody looks for, and the line of text that keeps it: the query of an address."""

import datetime as dt
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from urllib.parse import parse_qs, urlencode

from django.db import models
from django.utils.translation import gettext_lazy as _

from safelamp.engines.extraction.values import Metric
from safelamp.ground.standards.countries import codes
from safelamp.record.reading.models import ItemKind

LONGEST_QUESTION = 200
MOST_CHOICES = 40  # of one kind
LONGEST_NAME = 160
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2100, 1, 1)


class Order(models.TextChoices):
    """In which order results stand."""

    NEWEST = "newest", _("newest first")
    OLDEST = "oldest", _("oldest first")
    BEST = "best", _("best match first")
    DEATHS = "deaths", _("most deaths told first")


class Understanding(models.TextChoices):
    """What the words of a question may mean."""

    NAMES = "names", _("words may name a country, a sector, a topic or a figure")
    WORDS = "words", _("words are only words")


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: everything that is set must hold; of several values of one kind any one is enough.

    `organisations` are names as written, `years` are years of publication ("2024"), `sources` are ids.
    """

    words: str = ""
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    order: Order = field(default=Order.NEWEST)
    understanding: Understanding = field(default=Understanding.NAMES)

    @property
    def is_empty(self) -> bool:
        """Whether everything is asked for, in whatever order."""
        return replace(self, order=Order.NEWEST, understanding=Understanding.NAMES) == Search()

    def chosen(self, facet: str) -> tuple[str, ...]:
        """The values that were chosen of a facet."""
        values: tuple[str, ...] = getattr(self, facet)
        return values

    def as_query(self) -> str:
        """The search as the query of an address, always the same for the same search.

        >>> Search(words="mine fire", countries=("PK", "KH"), order=Order.BEST).as_query()
        'q=mine+fire&country=KH&country=PK&sort=best'
        """
        pairs: list[tuple[str, str]] = [("q", self.words.strip())] if self.words.strip() else []
        for facet, name in NAMES.items():
            pairs += [(name, value) for value in sorted(self.chosen(facet))]
        pairs += [(name, day.isoformat()) for name, day in (("since", self.since), ("until", self.until)) if day]
        pairs += [("sort", self.order.value)] if self.order is not Order.NEWEST else []
        pairs += [("read", self.understanding.value)] if self.understanding is not Understanding.NAMES else []
        return urlencode(pairs)

    @classmethod
    def from_query(cls, query: str) -> "Search":
        """The search that a query keeps; what is no value of its kind is left out.

        >>> Search.from_query("q=fire&country=PK&country=nowhere&since=soon").countries
        ('PK',)
        """
        given = parse_qs(query.removeprefix("?"), max_num_fields=400)
        chosen = {facet: _chosen(given.get(name, []), READS[facet]) for facet, name in NAMES.items()}
        return cls(
            words=_last(given, "q").replace("\x00", "")[:LONGEST_QUESTION],
            since=_day(_last(given, "since")),
            until=_day(_last(given, "until")),
            order=Order(value) if (value := _last(given, "sort")) in Order.values else Order.NEWEST,
            understanding=Understanding.WORDS if _last(given, "read") == "words" else Understanding.NAMES,
            **chosen,
        )


# The facets of a search, in the order of the screen, with their names in addresses.
NAMES = {
    "countries": "country",
    "topics": "topic",
    "sectors": "sector",
    "metrics": "figure",
    "standards": "standard",
    "organisations": "organisation",
    "years": "year",
    "kinds": "kind",
    "languages": "language",
    "sources": "source",
}
FACETS = tuple(NAMES)


def _fits(pattern: str) -> Callable[[str], bool]:
    whole = re.compile(pattern)
    return lambda value: bool(whole.fullmatch(value))


def _is_uuid(value: str) -> bool:
    try:
        return str(uuid.UUID(value)) == value.lower()
    except ValueError:
        return False


READS: dict[str, Callable[[str], bool]] = {
    "countries": lambda value: value in codes(),
    "topics": _fits(r"[a-z][a-z-]{1,29}"),
    "sectors": _fits(r"[a-z][a-z-]{1,29}"),
    "metrics": lambda value: value in set(Metric),
    "standards": _fits(r"[A-Z]{1,4}[0-9]{0,3}"),
    "organisations": lambda value: 0 < len(value) <= LONGEST_NAME and value.isprintable(),
    "years": _fits(r"(?:19|20)[0-9]{2}"),
    "kinds": lambda value: value in set(ItemKind),
    "languages": _fits(r"[a-z]{2,3}"),
    "sources": _is_uuid,
}


def _chosen(values: list[str], is_one: Callable[[str], bool]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values[:MOST_CHOICES] if is_one(value)}))


def _last(given: dict[str, list[str]], name: str) -> str:
    return given.get(name, [""])[-1]


def _day(text: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


assert set(NAMES) <= {each.name for each in fields(Search)}  # noqa: S101  # said once, read in many places
