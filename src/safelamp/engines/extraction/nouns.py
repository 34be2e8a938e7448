"""The noun behind a number."""

import re

from safelamp.engines.extraction.number_places import Place

NOUN = re.compile(r"(?:[\s-]|\s?/\s?)?(?P<noun>[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){0,3})")
FIRST_UNSPACED = "\u0e00"
SMALL_WORDS = "of in at on by from with to for and or the a an is are was were has have had de en et y dan dari di per"
STOPS = frozenset(SMALL_WORDS.split(" "))


def noun(place: Place) -> str:
    """The words after the number that name what it counts; empty if there are none."""
    found = NOUN.match(place.after)
    if not found:
        return ""
    kept: list[str] = []
    for word in found["noun"].split()[: 1 if found["noun"] >= FIRST_UNSPACED else None]:
        if word.casefold() in STOPS:
            break
        kept.append(word)
    return " ".join(kept)


def noun_length(place: Place, name: str) -> int:
    """How far behind the number the noun ends; 0 if it does not follow at once."""
    at = place.after.find(name) if name else -1
    return at + len(name) if 0 <= at <= len(" -") else 0
