"""Pages that people have looked at, as gold in the schema of the record guide: to measure the engine with."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from safelamp.ground.organisations.models import Organisation
from safelamp.record.reading.keeping import body_of
from safelamp.record.reading.models import Fact, FactKind, Item, Page, SubjectKind
from safelamp.record.reviewing import gold_rules
from safelamp.record.reviewing.models import State

SUMMARY = 60
NAME = 16  # signs of the page's digest
WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class GoldFile:
    """One page: `name` for both files, its text, its gold, and which rules of the guide it breaks."""

    name: str
    text: str
    json: str
    problems: tuple[str, ...]


def files(organisation: Organisation | None = None) -> Iterator[GoldFile]:
    """The public pages with a correction that holds, and the organisation's own.

    A page with an item that was taken down stays out: its words are not to travel.
    """
    held = Page.objects.filter(corrections__state=State.APPLIED).exclude(items__hidden_on__isnull=False)
    public = held.filter(source__organisation__isnull=True)
    asked = public | held.filter(source__organisation=organisation) if organisation else public
    for page in asked.distinct().select_related("source").order_by("digest"):
        yield of_page(page)


def of_page(page: Page) -> GoldFile:
    """The gold of one page, checked by the guide's rules."""
    name = page.digest[:NAME]
    items = page.items.filter(earlier_of__isnull=True).prefetch_related("facts", "countries", "subjects")
    gold: dict[str, Any] = {
        "page": name,
        "publisher": page.source.name,
        "language": page.language[:2],
        "kind": page.kind,
        "listing_total": page.listing_total,
        "items": [_item(item) for item in items.order_by("headline_start")],
    }
    content = json.dumps(gold, ensure_ascii=False, indent=1) + "\n"
    return GoldFile(name, page.text, content, tuple(gold_rules.problems(gold, page.text)))


def _item(item: Item) -> dict[str, Any]:
    text = item.page.text
    body = WHITE.sub(" ", " ".join(span.of(text) for span in body_of(item))).strip()
    facts = sorted(item.facts.all(), key=lambda fact: (fact.start, fact.end))
    subjects = list(item.subjects.all())
    return {
        "headline": item.headline,
        "published": item.published or None,
        "label": item.label or None,
        "dateline": item.dateline or None,
        "summary_start": body[:SUMMARY].strip() or None,
        "countries": [one.country for one in sorted(item.countries.all(), key=lambda one: one.start)],
        "sectors": sorted(one.code for one in subjects if one.kind == SubjectKind.SECTOR),
        "topics": sorted(one.code for one in subjects if one.kind == SubjectKind.TOPIC),
        "quantities": [_quantity(fact) for fact in facts if fact.kind == FactKind.FIGURE],
        "standards": _once(facts, FactKind.STANDARD),
        "organisations": _once(facts, FactKind.ORGANISATION),
        "places": _once(facts, FactKind.PLACE),
        "event_dates": _once(facts, FactKind.EVENT_DATE),
        "notes": None,
    }


def _quantity(fact: Fact) -> dict[str, Any]:
    value = fact.value or 0.0
    return {
        "metric": fact.metric,
        "value": int(value) if value.is_integer() else value,
        "qualifier": fact.qualifier or None,
        "unit": fact.unit or None,
        "of": fact.counted or None,
        "period": fact.period or None,
        "quote": fact.quote,
    }


def _once(facts: list[Fact], kind: FactKind) -> list[str]:
    return list(dict.fromkeys(fact.code for fact in facts if fact.kind == kind))
