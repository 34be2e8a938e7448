"""Lists of words that a native speaker can correct, and how they are found in a stretch of the page.

A line of a list is `meaning | languages | word; word; several words; stem*`. A word with `!` behind it counts in its
own language only, because another language uses it for something else ("once" is eleven in Spanish).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain

from safelamp.engines.extraction.stretches import FIRST_UNSPACED, Stretch, same_letters

SHORTEST_STEM = 2
MOST_REMEMBERED = 50_000  # words of a hostile page must not fill the memory
WIDEST_JOINT = 2  # characters between the words of a phrase
SMALL_MEANINGS = (
    "stop;break;joint;range;becomes;article;unreal;over;about;some;at least;number of;numbered;clock before;"
    "clock after;fraction;ago;ago before;aged before;aged after;relative;relative after;for"
)
SMALL = frozenset(SMALL_MEANINGS.split(";"))  # small words mean something else in each language: own language only
ARABIC_PREFIXES = ("وال", "بال", "کال", "فال", "لل", "ال", "و", "ب", "ل", "ف")
FIRST_ARABIC, LAST_ARABIC = "\u0600", "\u06ff"


@dataclass(frozen=True, slots=True)
class Row:
    """One word of a list."""

    meaning: str
    languages: tuple[str, ...]
    word: str
    own: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A word of a list, found: its place in the stretch and all that it can mean."""

    start: int
    end: int
    meanings: frozenset[str]


