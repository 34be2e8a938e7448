"""Figures about people: deaths, injuries, strikers, workers, unions, members."""

import re
from collections.abc import Iterator

from safelamp.engines.extraction.counts import BY_EVENT, BY_FAR_EVENT, BY_NOUN, BY_UNKNOWN_NOUN, Count
from safelamp.engines.extraction.gazetteer import PlaceKind
from safelamp.engines.extraction.lexicon import Mark
from safelamp.engines.extraction.measures import STRIKES
from safelamp.engines.extraction.nouns import COUNTED_EVENTS, Head
from safelamp.engines.extraction.number_places import Place
from safelamp.engines.extraction.place_names import place_names
from safelamp.engines.extraction.values import Metric

EVENTS = ("deaths", "injuries", "strikers", "cases", "participants", "marchers")
SERIOUS = ("deaths", "injuries", "strikers", "cases", "marchers")
GATHERED = ("participants", "marchers")  # those who stop work while they gather are on strike
METRIC_OF: dict[str, Metric] = {
    "deaths~": Metric.DEATHS, "injuries~": Metric.INJURIES, "cases~": Metric.CASES, "strikers~": Metric.STRIKERS,
    "worker": Metric.WORKERS, "participant": Metric.PARTICIPANTS, "member": Metric.MEMBERS_REPRESENTED,
    "union": Metric.UNIONS, "organisation": Metric.OTHER, "convention": Metric.CONVENTIONS,
    "signatory": Metric.SIGNATORIES, "person": Metric.OTHER, "thing": Metric.OTHER,
}  # fmt: skip
EVENTS_COUNTED = frozenset(COUNTED_EVENTS)
NEAR, NEXT_TO = 70, 3
BEFORE_REACH = 34
CLAUSE = re.compile(r"[;:()၊]|, (?!who |which |qui |que |yang |dont |quienes |sont |ont |were |have )|، |，|、")
LABEL = frozenset({":", "|", "=", "–", "-"})
NOT_OBJECT = re.compile(
    r"[,;:)、，،၊]|\b(?:in|on|by|at(?! least)|to|en|dans|par|por|di|pada|oleh|sejak|durant|when|because)\b"
)
ASIDE = re.compile(r", [^,;:.\n]{1,60}, (?=was|were|have|has|died|ont|a |est|sont|murier|fuer|result|tewas|mening)")
AUX = re.compile(r"\b(?:was|were|been|being|are|is|got|sont|été|fueron|foram|resultaron)\s*(?:\w+\s)?$")
WORK = re.compile(r"\b(?:work|worker|workers|working|ouvrier|travail|trabaj\w+|kerja|buruh|pekerja|labour)\b")
FEW = 30
FEWEST_MEMBERS = 100  # below, "members" are people of whom something is told, not those whom a union speaks for


def people(place: Place, *, used: set[int], head: Head | None) -> Count | None:
    """What the words around say about people; `used` holds the starts of words that an earlier number took."""
    chosen = None if head and head.kind in COUNTED_EVENTS else _event(place, head, used)
    if chosen:
        return _by_event(place, chosen[0], chosen[1], head)
    return _by_noun(place, head) or _by_far_event(place, head)


def _event(place: Place, head: Head | None, used: set[int]) -> tuple[str, Mark] | None:
    """What happened to those whom the number counts, told behind or before it."""
    if not _takes_people(head):
        return None
    behind, before = _event_behind(place, head), _event_before(place, head, used)
    if behind and before:
        return before if _before_wins(place, before, behind, head) else behind
    return before or behind


def _by_event(place: Place, metric: str, mark: Mark, head: Head | None) -> Count:
    number = place.number
    end = max(
        number.end, _with_alternative(place, mark, metric) if mark.start >= number.end else 0, head.end if head else 0
    )
    near = number.start - mark.end <= FEW if mark.end <= number.start else False
    start = mark.start if near and mark.end <= number.start else number.start
    start = min(start, head.start) if head else start
    told = Metric.PARTICIPANTS if metric == "marchers" else Metric(metric)
    return Count(told, start, end, BY_EVENT, of=_words(place, head), event=mark, by_event=True)


