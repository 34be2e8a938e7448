"""What the tests of reviewing do again and again."""

from safelamp.engines.extraction.values import Span
from safelamp.record.reading.models import Fact, Item, Page
from safelamp.record.reviewing import applying, operations
from safelamp.record.reviewing.models import Act, Correction, Subject
from safelamp.record.reviewing.operations import Change
from tests.people import Person


def span_of(page: Page, words: str) -> Span:
    start = page.text.index(words)
    return Span(start, start + len(words))


def deaths(page: Page) -> Fact:
    return Fact.objects.select_related("item__page__source").get(item__page=page, metric="deaths")


def change_fact(fact: Fact, *, by: Person, **values: object) -> Correction:
    before = applying.values_of(fact)
    act = Act.CHANGE if values else Act.CONFIRM
    change = Change(Subject(fact.kind), act, Span(fact.start, fact.end), before, {**before, **values})
    return operations.correct(fact.item, change, by=by.member)


def first_item(page: Page) -> Item:
    return Item.objects.select_related("page__source").get(page=page, position=0)