Phrases = tuple[tuple[tuple[str, ...], frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word means alone, and the phrases that it begins, longest first: by their second word, or a stem."""

    meanings: frozenset[str]
    by_second: dict[str, Phrases]
    by_stem: Phrases


@cache
def rows(name: str) -> tuple[Row, ...]:
    """All words of a list."""
    read: list[Row] = []
    for line in resources.files(__package__).joinpath("data", f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        meaning, languages, words = (part.strip() for part in line.split("|"))
        spoken = tuple(languages.split())
        read += [
            Row(meaning, spoken, same_letters(word.removesuffix("!").lower()), word.endswith("!"))
            for word in filter(None, map(str.strip, words.split(";")))
        ]
    return tuple(read)


class Lexicon:
    """The words of some lists as one language hears them: its own, and those of others that it does not use itself."""

    def __init__(self, names: tuple[str, ...], *, language: str) -> None:
        self.exact: dict[str, set[str]] = {}
        self.stems: dict[str, set[str]] = {}
        self.phrases: dict[str, dict[tuple[str, ...], set[str]]] = {}
        self.unspaced: dict[str, dict[str, set[str]]] = {}
        self.known: set[str] = set()
        self.telling: dict[str, Entry] = {}
        for name in names:
            for row in rows(name):
                if not (row.own or row.meaning in SMALL) or language in row.languages:
                    self._add(row)
        self.candidates = {
            start: sorted(
                ((word, frozenset(meanings)) for word, meanings in words.items()), key=lambda one: -len(one[0])
            )
            for start, words in self.unspaced.items()
        }
        self.longest_stem = max(map(len, self.stems), default=0)

    def _add(self, row: Row) -> None:
        if row.word[0] >= FIRST_UNSPACED:
            self.unspaced.setdefault(row.word[:2], {}).setdefault(row.word, set()).add(row.meaning)
            return
        words = tuple(row.word.replace("-", " ").replace("'", " ").replace("\u200c", " ").split())
        if len(words) > 1:
            self.phrases.setdefault(words[0], {}).setdefault(words, set()).add(row.meaning)
        elif row.word.endswith("*"):
            self.stems.setdefault(row.word[:-1], set()).add(row.meaning)
        else:
            self.exact.setdefault(row.word, set()).add(row.meaning)

    def _remember(self, word: str) -> None:
        """Keeps what the word means and begins, if anything."""
        entry = self._looked_up(word)
        if entry is None and FIRST_ARABIC <= word[0] <= LAST_ARABIC:
            bare = (self._looked_up(word.removeprefix(prefix)) for prefix in ARABIC_PREFIXES if word.startswith(prefix))
            entry = next(filter(None, bare), None)
        self.known.add(word)
        if entry is not None:
            self.telling[word] = entry

    def _looked_up(self, word: str) -> Entry | None:
        meanings = set(self.exact.get(word, ()))
        for length in range(min(len(word), self.longest_stem), SHORTEST_STEM - 1, -1):
            if found := self.stems.get(word[:length]):
                meanings |= found
                break
        listed = sorted(self.phrases.get(word, {}).items(), key=lambda one: (-len(one[0]), one[0]))
        phrases = [(words, frozenset(meant)) for words, meant in listed]
        if not meanings and not phrases:
            return None
        seconds = {words[1] for words, _ in phrases if words[1][-1] != "*"}
        return Entry(
            frozenset(meanings),
            {second: tuple(one for one in phrases if one[0][1] == second) for second in seconds},
            tuple(one for one in phrases if one[0][1][-1] == "*"),
        )

    def marks(self, stretch: Stretch) -> list[Mark]:
        """The words of the lists that stand in the stretch, in reading order; the longest where several begin."""
        found = self._spaced(stretch)
        if stretch.unspaced:
            found += self._unspaced(stretch)
            found.sort(key=lambda mark: mark.start)
        return found

    def _spaced(self, stretch: Stretch) -> list[Mark]:
        telling, words, starts = self.telling, stretch.words, stretch.starts
        if len(self.known) > MOST_REMEMBERED:  # before this stretch's words are looked up, so that none of them is lost
            self.known.clear()
            telling.clear()
        for word in stretch.vocabulary.difference(self.known):
            self._remember(word)
        found: list[Mark] = []
        free_from = 0
        for place in [place for place, word in enumerate(words) if word in telling]:
            if place < free_from:
                continue
            entry = telling[words[place]]
            last, meanings = place, entry.meanings
            if entry.by_second or entry.by_stem:
                last, meanings = _longest(stretch, place, entry)
            if meanings:
                free_from = last + 1
                found.append(Mark(starts[place], starts[last] + len(words[last]), meanings))
        return found

    def _unspaced(self, stretch: Stretch) -> Iterator[Mark]:
        text, candidates = stretch.lowered, self.candidates
        for start, end in stretch.unspaced:
            place = start
            while place < end:
                for word, meanings in chain(
                    candidates.get(text[place : place + 2], ()), candidates.get(text[place], ())
                ):
                    if text.startswith(word, place):
                        yield Mark(place, place + len(word), meanings)
                        place += len(word) - 1
                        break
                place += 1


def _longest(stretch: Stretch, place: int, entry: Entry) -> tuple[int, frozenset[str]]:
    """The last word of the longest phrase that begins here, and what it means."""
    if place + 1 < len(stretch.words):
        for phrase, meant in entry.by_second.get(stretch.words[place + 1], ()):
            if _continues(stretch, place, phrase):
                return place + len(phrase) - 1, meant
        for phrase, meant in entry.by_stem:
            if _continues(stretch, place, phrase):
                return place + len(phrase) - 1, meant
    return place, entry.meanings


def _continues(stretch: Stretch, place: int, phrase: tuple[str, ...]) -> bool:
    words, starts = stretch.words, stretch.starts
    if place + len(phrase) > len(words):
        return False
    for offset, wanted in enumerate(phrase[1:], start=place + 1):
        word = words[offset]
        if word != wanted and not (wanted[-1] == "*" and word.startswith(wanted[:-1])):
            return False
        if starts[offset] - starts[offset - 1] - len(words[offset - 1]) > WIDEST_JOINT:
            return False
    return True


@cache
def lexicon(*names: str, language: str) -> Lexicon:
    """The lists as that language hears them, read once."""
    return Lexicon(names, language=language)
