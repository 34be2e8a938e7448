"""Organisations as the page writes them: known names and acronyms, and names that tell what they are."""

from collections.abc import Iterable

from safelamp.engines.extraction.organisation_names import UNKNOWN_ALONE, organisation_mentions
from safelamp.engines.extraction.place_names import place_names
from safelamp.engines.extraction.values import Mention, Span


def organisations(text: str, spans: Iterable[Span], *, languages: tuple[str, ...] = ()) -> tuple[Mention, ...]:
    """Each written form once, in reading order; an acronym in brackets stands beside its name."""
    del languages  # a name keeps its language whatever the page's is
    found: dict[str, Mention] = {}
    for span in spans:
        for mention in organisation_mentions(text, span):
            if mention.confidence > UNKNOWN_ALONE or not _is_place(text, mention, span):
                found.setdefault(mention.quote, mention)
    return tuple(found.values())


def _is_place(text: str, mention: Mention, span: Span) -> bool:
    """Whether an acronym that nothing explains is a part of a place's name: "NEW DELHI"."""
    return any(mention.span.touches(place.span) for place in place_names(text, start=span.start, end=span.end))
