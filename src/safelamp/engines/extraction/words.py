"""The words of a stretch of text, cut once for all that look for names."""

import re
from dataclasses import dataclass
from functools import lru_cache

from safelamp.engines.extraction.values import Span

WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
POSSESSIVE = re.compile(r"['’]s$|['’]$")
TITLE_CASE = 0.75  # of the long words of a span that are written large: then large letters tell nothing
FEWEST_IN_TITLE = 4
LONG_WORD = 4
LONGEST_ACRONYM = 5
CACHED = 256


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one span, in order."""

    text: str
    span: Span
    forms: tuple[str, ...]
    small: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
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
def words_of(text: str, span: Span) -> Words:
    """Cuts a span into words."""
    found = list(WORD.finditer(text, span.start, span.end))
    forms = [POSSESSIVE.sub("", match.group()) for match in found]
    long_ones = [form for form in forms if len(form) >= LONG_WORD]
    large = sum(form[0].isupper() for form in long_ones)
    return Words(
        text,
        span,
        tuple(forms),
        tuple(form.lower() for form in forms),
        tuple(match.start() for match in found),
        tuple(match.start() + len(form) for match, form in zip(found, forms, strict=True)),
        len(long_ones) >= FEWEST_IN_TITLE and large >= TITLE_CASE * len(long_ones),
        sum(form.isupper() for form in long_ones) >= TITLE_CASE * max(1, len(long_ones)),
    )
