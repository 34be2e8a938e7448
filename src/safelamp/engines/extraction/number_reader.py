"""The number reader: digits in all groupings and scripts, scale words ("67 million"), and numbers in words."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from safelamp.engines.extraction.number_phrases import phrase, unspaced_value
from safelamp.engines.extraction.number_words import NumberWords, number_words, unspaced_word
from safelamp.engines.extraction.stretches import WORD, Stretch

DIGIT = re.compile(r"\d")
_SPACES = "\u0020\u00a0\u202f\u2009"
DIGITS = re.compile(
    rf"\d{{1,3}}(?:,\d{{2,3}})+(?![\d])(?:\.\d+)?|\d{{1,3}}(?:[.'’٬]\d{{3}})+(?!\d)(?:[,.]\d+)?|"
    rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
)
ORDINAL_END = re.compile(r"(?:st|nd|rd|th|er|ère|e|è?me|ème)(?![^\W\d_])|\.?[ºª°](?!\s?[cCfF]\b)")
ORDINAL_START = re.compile(r"(?:\bke-|第|thứ |ครั้งที่\s?|ที่\s?|لل?ـ?)$")
DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}$")
GROUPED_BY_POINT = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?$")
AND_A_HALF = re.compile(r"(?:-| )and(?:-| )a(?:-| )half|½| et demie?\b| y medi[oa]\b| setengah\b| e mei[oa]\b")
NEXT_DIGITS = re.compile(r"\d{1,4}(?![\d.,])")
METRE = re.compile(
    r"\s?(?:\w+\s)?(?:deep|high|long|tall|wide|below|under\w*|above|away|from|depth|de |hauteur|profond)"
)
DEPTH_BEFORE = re.compile(
    r"(?:depth|height|hauteur|profondeur|profundidad|altura|kedalaman|ketinggian|d[eu]|of|fell) $"
)
PLAIN_MOST, LONGEST = 12, 20  # digits, and with their marks: a longer run is no number that counts


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a stretch; `ordinal` for "135th" and "eighth", `word` for one that is written out."""

    value: float
    start: int
    end: int
    ordinal: bool = False
    word: bool = False
    grouped: bool = False
    scale: float = 1.0


def numbers(stretch: Stretch, *, language: str) -> list[Number]:
    """All numbers of a stretch in reading order; what each counts is not asked here."""
    table = number_words(language)
    found = list(_in_digits(stretch, table))
    ends = [one.end for one in found]
    words = list(_in_words(stretch, table))
    if stretch.unspaced:
        words += _unspaced(stretch, table)
    free = [one for one in words if not _is_taken(one, found, bisect_right(ends, one.start))]
    found += free
    return sorted(found, key=lambda number: number.start)


def _is_taken(one: Number, digits: list[Number], first_behind: int) -> bool:
    """Whether a number word was read with digits already, as in "67 million"."""
    return first_behind < len(digits) and digits[first_behind].start < one.end


def value_of(digits: str) -> float:
    """Reads grouped digits: a last group of three is thousands, one or two digits after a mark are decimals.

    >>> [value_of(digits) for digits in ("25,000", "1.204", "37.6", "0,4", "1,23,456", "2 500", "1'200")]
    [25000.0, 1204.0, 37.6, 0.4, 123456.0, 2500.0, 1200.0]
    """
    for mark in (*_SPACES, "'", "’", "٬"):
        digits = digits.replace(mark, "")
    if GROUPED_BY_POINT.match(digits) and not digits.startswith("0"):
        return float(digits.replace(".", "").replace(",", "."))
    if DECIMAL_COMMA.match(digits):
        return float(digits.replace(",", "."))
    return float(digits.replace(",", ""))


