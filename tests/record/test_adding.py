"""Adding pages: read once, kept with exact words, the same text twice changes nothing."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from safelamp.ground.audit.models import AuditLine
from safelamp.record.reading import queries
from safelamp.record.reading.models import Fact, FactKind, Item, ItemCountry, Page, Source
from safelamp.record.reading.operations import add_page, remove_page
from safelamp.record.searching.queries import Search, matching
from tests.people import House
from tests.record.pages import ARTICLE, MINING, add

pytestmark = pytest.mark.django_db


def counts() -> list[int]:
    return [model.objects.count() for model in (Source, Page, Item, ItemCountry, Fact)]


def test_a_page_is_kept_with_its_items() -> None:
    page = add()
    items = list(queries.items_on(page))
    assert [item.headline for item in items] == [
        "Mine collapse kills nine in Balochistan",
        "Garment workers march in Phnom Penh",
        "Dockers sign an agreement on working at night",
    ]
    assert [item.published_on for item in items] == [dt.date(2024, 5, 12), dt.date(2024, 4, 3), dt.date(2023, 3, 21)]


def test_every_fact_and_country_stands_on_the_page_in_its_exact_words() -> None:
    page = add()
    quoted = [*Fact.objects.filter(item__page=page), *ItemCountry.objects.filter(item__page=page)]
    assert len(quoted) > 10
    assert [one.quote for one in quoted] == [page.text[one.start : one.end] for one in quoted]


def test_figures_keep_metric_value_and_qualifier() -> None:
    add()
    deaths = Fact.objects.get(kind=FactKind.FIGURE, metric="deaths")
    assert (deaths.value, deaths.qualifier, deaths.quote) == (9, "at least", "At least nine miners were killed")


def test_adding_the_same_text_again_changes_nothing() -> None:
    first = add()
    before = counts()
    again = add_page(MINING, name="other.txt", publisher="Somebody else", by=None)
    assert (again.new, again.page) == (False, first)
    assert counts() == before


def test_an_organisation_may_keep_to_itself_what_is_public_too(union: House) -> None:
    public, private = add(), add(organisation=union.organisation)
    assert public != private
    assert not add_page(MINING, name="x", publisher="x", organisation=union.organisation, by=None).new


def test_a_page_without_news_is_kept_without_items() -> None:
    page = add("Home\nMenu\n")
    assert (page.text, page.items.count()) == ("Home\nMenu\n", 0)


def test_adding_leaves_one_audit_line_without_words(union: House) -> None:
    officer = union.officer.member
    page = add_page(MINING, name="p", publisher="Herald", organisation=union.organisation, by=officer).page
    line = AuditLine.objects.get(verb="reading.add_page")
    assert (line.organisation_id, line.member_id, line.subject_id) == (union.organisation.id, officer.id, page.id)


def test_removing_a_page_takes_its_items_facts_and_lonely_source() -> None:
    page = add()
    remove_page(page, by=None)
    assert counts() == [0, 0, 0, 0, 0]


def test_removing_a_page_leaves_a_source_that_has_another() -> None:
    page, _other = add(), add(ARTICLE)
    remove_page(page, by=None)
    assert Source.objects.count() == 1


def test_a_removed_page_can_be_added_again_and_found() -> None:
    remove_page(add(), by=None)
    add()
    assert matching(queries.public_items(), Search(words="Quetta")).count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"quote": ""},
        {"start": 9, "end": 9},
        {"value": None},
        {"metric": ""},
        {"kind": FactKind.STANDARD},
    ],
)
def test_the_database_refuses_a_fact_without_words_or_value(wrong: dict[str, object]) -> None:
    item = add().items.first()
    right = {"kind": FactKind.FIGURE, "metric": "deaths", "value": 1.0, "quote": "one", "start": 0, "end": 3}
    with pytest.raises(IntegrityError), transaction.atomic():
        Fact.objects.create(item=item, confidence=0.9, **(right | wrong))
