"""Places as the page writes them: countries, cities, regions, townships."""

import re
from collections.abc import Iterable

from safelamp.engines.extraction.gazetteer import PlaceKind, place_names
from safelamp.engines.extraction.values import LIKELY, SURE, UNSURE, Mention, Span

COMPASS = re.compile(
    r"(?:North|South|East|West)(?:ern)?[ -]$|(?:Northern|Southern|Eastern|Western|Central|Upper|Lower) $"
)
ADMINISTRATIVE = re.compile(
    r"(?<!\w)(?P<place>(?!(?:In|At|The|On|From|Near|To|Of) )[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)? "
    r"(?:township|Township|province|Province|district|District|county|County|"
    r"prefecture|Prefecture|state|State|governorate|[Cc]ity|village|Special Economic Zone|"
    r"Export Processing Zone))(?!\w)"
)
COUNTRY_BEFORE = re.compile(r"(?:Government|Republic|Embassy|Kingdom) of (?:the )?$")


def places(text: str, spans: Iterable[Span], *, languages: tuple[str, ...] = ()) -> tuple[Mention, ...]:  # noqa: ARG001
    """Each written form once, in reading order."""
    found: dict[str, Mention] = {}
    for span in spans:
        for mention in sorted(
            [*_administrative(text, span), *_known(text, span)], key=lambda one: (one.span.start, -one.span.end)
        ):
            covered = any(mention.span.touches(other.span) for other in found.values())
            if not covered:
                found.setdefault(mention.quote.casefold(), mention)
    return tuple(found.values())


def _administrative(text: str, span: Span) -> list[Mention]:
    return [
        _mention(text, Span(match.start("place"), match.end("place")), UNSURE)
        for match in ADMINISTRATIVE.finditer(text, span.start, span.end)
    ]


def _known(text: str, span: Span) -> list[Mention]:
    found: list[Mention] = []
    for name in place_names(text, start=span.start, end=span.end):
        if name.kind is PlaceKind.PEOPLE:
            continue
        start = name.span.start
        if compass := COMPASS.search(text, max(span.start, start - 10), start):
            start = compass.start()
        found.append(_mention(text, Span(start, name.span.end), SURE if name.country else LIKELY))
    return found


def _mention(text: str, span: Span, confidence: float) -> Mention:
    return Mention(span.of(text), span.of(text), span, confidence)
