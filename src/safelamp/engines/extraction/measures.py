"""Figures with a unit: percent, money, spans of time, ordinals that count."""

import re

from safelamp.engines.extraction import counting_words as words
from safelamp.engines.extraction.number_places import Place, end_of, made
from safelamp.engines.extraction.values import LIKELY, SURE, Figure, Metric

THING = re.compile(r"\s[^\W\d_][\w’'-]*")


def percent(place: Place) -> Figure | None:
    """A share in percent."""
    if found := words.PERCENT.match(place.after):
        return made(place, Metric.PERCENT, end_of(place, found), SURE, unit="%")
    if re.search(r"ร้อยละ\s?$|百分之$", place.before):
        return made(place, Metric.PERCENT, place.number.span.end, SURE, unit="%")
    return None


def money(place: Place) -> Figure | None:
    """Money, or by how much wages rise."""
    text = place.text
    before = words.CURRENCY_BEFORE.search(text, place.sentence.start, place.number.span.start)
    after = words.CURRENCY_AFTER.match(place.after)
    if not before and not after:
        return None
    name = (before["code"] if before else after["name"] if after else "").strip().casefold()
    code = words.CURRENCIES.get(name.replace(" ", "") if "$" in name else name.removesuffix("s"), name.upper())
    sentence = place.sentence.of(text)
    start = before.start() if before else place.number.span.start
    end = end_of(place, None if before else after)
    if words.WAGES.search(sentence) and words.RISES.search(sentence):
        per = next((unit for pattern, unit in words.PER if pattern.search(sentence)), None)
        return made(place, Metric.WAGE_INCREASE, end, LIKELY, unit=f"{code}/{per}" if per else code, start=start)
    return made(place, Metric.MONEY, end, SURE, unit=code, start=start)


def time(place: Place) -> Figure | None:
    """Days, years and other spans of time."""
    for pattern, metric, unit in words.TIME_UNITS:
        if found := pattern.match(place.after):
            return made(place, metric, end_of(place, found) + _thing(place, found), SURE, unit=unit, of=unit)
    return None


def _thing(place: Place, found: re.Match[str]) -> int:
    """The length of what lasts so long, as in "two-day workshop"."""
    singular = re.search(r"(?:day|month|year|week|hour)$", found.group())
    thing = THING.match(place.after, found.end()) if singular else None
    return thing.end() - thing.start() if thing else 0


def ordinal(place: Place) -> Figure | None:
    """Ordinals that carry a count: "135th year", "eighth day of the strike", "14th fatality"."""
    for pattern, metric, unit in words.ORDINAL_TIME:
        if found := pattern.match(place.after):
            return made(place, metric, end_of(place, found), LIKELY, unit=unit)
    if found := words.ORDINAL_DEATH.match(place.after):
        return made(place, Metric.DEATHS, end_of(place, found), LIKELY)
    return None
