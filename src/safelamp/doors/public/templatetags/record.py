"""How an item of the record is shown."""

from dataclasses import dataclass

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from safelamp.doors.look.templatetags.look import Link
from safelamp.doors.public import hits, links, subject_words, wording
from safelamp.doors.public.hits import Shown, Sought
from safelamp.ground.organisations.models import Profile
from safelamp.ground.standards.countries import name_of
from safelamp.record.reading import showing
from safelamp.record.reading.models import Fact, FactKind, Item, ItemSubject
from safelamp.record.reading.showing import Piece

register = template.Library()
MOST_CHIPS = 6
MOST_COUNTRIES = 2
WAYS: tuple[tuple[str, str | Promise], ...] = (
    ("public:list", gettext_lazy("Search")),
    ("public:tolls", gettext_lazy("Deaths and injuries")),
    ("public:strikes", gettext_lazy("Strikes")),
    ("public:agreements", gettext_lazy("Agreements")),
    ("public:trainings", gettext_lazy("Trainings")),
    ("public:ratifications", gettext_lazy("Ratifications")),
    ("public:promises", gettext_lazy("Promises")),
    ("public:map", gettext_lazy("Map")),
    ("public:over_time", gettext_lazy("Over time")),
    ("public:coverage", gettext_lazy("What is in it")),
)
SHOWN_ON_CHIPS = (FactKind.FIGURE, FactKind.STANDARD, FactKind.EVENT_DATE)


@dataclass(frozen=True, slots=True)
class Said:
    """A fact in words, with its exact words on the page."""

    id: str
    words: str
    quote: str
    sure: bool
    how_sure: str
    at_source: str
    corrected_by: str


@register.simple_tag(takes_context=True)
def public_ways(context: Context) -> list[Link]:
    """What the public record can be looked at by; `here` marks the page that is shown."""
    request: HttpRequest = context["request"]
    return [Link(reverse(name), label, request.path == reverse(name)) for name, label in WAYS]


@register.filter
def language(item: Item) -> str:
    """The language of an item's words."""
    return item.language or item.page.language


@register.filter
def headline_hits(item: Item, sought: Sought) -> list[Shown]:
    """The headline, the words looked for apart; facts are not marked in a list's headlines."""
    return [Shown(one.words, marked=False, withheld=one.withheld, hit=one.hit) for one in _hits(item, sought)]


def _hits(item: Item, sought: Sought) -> list[Shown]:
    return hits.with_hits(showing.shown_headline(item), sought)


@register.filter
def teaser_hits(item: Item, sought: Sought) -> list[Shown]:
    """The teaser, facts marked and the words looked for apart."""
    return hits.with_hits(showing.shown_teaser(item), sought)


@register.filter
def source_address(item: Item) -> str:
    """Where the item stands on the web; empty where it is not known."""
    return links.source_of(item)


@register.filter
def subject_title(subject: ItemSubject) -> str:
    """A topic or sector in words."""
    known = subject_words.TOPICS if subject.kind == "topic" else subject_words.SECTORS
    return str(known.get(subject.code, subject.code))


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


SURE, SURE_FROM = 0.85, 0.6


def _said(item: Item, *kinds: FactKind) -> list[Said]:
    held: list[Fact] = sorted((fact for fact in item.facts.all() if fact.kind in kinds), key=_order)
    return [
        Said(
            f"fact-{fact.start}-{fact.end}",
            wording.fact_words(item, fact),
            showing.shown_quote(item, fact),
            fact.confidence >= SURE_FROM,
            _how_sure(fact),
            links.words_at_source(item, fact),
            _corrected_by(fact),
        )
        for fact in held
    ]


def _order(fact: Fact) -> tuple[int, int]:
    return SHOWN_ON_CHIPS.index(FactKind(fact.kind)) if fact.kind in SHOWN_ON_CHIPS else 9, fact.start


@register.filter
def is_unsure(item: Item) -> bool:
    """Whether the reading of the item needs a second look."""
    return item.confidence < SURE_FROM


def _how_sure(fact: Fact) -> str:
    if fact.reviewed_on or fact.corrected_by_id:
        return _("a person looked at it")
    if fact.confidence >= SURE:
        return _("sure")
    return _("fairly sure") if fact.confidence >= SURE_FROM else _("not sure: look at the words")


def _corrected_by(fact: Fact) -> str:
    """The organisation that corrected it, unless its name must not be told."""
    if not fact.corrected_by:
        return ""
    hidden = fact.corrected_by.profile == Profile.HOSTILE
    return _("a member organisation") if hidden else fact.corrected_by.name
