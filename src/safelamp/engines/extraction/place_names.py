"""Finds the gazetteer's names in a stretch of a page: one look at each word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from safelamp.engines.extraction.gazetteer import Gazetteer, Meaning, PlaceKind, gazetteer, is_unspaced
from safelamp.engines.extraction.person_words import known_names
from safelamp.engines.extraction.values import Span
from safelamp.engines.extraction.words import cut

DOTTED = {"U": ("U.S.A.", "U.S.", "U.K.", "U.A.E."), "EE": ("EE. UU.", "EE.UU."), "D": ("D.R. Congo",)}
LEADS_TO_A_PLACE = frozenset(
    [
        "in",
        "at",
        "near",
        "from",
        "to",
        "outside",
        "around",
        "across",
        "en",
        "à",
        "a",
        "au",
        "aux",
        "dans",
        "vers",
        "près",
        "di",
        "ke",
        "dari",
        "em",
        "no",
        "na",
        "nel",
        "bei",
        "aus",
        "von",
        "ville",
        "ciudad",
        "city",
        "kota",
        "town",
        "village",
        "ville",
        "municipio",
        "province",
        "provincia",
        "provinsi",
        "département",
        "departamento",
        "state",
        "estado",
        "région",
        "región",
        "district",
        "distrito",
        "kabupaten",
        "commune",
        "port",
        "puerto",
    ]
)
LANGUAGES = frozenset(
    ["english", "french", "spanish", "arabic", "chinese", "russian", "portuguese", "german", "japanese"]
)
LANGUAGES_SMALL = frozenset(
    [
        "français",
        "espagnol",
        "español",
        "francés",
        "portugués",
        "inglés",
        "anglais",
        "alemán",
        "arabe",
        "árabe",
        "português",
    ]
)
PERSONAL = frozenset(
    {"Jordan", "Georgia", "Chad", "Israel", "India", "Kenya", "Holland", "Ireland", "France", "Cuba", "Wales"}
)
ARABIC_PREFIXES = "وبلكف"
PROVINCE_BEFORE = ("จังหวัด", "อำเภอ", "เมือง", "ខេត្ត")
SHORTEST_WITH_PREFIX = 4
CACHED = 256


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name found on the page; `country` is its ISO code, None for regions; `others` may be meant instead."""

    kind: PlaceKind
    country: str | None
    span: Span
    others: tuple[str, ...] = ()


@lru_cache(maxsize=CACHED)
def place_names(text: str, *, start: int, end: int) -> tuple[PlaceName, ...]:
    """The names of a stretch of the page in reading order, the longest where several begin together.

    Names in spaced scripts end at a word's edge; in Thai, Chinese and their like they stand inside the text.
    """
    lists = gazetteer()
    found: list[PlaceName] = []
    words = cut(text, start, end)
    free_from = 0
    for number in _telling(words, lists):
        if number < free_from:
            continue
        if is_unspaced(words[number].group()[0]):
            found += _inside(words[number], lists)
            continue
        meaning, last = _named(text, words, number, lists)
        span = _span(text, words, number, last, end) if meaning else None
        if meaning and span and not _is_something_else(text, words, number, last, meaning):
            found.append(_place(meaning, span))
            free_from = last + 1
    return tuple(one for one in found if one.kind is not PlaceKind.NOTHING)


def _telling(words: Sequence[re.Match[str]], lists: Gazetteer) -> list[int]:
    """The words that are written large, or small and in a list, or in letters that know neither; few on most pages."""
    forms = [word.group() for word in words]
    listed = lists.small.intersection(forms)
    return [number for number, form in enumerate(forms) if not form.islower() or form in listed]


def _place(meaning: Meaning, span: Span) -> PlaceName:
    first = meaning.countries[0] if meaning.countries else None
    return PlaceName(meaning.kind, first, span, meaning.countries[1:])


def _named(text: str, words: Sequence[re.Match[str]], number: int, lists: Gazetteer) -> tuple[Meaning | None, int]:
    """The longest name that begins with a word, and its last word."""
    word = words[number]
    form = word.group()
    for last in range(min(number + lists.longest.get(form, 1), len(words)) - 1, number, -1):
        several = text[word.start() : words[last].end()].replace("’", "'")
        if meaning := lists.meaning.get(several) or lists.find(several):
            return meaning, last
    if form in DOTTED and any(text.startswith(one, word.start()) for one in DOTTED[form]):
        return lists.meaning.get("United States" if text[word.start() : word.end() + 2] != "U.K" else "UK"), number
    plain = form.replace("’", "'") if "’" in form else form
    return lists.find(plain) or _without_ending(plain, lists), number


