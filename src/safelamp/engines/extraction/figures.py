"""Figures: each number of an item with what it counts and the words that say so."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain, repeat

from safelamp.engines.extraction.counts import Count
from safelamp.engines.extraction.dates import Date, dates
from safelamp.engines.extraction.measures import TIMES, measured, ordinal
from safelamp.engines.extraction.neighbours import EVENTS, Counted, with_neighbours
from safelamp.engines.extraction.not_figures import follows_numbered, is_figure
from safelamp.engines.extraction.nouns import COUNTED_EVENTS, KINDS, head_of
from safelamp.engines.extraction.number_places import Place, Scene, marks_of, places, scene_of
from safelamp.engines.extraction.number_reader import Number, numbers
from safelamp.engines.extraction.ones import (
    articles_of_persons,
    is_counted_one,
    is_single,
    may_tell_of_one,
    tells,
    told_of_one,
)
from safelamp.engines.extraction.people import people
from safelamp.engines.extraction.qualifiers import period, qualifier
from safelamp.engines.extraction.stretches import FIRST_UNSPACED, stretch_of
from safelamp.engines.extraction.tables import figures_of_row
from safelamp.engines.extraction.values import Figure, Metric, Span

MOST_NUMBERS = 400  # in one paragraph, and of one item: no news has more, and a hostile page must end
ARTICLES_APART = frozenset({"en", "de"})  # elsewhere the article is the number word
COUNTING = frozenset({*KINDS, *COUNTED_EVENTS, *TIMES, "percent"})
WEAK = frozenset({Metric.WORKERS, Metric.OTHER, Metric.MEMBERS_REPRESENTED})
OF_PEOPLE = frozenset({*EVENTS, *WEAK})
STEM = 6
PEOPLE_WORDS = re.compile(r"people|men$|person|hombre|mujer|orang|คน|人|نفر")


def figures(text: str, spans: Iterable[Span], *, languages: Sequence[str] = ()) -> tuple[Figure, ...]:
    """The figures of an item, each quantity once, in reading order; the first span is its headline."""
    found: list[Figure] = []
    spoken = chain(languages, repeat("en"))
    for place, (span, language) in enumerate(zip(spans, spoken, strict=False)):
        if len(found) > MOST_NUMBERS:
            break
        for figure in _of_a_span(text, span, language):
            _take(figure, found)
        if not place:
            found += figures_of_row(text, span, language=language)
    return tuple(found)


def _of_a_span(text: str, span: Span, language: str) -> list[Figure]:
    stretch = stretch_of(span.of(text))
    counted = numbers(stretch, language=language)[:MOST_NUMBERS]
    articles = language in ARTICLES_APART
    if not counted and not articles:
        return []
    marks = marks_of(stretch, language=language)
    if not counted and not may_tell_of_one(marks):
        return []
    scene = scene_of(stretch, marks, language=language)
    single = [one for one in counted if is_single(scene, one)]
    counted = [one for one in counted if not (one.word and one.value <= 1) or is_counted_one(scene, one)]
    if articles:
        single += articles_of_persons(scene, [*counted, *single])[:MOST_NUMBERS]
    if not counted and not single:
        return []
    told = dates(text, start=span.start, end=span.end) if any(not one.word for one in counted) else []
    kept = _kept(scene, counted, told, span.start)
    found, used = _counts(kept)
    found += told_of_one(scene, single, among=[place.number for place in kept], used=used)
    found.sort(key=lambda one: one[0].number.start)
    return [_figure(place, count, told, span.start, text) for place, count in found]


def _kept(scene: Scene, counted: list[Number], told: list[Date], offset: int) -> list[Place]:
    """The numbers that may count something, each with its neighbourhood."""
    spans = [(date.span.start - offset, date.span.end - offset) for date in told]
    kept: list[Number] = []
    refused: Place | None = None
    for place in places(scene, counted):
        named = refused is not None and follows_numbered(place, refused)
        if not named and _is_counted(place) and is_figure(place, dates=spans):
            kept.append(place.number)
            refused = None
        else:
            refused = place
    return places(scene, kept)


def _is_counted(place: Place) -> bool:
    """Whether a number in the words of a script without spaces is one: only where a counted word follows."""
    if not place.number.word or place.scene.stretch.text[place.number.start] < FIRST_UNSPACED:
        return True
    mark = place.scene.mark_after(place.number.end)
    if mark is None or mark.start > place.number.end + 1:
        return False
    return bool(COUNTING & mark.meanings) or any(meaning.startswith(("cur:", "unit:")) for meaning in mark.meanings)


def _counts(kept: list[Place]) -> tuple[list[tuple[Place, Count]], set[int]]:
    """What each number counts, also those that only lean on a neighbour; and the words that say what happened."""
    found: list[Counted] = []
    used: set[int] = set()
    for place in kept:
        head = None if place.number.ordinal else head_of(place)
        count = ordinal(place) if place.number.ordinal else measured(place) or people(place, used=used, head=head)
        if count and count.event:
            used.add(count.event.start)
        found.append(Counted(place, head, count))
    counts = [(one.place, one.count) for one in with_neighbours(found) if one.count]
    return [(place, count) for place, count in counts if tells(place, count)], used


def _figure(place: Place, count: Count, told: list[Date], offset: int, text: str) -> Figure:
    name, start, end = qualifier(place, count)
    span = Span(offset + start, offset + max(end, place.number.end))
    return Figure(
        count.metric, float(place.number.value), span.of(text), span, round(count.confidence, 2),
        of=count.of, qualifier=name, unit=count.unit, period=period(place, count, told, offset),
    )  # fmt: skip


def _take(figure: Figure, found: list[Figure]) -> None:
    """Adds it unless the item said it before; of two ways to say it the stronger metric and the richer words stay."""
    for place, other in enumerate(found):
        if other.value != figure.value or other.unit != figure.unit or not _same(other, figure):
            continue
        stronger = figure.metric in EVENTS and other.metric not in EVENTS
        richer = figure.metric == other.metric and len(figure.quote) > len(other.quote)
        if stronger or richer:
            found[place] = figure
        return
    found.append(figure)


def _same(one: Figure, other: Figure) -> bool:
    """Whether two figures of one value tell the same: one metric, one noun, or people counted weakly once."""
    if one.metric == other.metric and one.metric is not Metric.OTHER:
        return True
    if one.of and other.of and _stems(one.of) & _stems(other.of):
        return True
    pair = {one.metric, other.metric}
    return one.value > 1 and pair <= OF_PEOPLE and bool(pair & WEAK) and _counts_people(one) and _counts_people(other)


def _stems(noun: str) -> set[str]:
    """The first letters of the first and the last word."""
    words = noun.casefold().split()
    return {words[0][:STEM], words[-1][:STEM]}


def _counts_people(figure: Figure) -> bool:
    if figure.metric in EVENTS or figure.metric is Metric.WORKERS:
        return True
    return figure.metric is Metric.OTHER and (not figure.of or bool(PEOPLE_WORDS.search(figure.of)))
