"""The figures of deaths and injuries that the record holds, sorted and added by the rule of `tolls`."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Greatest, Substr

from safelamp.engines.extraction.values import Metric
from safelamp.record.reading.models import Fact, FactKind, Item, SubjectKind
from safelamp.record.searching.asked import Search
from safelamp.record.searching.loading import listed_items
from safelamp.record.searching.queries import matching
from safelamp.record.searching.tolls import Accident, Sort, Told, Toll, Why, sort_of, toll_of

MOST_FIGURES = 3_000  # of one look; beyond it the page asks to narrow down
AROUND = 240  # characters before and behind a figure, in which its sentence stands
SENTENCE_END = re.compile(r"[.!?。]\s|\n|[。؟।]")
METRICS = (Metric.DEATHS.value, Metric.INJURIES.value)


@dataclass(frozen=True, slots=True)
class Figure:
    """A fact with what the rule says of it; `why` where a single event is not added."""

    fact: Fact
    sort: Sort
    why: Why | None


@dataclass(frozen=True, slots=True)
class Tolls:
    """What the record tells of deaths, or of injuries."""

    figures: Sequence[Figure]
    toll: Toll
    cut: bool  # there was more than is looked at in one go

    def of(self, sort: Sort) -> list[Figure]:
        """The figures of a sort, the newest first."""
        return [figure for figure in self.figures if figure.sort is sort]

    @property
    def first_sort(self) -> Sort:
        """The first sort of which there is a figure."""
        return next((sort for sort in Sort if self.of(sort)), Sort.EVENT)

    def by_country(self) -> list[tuple[str, int, int]]:
        """Country, accidents and least number, the most accidents first."""
        return _by(self.toll.accidents, lambda accident: accident.country)

    def by_year(self) -> list[tuple[str, int, int]]:
        """Year of the accident, accidents and least number, the newest first."""
        return sorted(_by(self.toll.accidents, lambda accident: str(accident.day.year)), reverse=True)


def tolls(asked: Search, *, metric: str) -> Tolls:
    """All figures of a metric in the listed items that match."""
    facts = list(_facts(asked, metric)[: MOST_FIGURES + 1])
    told = [told_by(fact) for fact in facts[:MOST_FIGURES]]
    toll = toll_of(told)
    reasons = {one.key: why for one, why in toll.left_out}
    figures = [
        Figure(fact, sort_of(one), reasons.get(one.key)) for fact, one in zip(facts[:MOST_FIGURES], told, strict=True)
    ]
    return Tolls(figures, toll, len(facts) > MOST_FIGURES)


def _facts(asked: Search, metric: str) -> QuerySet[Fact]:
    items = matching(listed_items(), asked)
    facts = Fact.objects.filter(kind=FactKind.FIGURE, metric=metric, item__in=items.values("id"))
    around = Substr("item__page__text", Greatest(F("start") + 1 - AROUND, Value(1)), F("end") - F("start") + 2 * AROUND)
    related = ("item__countries", "item__subjects", "item__facts", "item__persons")
    return (
        facts.annotate(around=around)
        .select_related("item__page__source")
        .defer("item__page__text", "item__words")
        .prefetch_related(*related)
        .order_by(F("item__published_on").desc(nulls_last=True), "item_id", "start")
    )


def told_by(fact: Fact) -> Told:
    """A fact, as the rule looks at it."""
    item: Item = fact.item
    subjects = list(item.subjects.all())
    others = list(item.facts.all())
    days = {day for each in others if each.kind == FactKind.EVENT_DATE and (day := _full_day(each.code))}
    return Told(
        key=str(fact.id),
        item=str(item.id),
        value=fact.value or 0,
        quote=fact.quote,
        context=sentence_around(vars(fact)["around"], fact.start, len(fact.quote)),
        qualifier=fact.qualifier,
        period=fact.period,
        confidence=1.0 if fact.reviewed_on else fact.confidence,
        item_confidence=1.0 if item.reviewed_on else item.confidence,
        countries=tuple(sorted(one.country for one in item.countries.all())),
        sectors=tuple(sorted(one.code for one in subjects if one.kind == SubjectKind.SECTOR)),
        topics=tuple(sorted(one.code for one in subjects if one.kind == SubjectKind.TOPIC)),
        places=frozenset(each.code.casefold() for each in others if each.kind == FactKind.PLACE),
        days=tuple(sorted(days)),
        published=item.published_on if item.published and len(item.published) == len("2024-06-21") else None,
    )


def sentence_around(text: str, start: int, length: int) -> str:
    """The sentence of a figure, out of the text around it; `start` is where the figure stands on the page."""
    place = min(start, AROUND - 1)
    first = max((end.end() for end in SENTENCE_END.finditer(text, 0, place)), default=0)
    behind = SENTENCE_END.search(text, min(len(text), place + length))
    return text[first : behind.start() if behind else len(text)]


def _full_day(code: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(code)
    except ValueError:
        return None


def _by(accidents: Iterable[Accident], key: Callable[[Accident], str]) -> list[tuple[str, int, int]]:
    many: Counter[str] = Counter()
    least: Counter[str] = Counter()
    for accident in accidents:
        many[key(accident)] += 1
        least[key(accident)] += accident.number
    return [(value, count, least[value]) for value, count in many.most_common()]
