"""Numbers in their sentences: what stands before and after each."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from safelamp.engines.extraction.lexicon import Mark, lexicon
from safelamp.engines.extraction.number_reader import Number
from safelamp.engines.extraction.stretches import Stretch

LISTS = ("figure_events", "figure_nouns", "figure_measures", "figure_traps")
SENTENCE_END = re.compile(
    r"(?<=[^\W_]{2}[\w)”\"’»%])[.!?](?=[\s”\"’»)]|$)|(?<=\d)[.!?](?=\s+[^\W\d_]|$)|[;。！？؟៕။]|\n|…"
)
REACH = 90  # characters
LONGEST_SENTENCE = 400  # characters to each side: a line without a full stop must not take all day


@dataclass(frozen=True, slots=True)
class Scene:
    """A stretch with the words that say what numbers count."""

    stretch: Stretch
    language: str
    marks: tuple[Mark, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentence_ends: tuple[int, ...]

    def between(self, start: int, end: int) -> tuple[Mark, ...]:
        """The marks that begin in a part of it."""
        return self.marks[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def mark_before(self, place: int) -> Mark | None:
        """The last mark that ends before a place."""
        found = bisect_right(self.ends, place)
        return self.marks[found - 1] if found else None

    def mark_after(self, place: int) -> Mark | None:
        """The first mark that begins at or behind a place."""
        found = bisect_left(self.starts, place)
        return self.marks[found] if found < len(self.marks) else None

    def marked(self, place: int, meaning: str) -> Mark | None:
        """The mark right behind a place, if it has that meaning."""
        mark = self.mark_after(place)
        return mark if mark and mark.start <= place + 1 and meaning in mark.meanings else None

    def marked_with(self, place: int, meanings: frozenset[str]) -> bool:
        """Whether the word right behind a place has one of the meanings."""
        mark = self.mark_after(place)
        return bool(mark and mark.start <= place + 1 and meanings & mark.meanings)

    def sentence(self, place: int) -> tuple[int, int]:
        """Start and end of the sentence around a place."""
        found = bisect_right(self.sentence_ends, place)
        start = self.sentence_ends[found - 1] if found else 0
        end = self.sentence_ends[found] if found < len(self.sentence_ends) else len(self.stretch.text)
        return max(start, place - LONGEST_SENTENCE), min(end, place + LONGEST_SENTENCE)


@dataclass(frozen=True, slots=True)
class Place:
    """A number in its sentence; `start` to `end` reaches from the number before it to the number behind it."""

    scene: Scene
    number: Number
    start: int
    end: int
    sentence: tuple[int, int]
    next: Number | None

    @property
    def before(self) -> str:
        """Words since the number before, in small letters."""
        return self.scene.stretch.lowered[self.start : self.number.start]

    @property
    def after(self) -> str:
        """Words until the next number, in small letters."""
        return self.scene.stretch.lowered[self.number.end : self.end]


def marks_of(stretch: Stretch, *, language: str) -> tuple[Mark, ...]:
    """The words that say what numbers count."""
    return tuple(lexicon(*LISTS, language=language).marks(stretch))


def scene_of(stretch: Stretch, marks: tuple[Mark, ...], *, language: str) -> Scene:
    """The stretch with its marks and sentences."""
    ends = tuple(match.end() for match in SENTENCE_END.finditer(stretch.text))
    return Scene(stretch, language, marks, tuple(mark.start for mark in marks), tuple(mark.end for mark in marks), ends)


def places(scene: Scene, numbers: list[Number]) -> list[Place]:
    """Each number with its neighbourhood."""
    found: list[Place] = []
    for index, number in enumerate(numbers):
        sentence = scene.sentence(number.start)
        earlier = numbers[index - 1].end if index else 0
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        start = max(sentence[0], earlier, number.start - REACH)
        end = min(max(sentence[1], number.end), following.start if following else sentence[1], number.end + REACH)
        found.append(Place(scene, number, start, max(end, number.end), sentence, following))
    return found
