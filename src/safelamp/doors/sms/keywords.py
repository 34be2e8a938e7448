"""What a word in an answer means, in whichever language: data, not code."""

import json
import re
import unicodedata
from enum import Enum
from functools import cache
from pathlib import Path

from django.conf import settings

_DATA = Path(__file__).parent / "data"
_WITHOUT_SPACES = frozenset({"th", "km", "lo", "my", "ja", "zh-hans"})
_AROUND = "".join({*" \n.,!?;:-*#\"'()[]", *"။។!?。、"})
FIRST_LANGUAGE_NUMBER = 11  # two digits, so that it is never an answer to a question


class Meaning(Enum):
    """What an answer of one or two words says."""

    YES = "yes"
    NO = "no"
    DANGER = "danger"
    STOP = "stop"
    START = "start"
    LANGUAGE = "word"


def meaning_of(text: str, *, language: str) -> tuple[Meaning, str] | None:
    """What a whole answer says, and in which language: first as one in the dialogue's language, then in any other."""
    word = folded(text)
    for code in (language, *settings_codes()):
        found = _words(code).get(word)
        if found is not None:
            return found, code
    return None


def is_grave(text: str) -> bool:
    """Whether words of a death or a bad injury stand in it, in any language: a phone may write another than it reads.

    >>> is_grave("A man fell, he is DEAD"), is_grave("the deadline"), is_grave("มีคนตายที่เครื่องสี่")
    (True, False, True)
    """
    return _grave().search(unicodedata.normalize("NFC", text).casefold()) is not None


def folded(text: str) -> str:
    """A word without case and without what stands around it."""
    return unicodedata.normalize("NFC", text).strip(_AROUND).casefold()


@cache
def settings_codes() -> tuple[str, ...]:
    """The languages of workers, in their order."""
    return tuple(code for code, _ in settings.WORKER_LANGUAGES)


def language_of_number(number: int) -> str | None:
    """The language that a number of two digits chooses."""
    codes, place = settings_codes(), number - FIRST_LANGUAGE_NUMBER
    return codes[place] if 0 <= place < len(codes) else None


def number_of_language(code: str) -> int:
    """The number that chooses a language."""
    return FIRST_LANGUAGE_NUMBER + settings_codes().index(code)


def spoken_near(country: str) -> list[str]:
    """Languages that many workers of a country speak, the commonest first."""
    return [code for code in _neighbours().get(country, []) if code in settings_codes()]


@cache
def _words(code: str) -> dict[str, Meaning]:
    said = json.loads((_DATA / "keywords.json").read_text(encoding="utf-8")).get(code, {})
    return {folded(word): Meaning(meaning) for meaning, words in said.items() for word in words}


@cache
def _grave() -> re.Pattern[str]:
    said = json.loads((_DATA / "grave.json").read_text(encoding="utf-8"))
    return re.compile("|".join(_grave_sign(code, word) for code in settings_codes() for word in said[code]))


def _grave_sign(code: str, word: str) -> str:
    stem = re.escape(unicodedata.normalize("NFC", word.rstrip("*")).casefold())
    if code in _WITHOUT_SPACES:
        return stem
    # Marks above and below count as letters: in Indic scripts a word may end with one, and \b does not know them.
    return rf"(?<![\w\u0900-\u0dff]){stem}" + ("" if word.endswith("*") else r"(?![\w\u0900-\u0dff])")


@cache
def _neighbours() -> dict[str, list[str]]:
    read: dict[str, list[str]] = json.loads((_DATA / "neighbours.json").read_text(encoding="utf-8"))
    return read
