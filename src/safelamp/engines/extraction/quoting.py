"""Quotes taken from the given page itself, wherever the plain text was read from."""

from dataclasses import replace

from safelamp.engines.extraction.forms.flat import Flat
from safelamp.engines.extraction.values import UNSURE, Figure, Item, Mention, Person, Span


def as_written(item: Item, flat: Flat) -> Item:
    """The same item with every span and quote as the given page has it.

    Where markup stands inside a quote, its longest unbroken part is taken, with less confidence.
    """
    return replace(
        item,
        headline=_told(item.headline, flat),
        body=tuple(flat.span_in_source(span) for span in item.body),
        published=item.published and _exact(item.published, flat),
        label=item.label and _told(item.label, flat),
        dateline=item.dateline and _told(item.dateline, flat),
        countries=_all(item.countries, flat),
        places=tuple(_told(place, flat) for place in item.places),
        organisations=tuple(_told(one, flat) for one in item.organisations),
        standards=_all(item.standards, flat),
        event_dates=_all(item.event_dates, flat),
        figures=tuple(_figure(figure, flat) for figure in item.figures),
        sectors=_all(item.sectors, flat),
        topics=_all(item.topics, flat),
        persons=tuple(_person(person, flat) for person in item.persons),
    )


def _all(mentions: tuple[Mention, ...], flat: Flat) -> tuple[Mention, ...]:
    return tuple(_exact(mention, flat) for mention in mentions)


def _exact(mention: Mention, flat: Flat) -> Mention:
    span, confidence = _placed(mention.span, mention.confidence, flat)
    return Mention(mention.value, span.of(flat.source), span, confidence)


def _told(mention: Mention, flat: Flat) -> Mention:
    """A mention that stands for itself: its value is its words, also where markup breaks its quote."""
    span, confidence = _placed(mention.span, mention.confidence, flat)
    return Mention(mention.span.of(flat.text), span.of(flat.source), span, confidence)


def _figure(figure: Figure, flat: Flat) -> Figure:
    span, confidence = _placed(figure.span, figure.confidence, flat)
    return replace(figure, span=span, quote=span.of(flat.source), confidence=confidence)


def _person(person: Person, flat: Flat) -> Person:
    """The whole name, with whatever markup stands in it: what masks it must leave no part open."""
    span = flat.span_in_source(person.span)
    return replace(person, span=span, quote=span.of(flat.source))


def _placed(span: Span, confidence: float, flat: Flat) -> tuple[Span, float]:
    if flat.is_exact(span):
        return flat.span_in_source(span), confidence
    return flat.span_in_source(flat.exact_part(span)), min(confidence, UNSURE)
