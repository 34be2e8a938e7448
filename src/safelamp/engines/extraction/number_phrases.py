"""Numbers written in words: "three hundred and fifty thousand", "quatre-vingt-deux", "dua puluh tiga", "三万二千"."""

from safelamp.engines.extraction.number_words import Kind, NumberWord, NumberWords
from safelamp.engines.extraction.stretches import Stretch

LONGEST_PHRASE = 14  # words
SEVEN, TEN, TWENTY, HUNDRED = 7, 10, 20, 100
SCORES = (60, 80)  # soixante-dix, quatre-vingt-dix
FOUR = 4


class Sum:
    """A number that grows word by word."""

    def __init__(self) -> None:
        self.total = 0.0
        self.current = 0.0
        self.words = 0
        self.half = False

    @property
    def value(self) -> float:
        """What the words so far say."""
        return self.total + self.current

    def takes(self, word: NumberWord) -> bool:
        """Adds the word, if it can stand here."""
        if word.kind is Kind.ADD:
            taken = self._adds(word.value)
        elif word.kind is Kind.TEN:
            taken = self._tens()
        elif word.kind is Kind.TEEN:
            taken = 0 < self.current % TEN == self.current % HUNDRED
            self.current += TEN * taken
        elif word.kind in {Kind.HUNDRED, Kind.ALONE_HUNDRED}:
            taken = self._hundreds(word)
        elif word.kind in {Kind.SCALE, Kind.ALONE_SCALE}:
            taken = self._scales(word)
        else:
            taken = self._begins(word)
        self.words += taken
        return taken

    def _adds(self, value: float) -> bool:
        if self.half or (self.words and not value):
            return False
        last = self.current % HUNDRED
        if not self.current or (not last and value < HUNDRED):
            fits = True
        elif last == FOUR and value == TWENTY:  # quatre-vingt
            self.current += 80 - FOUR
            return True
        else:
            fits = (last % TEN == 0 and last > TEN and value < TEN) or (last in SCORES and TEN <= value < TWENTY)
            fits = fits or (last == TEN and (self._said_ten or value >= SEVEN) and value < TEN)  # dix-sept
        self.current += value * fits
        return fits

    _said_ten = False

    def _tens(self) -> bool:
        unit = self.current % HUNDRED
        if unit >= TEN or self.half:
            return False
        self.current += (unit or 1) * TEN - unit
        self._said_ten = True
        return True

    def _hundreds(self, word: NumberWord) -> bool:
        if self.half or self.current >= HUNDRED or (not self.current and word.kind is Kind.HUNDRED):
            return False
        self.current = (self.current or 1) * word.value
        return True

    def _scales(self, word: NumberWord) -> bool:
        if not self.value and word.kind is Kind.SCALE:
            return False
        if self.total and self.total < word.value:
            self.total, self.current = self.value * word.value, 0
        else:
            self.total, self.current = self.total + (self.current or 1) * word.value, 0
        self.half, self._said_ten = False, False
        return True

    def _begins(self, word: NumberWord) -> bool:
        """Half, before a scale; a dozen, after a number."""
        if word.kind is Kind.HALF and self.words == self.current:  # half a million, un demi-million
            self.current, self.half = word.value, True
            return True
        if word.kind is Kind.DOZEN and self.current:
            self.current *= word.value
            return True
        return False


def phrase(stretch: Stretch, table: NumberWords, *, first: int) -> tuple[float, int, int] | None:
    """The number that a word begins: its value, its first and its last word; None if none begins there."""
    counted, words = Sum(), stretch.words
    begins, last = first, first - 1
    if table.words[words[first]].kind in {Kind.HUNDRED, Kind.SCALE, Kind.DOZEN}:
        if not first or words[first - 1] not in table.articles or not _joined(stretch, first):
            return None
        counted.current, begins = 1.0, first - 1
    for place in range(first, min(len(words), first + LONGEST_PHRASE)):
        if place > first and not _joined(stretch, place):
            break
        word = table.words.get(words[place])
        if word and counted.takes(word):
            last = place
        elif not counted.words or not _goes_on(stretch, table, place, counted):
            break
    return None if last < first or counted.half else (counted.value, begins, last)


def _goes_on(stretch: Stretch, table: NumberWords, place: int, counted: Sum) -> bool:
    """Whether a small word stands inside the number: three hundred and fifty, half a million; not: two and three."""
    word = stretch.words[place]
    if counted.half or word not in table.joints:
        return counted.half and word in table.articles
    if place + 1 >= len(stretch.words) or not _joined(stretch, place + 1):
        return False
    following = table.words.get(stretch.words[place + 1])
    if following is None or following.kind not in {Kind.ADD, Kind.ALONE_HUNDRED}:
        return False
    hundreds = counted.current % HUNDRED == 0 and counted.words > 1
    last = counted.current % HUNDRED
    tens = word != "and" and last >= TWENTY and (following.value < TEN or last == SCORES[0])  # soixante et onze
    return hundreds or tens or word == "و"


def _joined(stretch: Stretch, place: int) -> bool:
    end = stretch.starts[place - 1] + len(stretch.words[place - 1])
    gap = stretch.text[end : stretch.starts[place]]
    return gap in {" ", "-", "‐", "‑", "\u200c", "\u00a0", "\u202f", "\n"}


def unspaced_value(words: list[NumberWord]) -> float | None:
    """The number of a run of number words in a script without spaces; None if they make none."""
    counted = Sum()
    told = [word for place, word in enumerate(words) if word.value or not place or words[place - 1].value < TEN]
    return counted.value if all(counted.takes(word) for word in told) else None