def _without_ending(form: str, lists: Gazetteer) -> Meaning | None:
    """Without what is glued to a name: "Thailand's", "l'Inde", "Jakarta-based", Arabic prefixes."""
    if "'" in form or "-" in form:
        head, mark, tail = form.partition("'" if "'" in form else "-")
        if mark == "'" and tail == "s":
            return lists.find(head)
        return (
            lists.find(tail) if mark == "'" and len(head) <= len("qu") else lists.find(head) if tail.islower() else None
        )
    if form[0] in ARABIC_PREFIXES and len(form) >= SHORTEST_WITH_PREFIX:
        return lists.meaning.get(form[1:]) or lists.meaning.get("ال" + form[2:])
    return None


def _span(text: str, words: Sequence[re.Match[str]], first: int, last: int, end: int) -> Span | None:
    """Where the name itself stands, without what is glued to it."""
    word = words[first]
    if first == last and word.group() in DOTTED:
        dotted = next((one for one in DOTTED[word.group()] if text.startswith(one, word.start())), word.group())
        return Span(word.start(), min(word.start() + len(dotted), end))
    form = text[word.start() : words[last].end()]
    begin, stop = word.start(), words[last].end()
    if first == last and not gazetteer().find(form.replace("’", "'")):
        head, _, tail = form.replace("’", "'").partition("'" if "'" in form or "’" in form else "-")
        if tail and gazetteer().find(head):
            stop = begin + len(head)
        elif tail:
            begin += len(head) + 1
        elif gazetteer().find(form[1:]):
            begin += 1
    if text.startswith("$", stop):
        return None
    return Span(begin, stop)


def _is_something_else(text: str, words: Sequence[re.Match[str]], first: int, last: int, meaning: Meaning) -> bool:
    """Whether a guarded name has no evidence beside it, or a people's name is that of a language."""
    before = words[first - 1].group().lower() if first else ""
    form = words[first].group()
    if meaning.kind is PlaceKind.PEOPLE:
        before = words[first - 2].group().lower() if before in {"and", "or", "et", "y"} and first > 1 else before
        leads = before in {"in", "en", "em", "into", "dalam"} or before in LANGUAGES
        return leads and (form.lower() in LANGUAGES or form in LANGUAGES_SMALL)
    if first == last and (meaning.kind is PlaceKind.INSIDE or form in PERSONAL) and _is_a_person(text, words, first):
        return True
    if not meaning.guarded:
        return False
    if _gap(text, words, last) == " " and words[last + 1].group()[0].isupper():
        return True
    adjoining = first > 0 and _gap(text, words, first - 1) == " "
    return not ((adjoining and before in LEADS_TO_A_PLACE) or _beside_a_place(text, words, first, last))


def _is_a_person(text: str, words: Sequence[re.Match[str]], number: int) -> bool:
    """Whether a city's name is a part of a person's: "Jordan Smith", "Juan Santiago"."""
    names, form = known_names(), words[number].group()
    if number and _gap(text, words, number - 1) == " " and words[number - 1].group() in names.given:
        return True
    follows = words[number + 1].group() if _gap(text, words, number) == " " else ""
    if form in names.given and follows[:1].isupper():
        return True
    return follows in names.surnames or (form in PERSONAL and follows in names.given)


def _gap(text: str, words: Sequence[re.Match[str]], number: int) -> str:
    return text[words[number].end() : words[number + 1].start()] if number + 1 < len(words) else ""


def _beside_a_place(text: str, words: Sequence[re.Match[str]], first: int, last: int) -> bool:
    """Whether a place that needs no evidence stands beside it: "Mariana, Brazil"."""
    lists = gazetteer()
    for near, gap in ((last + 1, _gap(text, words, last)), (first - 1, _gap(text, words, first - 1) if first else "")):
        if gap in {", ", " ("} and (other := lists.find(words[near].group())) and not other.guarded and other.countries:
            return True
    return False


def _stands_in(run: str, position: int, length: int) -> bool:
    """Whether a name is whole: katakana words end where katakana ends, Korean ones begin where a word begins."""
    first = run[position]
    if "\uac00" <= first <= "\ud7a3":
        return position == 0
    if not "\u30a0" <= first <= "\u30ff":
        return True
    beside = run[position - 1 : position] + run[position + length : position + length + 1]
    return not any("\u30a1" <= letter <= "\u30fa" or letter == "ー" for letter in beside)


def _inside(word: re.Match[str], lists: Gazetteer) -> list[PlaceName]:
    """The names inside a run of an unspaced script."""
    found: list[PlaceName] = []
    run, start, position = word.group(), word.start(), 0
    while position < len(run):
        for length in lists.lengths.get(run[position], ()):
            meaning = lists.meaning.get(run[position : position + length]) if position + length <= len(run) else None
            if (
                meaning
                and _stands_in(run, position, length)
                and (not meaning.guarded or run[:position].endswith(PROVINCE_BEFORE))
            ):
                found.append(_place(meaning, Span(start + position, start + position + length)))
                position += length - 1
                break
        position += 1
    return found
