"""The number reader: digits in all groupings, scale words ("67 million"), and numbers in words."""

import re
from dataclasses import dataclass

from safelamp.engines.extraction.number_phrases import WORD, ordinal, phrase
from safelamp.engines.extraction.number_words import ARTICLES, SCALES
from safelamp.engines.extraction.values import Span
from safelamp.engines.writing.numerals import with_plain_digits

_SPACES = "\u0020\u00a0\u202f\u2009"
DIGITS = (
    rf"(?:\d{{1,3}}(?:,\d{{2,3}})+(?:\.\d+)?|\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?(?![.\d])|"
    rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)|\d+(?:[.,]\d+)?)"
)
SCALE = "|".join(sorted(map(re.escape, SCALES), key=len, reverse=True))
LATIN_WORD = r"A-Za-zÀ-ɏ0-9_"  # scripts without spaces may stand right before a number
MYRIADS = re.compile(r"(?P<high>\d{1,4})[万萬](?P<low>\d{1,4})")
FIGURE = re.compile(
    rf"(?<![{LATIN_WORD}.,/:])(?P<digits>{DIGITS})(?:[\s-]?(?P<scale>{SCALE})(?![^\W\d_]))?", re.IGNORECASE
)
GLUED = re.compile(rf"(?<=[A-Z$€£¥])(?P<digits>{DIGITS})(?:\s?(?P<scale>{SCALE})(?![^\W\d_]))?", re.IGNORECASE)
ORDINAL = re.compile(r"(?<![\w.,])(?P<digits>\d{1,4})(?:st|nd|rd|th)\b")
DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}$")
GROUPED_BY_POINT = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?$")


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the page; `ordinal` for "135th" and "eighth", `word` for one that is written out."""

    value: float
    span: Span
    ordinal: bool = False
    word: bool = False


def numbers(text: str, *, start: int, end: int) -> list[Number]:
    """All numbers of a stretch of the page in reading order; what each counts is not asked here."""
    plain = with_plain_digits(text[start:end])  # cut first: a year may be glued to the number behind it
    found = [Number(float(match["digits"]), _placed(match, start), ordinal=True) for match in ORDINAL.finditer(plain)]
    found += [
        Number(10_000.0 * int(match["high"]) + int(match["low"]), _placed(match, start))
        for match in MYRIADS.finditer(plain)
    ]
    for pattern in (FIGURE, GLUED):
        for match in pattern.finditer(plain):
            span = _placed(match, start)
            if not any(span.touches(other.span) for other in found):
                found.append(Number(_figure(match), span))
    found += _in_words(plain, start)
    return sorted(found, key=lambda number: number.span)


def value_of(digits: str) -> float:
    """Reads grouped digits: a last group of three is thousands, one or two digits after a mark are decimals.

    >>> [value_of(digits) for digits in ("25,000", "1.204", "37.6", "0,4", "1,23,456", "2 500")]
    [25000.0, 1204.0, 37.6, 0.4, 123456.0, 2500.0]
    """
    digits = re.sub(rf"[{_SPACES}]", "", digits)
    if GROUPED_BY_POINT.match(digits) and not digits.startswith("0"):
        return float(digits.replace(".", "").replace(",", "."))
    if DECIMAL_COMMA.match(digits):
        return float(digits.replace(",", "."))
    return float(digits.replace(",", ""))


def _placed(match: re.Match[str], offset: int) -> Span:
    return Span(offset + match.start(), offset + match.end())


def _figure(match: re.Match[str]) -> float:
    scale = match["scale"]
    return value_of(match["digits"]) * (SCALES[scale.casefold()] if scale else 1)


def _in_words(plain: str, offset: int) -> list[Number]:
    found: list[Number] = []
    words = list(WORD.finditer(plain))
    free_from = 0
    for place, word in enumerate(words):
        if place < free_from:
            continue
        if counts := ordinal(word.group()):
            found.append(Number(counts, _placed(word, offset), ordinal=True, word=True))
        elif read := phrase(plain, words, first=place):
            value, last = read
            span = Span(offset + word.start(), offset + words[last].end())
            found.append(Number(value, span, word=True))
            free_from = last + 1
    return found


def is_article(number: Number, text: str) -> bool:
    """Whether the "number" may be no more than an article: "un", "one"."""
    return number.word and number.span.of(text).casefold() in ARTICLES
