"""What a reading gives: values that know where on the page they stand."""

from dataclasses import dataclass
from enum import StrEnum

SURE = 0.9
LIKELY = 0.7
UNSURE = 0.5


class PageKind(StrEnum):
    """What a page is."""

    LISTING = "listing"
    ARTICLE = "article"


class Metric(StrEnum):
    """What a figure counts (record guide, version 1)."""

    DEATHS = "deaths"
    INJURIES = "injuries"
    CASES = "cases"
    STRIKERS = "strikers"
    WORKERS = "workers"
    PARTICIPANTS = "participants"
    UNIONS = "unions"
    ORGANISATIONS_REPRESENTED = "organisations-represented"
    MEMBERS_REPRESENTED = "members-represented"
    WAGE_INCREASE = "wage-increase"
    PERCENT = "percent"
    CONVENTIONS = "conventions"
    SIGNATORIES = "signatories"
    YEARS = "years"
    DAYS = "days"
    MONEY = "money"
    OTHER = "other"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (exclusive) of the page."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuses an empty or negative span."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span must hold something: {self.start}-{self.end}")

    def of(self, text: str) -> str:
        """The words that stand there."""
        return text[self.start : self.end]

    def touches(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Mention:
    """A word of the page and what it stands for.

    `value` is a code (country, standard), a date, or the word itself.
    """

    value: str
    quote: str
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity: `value` of `metric`, with the words of the page; `unit` where the metric alone does not tell."""

    metric: Metric
    value: float
    quote: str
    span: Span
    confidence: float
    of: str = ""
    qualifier: str | None = None
    unit: str | None = None
    period: str | None = None


class Standing(StrEnum):
    """Whether the public may read a person's name: only where the page itself gives the person a public office."""

    PUBLIC_OFFICE = "public_office"
    PRIVATE = "private"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Person:
    """One mention of a person's name; `office` holds the page's words for the public office, None where it has none.

    Every mention is its own value, so that each can be masked where it stands.
    """

    quote: str
    span: Span
    office: str | None
    standing: Standing
    confidence: float


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news on a page. `body` holds its own text: one span for each paragraph, headline and date left out.

    `published` is the date that the page prints for it (ISO 8601, may be partial), never one told as an event.
    """

    headline: Mention
    body: tuple[Span, ...]
    summary: str
    confidence: float
    published: Mention | None = None
    label: Mention | None = None
    dateline: Mention | None = None
    countries: tuple[Mention, ...] = ()
    places: tuple[Mention, ...] = ()
    organisations: tuple[Mention, ...] = ()
    standards: tuple[Mention, ...] = ()
    event_dates: tuple[Mention, ...] = ()
    figures: tuple[Figure, ...] = ()
    sectors: tuple[Mention, ...] = ()
    topics: tuple[Mention, ...] = ()
    persons: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole page, read."""

    kind: PageKind
    language: str
    listing_total: int | None
    items: tuple[Item, ...]
    strategy: str
