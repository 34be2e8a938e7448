"""Runs of words written large that may be the name of a person, in scripts that have large letters."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from safelamp.engines.extraction.organisation_names import organisation_spans
from safelamp.engines.extraction.person_words import PersonWords, known_names, person_words
from safelamp.engines.extraction.place_names import place_names
from safelamp.engines.extraction.values import Span
from safelamp.engines.extraction.words import Words

LONGEST = 6
MOST_PARTICLES = 2
LONGEST_INITIAL = 2
LONG_WORD = 4
LONGEST_BURMESE = 4
BURMESE_TITLES = frozenset({"U", "Daw", "Ko", "Ma"})


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words `first` to `last` (inclusive) that may be a name; `known` where the list of names has them."""

    first: int
    last: int
    known: bool
    given: bool

    @property
    def length(self) -> int:
        """How many words."""
        return self.last - self.first + 1


def chunks(words: Words) -> list[Chunk]:
    """What may be a name, in order, without places, organisations, offices and everyday words."""
    places = place_names(words.text, start=words.span.start, end=words.span.end)
    inside = _covered(words, [place.span for place in places])
    named = _covered(words, organisation_spans(words.text, words.span))
    found: list[Chunk] = []
    free_from = 0
    for number in words.large:
        if number >= free_from:
            last = _run_end(words, number)
            found += [one for one in _cut(words, number, last, inside) if one.given or one.first not in named]
            free_from = last + 1
    return found


def _covered(words: Words, spans: Sequence[Span]) -> set[int]:
    """The words that stand in one of these spans."""
    return {
        number
        for span in spans
        for number in range(bisect_left(words.starts, span.start), bisect_left(words.starts, span.end))
    }


def _run_end(words: Words, first: int) -> int:
    """The last word of the run that begins there."""
    last, particle = first, person_words().particle
    while last + 1 < len(words.forms):
        following = last + 1
        while (
            following < len(words.forms) and following - last <= MOST_PARTICLES and words.small[following] in particle
        ):
            if words.is_large(following) or not _joined(words, following - 1):
                break
            following += 1
        if following >= len(words.forms) or not words.is_large(following) or not _joined(words, following - 1):
            break
        last = following
    return last


def _joined(words: Words, number: int) -> bool:
    gap = words.gap(number)
    if gap in {" ", "\u00a0"}:
        return True
    return gap == ". " and (
        len(words.forms[number]) <= LONGEST_INITIAL or words.small[number] in person_words().honorific
    )


def _cut(words: Words, first: int, last: int, inside: set[int]) -> list[Chunk]:
    """The run cut at words that belong to no name."""
    kinds = person_words()
    found: list[Chunk] = []
    start = first
    for number in range(first, last + 2):
        ends = number > last or _is_no_name(words, number, kinds) or (number in inside and not _kept(words, number))
        if not ends:
            continue
        chunk = _trimmed(words, start, number - 1, kinds)
        found += _named(words, *chunk, last) if chunk else []
        start = number + 1
    return found


def _named(words: Words, first: int, last: int, run_end: int) -> list[Chunk]:
    """The chunk with what the list of names says of it."""
    given = _is_given(words, first)
    if words.in_title_case and given:
        last = _known_end(words, first, last)
    surname = any(_is_listed(words, one) for one in range(first + 1, last + 1))
    known = last > first and (given or (surname and not words.in_title_case))
    chunk = Chunk(first, last, known, given and last > first)
    return [] if _is_called_after(words, chunk, run_end, person_words()) else [chunk]


def _is_given(words: Words, number: int) -> bool:
    return not words.is_acronym(number) and words.forms[number].title() in known_names().given


def _is_listed(words: Words, number: int) -> bool:
    return _is_given(words, number) or words.forms[number].title() in known_names().surnames


def _known_end(words: Words, first: int, last: int) -> int:
    """In a headline in title case: the given name, one word more, and what is known after it."""
    end = min(first + 1, last)
    while end < last and (len(words.forms[end]) == 1 or _is_listed(words, end + 1)):
        end += 1
    return end


def _kept(words: Words, number: int) -> bool:
    """A place that goes on with a surname: "Santiago Pérez"."""
    return words.gap(number) == " " and number + 1 < len(words.forms) and _is_listed(words, number + 1)


def _is_no_name(words: Words, number: int, kinds: PersonWords) -> bool:
    small = words.small[number]
    if len(small) == 1 or not (small in kinds.no_name or words.is_acronym(number)) or small in kinds.particle:
        return False
    return not _follows_a_burmese_title(words, number)


def _follows_a_burmese_title(words: Words, number: int) -> bool:
    """Names like "Su Su" are everyday words elsewhere."""
    back = number
    while back > max(0, number - LONGEST_BURMESE) and words.gap(back - 1) == " " and words.is_large(back - 1):
        back -= 1
        if words.forms[back] in BURMESE_TITLES:
            return True
    return False


def _trimmed(words: Words, first: int, last: int, kinds: PersonWords) -> tuple[int, int] | None:
    """Without particles at its edges; None where nothing is left or it is too long for a name."""
    while first <= last and words.small[first] in kinds.particle and not words.is_large(first):
        first += 1
    if first < last and len(words.forms[first]) == 1 and words.gap(first) == " ":
        first += 1  # "U Tin Maung"
    while first <= last and words.small[last] in kinds.particle and last > first:
        last -= 1
    while first <= last and words.small[first] in kinds.particle and words.small[first] in {"la", "las", "los", "el"}:
        first += 1
    if first > last or last - first >= LONGEST or all(len(words.forms[one]) == 1 for one in range(first, last + 1)):
        return None
    return first, last


def _is_called_after(words: Words, chunk: Chunk, run_end: int, kinds: PersonWords) -> bool:
    """Whether the words beside it make it a street, a firm, a law: "PT Sinar Jaya", "Rana Plaza"."""
    first, last = chunk.first, chunk.last
    if (
        first
        and words.small[first - 1].replace("’", "'").rpartition("'")[2] in kinds.bearer
        and words.gap(first - 1) in {" ", ". "}
    ):
        return True
    if words.in_title_case:
        return any(words.small[one] in kinds.bearer for one in range(last + 1, min(last + 2, run_end + 1)))
    return any(words.small[one] in kinds.bearer for one in range(last + 1, run_end + 1))
