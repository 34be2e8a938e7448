"""What the tests of reviewing do again and again."""

from safelamp.engines.extraction.values import Span
from safelamp.record.reading.models import Fact, Item, NamedPerson, Page, Standing
from safelamp.record.reviewing import applying, operations
from safelamp.record.reviewing.models import Act, Correction, State, Subject, TakeDown
from safelamp.record.reviewing.operations import Change
from tests.people import House, Person
from tests.record.pages import add


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


def fact_of(house: House) -> Fact:
    """A fact on a page that is the organisation's own."""
    return deaths(add(organisation=house.organisation))


def person_of(house: House) -> NamedPerson:
    """A name of which the program was unsure, on a page that is the organisation's own."""
    page = add(organisation=house.organisation)
    return unsure(page, "Quetta")


def unsure(page: Page, name: str) -> NamedPerson:
    """Takes words of the first item for the name of a person of whom the program was unsure."""
    place = page.text.index(name)
    held = {"standing": Standing.UNSURE, "confidence": 0.5, "quote": name}
    item = first_item(page)
    return NamedPerson.objects.get_or_create(item=item, start=place, end=place + len(name), defaults=held)[0]


def lost_correction_of(house: House) -> Correction:
    """A correction of the organisation's own page whose words were not found any more."""
    page = add(organisation=house.organisation)
    held = {
        "source": page.source, "number": 1, "act": Act.TAKE_AWAY, "state": State.UNPLACED,
        "start": 0, "before": {"metric": "days", "value": 12.0}, "organisation": house.organisation,
        "author": house.officer.member, "day": page.fetched_on,
    }  # fmt: skip
    subject, quote = Subject.FIGURE, "a strike of twelve days"
    return Correction.objects.get_or_create(subject=subject, quote=quote, page=page, defaults=held)[0]


def take_down_of(house: House) -> TakeDown:
    """A request to this organisation, whose words nobody can open."""
    held = {"organisation": house.organisation, "arrived_on": "2026-11-01", "words_sealed": b"no envelope"}
    return TakeDown.objects.get_or_create(sending=house.organisation.id.hex, defaults=held)[0]