def _in_digits(stretch: Stretch, table: NumberWords) -> Iterator[Number]:
    text = stretch.text
    free_from = 0
    while found := DIGIT.search(text, free_from):
        match = DIGITS.match(text, found.start())
        if match is None:
            return
        start, end = match.span()
        free_from = end
        if end - start > LONGEST or (end - start > PLAIN_MOST and match.group().isdigit()):
            continue
        value = value_of(match.group())
        scaled, scale_end = _scaled(stretch, table, value, start, end)
        suffix = None if scale_end > end else ORDINAL_END.match(stretch.lowered, end)
        ordinal = bool(suffix) or bool(ORDINAL_START.search(stretch.lowered, max(0, start - 8), start))
        if suffix and not value.is_integer():
            suffix, ordinal = None, False
        free_from = scale_end
        if ordinal:
            yield Number(value, start, suffix.end() if suffix else end, ordinal=True)
        else:
            grouped = not match.group().isdigit() or scale_end > end
            yield Number(scaled, start, scale_end, grouped=grouped, scale=round(scaled / value) if value else 1.0)


def _scaled(stretch: Stretch, table: NumberWords, value: float, start: int, end: int) -> tuple[float, int]:
    """The number with its scale words: 2.5 million, 3万2千, 1,5 juta."""
    text, lowered = stretch.text, stretch.lowered
    first = True
    while True:
        if half := AND_A_HALF.match(lowered, end):
            return value + 0.5, half.end()
        letters = table.scale_letters.match(text, end + (text[end : end + 1] == " "))
        if letters:
            scale, end = table.scales[letters.group()], letters.end()
            if first and value > 10 * scale:  # a price is not scaled by a letter far below it
                return value, end
            value *= scale
            if more := NEXT_DIGITS.match(text, end):
                rest, end = _scaled(stretch, table, float(more.group()), more.start(), more.end())
                return value + rest, end
            first = False
            continue
        word = WORD.match(lowered, end + (text[end : end + 1] in {" ", "-", "\u00a0"}))
        scale_of_word = table.scales.get(word.group()) if word else None
        if word and scale_of_word is None and first:
            scale_of_word = _short(stretch, table, word, start, end)
        if not word or scale_of_word is None:
            return (round(value, 6), end)
        value, end, first = value * scale_of_word, word.end(), False


def _short(stretch: Stretch, table: NumberWords, word: re.Match[str], start: int, end: int) -> float | None:
    """A scale of one or two letters; "m" means metres unless money or people say otherwise."""
    scale = table.short.get(word.group())
    if scale is None or word.start() > end + 1:
        return None
    if word.group() == "k" and word.start() > end:
        return None
    if word.group() == "m":
        before = stretch.text[max(0, start - 2) : start]
        money = any(letter in "$€£¥₹฿₱" for letter in before) or stretch.text[word.start()] == "M"
        people = re.match(r" [^\W\d_]+", stretch.text[word.end() : word.end() + 12])
        deep = METRE.match(stretch.lowered, word.end()) or DEPTH_BEFORE.search(
            stretch.lowered[max(0, start - 16) : start]
        )
        return scale if money or (people and not deep and word.start() == end) else None
    return scale


def _in_words(stretch: Stretch, table: NumberWords) -> Iterator[Number]:
    words, starts, known, ordinals = stretch.words, stretch.starts, table.words, table.ordinals
    if known.keys().isdisjoint(stretch.vocabulary) and ordinals.keys().isdisjoint(stretch.vocabulary):
        return
    free_from = 0
    for place, word in enumerate(words):
        if word in known:
            if place >= free_from and (read := phrase(stretch, table, first=place)):
                value, first, last = read
                free_from = last + 1
                end = starts[last] + len(words[last])
                if half := AND_A_HALF.match(stretch.lowered, end):
                    value, end = value + 0.5, half.end()
                yield Number(value, starts[first], end, word=True)
        elif word in ordinals and place >= free_from:
            yield Number(ordinals[word], starts[place], starts[place] + len(word), ordinal=True, word=True)


def _unspaced(stretch: Stretch, table: NumberWords) -> Iterator[Number]:
    for run in table.unspaced.finditer(stretch.text):
        value = unspaced_value([unspaced_word(word) for word in table.letters.findall(run.group())])
        if value is not None:
            yield Number(value, run.start(), run.end(), word=True)
