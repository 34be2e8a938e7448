"""Countries, peoples, cities and regions, as pages write them in many languages."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

GUARD = "?"
SHORTEST_IN_CAPITALS = 4
INNER_WORDS = frozenset({"De", "Del", "La", "Las", "Los", "El", "Of", "And", "Da", "Do", "Dos", "Du", "Le", "Al"})


class PlaceKind(StrEnum):
    """What a name stands for."""

    COUNTRY = "country"
    PEOPLE = "people"
    INSIDE = "inside"
    REGION = "region"
    NOTHING = "nothing"


NO_COUNTRY = {"-": PlaceKind.REGION, "!": PlaceKind.NOTHING}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name stands for; `countries` where several have such a place, the likeliest first.

    A guarded name is an everyday word or the name of persons too: alone it says nothing.
    """

    kind: PlaceKind
    countries: tuple[str, ...]
    guarded: bool


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names; `longest` tells for a first word how many words a name that begins with it may have.

    `small` holds the first words that are written small.
    """

    meaning: dict[str, Meaning]
    longest: dict[str, int]
    lengths: dict[str, tuple[int, ...]]
    small: frozenset[str]

    def find(self, words: str) -> Meaning | None:
        """What these words stand for, also when all their letters are large."""
        found = self.meaning.get(words)
        if found or not words[0].isupper():
            return found
        if words.isupper():
            return self._in_capitals(words)
        people = self.meaning.get(words.lower())
        return people if people and people.kind is PlaceKind.PEOPLE else None

    def _in_capitals(self, words: str) -> Meaning | None:
        if len(words) < SHORTEST_IN_CAPITALS:
            return None
        title = " ".join(word.lower() if word in INNER_WORDS else word for word in words.title().split(" "))
        return self.meaning.get(words.title()) or self.meaning.get(title)


@cache
def gazetteer() -> Gazetteer:
    """Reads the lists once: the ones that others made first, our own over them."""
    meaning: dict[str, Meaning] = {}
    for line in _lines("words_cities.txt"):
        codes, _, names = line.partition("|")
        inside = Meaning(PlaceKind.INSIDE, tuple(codes[1:].split(",")), codes[0] == GUARD)
        meaning.update(dict.fromkeys(names.split(";"), inside))
    for name, kind in (("demonyms.txt", PlaceKind.PEOPLE), ("words_country_names.txt", PlaceKind.COUNTRY)):
        for line in _lines(name):
            code, _, names = line.partition("|")
            meaning.update(dict.fromkeys(names.split(";"), Meaning(kind, (code,), guarded=False)))
    own: dict[str, Meaning] = {}
    for line in _lines("gazetteer.txt"):
        _take(line, own)
    meaning.update(own)
    longest = _longest(meaning)
    small = frozenset(word for names in (meaning, longest) for word in names if word.islower())
    return Gazetteer(meaning, longest, _lengths(meaning), small)


def _lines(name: str) -> list[str]:
    every = resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8").splitlines()
    return [line for line in every if line and not line.startswith("#")]


def _take(line: str, own: dict[str, Meaning]) -> None:
    codes, names, peoples, inside = line.split("|")
    first = NO_COUNTRY.get(codes, PlaceKind.COUNTRY)
    countries = () if codes in NO_COUNTRY else tuple(codes.split(","))
    for kind, words in ((first, names), (PlaceKind.PEOPLE, peoples), (PlaceKind.INSIDE, inside)):
        plain = Meaning(kind, countries, guarded=False)
        guarded = Meaning(kind, countries, guarded=True)
        for word in filter(None, words.split(";")):
            own.setdefault(word.removesuffix(GUARD), guarded if word.endswith(GUARD) else plain)


def _longest(meaning: dict[str, Meaning]) -> dict[str, int]:
    """For spaced scripts."""
    longest: dict[str, int] = {}
    for name in meaning:
        if " " in name:
            first = name[: name.index(" ")].rstrip(",.")
            longest[first] = max(longest.get(first, 0), name.count(" ") + 1)
            longest[first.upper()] = longest[first]
    return longest


def is_unspaced(letter: str) -> bool:
    """Whether names stand inside the text in that letter's script: Thai, Lao, Burmese, Khmer, kana, Han, Hangul."""
    return letter >= "\u0e00" and (
        "\u0e00" <= letter <= "\u0eff" or "\u1000" <= letter <= "\u109f" or "\u1780" <= letter <= "\u17ff"
        or "\u3040" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7a3"
    )  # fmt: skip


def _lengths(meaning: dict[str, Meaning]) -> dict[str, tuple[int, ...]]:
    """For unspaced scripts: how long the names are that begin with a letter, the longest first."""
    lengths: dict[str, set[int]] = {}
    for name in meaning:
        if is_unspaced(name[0]):
            lengths.setdefault(name[0], set()).add(len(name))
    return {letter: tuple(sorted(found, reverse=True)) for letter, found in lengths.items()}


@cache
def _titles() -> dict[str, str]:
    """The English name of each country, without reading the cities."""
    titles = {line[:2]: line[3:].partition("|")[0].partition(";")[0] for line in _lines("words_country_names.txt")}
    own = {line.partition("|")[0]: line.split("|")[1].partition(";")[0] for line in _lines("gazetteer.txt")}
    return titles | {code: name for code, name in own.items() if len(code) == len("XX")}


def country_title(code: str) -> str:
    """The country's English name, or the code itself.

    >>> country_title("KH")
    'Cambodia'
    """
    return _titles().get(code, code)
