"""The lines of a page, freed of list marks and markup, with their places kept."""

import re
import unicodedata
from dataclasses import dataclass

from safelamp.engines.extraction.date_words import MONTHS
from safelamp.engines.extraction.values import Span
from safelamp.engines.writing.numerals import with_plain_digits

# List numbers, bullets, Markdown heads and quote marks at the start; bold and italic marks at either end.
OPENING = re.compile(
    r"(?:[\s|]|[-–—•*·►▪●■◆◦‣⁃>»|#✓+\u200e\u200f]+(?=\s)|[•►▪●■◆◦‣■□○・]|\(?\d{1,3}[.)](?=\s)|\*\*|__)*+"
)
LISTED = re.compile(r"\s*(?:[-–—•*·►▪●■◆◦‣+・○□](?=\s)|[•►▪●■◆・○□]|\(?\d{1,3}[.)](?=\s))")
RULE = re.compile(r"\s*(?:-\s?){3,}\s*|\s*(?:[*_=~]\s?){3,}\s*|\s*[─━—]{3,}\s*")
UNDERLINE = re.compile(r"\s*(?:={4,}|-{4,})\s*")
CLOSING = " \t\r\n\f\v\u00a0\u3000|"
MOST_LINES = 5_000  # what stands under them is not read
LONGEST_HEADLINE = 240
SHORTEST_HEADLINE, SHORTEST_HEAD = 12, 5  # of a plain line, of one marked as a head
LONGEST_LABEL = 40
LONG, MIDDLING = 100, 60  # signs: running text, and running text if it ends like a sentence
LETTERS_SHARE = 0.45
MARKS = frozenset({"Mn", "Mc"})
RULE_GAP = 3  # a rule between lines parts them like so many empty lines
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
SENTENCE_END = re.compile(r"[.!?…。！？၊။।۔។]['\"”’»)\]」』]*$")
TAG_LIKE = re.compile(r"</?[a-zA-Z!?]")
NEW = re.compile(r"\s+(?:NEW!?|New!|新着)$")
DAY_NUMBER = re.compile(r"[0-3]?\d(?:st|nd|rd|th|\.)?,?")
YEAR_NUMBER = re.compile(r"(?:19|20|25)\d\d")
LONGEST_DATE_BOX_LINE = 16
LONGEST_FLAG = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds words: where they stand, and how many empty lines came before.

    `heading` is the level of a Markdown head (0 for none), `listed` whether a bullet or number opens it.
    """

    span: Span
    text: str
    gap: int
    heading: int = 0
    listed: bool = False
    weight: int = 0

    @property
    def is_running_text(self) -> bool:
        """Whether it reads like sentences rather than like a headline, label or link."""
        return self.weight > LONG or (self.weight > MIDDLING and bool(SENTENCE_END.search(self.text[-4:])))

    @property
    def could_be_headline(self) -> bool:
        """Whether it may stand over an item."""
        text = self.text
        return (
            (SHORTEST_HEAD if self.heading else SHORTEST_HEADLINE) <= self.weight <= LONGEST_HEADLINE
            and _letters(text) >= len(text) * LETTERS_SHARE
            and not text.endswith((":", "。", "។", "။", ",", "："))
            and not text.startswith(("http", "www."))
            and not TAG_LIKE.match(text)
        )


def _letters(text: str) -> int:
    """How many letters, with the marks over and under them."""
    letters = sum(map(str.isalpha, text))
    if text.isascii() or letters >= len(text) * LETTERS_SHARE:
        return letters
    return letters + sum(unicodedata.category(sign) in MARKS for sign in text)


def weight_of(text: str) -> int:
    """The length of a text, a letter of a dense script counted as two."""
    return len(text) if text.isascii() else len(text) + len(UNSPACED.findall(text))


def lines(text: str) -> list[Line]:
    """Every line with words in it, top to bottom; the parts of a date box ("12", "May") are one line."""
    found: list[Line] = []
    place, gap = 0, 0
    for raw in text.splitlines(keepends=True):
        if len(found) >= MOST_LINES:
            break
        line = _line(text, raw, place, gap)
        place += len(raw)
        if line is not None:
            _add(text, found, line)
            gap = 0
        elif RULE.fullmatch(raw):
            if found and not gap and UNDERLINE.fullmatch(raw):
                found[-1] = _as_heading(found[-1])
            else:
                gap += RULE_GAP
        else:
            gap += 1
    return found


def _line(text: str, raw: str, place: int, gap: int) -> Line | None:
    opening = OPENING.match(raw)
    start = opening.end() if opening else 0
    end = len(raw.rstrip(CLOSING))
    while raw.endswith(("**", "__"), start, end):
        end = len(raw[: end - 2].rstrip(CLOSING))
    if flag := NEW.search(raw, max(start, end - LONGEST_FLAG), end):
        end = flag.start()
    if end <= start or not any(map(str.isalnum, raw[start:end])):
        return None
    span = Span(place + start, place + end)
    words = text[span.start : span.end]
    marks = raw[:start].strip()
    return Line(
        span, words, gap, heading=marks.count("#") if marks.startswith("#") else 0,
        listed=bool(LISTED.match(raw[: start + 1])), weight=weight_of(words),
    )  # fmt: skip


def _as_heading(line: Line) -> Line:
    return Line(line.span, line.text, line.gap, heading=2, listed=line.listed, weight=line.weight)


def _add(text: str, found: list[Line], line: Line) -> None:
    """Adds a line, or the end of a date box to its beginning; of a line printed twice only the second stays."""
    last = found[-1] if found else None
    if last and len(line.text) <= LONGEST_DATE_BOX_LINE and _is_date_box(last.text, line.text):
        span = Span(last.span.start, line.span.end)
        found[-1] = Line(span, span.of(text), last.gap, last.heading, last.listed, span.end - span.start)
    elif last and last.text == line.text and line.weight >= SHORTEST_HEADLINE:
        gap = max(last.gap, line.gap)
        found[-1] = Line(line.span, line.text, gap, max(last.heading, line.heading), last.listed, line.weight)
    else:
        found.append(line)


def _is_date_box(first: str, second: str) -> bool:
    if len(first) > LONGEST_DATE_BOX_LINE:
        return False
    one, other = with_plain_digits(first).casefold(), with_plain_digits(second).casefold()
    if DAY_NUMBER.fullmatch(one):
        return _is_month(other.split(" ")[0]) and len(other.split(" ")) <= len(("may", "2024"))
    if YEAR_NUMBER.fullmatch(other):
        words = one.split()
        return bool(words) and len(words) == len(("12", "may")) and any(map(_is_month, words))
    return _is_month(one) and bool(DAY_NUMBER.fullmatch(other))


def _is_month(word: str) -> bool:
    return word.strip(".,") in MONTHS or word in MONTHS
