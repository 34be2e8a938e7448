"""The words of a stretch of text, cut once for all that look for names."""

import re
from dataclasses import dataclass
from functools import lru_cache
from operator import add

from safelamp.engines.extraction.values import Span

UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff\uac00-\ud7a3"
LETTER = rf"[^\W\d_{UNSPACED}]"
WORD = re.compile(rf"{LETTER}+(?:['’ʼ\u200c-]{LETTER}+)*|[{UNSPACED}]+|[\u0900-\u0dff]+")
POSSESSIVE = re.compile(r"['’]s$|['’]$")
TITLE_CASE = 0.75  # of the long words of a span that are written large: then large letters tell nothing
FEWEST_IN_TITLE = 4
LONG_WORD = 4
LONGEST_ACRONYM = 5
CACHED = 256


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one span, in order; `large` numbers those that begin with a large letter."""

    text: str
    span: Span
    forms: tuple[str, ...]
    small: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    large: tuple[int, ...]
    in_title_case: bool
    in_capitals: bool

    def gap(self, number: int) -> str:
        """What stands between a word and the next."""
        if number + 1 >= len(self.starts):
            return self.text[self.ends[number] : self.span.end]
        return self.text[self.ends[number] : self.starts[number + 1]]

    def is_acronym(self, number: int) -> bool:
        """Whether a word is short and all large, among words that are not."""
        form = self.forms[number]
        return 1 < len(form) <= LONGEST_ACRONYM and form.isupper() and not self.in_capitals

    def is_large(self, number: int) -> bool:
        """Whether a word begins with a large letter."""
        return self.forms[number][0].isupper()


@lru_cache(maxsize=CACHED)
def cut(text: str, start: int, end: int) -> tuple[re.Match[str], ...]:
    """The words as they stand; a run of a script without spaces is one."""
    return tuple(WORD.finditer(text, start, end))


@lru_cache(maxsize=CACHED)
def words_of(text: str, span: Span) -> Words:
    """Cuts a span into words."""
    found = cut(text, span.start, span.end)
    forms = [form if form.isalpha() else POSSESSIVE.sub("", form) for form in map(re.Match.group, found)]
    starts, lengths = list(map(re.Match.start, found)), list(map(len, forms))
    large = [number for number, form in enumerate(forms) if form[0].isupper()]
    long_ones = len([length for length in lengths if length >= LONG_WORD])
    long_and_large = [number for number in large if lengths[number] >= LONG_WORD]
    large_ones = len(long_and_large)
    capitals = len([number for number in long_and_large if forms[number].isupper()])
    return Words(
        text,
        span,
        tuple(forms),
        tuple(map(str.lower, forms)),
        tuple(starts),
        tuple(map(add, starts, lengths)),
        tuple(large),
        long_ones >= FEWEST_IN_TITLE and large_ones >= TITLE_CASE * long_ones,
        capitals >= TITLE_CASE * max(1, long_ones),
    )
