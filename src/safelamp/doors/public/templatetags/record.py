"""How an item of the record is shown."""

from dataclasses import dataclass, replace

from django import template
from django.utils.translation import ngettext

from safelamp.doors.public import wording
from safelamp.ground.standards.countries import name_of
from safelamp.record.reading import showing
from safelamp.record.reading.models import Fact, FactKind, Item
from safelamp.record.reading.queries import Choice
from safelamp.record.reading.showing import Piece

register = template.Library()
MOST_CHIPS = 6
MOST_COUNTRIES = 2
SHOWN_ON_CHIPS = (FactKind.FIGURE, FactKind.STANDARD, FactKind.EVENT_DATE)


@dataclass(frozen=True, slots=True)
class Said:
    """A fact in words, with its exact words on the page."""

    id: str
    words: str
    quote: str
    sure: bool


@register.filter
def headline_pieces(item: Item) -> list[Piece]:
    """The headline, facts marked."""
    return showing.shown_headline(item)


@register.filter
def teaser_pieces(item: Item) -> list[Piece]:
    """The teaser, facts marked."""
    return showing.shown_teaser(item)


@register.filter
def headline_text(item: Item) -> str:
    """The headline as plain text."""
    return showing.shown_headline_text(item)


@register.filter
def label_words(item: Item) -> str:
    """The kind of news that the page prints."""
    return showing.shown_label(item)


@register.filter
def dateline_words(item: Item) -> str:
    """The place that the page prints by the date."""
    return showing.shown_dateline(item)


@register.filter
def published_words(item: Item) -> str:
    """When it was published."""
    return wording.published_words(item)


@register.filter
def country_words(item: Item) -> str:
    """The countries in words: two names at most, then how many."""
    names = [name_of(one.country) for one in item.countries.all()]
    if len(names) > MOST_COUNTRIES:
        return ngettext("%(count)d country", "%(count)d countries", len(names)) % {"count": len(names)}
    return ", ".join(names)


@register.filter
def country_title(code: str) -> str:
    """The name of a country."""
    return name_of(code)


@register.filter
def chips(item: Item) -> list[Said]:
    """The facts for the row under an item: figures, standards, days; a few only."""
    return _said(item, *SHOWN_ON_CHIPS)[:MOST_CHIPS]


@register.filter
def facts_of(item: Item, kind: str) -> list[Said]:
    """All facts of a kind."""
    return _said(item, FactKind(kind))


SURE_FROM = 0.6


def _said(item: Item, *kinds: FactKind) -> list[Said]:
    held: list[Fact] = sorted((fact for fact in item.facts.all() if fact.kind in kinds), key=_order)
    return [
        Said(
            f"fact-{fact.start}-{fact.end}",
            wording.fact_words(item, fact),
            showing.shown_quote(item, fact),
            fact.confidence >= SURE_FROM,
        )
        for fact in held
    ]


def _order(fact: Fact) -> tuple[int, int]:
    return SHOWN_ON_CHIPS.index(FactKind(fact.kind)) if fact.kind in SHOWN_ON_CHIPS else 9, fact.start


@register.filter
def is_unsure(item: Item) -> bool:
    """Whether the reading of the item needs a second look."""
    return item.confidence < SURE_FROM


@register.filter
def holds_any(choices: list[Choice], chosen: tuple[str, ...]) -> bool:
    """Whether one of the choices was made."""
    return any(choice.value in chosen for choice in choices)


@register.filter
def titled_figures(choices: list[Choice]) -> list[Choice]:
    """The kinds of figure that everybody looks for, in words."""
    return [replace(one, title=str(wording.FACETS[one.value])) for one in choices if one.value in wording.FACETS]
