"""Sectors and topics, each with the words that name it (closed lists of the record guide)."""

import math
from collections.abc import Sequence
from itertools import chain, repeat

from safelamp.engines.extraction.lexicon import lexicon
from safelamp.engines.extraction.stretches import stretch_of
from safelamp.engines.extraction.values import Mention, Span

MOST = 4
HEADLINE, OPENING, LATER = 3.0, 1.5, 1.0  # how much a word weighs: the headline names what an item is about
OPENING_SPANS = 2
MOST_OF_A_WORD = 3  # times that one word counts outside the headline
WEAK, WEAK_SHARE = "?", 0.5  # words that say it only weakly
SECTOR_SHARE, TOPIC_SHARE = 0.35, 0.25  # of what is spoken of most, tried on the annotated pages
FALLBACK_TOPIC = "statement"
FALLBACK_CONFIDENCE = 0.2
LEAST, SURE_WEIGHT = 0.35, 6.0


class Tally:
    """How much each subject of a list is spoken of in an item, word by word."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.weights: dict[str, float] = {}
        self.first: dict[str, Span] = {}
        self.times: dict[tuple[str, str], int] = {}

    def hear(self, text: str, span: Span, *, language: str, weight: float) -> None:
        """Counts the words of one span."""
        stretch = stretch_of(span.of(text))
        for mark in lexicon(self.name, language=language).marks(stretch):
            word = stretch.lowered[mark.start : mark.end]
            for meaning in mark.meanings:
                code = meaning.removesuffix(WEAK)
                said = self.times[code, word] = self.times.get((code, word), 0) + 1
                if said <= MOST_OF_A_WORD or weight >= HEADLINE:
                    self.weights[code] = self.weights.get(code, 0) + weight * (1 if code == meaning else WEAK_SHARE)
                    self.first.setdefault(code, Span(span.start + mark.start, span.start + mark.end))

    def ranked(self, text: str, *, share: float) -> tuple[Mention, ...]:
        """The subjects that are spoken of enough, the most first."""
        most = max(self.weights.values(), default=0)
        kept = [code for code, weight in self.weights.items() if weight >= share * most]
        kept.sort(key=lambda code: (-self.weights[code], self.first[code], code))
        return tuple(
            Mention(code, self.first[code].of(text), self.first[code], _confidence(self.weights[code], most))
            for code in kept[:MOST]
        )


def sectors(text: str, spans: Sequence[Span], *, languages: Sequence[str] = ()) -> tuple[Mention, ...]:
    """At most four sectors, the most spoken of first."""
    return _heard("sectors", text, spans, languages).ranked(text, share=SECTOR_SHARE)


def topics(text: str, spans: Sequence[Span], *, languages: Sequence[str] = ()) -> tuple[Mention, ...]:
    """One to four topics, the most spoken of first; where no word names one, the headline stands for a statement."""
    found = _heard("topics", text, spans, languages).ranked(text, share=TOPIC_SHARE)
    if found or not spans:
        return found
    return (Mention(FALLBACK_TOPIC, spans[0].of(text), spans[0], FALLBACK_CONFIDENCE),)


def _heard(name: str, text: str, spans: Sequence[Span], languages: Sequence[str]) -> Tally:
    tally = Tally(name)
    spoken = chain(languages, repeat("en"))
    for place, (span, language) in enumerate(zip(spans, spoken, strict=False)):
        weight = HEADLINE if not place else OPENING if place <= OPENING_SPANS else LATER
        tally.hear(text, span, language=language, weight=weight)
    return tally


def _confidence(weight: float, most: float) -> float:
    """More where a subject is spoken of often, in the headline, and not much less than another."""
    said = min(1.0, weight / SURE_WEIGHT)
    return round(LEAST + (1 - LEAST) * said * math.sqrt(weight / most) * 0.9, 2)
