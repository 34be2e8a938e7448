"""The names of persons on a page, each mention where it stands, with the public office that the page gives them.

Only names that the page itself ties to a public office may be shown; see docs/decisions/0018.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from safelamp.engines.extraction.person_runs import Chunk, chunks
from safelamp.engines.extraction.person_standing import Evidence, evidence
from safelamp.engines.extraction.person_words import person_words
from safelamp.engines.extraction.values import LIKELY, SURE, UNSURE, Person, Span, Standing
from safelamp.engines.extraction.words import Words, words_of

SHORTEST_ALONE = 3  # letters of a surname that is looked for alone
STRICTEST = (Standing.PRIVATE, Standing.UNSURE, Standing.PUBLIC_OFFICE)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whom the page names: the words of the name in small letters."""

    names: tuple[str, ...]
    evidence: Evidence


def persons(text: str, spans: Iterable[Span], *, languages: tuple[str, ...] = ()) -> tuple[Person, ...]:
    """Every mention in reading order; later mentions by a part of the name have the standing of the whole."""
    del languages  # the words that tell a person are looked for in all languages: pages mix them
    every = [words_of(text, span) for span in spans]
    found = [(words, chunk, evidence(words, chunk)) for words in every for chunk in chunks(words)]
    named = [one for one in found if one[2].person or one[1].known]
    people = _people(named)
    return tuple(sorted(_mentions(found, people), key=lambda person: person.span))


def _names(words: Words, chunk: Chunk) -> tuple[str, ...]:
    particles = person_words().particle
    return tuple(
        small
        for small in words.small[chunk.first : chunk.last + 1]
        if small not in particles and len(small) >= SHORTEST_ALONE
    )


def _people(named: list[tuple[Words, Chunk, Evidence]]) -> list[Known]:
    """One for each mention that has evidence, the fullest names first."""
    every = [Known(_names(words, chunk), found) for words, chunk, found in named]
    return sorted((one for one in every if one.names), key=lambda one: -len(one.names))


def _mentions(found: list[tuple[Words, Chunk, Evidence]], people: list[Known]) -> Iterable[Person]:
    for words, chunk, own in found:
        names = _names(words, chunk)
        same = [one for one in people if names and set(names) <= set(one.names)]
        if not (own.person or chunk.known or same):
            continue
        span = Span(words.starts[chunk.first], words.ends[chunk.last])
        best = _settled([one.evidence for one in same] or [own])
        sure = SURE if own.person else LIKELY if chunk.known else UNSURE
        yield Person(span.of(words.text), span, best.office, best.standing, sure)


def _settled(every: list[Evidence]) -> Evidence:
    """The strictest of what the page says where it says something; nothing said leaves the rest to decide."""
    said = [one for one in every if one.standing is not Standing.UNSURE] or every
    strictest = min(said, key=lambda one: STRICTEST.index(one.standing))
    return replace(strictest, office=strictest.office if strictest.standing is Standing.PUBLIC_OFFICE else None)
