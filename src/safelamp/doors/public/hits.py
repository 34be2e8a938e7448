"""Where the words that a visitor looks for stand in what is shown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from safelamp.engines.writing.tokens import UNSPACED_LETTER, tokens
from safelamp.record.reading.showing import Piece
from safelamp.record.searching.names import SMALL_WORDS
from safelamp.record.searching.words import PART

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Shown:
    """A stretch of a shown text: `marked` where it is a fact's exact words, `hit` where it is a word looked for."""

    words: str
    marked: bool
    withheld: bool
    hit: bool


@dataclass(frozen=True, slots=True)
class Sought:
    """What to look for: tokens of words, and runs of scripts without spaces as they were typed."""

    tokens: frozenset[str]
    runs: tuple[str, ...]


def sought_in(question: str) -> Sought:
    """What a question looks for, whatever its words were taken to name; small words and unwanted ones left out."""
    typed = [
        part["phrase"] or part["word"]
        for part in PART.finditer(question)
        if not part["minus"] and (part["phrase"] or part["word"].casefold() not in SMALL_WORDS)
    ]
    runs = tuple(word for each in typed for word in each.split() if UNSPACED_LETTER.search(word))
    spaced = {token for each in typed for token in tokens(each) if not UNSPACED_LETTER.match(token)}
    return Sought(frozenset(spaced), runs)


def with_hits(pieces: Sequence[Piece], sought: Sought) -> list[Shown]:
    """The pieces, parted where words that are looked for stand."""
    return [shown for piece in pieces for shown in _parted(piece, sought)]


def _parted(piece: Piece, sought: Sought) -> Iterator[Shown]:
    place = 0
    for start, end in () if piece.withheld else _places(piece.words, sought):
        if start < place:
            continue
        if start > place:
            yield Shown(piece.words[place:start], piece.marked, withheld=False, hit=False)
        yield Shown(piece.words[start:end], piece.marked, withheld=False, hit=True)
        place = end
    if place < len(piece.words):
        yield Shown(piece.words[place:], piece.marked, piece.withheld, hit=False)


def _places(words: str, sought: Sought) -> list[tuple[int, int]]:
    found = [
        word.span()
        for word in (WORD.finditer(words) if sought.tokens else ())
        if not sought.tokens.isdisjoint(tokens(word.group()))
    ]
    for run in sought.runs:
        found += [each.span() for each in re.finditer(re.escape(run), words, re.IGNORECASE)]
    return sorted(found)
