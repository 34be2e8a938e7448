"""Where a page names persons, and which of them may be named: the same person alike in every item of the page.

A name is shown only where the page gives the person a public office, or an officer released it. A name that is
withheld is withheld wherever it stands on the page: whole, and as a surname or first name alone.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from safelamp.engines.extraction.values import Person, Span
from safelamp.engines.extraction.values import Standing as Read
from safelamp.record.reading.models import WITHHELD, Standing

SHORTEST_PART = 3  # letters of a name that are looked for alone
_SMALL = """al and bin binti bint bte da das de del della den der di do dos du el e ibn la las le los mac ter ten the
und van von y dr mr mrs ms miss sir sr sra señor señora don doña mme mlle pak ibu bapak haji"""
# Names that are everyday words too: alone they may stand for anything.
_WORDS_TOO = """april august china faith grace hope iman july june mark may mine minister pearl rose union will worker
workers young mai nova sun long north south east west rivers hill wood stone king chief"""
PARTICLES = frozenset(_SMALL.split())
WORDS_TOO = frozenset(_WORDS_TOO.split())
STANDINGS = {Read.PUBLIC_OFFICE: Standing.PUBLIC_OFFICE, Read.PRIVATE: Standing.MASKED, Read.UNSURE: Standing.UNSURE}
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Scripts that part words by spaces: there a name ends where a word ends.
SPACED = re.compile(r"[A-Za-zÀ-ɏͰ-Ͽ\u0400-\u04ff\u0600-\u06ff\u0900-\u0dff]")
FOUND_AGAIN = 0.6  # confidence of a mention that was found by a name that stands elsewhere


@dataclass(frozen=True, slots=True)
class Naming:
    """A name in its place; what the table NamedPerson holds of it."""

    quote: str
    span: Span
    standing: Standing
    confidence: float
    office: str = ""

    @property
    def key(self) -> str:
        """The name without case, spaces and titles: who is meant."""
        return " ".join(parts_of(self.quote)) or self.quote.casefold()


@dataclass(frozen=True, slots=True)
class Told:
    """What one item says: its spans, the persons in them, and what else is named there (places, organisations)."""

    spans: tuple[Span, ...]
    persons: tuple[Naming, ...]
    others: tuple[Span, ...]


def as_naming(person: Person) -> Naming:
    """A person as the engine read them."""
    return Naming(person.quote, person.span, STANDINGS[person.standing], person.confidence, person.office or "")


def parts_of(name: str) -> list[str]:
    """The parts of a name that tell whom it means.

    >>> parts_of("Dr. María de la Cruz")
    ['maría', 'cruz']
    """
    words = [word.casefold() for word in WORD.findall(name)]
    return [word for word in words if word not in PARTICLES]


NO_RULINGS: Mapping[str, Standing] = MappingProxyType({})


def everywhere(
    text: str, items: Sequence[Told], *, rulings: Mapping[str, Standing] = NO_RULINGS
) -> list[tuple[Naming, ...]]:
    """The persons of each item of a page, item by item: one standing a person, and their later mentions.

    `rulings` are what people decided about names; they hold, also for a name that was not read as one.
    """
    standings = _standings([naming for item in items for naming in item.persons], rulings)
    settled = [[replace(one, standing=standings[one.key]) for one in item.persons] for item in items]
    ruled = [Naming(name, Span(0, 1), standing, 1.0) for name, standing in rulings.items() if standing in WITHHELD]
    withheld = [*ruled, *(one for persons in settled for one in persons if one.standing in WITHHELD)]
    public = [one for persons in settled for one in persons if one.standing not in WITHHELD]
    shown = {part for one in public for part in parts_of(one.key)}
    return [
        tuple(sorted([*persons, *_again(text, item, persons, withheld, shown)], key=lambda one: one.span))
        for item, persons in zip(items, settled, strict=True)
    ]


def _standings(namings: Iterable[Naming], rulings: Mapping[str, Standing]) -> dict[str, Standing]:
    """One standing for each name: shown where an officer or the page says so anywhere, else withheld."""
    order = [Standing.RELEASED, Standing.PUBLIC_OFFICE, Standing.UNSURE, Standing.MASKED]
    found: dict[str, Standing] = {}
    for one in namings:
        known = found.get(one.key, one.standing)
        found[one.key] = min(known, one.standing, key=order.index)
    offices = [(set(key.split()), standing) for key, standing in found.items() if standing not in WITHHELD]
    private = _whole_names(found)
    for key, standing in found.items():
        parts = set(key.split())
        if standing == Standing.UNSURE and len(parts) == 1 and not any(parts < one for one in private):
            found[key] = next((office for name, office in offices if parts < name), standing)
    for name, standing in rulings.items():
        _rule(found, " ".join(parts_of(name)) or name.casefold(), standing)
    return found


def _rule(found: dict[str, Standing], ruled: str, standing: Standing) -> None:
    """Lets a ruling hold for the name and its parts; a part that another withheld name shares is not released."""
    others = [one for one in _whole_names(found) if one != set(ruled.split())]
    for key in found:
        parts = set(key.split())
        shared = standing not in WITHHELD and any(parts < other for other in others)
        if key == ruled or (parts < set(ruled.split()) and not shared):
            found[key] = standing


def _whole_names(found: Mapping[str, Standing]) -> list[set[str]]:
    """The withheld names of more than one part."""
    return [set(key.split()) for key, standing in found.items() if standing in WITHHELD and " " in key]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is looked for; `alone` where it is a part of a name, which may be part of another name too."""

    pattern: re.Pattern[str]
    alone: bool
    naming: Naming


def _again(
    text: str, item: Told, persons: Sequence[Naming], withheld: Sequence[Naming], shown: set[str]
) -> list[Naming]:
    """Where the withheld names stand once more, whole ones first."""
    taken = [one.span for one in persons]
    found: list[Naming] = []
    names = {one.quote: one for one in withheld}
    for wanted in sorted((each for one in names.values() for each in _wanted(one, shown)), key=lambda one: one.alone):
        for place in _places(text, item.spans, wanted.pattern):
            near = [*taken, *item.others] if wanted.alone else taken
            if not any(place.touches(other) for other in near):
                taken.append(place)
                one = wanted.naming
                found.append(Naming(place.of(text), place, one.standing, min(one.confidence, FOUND_AGAIN)))
    return found


def _places(text: str, spans: Sequence[Span], pattern: re.Pattern[str]) -> list[Span]:
    matches = (match for span in spans for match in pattern.finditer(text, span.start, span.end))
    return [Span(match.start(), match.end()) for match in matches]


def _wanted(one: Naming, shown: set[str]) -> list[_Wanted]:
    """The whole name in any case, then its parts as names."""
    words = one.quote.split()
    whole = r"\s+".join(map(re.escape, words))
    if SPACED.match(one.quote):
        whole = rf"(?<!\w){whole}(?!\w)"
    wanted = [_Wanted(re.compile(whole, re.IGNORECASE), alone=False, naming=one)]
    for part in dict.fromkeys(parts_of(one.quote) if len(words) > 1 else ()):
        if len(part) >= SHORTEST_PART and part not in shown | WORDS_TOO:
            spellings = {
                part.title(),
                part.upper(),
                *(word for word in WORD.findall(one.quote) if word.casefold() == part),
            }
            pattern = "|".join(sorted(map(re.escape, spellings)))
            wanted.append(_Wanted(re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), alone=True, naming=one))
    return wanted
