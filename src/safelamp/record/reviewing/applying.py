"""Making a correction hold on a page: found by its words, whether the page was read a minute or a year ago."""

from collections.abc import Callable, Mapping
from typing import Any

from safelamp.engines.extraction.values import Span
from safelamp.record.reading import rereading
from safelamp.record.reading.keeping import body_of
from safelamp.record.reading.models import Fact, FactKind, Item, ItemCountry, ItemSubject, Page, Standing, SubjectKind
from safelamp.record.reviewing import bounds
from safelamp.record.reviewing.anchors import Anchor, place
from safelamp.record.reviewing.models import Act, Correction, Subject

VALUES = ("metric", "value", "unit", "counted", "qualifier", "period", "code")
SURE = 1.0
LONGEST_QUOTE = 120  # of a country or subject


def values_of(fact: Fact) -> dict[str, Any]:
    """What a fact says, as a correction keeps it; `alone` where no other fact of its kind has the same words."""
    same = Fact.objects.filter(item=fact.item_id, kind=fact.kind, start=fact.start, end=fact.end)
    return {name: getattr(fact, name) for name in VALUES} | {"alone": same.count() <= 1}


def apply(correction: Correction, page: Page) -> bool:
    """Makes the correction hold on the page; False where its words are not found there."""
    return _WAYS[Subject(correction.subject)](correction, page)


def anchored(correction: Correction) -> Anchor:
    """Where the correction's words stood."""
    return Anchor(correction.quote, correction.context_before, correction.context_after, correction.start)


def _placed(correction: Correction, page: Page) -> tuple[Item, Span] | None:
    span = place(anchored(correction), page.text)
    item = item_at(page, span, correction) if span else None
    return (item, span) if item and span else None


def item_at(page: Page, span: Span, correction: Correction) -> Item | None:
    """The item that holds the span; where several do, the one that was corrected."""
    items = list(page.items.order_by("position"))
    holding = [
        item
        for item in items
        if span.touches(Span(item.headline_start, item.headline_end))
        or any(span.touches(part) for part in body_of(item))
    ]
    known = [item for item in items if item.id == correction.item_id]
    return next((item for item in holding if item in known), next(iter([*holding, *known]), None))


def _fact(correction: Correction, page: Page) -> bool:
    found = _placed(correction, page)
    if found is None:
        return False
    item, span = found
    before, after = correction.before or {}, correction.after or {}
    stale = [fact for fact in item.facts.filter(kind=correction.subject) if _is_same(fact, span, before, after)]
    if correction.act == Act.TAKE_AWAY:
        item.facts.filter(id__in=[fact.id for fact in stale]).delete()
        return True
    fact = stale[0] if stale else Fact(item=item, kind=FactKind(correction.subject))
    for name in VALUES:
        setattr(fact, name, after.get(name, getattr(fact, name)))
    fact.quote, fact.start, fact.end = span.of(page.text), span.start, span.end
    fact.confidence, fact.reviewed_on = SURE, correction.day
    if correction.act != Act.CONFIRM:
        fact.corrected_by = correction.organisation
    fact.save()
    item.facts.filter(id__in=[other.id for other in stale[1:]]).delete()
    return True


def _is_same(fact: Fact, span: Span, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether the fact is the one that the correction is about, as it was read then or is read now."""
    if not span.touches(Span(fact.start, fact.end)):
        return False
    exact = (fact.start, fact.end) == (span.start, span.end)
    if fact.kind != FactKind.FIGURE:
        return exact or fact.code in {before.get("code"), after.get("code")}
    return (exact and bool(before.get("alone"))) or fact.value in {before.get("value"), after.get("value")}


def _country(correction: Correction, page: Page) -> bool:
    found = _placed(correction, page)
    if found is None:
        return False
    item, span = found
    code = (correction.after or correction.before or {})["code"]
    if correction.act == Act.TAKE_AWAY:
        item.countries.filter(country=code).delete()
    else:
        quote, end = span.of(page.text)[:LONGEST_QUOTE], min(span.end, span.start + LONGEST_QUOTE)
        held = {"quote": quote, "start": span.start, "end": end, "confidence": SURE}
        ItemCountry.objects.update_or_create(item=item, country=code, defaults=held)
    bounds.settle(item)
    return True


def _subject(correction: Correction, page: Page) -> bool:
    found = _placed(correction, page)
    if found is None:
        return False
    item, _span = found
    code, kind = (correction.after or correction.before or {})["code"], SubjectKind(correction.subject)
    if correction.act == Act.TAKE_AWAY:
        item.subjects.filter(kind=kind, code=code).delete()
    else:
        ItemSubject.objects.update_or_create(item=item, kind=kind, code=code, defaults={"confidence": SURE})
    return True


def _person(correction: Correction, page: Page) -> bool:
    """A ruling holds for every mention on the page; it is lost only where the name stands nowhere any more."""
    if place(anchored(correction), page.text) is None and correction.quote not in page.text:
        return False
    rereading.rule(page, {correction.quote: Standing((correction.after or {})["standing"])})
    return True


def _item(correction: Correction, page: Page) -> bool:
    span = place(anchored(correction), page.text)
    headed = page.items.filter(headline_start=span.start).order_by("position").first() if span else None
    item = headed or (item_at(page, span, correction) if span else None)
    if span is None or (item is None and correction.act != Act.ADD):
        return correction.act == Act.TAKE_AWAY and span is not None
    if correction.act == Act.ADD:
        return bounds.add(page, span, correction.after or {}, known=item)
    if item is None:
        return False
    if correction.act == Act.TAKE_AWAY:
        item.delete()
        return True
    item.reviewed_on = correction.day
    item.confidence = SURE
    item.save(update_fields=["reviewed_on", "confidence"])
    return correction.act == Act.CONFIRM or bounds.change(item, correction.after or {})


_WAYS: Mapping[Subject, Callable[[Correction, Page], bool]] = {
    Subject.ITEM: _item,
    Subject.FIGURE: _fact,
    Subject.STANDARD: _fact,
    Subject.ORGANISATION: _fact,
    Subject.PLACE: _fact,
    Subject.EVENT_DATE: _fact,
    Subject.COUNTRY: _country,
    Subject.TOPIC: _subject,
    Subject.SECTOR: _subject,
    Subject.PERSON: _person,
}
