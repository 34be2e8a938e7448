"""Whether a text repeats what somebody else wrote: the first run of words that both have in the same order."""

from collections.abc import Iterator
from dataclasses import dataclass

from safelamp.engines.writing.tokens import UNSPACED_LETTER, tokens

WORDS_IN_A_ROW = 6  # "the guard of the press is" is everybody's; one more word in the same order is somebody's
PAIRS_IN_A_ROW = 14  # scripts without spaces: about as much speech
LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class _Read:
    """A text's tokens, and for each the stretch between spaces that it stands in."""

    stretches: tuple[str, ...]
    tokens: tuple[str, ...]
    place: tuple[int, ...]

    def windows(self, length: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        for start in range(len(self.tokens) - length + 1):
            yield start, self.tokens[start : start + length]

    def said(self, start: int, length: int) -> str:
        first, last = self.place[start], self.place[start + length - 1]
        return " ".join(self.stretches[first : last + 1])[:LONGEST_SHOWN]


def quoted(text: str, story: str) -> str:
    """The words of the text that stand in the story in the same order, where they are enough to know a writer by.

    Case, digits of any script, marks and plural endings do not matter. Empty where nothing is quoted.

    >>> quoted("We heard that sparks fly from the old saw.", "Every day sparks fly from the OLD saw, I am afraid")
    'sparks fly from the old saw.'
    >>> quoted("The guard is fitted.", "The guard is off.")
    ''
    """
    ours, theirs = _read(text), _read(story)
    for length in (WORDS_IN_A_ROW, PAIRS_IN_A_ROW):
        known = {window for _, window in theirs.windows(length)}
        for start, window in ours.windows(length):
            if window in known and (length == PAIRS_IN_A_ROW or not _is_unspaced(window)):
                return ours.said(start, length)
    return ""


def _is_unspaced(window: tuple[str, ...]) -> bool:
    return any(UNSPACED_LETTER.match(token) for token in window)


def _read(text: str) -> _Read:
    stretches = tuple(text.split())
    found = [(token, number) for number, stretch in enumerate(stretches) for token in tokens(stretch)]
    return _Read(stretches, tuple(token for token, _ in found), tuple(number for _, number in found))