def _with_alternative(place: Place, mark: Mark, metric: str) -> int:
    """The end of "died or disappeared"."""
    following = place.scene.between(mark.end, mark.end + FEW)[:2]
    if len(following) > 1 and "joint" in following[0].meanings and metric + "<" in following[1].meanings:
        return following[1].end if following[1].start - mark.end <= len(" and ") else mark.end
    return mark.end


def _words(place: Place, head: Head | None) -> str:
    if head is None:
        return ""
    text = place.scene.stretch.text
    start = head.start if head.end <= place.number.start else min(place.number.end, head.start)
    start = max(start, place.number.end) if head.end > place.number.end else start
    return text[start : head.end].strip(" -\n") if start < head.end else ""


def _takes_people(head: Head | None) -> bool:
    """Whether an event can happen to what is counted: people, an unknown noun, or nothing at all."""
    return head is None or head.is_people or head.kind is None


def _event_behind(place: Place, head: Head | None) -> tuple[str, Mark] | None:
    told = _told_behind(place, head)
    first = next(told, None)
    if first and first[0] in GATHERED:
        return next((one for one in told if one[0] == "strikers"), first)
    return first


def _told_behind(place: Place, head: Head | None) -> Iterator[tuple[str, Mark]]:
    """What the clause behind the number tells, up to its end or a verb that takes what follows."""
    lowered = place.scene.stretch.lowered
    first = place.number.end
    position = max(first, head.end if head else 0)
    if aside := ASIDE.match(lowered, position, place.end):
        first = position = aside.end()
    events = EVENTS if (head and head.is_people) or place.scene.stretch.unspaced else SERIOUS
    for mark in place.scene.between(first, min(place.end, position + (NEAR if head else FEW))):
        if mark.start > position and CLAUSE.search(lowered, position, mark.start):
            return
        if "break" in mark.meanings and mark.start > place.number.end + 1:
            return
        metric = _metric(mark, "<", events)
        if metric and not _belongs_to_next(place, mark):
            yield metric, mark
        elif mark.start >= position and any(meaning.endswith(">") for meaning in mark.meanings):
            return


def _metric(mark: Mark, sign: str, events: tuple[str, ...]) -> str | None:
    return next((event for event in events if event + sign in mark.meanings), None)


def _belongs_to_next(place: Place, mark: Mark) -> bool:
    """As in "14 workers and injured 20": a verb right before the next number takes that one."""
    following = place.next
    if following is None or not any(meaning.endswith(">") for meaning in mark.meanings):
        return False
    lowered = place.scene.stretch.lowered
    between = lowered[mark.end : following.start]
    if len(between) > BEFORE_REACH or NOT_OBJECT.search(between) or _has_joint(place, mark.end, following.start):
        return False
    near = mark.start <= place.number.end + 1
    return not near and not AUX.search(lowered, max(0, mark.start - 24), mark.start)


def _has_joint(place: Place, start: int, end: int) -> bool:
    return any("joint" in mark.meanings for mark in place.scene.between(start, end))


def _event_before(place: Place, head: Head | None, used: set[int]) -> tuple[str, Mark] | None:
    number, lowered = place.number, place.scene.stretch.lowered
    low = max(place.start, number.start - BEFORE_REACH - 24)
    for mark in reversed(place.scene.between(low, number.start)):
        if mark.end > number.start or mark.start in used:
            continue
        gap = lowered[mark.end : number.start]
        if "break" in mark.meanings or len(gap) > BEFORE_REACH:
            return None
        if gap.strip() not in LABEL and NOT_OBJECT.search(gap):
            return None
        metric = _metric(mark, ">", EVENTS)
        if metric == "participants" and head is None and not place.scene.stretch.unspaced:
            continue
        if metric:
            return metric, mark
    return None


def _before_wins(place: Place, before: tuple[str, Mark], behind: tuple[str, Mark], head: Head | None) -> bool:
    """Of a verb on each side the one that touches the number."""
    gap_before = place.number.start - before[1].end
    position = max(place.number.end, head.end if head else 0)
    gap_behind = max(0, behind[1].start - position)
    if before[0] == "participants" and behind[0] in SERIOUS:
        return False
    joined = _has_joint(place, position, behind[1].start)
    if joined and any(meaning.endswith(">") for meaning in behind[1].meanings):
        return True  # "killed 12 workers and injured dozens"
    return gap_before <= NEXT_TO or gap_before < gap_behind


