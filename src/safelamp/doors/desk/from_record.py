"""From fact to action: which words of an item can be cited, the citation of them, and what they propose.

Proposals only fill forms in; a person reads them, changes them and sends them.
"""

import datetime as dt
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from safelamp.engines.extraction.dates import first_day
from safelamp.engines.extraction.values import Metric
from safelamp.ground.organisations.models import Member
from safelamp.loop.agreements.citations import LONGEST_QUOTE, Citation
from safelamp.record.reading import queries
from safelamp.record.reading.models import Fact, FactKind, Item

ENDS = re.compile(r"(?<!\.\d\d)(?<!\.\d)[.!?…]['\"”’»)]*(?=\s|$)|[。！？។။]|\n")  # not behind "6.11."
MOST_SENTENCES = 20
WHOLE_DAY = len("2026-11-22")
INITIAL = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of the page that can be cited; `key` names it in a form."""

    start: int
    end: int
    text: str
    fact_id: uuid.UUID | None = None

    @property
    def key(self) -> str:
        """Where it stands: "120-180"."""
        return f"{self.start}-{self.end}"


def item_for(member: Member, item_id: uuid.UUID) -> Item:
    """An item that the member may see, with its page and facts; raises Item.DoesNotExist."""
    items = queries.items_for(member.organisation).select_related("page__source").prefetch_related("facts")
    return items.get(id=item_id)


def words_of(item: Item) -> list[Words]:
    """What can be cited: the headline, then the sentences of the teaser and those that hold a fact, in page order."""
    text, found = item.page.text, {}
    for start, end, fact_id in _spans(item):
        if start < item.headline_end and item.headline_start < end:
            continue
        first, last = _sentence(text, start, end)
        if last - first <= LONGEST_QUOTE and first not in found:
            found[first] = Words(first, last, text[first:last], fact_id)
    headline = Words(item.headline_start, item.headline_end, item.headline)
    sentences = [words for first, words in sorted(found.items()) if words.text != headline.text]
    return [headline, *sentences[:MOST_SENTENCES]]


def chosen(item: Item, key: str) -> Words:
    """The words that a form names; the headline where it names none."""
    every = words_of(item)
    return next((words for words in every if words.key == key), every[0])


def citation(item: Item, words: Words) -> Citation:
    """What is copied: source, headline, day, address and the exact words."""
    page = item.page
    return Citation(
        source=page.source.name,
        headline=item.headline,
        quote=words.text,
        address=page.address,
        published=item.published,
        read_on=page.fetched_on.isoformat(),
        item_id=item.id,
        fact_id=words.fact_id,
    )


def for_commitment(item: Item, words: Words) -> INITIAL:
    """Who promised, what and by when, as far as the page says it."""
    later = [day for day in _days(item) if item.published_on is None or day > item.published_on]
    return {"who": ", ".join(_organisations(item)[:1]), "what": words.text, "due_on": later[-1] if later else None}


def for_agreement(item: Item, words: Words) -> INITIAL:
    """Between whom and when, as far as the page says it."""
    days = _days(item)
    signed = days[0] if days else item.published_on
    return {"parties": ", ".join(_organisations(item)[:4]), "about": words.text, "signed_on": signed}


def for_training(item: Item, words: Words) -> INITIAL:
    """When, where and for how many, as far as the page says it."""
    days = _days(item) or [day for day in [item.published_on] if day]
    places = [fact.code for fact in item.facts.all() if fact.kind == FactKind.PLACE]
    return {
        "title": item.headline,
        "about": words.text,
        "place": item.dateline or ", ".join(places[:1]),
        "held_from": days[0] if days else None,
        "held_until": days[-1] if days else None,
        "participants": _count(item, Metric.PARTICIPANTS),
        "unions": _count(item, Metric.UNIONS),
    }


def _spans(item: Item) -> Iterator[tuple[int, int, uuid.UUID | None]]:
    for fact in item.facts.all():
        yield fact.start, fact.end, fact.id if fact.kind == FactKind.FIGURE else None
    if item.teaser_start is None:
        return
    place = item.teaser_start
    for sentence in re.split(r"(?<=[.!?…。！？។။])\s+", item.teaser):
        if sentence.strip():
            start = item.page.text.find(sentence.strip(), place)
            if start >= 0:
                yield start, start + len(sentence.strip()), None
                place = start


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a span, without white space at its ends."""
    window = max(0, start - LONGEST_QUOTE)
    before = [found.end() for found in ENDS.finditer(text, window, start)]
    first = before[-1] if before else window
    behind = ENDS.search(text, max(start, end - 1), end + LONGEST_QUOTE)
    last = behind.end() if behind else min(len(text), end + LONGEST_QUOTE)
    inside = text[first:last]
    return first + len(inside) - len(inside.lstrip()), last - len(inside) + len(inside.rstrip())


def _days(item: Item) -> list[dt.date]:
    """The whole days of the item's events, ends of intervals included, in order."""
    told = [part for fact in item.facts.all() if fact.kind == FactKind.EVENT_DATE for part in fact.code.split("/")]
    return sorted(first_day(day) for day in told if len(day) == WHOLE_DAY and not day.startswith("-"))


def _organisations(item: Item) -> list[str]:
    named = sorted((fact for fact in item.facts.all() if fact.kind == FactKind.ORGANISATION), key=_place)
    return list(dict.fromkeys(fact.code for fact in named))


def _place(fact: Fact) -> int:
    return fact.start


def _count(item: Item, metric: Metric) -> int | None:
    counts = [fact.value for fact in item.facts.all() if fact.metric == metric and fact.value is not None]
    return int(max(counts)) if counts else None
