"""Which countries an item is about: where it happens, or whose workers; not donors, owners' homes or markets."""

import re
from collections.abc import Iterable

from safelamp.engines.extraction.gazetteer import PlaceKind, PlaceName, place_names
from safelamp.engines.extraction.values import LIKELY, SURE, UNSURE, Mention, Span

BACKS = re.compile(r"\s+(?:\w+\s+)?(?:back|fund|support|sponsor|donat|financ)\w*", re.IGNORECASE)
GIVEN_BY = re.compile(
    r"(?:funded|financed|supported|backed|sponsored|donated|assistance|exports?|imports?|compared|than|unlike|"
    r"headquartered|based|invasion)\s(?:\w+\s){0,6}$|(?:exports?|imports?|shipments?) to\s$",
    re.IGNORECASE,
)
BELONGS_ELSEWHERE = re.compile(
    r"-(?:owned|based|made|backed|funded|born|listed)\b|\s(?:invasion|investors?|brands?|embassy)\b", re.IGNORECASE
)
IN_BRACKETS = re.compile(r"\($")
LISTED = re.compile(r"^(?:\s*,\s*(?:and\s)?(?:the\s)?|\s+(?:and|et|y|dan)\s+(?:the\s)?)$")
FEWEST_LISTED = 3


def countries(
    text: str,
    headline: Span,
    body: Iterable[Span],
    *,
    languages: tuple[str, ...] = (),  # noqa: ARG001
) -> tuple[Mention, ...]:
    """The countries with the words that say so.

    A headline that names countries decides, but for a list of those who came; otherwise the text does.
    """
    in_headline = _about(text, place_names(text, start=headline.start, end=headline.end))
    texts = [place_names(text, start=span.start, end=span.end) for span in body]
    listed = [place for places in texts for place in _list_in(text, places)]
    if in_headline:
        chosen = [(place, SURE) for place in in_headline] + [(place, LIKELY) for place in listed]
    else:
        chosen = [(place, LIKELY) for places in texts for place in _about(text, places)]
        chosen += [(place, LIKELY) for place in listed]
    return _once(text, chosen)


def _about(text: str, places: list[PlaceName]) -> list[PlaceName]:
    return [place for place in places if place.country and not _is_aside(text, place)]


def _is_aside(text: str, place: PlaceName) -> bool:
    """Whether the sentence names it as donor, owner's home, market, or somebody's origin in brackets."""
    before = text[max(0, place.span.start - 60) : place.span.start].rpartition(". ")[2]
    after = text[place.span.end : place.span.end + 30]
    if BELONGS_ELSEWHERE.match(after) or GIVEN_BY.search(before):
        return True
    if IN_BRACKETS.search(before) and after.startswith(")") and place.kind is PlaceKind.COUNTRY:
        return True
    return place.kind is PlaceKind.COUNTRY and bool(BACKS.match(after))


def _list_in(text: str, places: list[PlaceName]) -> list[PlaceName]:
    """Three countries or more in one list, as in "from Cambodia, Indonesia and Japan"."""
    best: list[PlaceName] = []
    current: list[PlaceName] = []
    for place in places:
        joined = current and LISTED.match(text[current[-1].span.end : place.span.start])
        current = [*current, place] if joined else [place]
        if len(current) > len(best):
            best = current
    named = [place for place in best if place.country and place.kind is not PlaceKind.INSIDE]
    return named if len(named) >= FEWEST_LISTED else []


def _once(text: str, chosen: list[tuple[PlaceName, float]]) -> tuple[Mention, ...]:
    found: dict[str, Mention] = {}
    for place, confidence in chosen:
        if place.country and place.country not in found:
            sure = confidence if place.kind is not PlaceKind.INSIDE else min(confidence, LIKELY)
            found[place.country] = Mention(place.country, place.span.of(text), place.span, max(sure, UNSURE))
    return tuple(found.values())
