"""The noun beside a number: what it counts."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from safelamp.engines.extraction.lexicon import Mark
from safelamp.engines.extraction.number_places import Place

KINDS = ("worker", "participant", "member", "union", "organisation", "convention", "signatory", "person", "thing")
COUNTED_EVENTS = ("deaths~", "injuries~", "cases~", "strikers~")
PEOPLE = frozenset({"worker", "participant", "member", "person"})
HEAD_LAST = frozenset({"en", "de", "nl"})
NO_PLURAL = frozenset({"id", "ms", "vi", "fa", "ar", "tl", "tr", "sw"})
JOINTS = frozenset({" ", "-", "‑", "’", "'", "\u200c", " “", ' "', " «", "/", " ‘", "\u00a0", "”", "-\n", "\n"})
PLURAL = re.compile(
    r"(?:[^sui]|[aeo]i|eu|[bcdfglmnprt]u)s$|[aeo]ux$|^(?:men|women|people|children|staff|police)$|ses$|ies$"
)
NOT_PLURAL = frozenset({
    "years", "days", "this", "was", "has", "does", "its", "plus", "dans", "sous", "vers", "très", "moins", "lors",
    "puis", "mais", "sus", "mas", "seus", "suas", "nos", "depois", "três", "após",
})  # fmt: skip
AGE = re.compile(r" \d{1,2}[-‑]")
MOST_WORDS, MOST_ADJECTIVES = 6, 2
BEFORE_REACH = 25
EXACT = re.compile(r"[\s\u200b]*")


@dataclass(frozen=True, slots=True)
class Head:
    """The noun: its kind (None where the lists do not have it), where it stands, and an event glued to it."""

    kind: str | None
    start: int
    end: int

    @property
    def is_people(self) -> bool:
        """Whether it names people."""
        return self.kind in PEOPLE


def head_of(place: Place) -> Head | None:
    """The noun that the number counts; None if nothing that could be one stands beside it."""
    text = place.scene.stretch.text
    behind = text[place.number.end : place.number.end + 2].lstrip()
    if behind and behind[0] >= "\u0e00":
        return _unspaced(place)
    return _spaced(place) or (_before_unspaced(place) if place.scene.stretch.unspaced else None)


def kind_of(mark: Mark) -> str | None:
    """The kind of noun that a word of the lists is."""
    return next((kind for kind in (*COUNTED_EVENTS, *KINDS) if kind in mark.meanings), None)


def _spaced(place: Place) -> Head | None:
    group = Group(place)
    for start, end, mark in islice(_words_behind(place), MOST_WORDS):
        if not group.takes(start, end, mark):
            break
    return group.head


def _words_behind(place: Place) -> Iterator[tuple[int, int, Mark | None]]:
    """The words behind the number, a phrase of the lists as one, up to the first mark of punctuation."""
    scene, stretch = place.scene, place.scene.stretch
    marks = {mark.start: mark for mark in scene.between(place.number.end, place.end)}
    position = place.number.end
    for index in range(bisect_left(stretch.starts, position), len(stretch.words)):
        start = stretch.starts[index]
        if start < position:  # inside a phrase
            continue
        if start >= place.end or not _joined(stretch.text[position:start]):
            return
        mark = marks.get(start)
        position = mark.end if mark else start + len(stretch.words[index])
        yield start, position, mark


def _joined(gap: str) -> bool:
    """Whether words belong together; an age stands between them in "a 33-year-old linesman"."""
    return gap in JOINTS or bool(AGE.fullmatch(gap))


class Group:
    """The noun group behind a number, word by word."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.last = place.scene.language in HEAD_LAST
        self.found: Head | None = None
        self.unknown: Head | None = None
        self.words = 0

    def takes(self, start: int, end: int, mark: Mark | None) -> bool:
        """Takes a word in; False where the group has ended."""
        self.words += 1
        kind = kind_of(mark) if mark else None
        if kind:
            return self._knows(Head(kind, start, end))
        if self.found and (not self.last or self._is_plural(self.found)):
            return False
        if mark and ends_group(mark):
            return "joint" in mark.meanings and not (self.found or self.unknown)
        if self.unknown is None or (self.last and not self._is_plural(self.unknown)):
            self.unknown = _unknown(self.place, start, end) or self.unknown
        return self.last or not self.unknown or self.words <= MOST_ADJECTIVES

    def _knows(self, chosen: Head) -> bool:
        if self.found is None or self._says_more(self.found, chosen):
            self.found = chosen
        return self.last or chosen.kind == "person"

    def _says_more(self, found: Head, chosen: Head) -> bool:
        """Whether a second noun says more: "12 orang pekerja", "two union leaders", "women workers"."""
        touching = chosen.start <= found.end + 1
        if found.kind in COUNTED_EVENTS:  # twelve deaths of miners
            return False
        if self.last:
            return touching or not self._is_plural(found)
        return touching and found.kind == "person" and chosen.kind != "person"

    def _is_plural(self, head: Head) -> bool:
        return _is_plural(self.place.scene.stretch.lowered[head.start : head.end])

    @property
    def head(self) -> Head | None:
        """Of a known noun and one before it the first counts where the language puts the head first."""
        found, unknown = self.found, self.unknown
        if found and unknown and unknown.start < found.start and self.place.scene.language in NO_PLURAL:
            return found if found.kind in PEOPLE or unknown.start > self.place.number.end + 1 else unknown
        return found or unknown


