"""Countries, peoples, cities and regions, as pages write them."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from safelamp.engines.extraction.values import Span

FIRST_UNSPACED = "\u0e00"
WORD_START = re.compile(
    r"(?P<spaced>(?<![\w-])[^\W\d_\u0e00-\U0010ffff][^\W\u0e00-\U0010ffff]*)|"
    r"[\u0e00-\U0010ffff]"
)
FIRST_WORD = re.compile(r"\w+")
NAME_GOES_ON = re.compile(r"[\w$]")


class PlaceKind(StrEnum):
    """What a name stands for."""

    COUNTRY = "country"
    PEOPLE = "people"
    INSIDE = "inside"
    REGION = "region"
    NOTHING = "nothing"


NO_COUNTRY = {"-": PlaceKind.REGION, "!": PlaceKind.NOTHING}


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name found on the page; `country` is its ISO code, None for regions."""

    kind: PlaceKind
    country: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names; those that begin with a word, or a letter of an unspaced script, longest first."""

    meaning: dict[str, tuple[PlaceKind, str | None]]
    titles: dict[str, str]
    by_first_word: dict[str, list[str]]
    by_letter: dict[str, list[str]]


@cache
def gazetteer() -> Gazetteer:
    """Reads the list once."""
    meaning: dict[str, tuple[PlaceKind, str | None]] = {}
    titles: dict[str, str] = {}
    for line in resources.files(__package__).joinpath("data", "gazetteer.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            _take(line, meaning, titles)
    by_first_word: dict[str, list[str]] = {}
    by_letter: dict[str, list[str]] = {}
    for name in sorted(meaning, key=len, reverse=True):
        start, lists = (name[0], by_letter) if name[0] >= FIRST_UNSPACED else (_first_word(name), by_first_word)
        lists.setdefault(start, []).append(name)
    return Gazetteer(meaning, titles, by_first_word, by_letter)


def _take(line: str, meaning: dict[str, tuple[PlaceKind, str | None]], titles: dict[str, str]) -> None:
    code, names, peoples, inside = line.split("|")
    if code not in NO_COUNTRY:
        titles[code] = names.split(";")[0]
    first = NO_COUNTRY.get(code, PlaceKind.COUNTRY)
    country = None if code in NO_COUNTRY else code
    for kind, words in ((first, names), (PlaceKind.PEOPLE, peoples), (PlaceKind.INSIDE, inside)):
        for word in filter(None, words.split(";")):
            meaning.setdefault(word, (kind, country))


def _first_word(name: str) -> str:
    return FIRST_WORD.match(name)[0]  # type: ignore[index]  # every name begins with a letter


def place_names(text: str, *, start: int, end: int) -> list[PlaceName]:
    """The names of a stretch of the page in reading order, the longest where several begin together.

    Names in spaced scripts end at a word's edge; in Thai, Chinese and their like they stand inside the text.
    """
    lists = gazetteer()
    found: list[PlaceName] = []
    free_from = start
    for word in WORD_START.finditer(text, start, end):
        if word.start() < free_from:
            continue
        candidates = (
            lists.by_first_word.get(word.group(), ()) if word["spaced"] else lists.by_letter.get(word.group(), ())
        )
        name = next((one for one in candidates if _stands(text, one, word, end)), None)
        if name is None:
            continue
        free_from = word.start() + len(name)
        kind, country = lists.meaning[name]
        if kind is not PlaceKind.NOTHING:
            found.append(PlaceName(kind, country, Span(word.start(), free_from)))
    return found


def _stands(text: str, name: str, word: re.Match[str], end: int) -> bool:
    after = word.start() + len(name)
    if after > end or not text.startswith(name, word.start()):
        return False
    return not word["spaced"] or not NAME_GOES_ON.match(text, after)


def country_title(code: str) -> str:
    """The country's English name, or the code itself.

    >>> country_title("KH")
    'Cambodia'
    """
    return gazetteer().titles.get(code, code)
