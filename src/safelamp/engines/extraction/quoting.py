"""Quotes taken again from the page itself, after it was read with plain spaces."""

from dataclasses import replace

from safelamp.engines.extraction.values import Figure, Item, Mention, Person


def as_written(item: Item, text: str) -> Item:
    """The same item with every quote exactly as the page has it."""
    return replace(
        item,
        headline=_exact(item.headline, text),
        published=item.published and _exact(item.published, text),
        label=item.label and _exact(item.label, text),
        dateline=item.dateline and _exact(item.dateline, text),
        countries=_all(item.countries, text),
        places=_all(item.places, text),
        organisations=_all(item.organisations, text),
        standards=_all(item.standards, text),
        event_dates=_all(item.event_dates, text),
        figures=tuple(_figure(figure, text) for figure in item.figures),
        persons=tuple(_person(person, text) for person in item.persons),
    )


def _all(mentions: tuple[Mention, ...], text: str) -> tuple[Mention, ...]:
    return tuple(_exact(mention, text) for mention in mentions)


def _exact(mention: Mention, text: str) -> Mention:
    return replace(mention, quote=mention.span.of(text))


def _figure(figure: Figure, text: str) -> Figure:
    return replace(figure, quote=figure.span.of(text))


def _person(person: Person, text: str) -> Person:
    return replace(person, quote=person.span.of(text))
