"""Where an item begins and ends: changing it by hand takes along what stands inside."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from safelamp.engines.extraction.dates import first_day
from safelamp.engines.extraction.values import Span
from safelamp.record.reading import rereading
from safelamp.record.reading.keeping import body_of
from safelamp.record.reading.models import WITHHELD, Fact, Item, ItemCountry, ItemSubject, NamedPerson, Page
from safelamp.record.reading.showing import teaser_span
from safelamp.record.reviewing.anchors import Anchor, anchor_of, place

TEXTS = ("published", "label", "dateline")
SURE = 1.0


def anchors_of(text: str, spans: Iterable[Span]) -> list[dict[str, object]]:
    """Spans as a correction keeps them."""
    return [anchor_of(text, span).as_json() for span in spans]


def values_of(item: Item) -> dict[str, Any]:
    """What an item is, as a correction keeps it."""
    text = item.page.text
    return {
        "headline": anchors_of(text, [Span(item.headline_start, item.headline_end)])[0],
        "body": anchors_of(text, body_of(item)),
        **{name: getattr(item, name) for name in TEXTS},
    }


def change(item: Item, after: Mapping[str, Any]) -> bool:
    """Gives an item what was corrected; False where the words of its new bounds are not found."""
    text = item.page.text
    placed = _placed(text, after)
    if placed is None:
        return False
    headline, body = placed
    if headline:
        item.headline, item.headline_start, item.headline_end = headline.of(text), headline.start, headline.end
    if body is not None:
        item.body = [[span.start, span.end] for span in body]
    for name in TEXTS:
        setattr(item, name, after.get(name, getattr(item, name)))
    item.published_on = first_day(item.published) if item.published else None
    teaser = teaser_span(text, body_of(item))
    item.teaser, item.teaser_start = (teaser.of(text), teaser.start) if teaser else ("", None)
    item.save()
    if body is not None:
        take_in(item)
    settle(item)
    return True


def add(page: Page, span: Span, after: Mapping[str, Any], *, known: Item | None) -> bool:
    """Makes an item of its own out of a part of the page; once only, however often it is replayed."""
    placed = _placed(page.text, after)
    if placed is None:
        return False
    if known is not None and (known.headline_start, known.headline_end) == (span.start, span.end):
        return change(known, after)
    last = page.items.order_by("-position").first()
    item = Item(
        page=page, position=last.position + 1 if last else 0, headline=span.of(page.text), headline_start=span.start,
        headline_end=span.end, confidence=SURE, words="", language=page.language, kind=known.kind if known else "news",
    )  # fmt: skip
    item.save()
    return change(item, after)


def take_in(item: Item) -> None:
    """Moves to the item what stands inside its bounds, wherever on the page it hung before."""
    spans = [Span(item.headline_start, item.headline_end), *body_of(item)]
    for model in (Fact, NamedPerson, ItemCountry, ItemSubject):
        rows: Any = model.objects.filter(item__page=item.page_id, start__isnull=False).exclude(item=item)
        for row in [row for row in rows if _inside(row, spans)]:
            if not _has_already(item, row):
                row.item = item
                row.save(update_fields=["item"])
    rereading.renumber(item.page)


def settle(item: Item) -> None:
    """What search looks at, after anything of the item changed."""
    withheld = [Span(one.start, one.end) for one in item.persons.all() if one.standing in WITHHELD]
    fresh = Item.objects.select_related("page__source").prefetch_related("facts", "countries").get(id=item.id)
    rereading.tidy(fresh, withheld=withheld)


def _placed(text: str, after: Mapping[str, Any]) -> tuple[Span | None, list[Span] | None] | None:
    headline = place(Anchor.from_json(after["headline"]), text) if after.get("headline") else None
    body = [place(Anchor.from_json(kept), text) for kept in after["body"]] if "body" in after else None
    if (after.get("headline") and headline is None) or (body and None in body):
        return None
    return headline, None if body is None else [span for span in body if span]


def _inside(row: Any, spans: Sequence[Span]) -> bool:  # noqa: ANN401  # four models with start and end
    return any(span.start <= row.start and row.end <= span.end for span in spans)


def _has_already(item: Item, row: Fact | NamedPerson | ItemCountry | ItemSubject) -> bool:
    if isinstance(row, ItemCountry):
        return item.countries.filter(country=row.country).exists()
    if isinstance(row, ItemSubject):
        return item.subjects.filter(kind=row.kind, code=row.code).exists()
    return False
