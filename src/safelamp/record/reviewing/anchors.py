"""Finding words again on a page that was read anew, or that changed: by the words, and the letters around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from safelamp.engines.extraction.values import Span

CONTEXT = 40  # letters that are kept before and after
ENOUGH_CONTEXT = 8  # letters that must agree where the words alone do not tell
LONG_ENOUGH = 24  # letters of words that stand for themselves when they stand once
SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words of a page with what stands around them; `start` is where they stood."""

    quote: str
    before: str
    after: str
    start: int

    def as_json(self) -> dict[str, object]:
        """Plain data."""
        return {"quote": self.quote, "before": self.before, "after": self.after, "start": self.start}

    @classmethod
    def from_json(cls, kept: dict[str, object]) -> "Anchor":
        """The anchor again."""
        return cls(str(kept["quote"]), str(kept["before"]), str(kept["after"]), int(str(kept["start"])))


def anchor_of(text: str, span: Span) -> Anchor:
    """The anchor of a span.

    >>> anchor_of("At least nine miners died.", Span(9, 13))
    Anchor(quote='nine', before='At least ', after=' miners died.', start=9)
    """
    before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
    return Anchor(span.of(text), before, after, span.start)


def places_of(words: str, text: str) -> Iterator[Span]:
    """Where the words stand; it makes no difference how many spaces or line ends part them."""
    parts = [re.escape(part) for part in words.split()]
    if parts:
        yield from (Span(match.start(), match.end()) for match in re.finditer(r"\s+".join(parts), text))


def place(anchor: Anchor, text: str) -> Span | None:
    """Where the words stand now; None where they stand nowhere, or nobody can tell which of several places is meant."""
    straight = Span(anchor.start, anchor.start + len(anchor.quote))
    if straight.of(text) == anchor.quote and _agreeing(anchor, straight, text) >= _most(anchor):
        return straight
    found = [(_agreeing(anchor, span, text), span) for span in places_of(anchor.quote, text)]
    if not found:
        return None
    best = max(score for score, _span in found)
    nearest = min((span for score, span in found if score == best), key=lambda span: abs(span.start - anchor.start))
    if best >= min(ENOUGH_CONTEXT, _most(anchor)) or (len(found) == 1 and len(anchor.quote) >= LONG_ENOUGH):
        return nearest
    return None


def _most(anchor: Anchor) -> int:
    return len(_letters(anchor.before)) + len(_letters(anchor.after))


def _agreeing(anchor: Anchor, span: Span, text: str) -> int:
    """How many letters around agree, white space left out."""
    before, after = text[max(0, span.start - 3 * CONTEXT) : span.start], text[span.end : span.end + 3 * CONTEXT]
    left = _alike(_letters(anchor.before)[::-1], _letters(before)[::-1])
    return left + _alike(_letters(anchor.after), _letters(after))


def _alike(one: str, other: str) -> int:
    """How many letters two texts begin with alike.

    >>> _alike("minister", "mining")
    4
    """
    return sum(1 for _same in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _letters(words: str) -> str:
    return SPACES.sub("", words)
