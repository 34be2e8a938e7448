"""Sectors and topics, each with the words that name it (closed lists of the record guide)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from safelamp.engines.extraction.lexicon import lexicon
from safelamp.engines.extraction.stretches import stretch_of
from safelamp.engines.extraction.values import Mention, Span

MOST = 4
HEADLINE, OPENING, LATER = 3.0, 1.5, 1.0  # how much a word weighs: the headline names what an item is about
OPENING_SPANS = 2
MOST_OF_A_WORD = 3  # times that one word counts outside the headline
KEPT_SHARE = 0.25  # of what is spoken of most
FALLBACK_TOPIC = "statement"
FALLBACK_CONFIDENCE = 0.2
LEAST, SURE_WEIGHT = 0.35, 6.0


@dataclass(slots=True, frozen=True)
class Spoken:
    """How much a subject is spoken of, and where first."""

    weight: float
    first: Span


def sectors(text: str, spans: Sequence[Span], *, languages: Sequence[str] = ()) -> tuple[Mention, ...]:
    """At most four sectors, the most spoken of first."""
    return _ranked(text, _spoken_of("sectors", text, spans, languages))


def topics(text: str, spans: Sequence[Span], *, languages: Sequence[str] = ()) -> tuple[Mention, ...]:
    """One to four topics, the most spoken of first; where no word names one, the headline stands for a statement."""
    found = _ranked(text, _spoken_of("topics", text, spans, languages))
    if found or not spans:
        return found
    return (Mention(FALLBACK_TOPIC, spans[0].of(text), spans[0], FALLBACK_CONFIDENCE),)


def _spoken_of(name: str, text: str, spans: Sequence[Span], languages: Sequence[str]) -> dict[str, Spoken]:
    weights: dict[str, float] = {}
    first: dict[str, Span] = {}
    times: dict[tuple[str, str], int] = {}
    for place, (span, language) in enumerate(zip_longest(spans, languages, fillvalue="en")):
        if not isinstance(span, Span):
            break
        stretch = stretch_of(span.of(text))
        weight = HEADLINE if not place else OPENING if place <= OPENING_SPANS else LATER
        for mark in lexicon(name, language=str(language)).marks(stretch):
            word = stretch.lowered[mark.start : mark.end]
            for code in mark.meanings:
                said = times[code, word] = times.get((code, word), 0) + 1
                if said > MOST_OF_A_WORD and place:
                    continue
                weights[code] = weights.get(code, 0) + weight
                if code not in first:
                    first[code] = Span(span.start + mark.start, span.start + mark.end)
    return {code: Spoken(weight, first[code]) for code, weight in weights.items()}


def _ranked(text: str, spoken: dict[str, Spoken]) -> tuple[Mention, ...]:
    most = max((one.weight for one in spoken.values()), default=0)
    kept = sorted(
        (code for code, one in spoken.items() if one.weight >= KEPT_SHARE * most),
        key=lambda code: (-spoken[code].weight, spoken[code].first, code),
    )
    return tuple(
        Mention(code, spoken[code].first.of(text), spoken[code].first, _confidence(spoken[code].weight, most))
        for code in kept[:MOST]
    )


def _confidence(weight: float, most: float) -> float:
    """More where a subject is spoken of often, in the headline, and not much less than another."""
    said = min(1.0, weight / SURE_WEIGHT)
    return round(LEAST + (1 - LEAST) * said * math.sqrt(weight / most) * 0.9, 2)
