"""Numbers that lean on a neighbour: the ends of a range, the parts of a list, "four of them"."""

import re
from dataclasses import dataclass, replace

from safelamp.engines.extraction.counts import BY_FAR_EVENT, BY_NEIGHBOUR, Count
from safelamp.engines.extraction.nouns import Head
from safelamp.engines.extraction.number_places import Place
from safelamp.engines.extraction.number_reader import Number
from safelamp.engines.extraction.values import Metric

RANGE = re.compile(r"\s?[-–—~〜～]\s?|\s?[%％]\s?[-–—~〜]\s?")
WIDEST_RANGE, WIDEST_LIST = 24, 40
WORDS_OF_A_RANGE = frozenset({"range", "at least", "over", "about", "percent"})
LETTERS = re.compile(r"[^\W\d_]+")
EVENTS = frozenset({Metric.DEATHS, Metric.INJURIES, Metric.CASES, Metric.STRIKERS, Metric.PARTICIPANTS})


@dataclass(frozen=True, slots=True)
class Counted:
    """A number, the noun beside it and what it counts; None as long as nothing says so."""

    place: Place
    head: Head | None
    count: Count | None

    @property
    def is_people(self) -> bool:
        """Whether the noun names people."""
        return self.head is not None and self.head.is_people


def with_neighbours(found: list[Counted]) -> list[Counted]:
    """The same numbers, those without a word of their own with what a neighbour says."""
    found = list(found)
    for index in range(1, len(found)):
        found[index] = _part(found[index], found[index - 1])
    for index in reversed(range(len(found) - 1)):
        found[index] = _before_its_noun(found[index], found[index + 1])
    for index in range(1, len(found)):
        found[index] = _behind_its_verb(found[index], found[index - 1])
    return found


def _part(one: Counted, before: Counted) -> Counted:
    """As in "Nine workers were burnt. Four are in hospital": a bare number before a verb is a part of those before."""
    number, told = one.place.number, before.count
    if told is None or one.count or number.ordinal:
        return one
    between = one.place.scene.stretch.text[before.place.number.end : number.start]
    if told.metric is Metric.MONEY and RANGE.fullmatch(between):  # US$5-10 million
        return replace(one, count=replace(told, start=number.start, end=number.end))
    if told.unit or one.head or number.value >= before.place.number.value:
        return one
    mark = one.place.scene.mark_after(number.end)
    if mark is None or mark.start > number.end + 1 or "stop" not in mark.meanings:
        return one
    return replace(one, count=Count(told.metric, number.start, mark.end, BY_FAR_EVENT, of=told.of))


def _before_its_noun(one: Counted, following: Counted) -> Counted:
    """A number before "to", "-" or "and" counts what the next one counts."""
    number, other, told = one.place.number, following.place.number, following.count
    between = one.place.scene.stretch.text[number.end : other.start]
    if told is None or other.ordinal or number.ordinal or len(between) > WIDEST_LIST:
        return one
    if (one.count is None or RANGE.fullmatch(between)) and _is_range(one.place, between, other.start):
        confidence = min(told.confidence, BY_NEIGHBOUR)
        told = replace(told, start=number.start, end=number.end, confidence=confidence)
        return replace(one, place=_scaled(one.place, other), count=told)
    weak = one.count is None or not one.count.by_event
    verb_follows = told.by_event and told.metric in EVENTS and told.event and told.event.start > other.end
    if one.head and one.is_people and weak and verb_follows and _is_joint(one.place, between, other.start):
        return replace(one, count=replace(told, start=number.start, end=one.head.end, confidence=BY_NEIGHBOUR))
    return one


def _scaled(place: Place, other: Number) -> Place:
    """As in "5-10 million": the scale behind the range belongs to both of its ends."""
    number = place.number
    if number.scale > 1 or other.scale <= 1 or number.value * other.scale > other.value:
        return place
    return replace(place, number=replace(number, value=number.value * other.scale))


def _behind_its_verb(one: Counted, before: Counted) -> Counted:
    """As in "killing 3 men and 2 women": the second takes the verb of the first."""
    told, earlier, number = before.count, before.place.number, one.place.number
    if told is None or told.event is None or told.metric not in EVENTS or told.event.end > earlier.start:
        return one
    if (one.count and one.count.by_event) or one.head is None or not one.is_people:
        return one
    between = one.place.scene.stretch.text[earlier.end : number.start]
    if len(between) > WIDEST_LIST or not _is_joint(before.place, between, number.start):
        return one
    start, end = min(number.start, one.head.start), max(number.end, one.head.end)
    return replace(one, count=Count(told.metric, start, end, BY_NEIGHBOUR, by_event=True))


def _is_range(place: Place, between: str, end: int) -> bool:
    """Whether nothing but the words of a range stands before the next number."""
    if RANGE.fullmatch(between):
        return True
    marks = place.scene.between(place.number.end, end)
    if len(between) > WIDEST_RANGE or "," in between or not any("range" in mark.meanings for mark in marks):
        return False
    known = sum(
        mark.end - mark.start
        for mark in marks
        if WORDS_OF_A_RANGE & mark.meanings or any(meaning.startswith("cur:") for meaning in mark.meanings)
    )
    return known >= sum(map(len, LETTERS.findall(between)))


def _is_joint(place: Place, between: str, end: int) -> bool:
    """Whether the last word before the next number is "and", or a comma."""
    mark = place.scene.mark_before(end)
    last = mark and mark.start >= place.number.end and "joint" in mark.meanings
    return bool(last) or between.rstrip().endswith((",", "、"))