def _by_noun(place: Place, head: Head | None) -> Count | None:
    if head is None:
        return _nationals(place)
    if head.kind is None:
        return _nationals(place) or _by_unknown(place, head)
    metric = _refined(place, head, METRIC_OF[head.kind])
    start = (
        min(place.number.start, head.start) if head.end > place.number.start or head.start < place.number.start else 0
    )
    confidence = BY_NOUN if head.kind not in {"thing", "person"} else BY_UNKNOWN_NOUN
    return Count(
        metric, min(place.number.start, start or place.number.start), max(place.number.end, head.end), confidence,
        of=_words(place, head),
    )  # fmt: skip


def _by_unknown(place: Place, head: Head) -> Count | None:
    return Count(
        Metric.OTHER, place.number.start, max(head.end, place.number.end), BY_UNKNOWN_NOUN, of=_words(place, head)
    )


def _refined(place: Place, head: Head, metric: Metric) -> Metric:
    """What the words before make of a noun: those employed, those represented, those who signed."""
    said = {
        meaning
        for mark in place.scene.between(max(place.start, place.number.start - 40), place.number.start)
        for meaning in mark.meanings
    }
    if head.kind == "person" and "employs" in said:
        return Metric.WORKERS
    if "signed" in said and head.kind in {"union", "organisation", "participant"}:
        return Metric.SIGNATORIES
    if "represents" in said and (head.kind != "person" or place.number.value >= FEWEST_MEMBERS):
        return {"worker": Metric.MEMBERS_REPRESENTED, "person": Metric.MEMBERS_REPRESENTED,
                "organisation": Metric.ORGANISATIONS_REPRESENTED}.get(head.kind or "", metric)  # fmt: skip
    if head.kind == "member" and ("employs" in said or place.number.value < FEWEST_MEMBERS):
        return Metric.WORKERS
    if metric is Metric.WORKERS and "employs" not in said:
        return _in_context(place)
    return metric


def _in_context(place: Place) -> Metric:
    """Workers of a sentence about a strike strike; those whom a training is for take part in it."""
    scene, number = place.scene, place.number
    low, high = place.sentence
    if any(STRIKES & mark.meanings for mark in scene.between(low, high)):
        return Metric.STRIKERS
    before = scene.mark_before(number.start)
    taught = any("training" in mark.meanings for mark in scene.between(max(low, number.start - NEAR), number.start))
    if taught and before and "for" in before.meanings and before.end >= number.start - 1:
        return Metric.PARTICIPANTS
    return Metric.WORKERS


def _nationals(place: Place) -> Count | None:
    """People counted by nationality: workers where the sentence is about work."""
    start = place.number.end
    for name in place_names(place.scene.stretch.text, start=start, end=min(place.end, start + FEW)):
        span = name.span
        if name.kind is not PlaceKind.PEOPLE or place.scene.stretch.text[start : span.start].strip():
            return None
        if not place.scene.stretch.text[span.start : span.end].endswith(("s", "i", "ese")):
            return None
        about_work = WORK.search(place.scene.stretch.lowered, *place.sentence)
        words = place.scene.stretch.text[span.start : span.end]
        return Count(
            Metric.WORKERS if about_work else Metric.OTHER, place.number.start, span.end, BY_FAR_EVENT, of=words
        )
    return None


def _by_far_event(place: Place, head: Head | None) -> Count | None:
    """As in "the death toll rose to 14": a counted word earlier in the sentence, where nothing follows the number."""
    if head is not None:
        return None
    number, text = place.number, place.scene.stretch.text
    marks = place.scene.between(place.sentence[0], number.start)
    for mark in reversed(marks):
        noun = mark
        if "number of" in mark.meanings:
            noun = next((one for one in marks if one.start >= mark.end and METRIC_OF.keys() & one.meanings), mark)
        elif not mark.meanings & EVENTS_COUNTED:
            continue
        kind = next((one for one in METRIC_OF if one in noun.meanings), None)
        if kind:
            of = text[noun.start : noun.end]
            return Count(METRIC_OF[kind], number.start, number.end, BY_FAR_EVENT, of=of, by_event=noun is mark)
    return None
