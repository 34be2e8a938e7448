"""A stretch of the page, looked at once: its words in lower case and where they stand."""

import re
from dataclasses import dataclass
from functools import lru_cache

from safelamp.engines.writing.numerals import with_plain_digits

FIRST_UNSPACED = "\u0e00"  # Thai, Lao, Burmese, Khmer, Chinese, Japanese: no spaces between words
WORD = re.compile(r"[^\W\d_\u0e00-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff]+")
FAR_LETTER = re.compile(r"[\u0600-\u1fff\u2c00-\U0010ffff]")  # no digits but plain ones before these scripts
UNSPACED_RUN = re.compile(r"[\u0e00-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff]+")


WRITTEN_TWO_WAYS = str.maketrans("يىكأإ", "ییکاا")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text with plain digits, the same in lower case, its words, each once, their starts, runs of unspaced scripts.

    All have the length of what stands on the page, so that a place here is a place there.
    """

    text: str
    lowered: str
    words: tuple[str, ...]
    vocabulary: frozenset[str]
    starts: tuple[int, ...]
    unspaced: tuple[tuple[int, int], ...]


def same_letters(text: str) -> str:
    """Arabic letters that Persian pages write in two ways, as one; the length stays."""
    return text.translate(WRITTEN_TWO_WAYS)


@lru_cache(maxsize=512)
def stretch_of(text: str) -> Stretch:
    """Cuts the text into words; figures and subjects ask for the same stretch one after the other."""
    unspaced: tuple[tuple[int, int], ...] = ()
    if FAR_LETTER.search(text):
        text = with_plain_digits(text)
        unspaced = tuple(run.span() for run in UNSPACED_RUN.finditer(text))
        text_for_words = same_letters(text)
    else:
        text_for_words = text
    lowered = text_for_words.lower()
    if len(lowered) != len(text):  # one Turkish capital grows when it is made small
        lowered = text
    found = list(WORD.finditer(lowered))
    words, starts = tuple(map(re.Match.group, found)), tuple(map(re.Match.start, found))
    return Stretch(text, lowered, words, frozenset(words), starts, unspaced)
