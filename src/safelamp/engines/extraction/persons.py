"""The names of persons on a page, each mention where it stands, with the public office that the page gives them.

Only names that the page itself ties to a public office may be shown; see docs/decisions/0018.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from safelamp.engines.extraction.person_runs import Chunk, chunks
from safelamp.engines.extraction.person_scripts import Found, persons_in_other_scripts
from safelamp.engines.extraction.person_standing import Evidence, evidence
from safelamp.engines.extraction.person_words import person_words
from safelamp.engines.extraction.values import LIKELY, SURE, UNSURE, Person, Span, Standing
from safelamp.engines.extraction.words import Words, words_of

SHORTEST_ALONE = 3  # letters of a surname that is looked for alone
STRICTEST = (Standing.PRIVATE, Standing.UNSURE, Standing.PUBLIC_OFFICE)
STRICTNESS = (Standing.PRIVATE, Standing.PUBLIC_OFFICE, Standing.UNSURE)  # what one mention says of all
LIST_GAP = re.compile(
    r"\s?(?:\(\d{1,2}\))?(?:,|;)?\s(?:and\s|dan\s|y\s|et\s|e\s|serta\s|&\s)?(?:(?:U|Daw|Ko|Ma|Mr|Mrs|Ms|Dr)\.?\s)?"
)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whom the page names: the words of the name in small letters."""

    names: tuple[str, ...]
    evidence: Evidence


def persons(text: str, spans: Iterable[Span], *, languages: tuple[str, ...] = ()) -> tuple[Person, ...]:
    """Every mention in reading order; later mentions by a part of the name have the standing of the whole."""
    del languages  # the words that tell a person are looked for in all languages: pages mix them
    every = [(words, chunks(words)) for words in (words_of(text, span) for span in spans)]
    found = [
        one for words, chunked in every for one in _listed([(words, one, evidence(words, one)) for one in chunked])
    ]
    people = _people([one for one in found if one[2].person or one[1].known])
    mentions = [*_mentions(found, people), *_in_other_scripts(text, [words.span for words, _ in every])]
    return tuple(sorted(mentions, key=lambda person: person.span))


def _listed(found: list[tuple[Words, Chunk, Evidence]]) -> list[tuple[Words, Chunk, Evidence]]:
    """Names that a list joins to the name of a person are persons too: "Sugito, Tumidi and Anas"."""
    for number in range(1, len(found)):
        (words, before, first), (_, chunk, own) = found[number - 1], found[number]
        between = words.text[words.ends[before.last] : words.starts[chunk.first]]
        if first.person and not own.person and LIST_GAP.fullmatch(between) and not words.in_title_case:
            standing = first.standing if first.standing is Standing.PRIVATE else Standing.UNSURE
            found[number] = (words, chunk, Evidence(person=True, office=None, standing=standing))
    return found


def _in_other_scripts(text: str, spans: Sequence[Span]) -> Iterator[Person]:
    """Names in scripts without large letters, and the same words wherever else they stand."""
    standings: dict[str, Found] = {}
    for span in spans:
        for one in persons_in_other_scripts(text, span):
            words = one.span.of(text)
            before = standings.get(words)
            if before is None or STRICTNESS.index(one.standing) < STRICTNESS.index(before.standing):
                standings[words] = one
    taken: list[Span] = []
    for words in sorted(standings, key=len, reverse=True):
        for span in spans:
            start = text.find(words, span.start, span.end)
            while start >= 0:
                here = Span(start, start + len(words))
                if not any(here.touches(other) for other in taken):
                    taken.append(here)
                    known = standings[words]
                    yield Person(words, here, known.office, known.standing, LIKELY)
                start = text.find(words, here.end, span.end)


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
