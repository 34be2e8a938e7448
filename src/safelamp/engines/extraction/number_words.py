"""Numbers written in words, by language, from the list that native speakers can correct."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from safelamp.engines.extraction.lexicon import rows
from safelamp.engines.extraction.stretches import FIRST_UNSPACED


class Kind(StrEnum):
    """What a number word does to the number before it."""

    ADD = "add"
    TEN = "ten"
    TEEN = "teen"
    HUNDRED = "hundred"
    SCALE = "scale"
    ALONE_HUNDRED = "alone hundred"
    ALONE_SCALE = "alone scale"
    DOZEN = "dozen"
    HALF = "half"
    AND = "and"
    ARTICLE = "article"
    ORDINAL = "ordinal"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A number word: what it does, and with which value."""

    kind: Kind
    value: float


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words that one language hears.

    `scales` stand behind digits; `joints` and `articles` are too common to look for: they are asked only beside others.
    `unspaced` finds runs of number words in scripts without spaces, `letters` cuts such a run.
    """

    words: dict[str, NumberWord]
    ordinals: dict[str, int]
    scales: dict[str, float]
    short: dict[str, float]
    joints: frozenset[str]
    articles: frozenset[str]
    unspaced: re.Pattern[str]
    letters: re.Pattern[str]
    scale_letters: re.Pattern[str]


@cache
def number_words(language: str) -> NumberWords:
    """The number words of a language, and those of others that mean nothing else in it."""
    kinds: dict[Kind, dict[str, float]] = {kind: {} for kind in Kind}
    words: dict[str, NumberWord] = {}
    listed = rows("number_words")
    for row in sorted(listed, key=lambda row: language not in row.languages):  # own words first
        if row.own and language not in row.languages:
            continue
        word, value = row.word.split("=")
        kind = Kind(row.meaning)
        kinds[kind].setdefault(word, float(value))
        if kind not in {Kind.ORDINAL, Kind.SHORT, Kind.ARTICLE, Kind.AND}:
            words.setdefault(word, NumberWord(kind, float(value)))
    scales = {**kinds[Kind.HUNDRED], **kinds[Kind.SCALE], **kinds[Kind.ALONE_SCALE]}
    unspaced = [word for word in words if word[0] >= FIRST_UNSPACED]
    return NumberWords(
        {word: found for word, found in words.items() if word[0] < FIRST_UNSPACED},
        {word: int(value) for word, value in kinds[Kind.ORDINAL].items()},
        scales,
        kinds[Kind.SHORT],
        frozenset(kinds[Kind.AND]),
        frozenset(kinds[Kind.ARTICLE]),
        re.compile(rf"(?:{_any(unspaced)})+"),
        re.compile(_any(unspaced)),
        re.compile(_any(word for word in scales if word[0] >= FIRST_UNSPACED)),
    )


@cache
def unspaced_word(word: str) -> NumberWord:
    """What a number word of a script without spaces does."""
    for row in rows("number_words"):
        name, value = row.word.split("=")
        if name == word:
            return NumberWord(Kind(row.meaning), float(value))
    raise KeyError(word)


def _any(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]
