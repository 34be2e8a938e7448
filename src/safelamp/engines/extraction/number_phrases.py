"""Numbers written in words: "three hundred fifty thousand", "eighth"."""

import re
from itertools import islice

from safelamp.engines.extraction.number_words import HUNDREDS, ORDINALS, SCALES, UNITS

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
JOINED = re.compile(r"\s+|-")
LONGEST_PHRASE = 12  # words
FIRST_COUNTED_ORDINAL = 3  # "first" and "second" seldom count
TEN, HUNDRED = 10, 100
SHORTEST_SCALE = 3  # letters: "m" and "bn" belong behind digits


class Sum:
    """A number that grows word by word."""

    def __init__(self) -> None:
        self.total = 0
        self.current = 0
        self.words = 0

    @property
    def value(self) -> int:
        """What the words so far say."""
        return self.total + self.current

    def takes(self, word: str) -> bool:
        """Adds the word, if it can stand here."""
        if word in UNITS and self._has_room_for(UNITS[word]):
            self.current += UNITS[word]
        elif word in HUNDREDS and 0 < self.current < HUNDRED:
            self.current *= HUNDREDS[word]
        elif word in SCALES and len(word) >= SHORTEST_SCALE and self.current:
            self.total, self.current = self.total + self.current * SCALES[word], 0
        else:
            return False
        self.words += 1
        return True

    def _has_room_for(self, unit: int) -> bool:
        if not self.words or self.current % HUNDRED == 0:
            return True
        return self.current % TEN == 0 and unit < TEN


def ordinal(word: str) -> int | None:
    """The number of an ordinal from the third on."""
    number = ORDINALS.get(word.casefold(), 0)
    return number if number >= FIRST_COUNTED_ORDINAL else None


def phrase(text: str, words: list[re.Match[str]], *, first: int) -> tuple[int, int] | None:
    """The number that begins at a word, and the place of its last word; None if none begins there."""
    counted = Sum()
    last, end = first, words[first].start()
    for place, word in enumerate(islice(words, first, first + LONGEST_PHRASE), start=first):
        if place > first and not JOINED.fullmatch(text, end, word.start()):
            break
        name = word.group().casefold()
        if counted.takes(name):
            last = place
        elif name != "and" or not counted.words:
            break
        end = word.end()
    return (counted.value, last) if counted.words else None