def ends_group(mark: Mark) -> bool:
    """Whether the word ends a noun group: a preposition, a verb."""
    return any(meaning[-1] in "<>" or meaning in {"stop", "break", "joint", "article"} for meaning in mark.meanings)


def _is_plural(word: str) -> bool:
    return bool(PLURAL.search(word)) and word not in NOT_PLURAL


def _unknown(place: Place, start: int, end: int) -> Head | None:
    """A word that the lists do not have, if it may be a noun in the plural."""
    stretch = place.scene.stretch
    word = stretch.lowered[start:end]
    language = place.scene.language
    if stretch.text[start].isupper() and not place.number.word and not _titled(stretch.text):
        return None
    if language in NO_PLURAL or place.scene.stretch.text[place.number.end : place.number.end + 1] == "-":
        return Head(None, start, end) if start <= place.number.end + 1 and len(word) > 1 else None
    return Head(None, start, end) if _is_plural(word) else None


def _titled(text: str) -> bool:
    """Whether most words begin with a capital, as in headlines of some papers."""
    words = re.findall(r"\b[^\W\d_]{4,}", text[:160])
    return len(words) > 1 and sum(word[0].isupper() for word in words) * 3 >= len(words) * 2


def _unspaced(place: Place) -> Head | None:
    """Classifier or noun right behind; a noun before it says more than "people"."""
    scene = place.scene
    position = EXACT.match(scene.stretch.text, place.number.end).end()  # type: ignore[union-attr]
    position += scene.stretch.text.startswith("の", position)
    found: Head | None = None
    for mark in scene.between(position, min(place.end, position + BEFORE_REACH)):
        if mark.start > (found.end if found else position) + (1 if found else 0):
            break
        kind = kind_of(mark)
        if kind is None and found is None and {"over", "about"} & mark.meanings:
            position = mark.end  # 300多名工人, 400 กว่าคน
            continue
        if kind is None:
            break
        if found is None or (found.kind == "person" and kind not in {"person", "thing"}):
            found = Head(kind, found.start if found else mark.start, mark.end)
    before = _before_unspaced(place)
    if before and (found is None or found.kind == "person"):
        return Head(before.kind, place.number.end, found.end) if found else before
    return found


def _before_unspaced(place: Place) -> Head | None:
    """คนงานชาวเมียนมากว่า 400 คน, 作業員3人: the noun that stands before its number."""
    scene = place.scene
    low = max(place.start, place.number.start - BEFORE_REACH)
    for mark in reversed(scene.between(low, place.number.start)):
        if "break" in mark.meanings or mark.end > place.number.start:
            return None
        kind = next((one for one in ("worker", "participant", "member", "union") if one in mark.meanings), None)
        if kind and not re.search(r"[\s、，,がはをに]", scene.stretch.text[mark.end : place.number.start].strip()):
            return Head(kind, mark.start, place.number.end)
        if any(meaning[-1] in "<>" for meaning in mark.meanings):
            return None
    return None
