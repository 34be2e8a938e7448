"""What leaves a search as a file: rows and values, with names withheld, safe to open in a spreadsheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from safelamp.record.reading.models import Fact, FactKind, Item, SubjectKind
from safelamp.record.reading.showing import (
    shown_counted,
    shown_headline_text,
    shown_quote,
    shown_teaser_text,
)
from safelamp.record.searching.asked import Search
from safelamp.record.searching.finding import items_in_order, rows_found

Value = str | int | float | bool | None | Sequence["Value"] | dict[str, "Value"]
COLUMNS = (
    "item", "headline", "published", "source", "source_address", "read_on", "language", "countries", "sectors",
    "topics",
    "fact", "metric", "value", "qualifier", "unit", "of", "period", "code", "words", "confidence",
)  # fmt: skip
FORMULA_STARTS = "=+-@\t\r\n＝＋－＠"


@dataclass(frozen=True, slots=True)
class Taken:
    """The first items of a search, and how many there are in all."""

    items: Sequence[Item]
    total: int


def taken(asked: Search, *, most: int) -> Taken:
    """The items of a file."""
    rows, total = rows_found(asked, most=most)
    return Taken(items_in_order(rows), total)


def as_values(item: Item, *, address: str) -> dict[str, Value]:
    """An item as plain values, as docs/record.md describes them."""
    return {
        "id": str(item.id),
        "address": address,
        "headline": shown_headline_text(item),
        "teaser": shown_teaser_text(item),
        "published": item.published or None,
        "kind": item.kind,
        "language": item.language or item.page.language,
        "source": {"name": item.page.source.name, "address": item.address or item.page.address or None},
        "read_on": item.page.fetched_on.isoformat(),
        "countries": _countries(item),
        "topics": _subjects(item, SubjectKind.TOPIC),
        "sectors": _subjects(item, SubjectKind.SECTOR),
        "confidence": item.confidence,
        "facts": [_fact(item, fact) for fact in sorted(item.facts.all(), key=lambda fact: fact.start)],
    }


def _fact(item: Item, fact: Fact) -> dict[str, Value]:
    return {
        "kind": fact.kind,
        "metric": fact.metric or None,
        "value": fact.value,
        "qualifier": fact.qualifier or None,
        "unit": fact.unit or None,
        "of": shown_counted(item, fact) or None,
        "period": fact.period or None,
        "code": _code(item, fact) or None,
        "words": shown_quote(item, fact),
        "confidence": fact.confidence,
    }


def _code(item: Item, fact: Fact) -> str:
    """What stands for it; a name of a place or an organisation only as it may be shown."""
    return shown_quote(item, fact) if fact.kind in {FactKind.PLACE, FactKind.ORGANISATION} else fact.code


def as_rows(item: Item, *, address: str) -> Iterator[list[str]]:
    """One row a fact, or one for an item without facts, in the order of `COLUMNS`."""
    whole = as_values(item, address=address)
    own = [
        address, str(whole["headline"]), item.published, item.page.source.name, item.address or item.page.address,
        item.page.fetched_on.isoformat(), str(whole["language"]), " ".join(_countries(item)),
        " ".join(_subjects(item, SubjectKind.SECTOR)), " ".join(_subjects(item, SubjectKind.TOPIC)),
    ]  # fmt: skip
    facts = [_fact(item, fact) for fact in sorted(item.facts.all(), key=lambda fact: fact.start)]
    keys = ("kind", "metric", "value", "qualifier", "unit", "of", "period", "code", "words", "confidence")
    for fact in facts or [dict.fromkeys(keys, None)]:
        told = ["" if fact[key] is None else _plain(fact[key]) for key in keys]
        yield [harmless(cell) for cell in (*own, *told)]


def _plain(value: Value) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection).

    >>> harmless("=1+1"), harmless("14 miners")
    ("'=1+1", '14 miners')
    """
    return f"'{cell}" if cell.lstrip(" ").startswith(tuple(FORMULA_STARTS)) else cell


def _countries(item: Item) -> list[str]:
    return sorted(one.country for one in item.countries.all())


def _subjects(item: Item, kind: SubjectKind) -> list[str]:
    return sorted(one.code for one in item.subjects.all() if one.kind == kind)
