"""One death or injury, told by an article or "one": "a miner was killed", "murió un obrero", "seorang buruh"."""

from safelamp.engines.extraction.counts import Count
from safelamp.engines.extraction.lexicon import Mark
from safelamp.engines.extraction.nouns import head_of
from safelamp.engines.extraction.number_places import Place, Scene, places
from safelamp.engines.extraction.number_reader import Number
from safelamp.engines.extraction.people import people
from safelamp.engines.extraction.stretches import FIRST_UNSPACED
from safelamp.engines.extraction.values import Metric

PERSONS = frozenset({"worker", "person", "participant", "member"})
HAPPENED = frozenset({"deaths<", "injuries<", "deaths~", "injuries~"})
TELLING = frozenset({"deaths<", "deaths>", "deaths~", "injuries<", "injuries>"})
ENDS = frozenset({"stop", "break", "joint"})
TOLD_BY_ONE = frozenset({Metric.DEATHS, Metric.INJURIES})
ARTICLE_REACH, UNREAL_REACH = 28, 40


def may_tell_of_one(marks: tuple[Mark, ...]) -> bool:
    """Whether a word of death or injury stands among the words at all."""
    return any(not TELLING.isdisjoint(mark.meanings) for mark in marks)


def is_single(scene: Scene, one: Number) -> bool:
    """Whether it is a word for one before a person, or before what happened to one."""
    if not one.word or one.value != 1 or one.ordinal or is_counted_one(scene, one):
        return False
    return _follows(scene, one.end, PERSONS) or scene.marked_with(one.end, HAPPENED)


def is_counted_one(scene: Scene, one: Number) -> bool:
    """Whether one is a number like others: "one-day", before a classifier, or less than one ("half a million")."""
    following = scene.stretch.text[one.end : one.end + 1]
    return one.ordinal or following == "-" or following >= FIRST_UNSPACED or one.value < 1


def articles_of_persons(scene: Scene, counted: list[Number]) -> list[Number]:
    """The articles before persons, where the article is not a number word."""
    taken = {one.start for one in counted}
    return [
        Number(1, mark.start, mark.end, word=True)
        for mark in scene.marks
        if "article" in mark.meanings and mark.start not in taken and _follows(scene, mark.end, PERSONS)
    ]


def told_of_one(
    scene: Scene, single: list[Number], *, among: list[Number], used: set[int]
) -> list[tuple[Place, Count]]:
    """The deaths and injuries of one person; `used` holds the starts of words that tell of others."""
    found: list[tuple[Place, Count]] = []
    if not single:
        return found
    starts = {one.start for one in single}
    for place in places(scene, sorted([*among, *single], key=lambda one: one.start)):
        if place.number.start not in starts:
            continue
        count = people(place, used=used, head=head_of(place))
        if count is None or count.metric not in TOLD_BY_ONE or count.event is None or _is_unreal(place, count):
            continue
        if count.event.start in used and not _is_joined(place):
            continue
        used.add(count.event.start)
        found.append((place, count))
    return found


def tells(place: Place, count: Count) -> bool:
    """Whether a "one" among the numbers says anything: of the dead and the hurt, or with a unit ("one-day")."""
    single = place.number.word and place.number.value == 1 and not place.number.ordinal
    return not single or count.metric in TOLD_BY_ONE or count.unit is not None


def _follows(scene: Scene, end: int, meanings: frozenset[str]) -> bool:
    for mark in scene.between(end, end + ARTICLE_REACH):
        if meanings & mark.meanings:
            return True
        if ENDS & mark.meanings:
            return False
    return False


def _is_joined(place: Place) -> bool:
    """As in "Two workers and a driver were killed"."""
    mark = place.scene.mark_before(place.number.start)
    return bool(mark and "joint" in mark.meanings)


def _is_unreal(place: Place, count: Count) -> bool:
    """As in "if a worker is killed", "a worker may die"."""
    low = max(place.sentence[0], place.number.start - UNREAL_REACH)
    return any("unreal" in mark.meanings for mark in place.scene.between(low, max(count.end, place.number.end)))
