"""What the words of a question name: "deaths in mining in Pakistan" asks for a figure, a sector and a country.

Words in quotes, behind a minus, or naming a facet of which something was chosen already, stay words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from safelamp.engines.writing.tokens import tokens
from safelamp.record.searching.asked import Search, Understanding
from safelamp.record.searching.names import SMALL_WORDS, Name, names, short_names
from safelamp.record.searching.words import PART

LONGEST_NAME = 4  # words


@dataclass(frozen=True, slots=True)
class Named:
    """What some words of the question name; `without` is the question without them."""

    facet: str
    value: str
    words: str
    without: str


@dataclass(frozen=True, slots=True)
class Understood:
    """The words that are left to look for, and what the others name; all of it must hold."""

    words: str
    named: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    first: int
    last: int  # exclusive
    name: Name


def understood(asked: Search) -> Understood:
    """Takes names out of the words.

    >>> question = understood(Search(words="deaths in mining in Pakistan"))
    >>> [(one.facet, one.value) for one in question.named], question.words
    ([('metrics', 'deaths'), ('sectors', 'mining'), ('countries', 'PK')], '')
    """
    parts = [part.group() for part in PART.finditer(asked.words)]
    plain = [not part["minus"] and not part["phrase"] for part in PART.finditer(asked.words)]
    if asked.understanding is Understanding.WORDS:
        return Understood(asked.words, ())
    found = [each for each in _names_in(parts, plain) if not asked.chosen(each.name[0])]
    if not found:
        return Understood(asked.words, ())
    taken = {place for each in found for place in range(each.first, each.last)}
    left = [
        part
        for place, part in enumerate(parts)
        if place not in taken and not (plain[place] and part.casefold() in SMALL_WORDS)
    ]
    return Understood(" ".join(left), tuple(_named(each, parts, plain) for each in found))


def _names_in(parts: Sequence[str], plain: Sequence[bool]) -> Iterator[_Found]:
    """The longest names, from left to right."""
    place = 0
    while place < len(parts):
        found = next(
            filter(None, (_name_at(place, length, parts, plain) for length in range(LONGEST_NAME, 0, -1))), None
        )
        if found:
            yield found
        place = found.last if found else place + 1


def _name_at(first: int, length: int, parts: Sequence[str], plain: Sequence[bool]) -> _Found | None:
    last = first + length
    if last > len(parts) or not all(plain[first:last]):
        return None
    name = short_names().get(parts[first]) if length == 1 else None
    name = name or names().get(tuple(token for part in parts[first:last] for token in tokens(part)))
    return _Found(first, last, name) if name else None


def _named(found: _Found, parts: Sequence[str], plain: Sequence[bool]) -> Named:
    """What was found, and the question without it and without the small words before it."""
    first = found.first
    while first and plain[first - 1] and parts[first - 1].casefold() in SMALL_WORDS:
        first -= 1
    facet, value = found.name
    without = " ".join((*parts[:first], *parts[found.last :]))
    return Named(facet, value, " ".join(parts[found.first : found.last]), without)


def without_names(asked: Search) -> Search:
    """The same question with its words only as words."""
    return replace(asked, understanding=Understanding.WORDS)
