"""Figures with a unit: percent, spans of time, lengths and weights, ordinals that count."""

import re

from safelamp.engines.extraction.counts import BY_EVENT, BY_NOUN, BY_UNIT, Count
from safelamp.engines.extraction.lexicon import Mark
from safelamp.engines.extraction.money import money
from safelamp.engines.extraction.number_places import Place
from safelamp.engines.extraction.values import Metric

PERCENT = re.compile(r"\s?[%％٪]")
TIMES = {
    "year": (Metric.YEARS, "years"), "day": (Metric.DAYS, "days"), "week": (Metric.OTHER, "weeks"),
    "month": (Metric.OTHER, "months"), "hour": (Metric.OTHER, "hours"), "minute": (Metric.OTHER, "minutes"),
}  # fmt: skip
TOUCHING = frozenset({"", " ", "-", "‑", "–", "\u200c", "\u00a0", "  ", " -"})
ADJECTIVE = re.compile(
    r"(?:\s|-)(?:consecutive|straight|working|full|whole|more|further|calendar|additional|long|more|autres|plein\w*|entier\w*)?\s?"
)
THING = re.compile(r"[\s-][a-zà-ÿ][\w’'-]*")
STRIKES = frozenset({"strikers<", "strikers>", "strikers~", "stoppage"})
ONE_TIME = re.compile(r"(?:day|month|year|week|hour|minute)$")
NEXT_WORDS, NEAR = 24, 80
DEGREES = re.compile(r"\s?(?:°|º)\s?[CF]?\b")


def measured(place: Place) -> Count | None:
    """What a number with a unit measures."""
    return percent(place) or money(place) or _by_unit(place) or _magnitude(place)


def percent(place: Place) -> Count | None:
    """A share in percent."""
    scene, number = place.scene, place.number
    if found := PERCENT.match(scene.stretch.text, number.end):
        return Count(Metric.PERCENT, number.start, found.end(), BY_UNIT, unit="%")
    mark = _behind(place, "percent")
    if mark:
        return Count(Metric.PERCENT, number.start, mark.end, BY_UNIT, unit="%")
    mark = scene.mark_before(number.start)
    if mark and "percent before" in mark.meanings and mark.end >= number.start - 1:
        return Count(Metric.PERCENT, mark.start, number.end, BY_UNIT, unit="%")
    return None


def _behind(place: Place, meaning: str) -> Mark | None:
    """The word right behind the number, if it means that."""
    mark = place.scene.mark_after(place.number.end)
    if mark is None or mark.start > place.number.end + NEXT_WORDS or meaning not in mark.meanings:
        return None
    gap = place.scene.stretch.lowered[place.number.end : mark.start]
    return mark if gap in TOUCHING or ADJECTIVE.fullmatch(gap) else None


def _by_unit(place: Place) -> Count | None:
    """Days, years and other spans of time; metres, tonnes, degrees."""
    if found := DEGREES.match(place.scene.stretch.text, place.number.end):
        return Count(Metric.OTHER, place.number.start, found.end(), BY_UNIT, unit="degrees", of="degrees")
    for name, (metric, unit) in TIMES.items():
        if mark := _behind(place, name):
            end = mark.end + _thing(place, mark)
            return Count(metric, place.number.start, end, BY_UNIT, unit=unit, of=unit)
    mark = place.scene.mark_after(place.number.end)
    units = [meaning for meaning in sorted(mark.meanings) if meaning.startswith("unit:")] if mark else []
    if mark and units and _behind(place, units[0]):
        unit = units[0].removeprefix("unit:")
        shown = None if unit in {"pages", "times"} else unit
        return Count(Metric.OTHER, place.number.start, mark.end, BY_UNIT, unit=shown, of=unit)
    return None


def is_relative(place: Place) -> bool:
    """Whether a span of time says when, not how long: "two years ago", "the last two years"."""
    scene = place.scene
    mark = scene.mark_after(place.number.end)
    if mark is None or TIMES.keys().isdisjoint(mark.meanings) or mark.start > place.number.end + 1:
        return False
    before, behind = scene.mark_before(place.number.start), scene.mark_after(mark.end)
    if before and {"relative", "ago before"} & before.meanings and before.end >= place.number.start - 4:
        return True
    return bool(behind and {"relative after", "ago"} & behind.meanings and behind.start <= mark.end + 1)


def _thing(place: Place, mark: Mark) -> int:
    """The length of what lasts so long, as in "two-day workshop"."""
    lowered = place.scene.stretch.lowered
    if not ONE_TIME.search(lowered[mark.start : mark.end]) or (
        place.number.value <= 1 and " " in lowered[place.number.end : mark.start]
    ):
        return 0
    thing = THING.match(lowered, mark.end)
    return thing.end() - thing.start() if thing and thing.end() <= place.end else 0


def _magnitude(place: Place) -> Count | None:
    near = place.scene.between(max(place.start, place.number.start - NEXT_WORDS), place.number.start)
    mark = next((one for one in reversed(near) if "magnitude" in one.meanings), None)
    if mark is None:
        return None
    gap = place.scene.stretch.lowered[mark.end : place.number.start]
    if gap.strip() not in {"", "of", "de", "sebesar", ":"}:
        return None
    unit = "magnitude" if place.scene.stretch.lowered[mark.start : mark.end].startswith(("mag", "マ")) else None
    return Count(Metric.OTHER, mark.start, place.number.end, BY_NOUN, unit=unit or "degrees")


def ordinal(place: Place) -> Count | None:
    """Ordinals that carry a count: "135th year", "eighth day of the strike", "14th fatality", "روز ششم"."""
    scene, number = place.scene, place.number
    if scene.stretch.text[number.end : number.end + 1] == "-":  # the second-lowest toll
        return None
    for mark in scene.between(number.end, min(place.end, number.end + NEXT_WORDS)):
        if found := _counted_in_order(place, mark):
            return found
        if {"stop", "break"} & mark.meanings:
            break
    before = scene.mark_before(number.start)
    if before and "day" in before.meanings and before.end >= number.start - 4 and _of_a_strike(place):
        return Count(Metric.DAYS, before.start, number.end, BY_EVENT, unit="days")
    return None


def _counted_in_order(place: Place, mark: Mark) -> Count | None:
    start, of = place.number.start, place.scene.stretch.text[mark.start : mark.end]
    if "year" in mark.meanings:
        return Count(Metric.YEARS, start, mark.end, BY_EVENT, unit="years")
    if "day" in mark.meanings and _of_a_strike(place):
        return Count(Metric.DAYS, start, _strike_end(place, mark.end), BY_EVENT, unit="days")
    if {"deaths~", "deaths<"} & mark.meanings:
        return Count(Metric.DEATHS, start, mark.end, BY_EVENT, of=of)
    if "member" in mark.meanings:
        return Count(Metric.MEMBERS_REPRESENTED, start, mark.end, BY_NOUN, of=of)
    return None


def _of_a_strike(place: Place) -> bool:
    return _strike(place) is not None


def _strike(place: Place) -> Mark | None:
    low, high = place.sentence
    near = place.scene.between(max(low, place.number.start - NEAR), min(high, place.number.end + NEAR))
    return next((mark for mark in near if STRIKES & mark.meanings), None)


def _strike_end(place: Place, end: int) -> int:
    mark = _strike(place)
    return mark.end if mark and end <= mark.start <= end + NEXT_WORDS else end
