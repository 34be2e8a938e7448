"""Which items hold the most frequent words, remembered in memory: they are what costs time to find.

Only words that very many items hold are remembered: what somebody
looked for that is rare leaves no trace here.
"""

from collections.abc import Callable, Sequence

from safelamp.record.searching.bits import bits_of
from safelamp.record.searching.words import Term

FREQUENT = 1_000  # items; fewer are found quickly anyway
MOST_REMEMBERED = 96


class FrequentTerms:
    """Questions, each of one term or more, with the slots of the items that hold all of them, as bits."""

    __slots__ = ("_held",)

    def __init__(self) -> None:
        self._held: dict[Sequence[Term], int] = {}

    def get(self, terms: Sequence[Term], find: Callable[[], int]) -> int:
        """What is remembered, or what `find` gives, which is then remembered if it is much."""
        if terms in self._held:
            return self._held[terms]
        found = find()
        if found.bit_count() >= FREQUENT:
            while len(self._held) >= MOST_REMEMBERED:
                del self._held[next(iter(self._held))]
            self._held[terms] = found
        return found

    def take(self, words: Sequence[str], *, first: int) -> None:
        """Items were added, from the slot `first` on: these are the words that the search index holds of them."""
        if not self._held or not words:
            return
        spaced = [f" {each} " for each in words]
        for terms, bits in self._held.items():
            sought = [f" {' '.join(term)} " for term in terms]
            slots = [slot for slot, each in enumerate(spaced, first) if all(one in each for one in sought)]
            self._held[terms] = bits | bits_of(slots, below=first + len(words))
