"""Qualifier, rate and date of a figure: "at least", "every year", "in 2020"."""

import re
from collections.abc import Sequence

from safelamp.engines.extraction.counts import Count
from safelamp.engines.extraction.dates import Date
from safelamp.engines.extraction.number_places import Place
from safelamp.engines.extraction.values import Metric

QUALIFIERS = ("at least", "over", "about", "average", "some")
RATES = ("P1Y", "P1D", "P1M", "P1W")
LASTING = frozenset({"over", "sobre", "lors"})
BETWEEN = re.compile(
    r"[\s(]*(?:a|of|the|an|de|des|d['’]|los|las|another|d|total of|sebanyak)?\s*"
    r"(?:[A-Z]{0,3}[$€£¥₹฿₱₫₩]|[A-Z]{3}|Rp\.?|Rs\.?|Tk\.?|RM)?\s?$"
)
NO_RATE = frozenset({Metric.WAGE_INCREASE, Metric.MONEY, Metric.PERCENT, Metric.YEARS, Metric.DAYS})
DATED = frozenset({Metric.DEATHS, Metric.INJURIES, Metric.CASES, Metric.STRIKERS, Metric.PARTICIPANTS})
IN_YEAR = re.compile(r"\b(?:in|en|dalam|pada|tahun|em|durante|during|of|selama) (?P<year>(?:19|20)\d\d)\b(?!-)")
BEFORE_NOUN = 40


def qualifier(place: Place, count: Count) -> tuple[str | None, int, int]:
    """The qualifier of a figure, and start and end of the words with it."""
    scene, number = place.scene, place.number
    for mark in reversed(scene.between(max(place.sentence[0], number.start - BEFORE_NOUN), number.start)):
        name = next((one for one in QUALIFIERS if one in mark.meanings), None)
        if name is None or mark.end > number.start:
            continue
        gap = scene.stretch.text[mark.end : number.start]
        if not BETWEEN.fullmatch(gap):
            break
        if (
            count.unit in {"years", "days", "months", "weeks"}
            and scene.stretch.lowered[mark.start : mark.end] in LASTING
        ):
            break
        return name, min(mark.start, count.start), count.end
    behind = scene.mark_after(number.end)
    if behind and not scene.stretch.text[number.end : behind.start].strip():
        name = next((one for one in QUALIFIERS[:3] if one in behind.meanings), None)
        if name and (scene.stretch.unspaced or scene.language in {"id", "ms"}):
            return name, count.start, max(count.end, behind.end)
    return None, count.start, count.end


def period(place: Place, count: Count, told: Sequence[Date], offset: int) -> str | None:
    """A rate ("every year"), or the date or year that the sentence gives to what happened."""
    if count.metric in NO_RATE:
        return None
    scene, number = place.scene, place.number
    said = {meaning for mark in scene.between(number.end, place.end) for meaning in mark.meanings}
    if count.metric in {Metric.CASES, Metric.DEATHS}:
        said |= {meaning for mark in scene.between(place.start, number.start) for meaning in mark.meanings}
    rate = next((one for one in RATES if one in said), None)
    if rate or count.metric not in DATED:
        return rate
    low, high = place.sentence
    for date in told:
        if low <= date.span.start - offset < high and date.has_year:
            return date.iso
    year = IN_YEAR.search(scene.stretch.lowered, low, high)
    return f"{year['year']}-01-01/{year['year']}-12-31" if year else None
