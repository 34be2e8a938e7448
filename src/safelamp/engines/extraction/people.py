"""Figures about people: deaths, injuries, strikers, workers, unions, members."""

import re

from safelamp.engines.extraction import counting_words as words
from safelamp.engines.extraction.gazetteer import PlaceKind, place_names
from safelamp.engines.extraction.nouns import noun, noun_length
from safelamp.engines.extraction.number_places import Place, end_of, made
from safelamp.engines.extraction.values import LIKELY, SURE, Figure, Metric, Span

EMPLOYS = re.compile(r"(?:employ\w*|emploie|emplea|mempekerjakan)\s(?:\w+\s){0,3}$", re.IGNORECASE)
NEAR_WORDS = 8
MOST_ADJECTIVES = 4
# Verbs decide before nouns: "208 workers were killed" counts deaths, not workers.
VERBS = (
    (Metric.DEATHS, words.DEATHS),
    (Metric.INJURIES, words.INJURIES),
    (Metric.STRIKERS, words.STRIKERS),
    (Metric.PARTICIPANTS, words.PARTICIPANTS),
    (Metric.CASES, words.CASES),
)
NOUNS = (
    (Metric.UNIONS, words.UNIONS),
    (Metric.CONVENTIONS, words.CONVENTIONS),
    (Metric.WORKERS, words.WORKERS),
    (Metric.WORKERS, words.MEMBERS),
    (Metric.OTHER, words.ORGANISATIONS),
)
TAKES_BEFORE = re.compile(
    r"(?:kill(?:s|ed|ing)?|death toll[^.]{0,30}|claim(?:s|ed|ing) the lives of|deaths? of|injur(?:ed|ing|"
    r"es)|wound(?:ed|ing)|"
    r"number of [\w\s]{3,40}|tu[ée]|mató|menewaskan|คร่าชีวิต)[\s\w]{0,25}$|(?:เสียชีวิต|ตาย|บาดเจ็บ|"
    r"ติดเชื้อ|死亡|死者|负伤|負傷|受伤|เข้าร่วม)\s?$",
    re.IGNORECASE,
)


def people(place: Place) -> Figure | None:
    """People, unions and what happened to them, by the verb or the noun near the number."""
    if EMPLOYS.search(place.before) and (found := words.WORKERS.match(place.after.lstrip())):
        return made(place, Metric.WORKERS, place.number.span.end + 1 + found.end(), SURE, of=found.group())
    name = noun(place)
    return _by_verb_behind(place, name) or _by_verb_before(place, name) or _by_noun(place) or _nationals(place)


def _by_verb_behind(place: Place, name: str) -> Figure | None:
    if not _counted(place, name):
        return None
    for metric, pattern in VERBS:
        found = pattern.search(place.after)
        if found and _is_near(place.after[: found.start()]):
            return made(place, metric, end_of(place, found), SURE, of=name)
    return None


def _by_verb_before(place: Place, name: str) -> Figure | None:
    tail = TAKES_BEFORE.search(place.before)
    metric = next((metric for metric, pattern in VERBS if tail and pattern.search(tail.group())), None)
    if metric is None:
        return None
    return made(place, metric, place.number.span.end + noun_length(place, name), LIKELY, of=name)


def _by_noun(place: Place) -> Figure | None:
    for metric, pattern in NOUNS:
        found = pattern.search(place.after)
        between = place.after[: found.start()] if found else ""
        if found and len(between.split()) <= MOST_ADJECTIVES and not re.search(r"[,(]", between):
            return made(place, _refined(place, metric), end_of(place, found), SURE, of=found.group())
    return None


def _counted(place: Place, name: str) -> bool:
    """Whether the number counts people (or says nothing, as in "8 million are injured")."""
    after = place.after.lstrip(" -")
    if not name or after[:1] in {",", "(", "."}:
        return True
    close = " ".join(after.split()[:5])
    people = (
        words.WORKERS,
        words.PEOPLE,
        words.MEMBERS,
        words.DEATHS,
        words.INJURIES,
        words.CASES,
        words.PARTICIPANTS,
        words.STRIKERS,
    )
    return any(pattern.search(close) for pattern in people) or _nationality(place) is not None


def _is_near(between: str) -> bool:
    """A verb belongs to the number if few words and no other clause stand between."""
    return len(between.split()) <= NEAR_WORDS and not re.search(
        r"[;:]|,\s(?:and|but|while)\b|\b(?:after|because|when|accident)\b", between
    )


def _refined(place: Place, metric: Metric) -> Metric:
    """What the sentence makes of a noun: those represented, those who signed."""
    if words.SIGNED.search(place.before) and metric in {Metric.OTHER, Metric.UNIONS}:
        return Metric.SIGNATORIES
    if words.REPRESENTED.search(place.before):
        if metric is Metric.WORKERS:
            return Metric.MEMBERS_REPRESENTED
        if metric is Metric.OTHER:
            return Metric.ORGANISATIONS_REPRESENTED
    if metric is Metric.WORKERS and words.MEMBERS.match(place.after.lstrip()):
        return Metric.MEMBERS_REPRESENTED
    return metric


def _nationality(place: Place) -> Span | None:
    start = place.number.span.end
    if place.after_end <= start:
        return None
    for name in place_names(place.text, start=start, end=place.after_end):
        if name.kind is PlaceKind.PEOPLE and not place.text[start : name.span.start].strip():
            return name.span
    return None


def _nationals(place: Place) -> Figure | None:
    """People counted by nationality: workers where the sentence is about work."""
    span = _nationality(place)
    if span is None or not place.text[span.start : span.end].endswith(("s", "i", "ese")):
        return None
    about_work = re.search(r"\bwork(?:ing|ers?)?\b", place.sentence.of(place.text), re.IGNORECASE)
    following = place.text[span.end : span.end + 12]
    if re.match(r"\s[a-z]+s\b", following) and not re.match(r"\s(?:is|was|has|as)\b", following):
        return None
    return made(place, Metric.WORKERS if about_work else Metric.OTHER, span.end, LIKELY, of=span.of(place.text))
