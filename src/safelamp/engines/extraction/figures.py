"""Figures: each number of an item with what it counts and the words that say so."""

import re
from collections.abc import Iterable

from safelamp.engines.extraction.measures import money, ordinal, percent, time
from safelamp.engines.extraction.nouns import noun, noun_length
from safelamp.engines.extraction.number_places import Place, made, numbers_in
from safelamp.engines.extraction.people import people
from safelamp.engines.extraction.values import LIKELY, SURE, UNSURE, Figure, Metric, Span

MEASURED = re.compile(r"(?P<unit>magnitude|temperature|age)(?: of)? $", re.IGNORECASE)
ONE_DEATH = re.compile(
    r"\b(?:An?|One|an?|one|un|une|una) (?:[\w-]+ ){0,3}?(?:worker|miner|mineworker|labou?rer|employee|man|"
    r"woman|driver|trabajador|minero|ouvrier|mineur)\b"
    r"(?:,[^,.]{0,40},)? (?:\w+ ){0,4}?(?:was (?:\w+ )?killed|were killed|died|has died|was found dead|"
    r"lost (?:his|her) life|murió|est mort)",
)


def figures(text: str, spans: Iterable[Span], *, languages: tuple[str, ...] = ()) -> tuple[Figure, ...]:  # noqa: ARG001
    """The figures of an item, each quantity once, in reading order."""
    found: list[Figure] = []
    for span in spans:
        inside = [_figure(place) for place in numbers_in(text, span)]
        ones = [_one_death(text, match) for match in ONE_DEATH.finditer(text, span.start, span.end)]
        for figure in sorted(filter(None, [*inside, *ones]), key=lambda one: one.span):
            _take(figure, found)
    return tuple(found)


def _take(figure: Figure, found: list[Figure]) -> None:
    """Adds it unless the item said it before; of two ways to say it the richer words stay."""
    for place, other in enumerate(found):
        same = other.value == figure.value and (other.metric == figure.metric or _shares_noun(other, figure))
        if same and other.unit == figure.unit:
            if len(figure.quote) > len(other.quote) and figure.metric == other.metric:
                found[place] = figure
            return
    found.append(figure)


def _shares_noun(one: Figure, other: Figure) -> bool:
    return bool(one.of) and one.of.casefold()[:6] == other.of.casefold()[:6]


def _figure(place: Place) -> Figure | None:
    if place.number.ordinal:
        return ordinal(place)
    return percent(place) or money(place) or time(place) or people(place) or _other(place)


def _other(place: Place) -> Figure | None:
    """What counts something else: only where a thing in the plural (or "5-country") follows."""
    if measured := MEASURED.search(place.before):
        start = place.number.span.start - (len(place.before) - measured.start())
        return made(place, Metric.OTHER, place.number.span.end, SURE, unit=measured["unit"].casefold(), start=start)
    name = noun(place)
    if not name:
        return None
    hyphen = place.after.startswith("-")
    kept = _plural_end(name)
    if not kept and not hyphen:
        return None
    if hyphen and place.number.word and place.number.value <= 1:
        return None
    length = noun_length(place, kept or name)
    return made(place, Metric.OTHER, place.number.span.end + length, UNSURE, of=kept or name)


def _plural_end(noun: str) -> str:
    """The words up to the first that may be a plural."""
    parts = noun.split()
    for place, word in enumerate(parts):
        if re.search(r"(?:[^su]s|people|men|women|children)$", word):
            return " ".join(parts[: place + 1])
    return ""


def _one_death(text: str, match: re.Match[str]) -> Figure:
    span = Span(*match.span())
    return Figure(Metric.DEATHS, 1.0, span.of(text), span, LIKELY, of="worker")
