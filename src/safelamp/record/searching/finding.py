"""A visitor's search: one page of the public items that match, with what is left to choose from in every facet."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from safelamp.record.reading.models import Item
from safelamp.record.searching import index
from safelamp.record.searching.asked import EARLIEST, FACETS, LATEST, Order, Search
from safelamp.record.searching.bits import numbers_of
from safelamp.record.searching.index import Index
from safelamp.record.searching.queries import PAGE_SIZE, Found
from safelamp.record.searching.understanding import Named, understood, without_names
from safelamp.record.searching.words import question_of, titled

MOST_VALUES = 40  # of one facet
MOST_YEARS_BY_MONTH = 3
MOST_TITLED = 6  # words whose place in headlines decides the best match


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to narrow a search down by, and how many items would be left."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, what the words were taken to name, and the choices of each facet.

    `asked` is the search that was answered: its words are only words where names would have left nothing.
    """

    asked: Search
    found: Found
    named: tuple[Named, ...]
    choices: Mapping[str, Sequence[Choice]]


@dataclass(frozen=True, slots=True)
class _Matched:
    """Bits: the items that match, and for each facet those that match everything but the choices of that facet."""

    all: int
    besides: Mapping[str, int]


def find(asked: Search, *, number: int = 1, size: int = PAGE_SIZE) -> Answer:
    """One page of what a visitor looks for; a number past the end gives the last page."""
    with index.using():
        held = index.current()
        asked, named, matched = _matched(held, asked)
        total = matched.all.bit_count()
        pages = max(1, -(-total // size))
        number = min(max(1, number), pages)
        start = (number - 1) * size
        rows = _page(held, asked, matched.all, start=start, size=size)
        choices = {facet: _choices(held, asked, matched, facet) for facet in FACETS}
    items = items_in_order(rows)
    first = start + 1 if total else 0
    return Answer(asked, Found(items, total, first, start + len(rows), number, pages), named, choices)


def rows_found(asked: Search, *, most: int) -> tuple[list[int], int]:
    """The search rows of the first items that match, and how many match in all: for feeds, charts and files."""
    with index.using():
        held = index.current()
        asked, _, matched = _matched(held, asked)
        return _page(held, asked, matched.all, start=0, size=most), matched.all.bit_count()


def counts_by(asked: Search, facet: str, *, most: int = 400) -> list[Choice]:
    """How many of the items that match have each value of a facet, the most frequent first."""
    with index.using():
        held = index.current()
        _, _, matched = _matched(held, asked)
        return [Choice(value, count) for value, count in held.columns[facet].counts(matched.all, most=most)]


def items_in_order(rows: Sequence[int]) -> list[Item]:
    """Items by search row, with all that showing them needs, in the order of the rows."""
    items = Item.objects.filter(search_row__in=rows).select_related("page__source").defer("page__text", "words")
    held = {item.search_row: item for item in items.prefetch_related("facts", "countries", "subjects", "persons")}
    return [held[row] for row in rows if row in held]


def _matched(held: Index, asked: Search) -> tuple[Search, tuple[Named, ...], _Matched]:
    """What matches; the words' names count unless they leave nothing."""
    question = understood(asked)
    if question.named:
        matched = _joined(held, replace(asked, words=question.words), question.named)
        if matched.all:
            return asked, question.named, matched
        asked = without_names(asked)
    return asked, (), _joined(held, asked, ())


def _joined(held: Index, asked: Search, named: Sequence[Named]) -> _Matched:
    fixed = held.alive & _in_time(held, asked)
    for one in named:
        fixed &= held.columns[one.facet].having([one.value])
    if fixed and asked.words.strip():
        fixed &= _with_words(held, asked.words)
    chosen = {facet: held.columns[facet].having(asked.chosen(facet)) for facet in FACETS if asked.chosen(facet)}
    besides = {}
    for facet in FACETS:
        besides[facet] = fixed
        for other, bits in chosen.items():
            if other != facet:
                besides[facet] &= bits
    everything = fixed
    for bits in chosen.values():
        everything &= bits
    return _Matched(everything, besides)


def _in_time(held: Index, asked: Search) -> int:
    if not asked.since and not asked.until:
        return -1
    return held.between((asked.since or EARLIEST).toordinal(), (asked.until or LATEST).toordinal())


def _with_words(held: Index, words: str) -> int:
    question = question_of(words)
    if question.is_empty:
        return 0
    found = held.holding(*question.wanted) if question.wanted else -1
    for term in question.unwanted:
        found &= ~held.holding(term)
    return found


def _page(held: Index, asked: Search, matched: int, *, start: int, size: int) -> list[int]:
    if asked.order is not Order.BEST:
        return held.page(matched, asked.order, start=start, size=size)
    rows: list[int] = []
    for tier in _tiers(held, asked.words, matched):
        count = tier.bit_count()
        if start < count and len(rows) < size:
            rows += held.page(tier, Order.NEWEST, start=start, size=size - len(rows))
        start = max(0, start - count)
    return rows


def _tiers(held: Index, words: str, matched: int) -> list[int]:
    """The items apart by how many of the words stand in the headline, most first."""
    tiers = [matched]  # tiers[n]: at least n words stand in the headline
    for term in question_of(words).wanted[:MOST_TITLED]:
        held_here = matched & held.holding(titled(term))
        tiers.append(0)
        for many in range(len(tiers) - 1, 0, -1):
            tiers[many] |= tiers[many - 1] & held_here
    return [tier & ~above for tier, above in zip(reversed(tiers), (0, *reversed(tiers)), strict=False)]


def _choices(held: Index, asked: Search, matched: _Matched, facet: str) -> list[Choice]:
    """The most frequent values; what was chosen stands among them even where nothing is left."""
    among = matched.besides[facet]
    column = held.columns[facet]
    found = [Choice(value, count) for value, count in column.counts(among, most=MOST_VALUES)]
    shown = {choice.value for choice in found}
    late = [value for value in asked.chosen(facet) if value not in shown]
    return [*found, *(Choice(value, (column.having([value]) & among).bit_count()) for value in late)]


@dataclass(frozen=True, slots=True)
class Periods:
    """How many items were published in each month or year, oldest first, gaps included; and how many have no date."""

    counts: Sequence[tuple[str, int]]
    undated: int
    monthly: bool


def periods(asked: Search) -> Periods:
    """Months where what matches spans up to three years, years otherwise."""
    with index.using():
        held = index.current()
        _, _, matched = _matched(held, asked)
        days = [held.days[slot] for slot in numbers_of(matched.all)]
    dated = [dt.date.fromordinal(day) for day in days if day]
    if not dated:
        return Periods((), len(days), monthly=False)
    monthly = max(dated).year - min(dated).year < MOST_YEARS_BY_MONTH
    names = [day.isoformat()[:7] if monthly else str(day.year) for day in dated]
    counts = Counter(names)
    return Periods(
        [(name, counts[name]) for name in _run(min(names), max(names))], len(days) - len(dated), monthly=monthly
    )


def _run(first: str, last: str) -> list[str]:
    """All years, or all months, from one to another.

    >>> _run("2023-11", "2024-02")
    ['2023-11', '2023-12', '2024-01', '2024-02']
    """
    if "-" not in first:
        return [str(year) for year in range(int(first), int(last) + 1)]
    (year, month), (last_year, last_month) = ((int(name[:4]), int(name[5:])) for name in (first, last))
    months = range(12 * year + month - 1, 12 * last_year + last_month)
    return [f"{each // 12}-{each % 12 + 1:02}" for each in months]
