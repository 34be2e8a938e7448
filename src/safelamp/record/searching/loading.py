"""Reading items from the database as the index in memory wants them: plain values, no models."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from safelamp.engines.extraction.values import Metric
from safelamp.record.reading.models import FactKind, Item, Page, SubjectKind
from safelamp.record.reading.queries import public_items
from safelamp.record.searching.asked import FACETS, LONGEST_NAME

AT_ONCE = 400  # ids in one question to the database
NOTHING: Sequence[str] = ()
Values = dict[str, Sequence[str]]  # by item, its id as text


@dataclass(frozen=True, slots=True)
class Batch:
    """Some items, by column: `values[facet][n]` belongs to the item `rows[n]`; days are ordinals, 0 where unknown."""

    rows: list[int] = field(default_factory=list)
    ids: list[bytes] = field(default_factory=list)
    days: list[int] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    deaths: list[float] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    values: dict[str, list[Sequence[str]]] = field(default_factory=lambda: {facet: [] for facet in FACETS})


def listed_items() -> QuerySet[Item]:
    """The public items that lists show: one for each piece of news, whoever tells it again."""
    return public_items().filter(repeats__isnull=True)


def everything() -> Batch:
    """All listed items, without their words."""
    batch = Batch()
    _read(batch, listed_items(), None)
    return batch


def some_of(ids: Iterable[uuid.UUID]) -> Batch:
    """The listed items among some, with their words."""
    batch = Batch()
    known = list(ids)
    for start in range(0, len(known), AT_ONCE):
        some = known[start : start + AT_ONCE]
        _read(batch, listed_items().filter(id__in=some), some)
    return batch


def _read(batch: Batch, items: QuerySet[Item], among: Sequence[uuid.UUID] | None) -> None:
    held, deaths = _facts(among)
    held["countries"] = _gathered("reading_itemcountry", "country", among)
    for facet, kind in (("topics", SubjectKind.TOPIC), ("sectors", SubjectKind.SECTOR)):
        held[facet] = _gathered("reading_itemsubject", "code", among, kind=kind.value)
    pages = {page: (page.int >> 64, (str(source),)) for page, source in Page.objects.values_list("id", "source_id")}
    held_values = [(batch.values[facet], values) for facet, values in held.items()]
    own = ("search_row", "published_on", "page_id", "position", "kind", "language")
    columns: list[str | Cast] = [*own, Cast("id", CharField()), *(["words"] if among is not None else [])]
    for row, day, page, position, kind, language, item, *words in items.values_list(*columns).iterator(chunk_size=2000):
        batch.rows.append(row)
        batch.ids.append(bytes.fromhex(item.replace("-", "")))
        batch.days.append(day.toordinal() if day else 0)
        batch.pages.append(pages[page][0])
        batch.positions.append(position)
        batch.deaths.append(deaths.get(item, 0))
        batch.words.extend(words)
        batch.values["sources"].append(pages[page][1])
        batch.values["kinds"].append((kind,))
        batch.values["languages"].append((language,) if language else NOTHING)
        batch.values["years"].append(_year(day))
        for column, values in held_values:
            column.append(values.get(item, NOTHING))


def _year(day: dt.date | None) -> Sequence[str]:
    return (str(day.year),) if day else NOTHING


def _gathered(table: str, column: str, among: Sequence[uuid.UUID] | None, *, kind: str = "") -> Values:
    """The values of a table's column by item, each once."""
    found: Values = {}
    for item, value in _selected(table, column, among, kind):
        if item not in found:
            found[item] = (value,)
        elif value not in found[item]:
            found[item] = (*found[item], value)
    return found


def _facts(among: Sequence[uuid.UUID] | None) -> tuple[dict[str, Values], dict[str, float]]:
    """Metrics, standards and organisations by item, and the most deaths that each item tells."""
    held = {
        "metrics": _gathered("reading_fact", "metric", among, kind=FactKind.FIGURE.value),
        "standards": _gathered("reading_fact", "code", among, kind=FactKind.STANDARD.value),
        "organisations": _gathered("reading_fact", "code", among, kind=FactKind.ORGANISATION.value),
    }
    for item, names in held["organisations"].items():
        if any(len(name) > LONGEST_NAME for name in names):
            held["organisations"][item] = tuple(name for name in names if len(name) <= LONGEST_NAME)
    deaths: dict[str, float] = {}
    for item, value in _selected("reading_fact", "value", among, FactKind.FIGURE.value, metric=Metric.DEATHS.value):
        deaths[item] = max(float(value), deaths.get(item, 0))
    return held, deaths


def _selected(
    table: str, column: str, among: Sequence[uuid.UUID] | None, kind: str, *, metric: str = ""
) -> Iterator[tuple[str, str]]:
    conditions, values = [], []
    for name, value in (("kind", kind), ("metric", metric)):
        if value:
            conditions.append(f"{name} = %s")
            values.append(value)
    if among is not None:
        conditions.append(f"item_id IN ({', '.join(['%s'] * len(among))})")
        values += [_as_stored(item) for item in among]
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    with connection.cursor() as cursor:
        # Names are ours, values are parameters.
        cursor.execute(f"SELECT CAST(item_id AS text), {column} FROM {table}{where}", values)  # noqa: S608
        while rows := cursor.fetchmany(5_000):
            yield from rows


def _as_stored(item: uuid.UUID) -> str:
    return str(item) if connection.vendor == "postgresql" else item.hex
