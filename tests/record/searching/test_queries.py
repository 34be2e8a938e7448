"""Searching the record: words of every script, countries, days, sources, pages of results."""

import datetime as dt
import uuid

import pytest

from safelamp.record.reading import queries as reading
from safelamp.record.reading.models import Item, Page, Source
from safelamp.record.searching import queries
from safelamp.record.searching.queries import Search
from tests.people import House
from tests.record.pages import ARTICLE, MINING, UNSPACED, add

pytestmark = pytest.mark.django_db


def headlines(search: Search) -> list[str]:
    found = queries.search(reading.public_items(), search, number=1)
    return [item.headline.split()[0] for item in found.items]


@pytest.fixture
def record() -> Page:
    return add(MINING)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("miners", ["Mine"]),
        ("MINER killed", ["Mine"]),
        ("Pakistan", ["Mine"]),
        ("agreement", ["Dockers"]),
        ("Herald", ["Mine", "Garment", "Dockers"]),
        ("miners agreement", []),
        ("", ["Mine", "Garment", "Dockers"]),
        ("   ", ["Mine", "Garment", "Dockers"]),
        ('"', []),
    ],
)
def test_words_are_all_asked_for_in_any_order_and_form(record: Page, words: str, expected: list[str]) -> None:
    assert headlines(Search(words=words)) == expected


@pytest.mark.parametrize(
    "hostile",
    [
        "' OR 1=1 --",
        '"; DROP TABLE reading_item; --',
        "words:*",
        "NEAR(a b)",
        "a AND NOT b",
        "miner* OR",
        "%s",
        "\\",
        "(" * 90,
    ],
)
def test_signs_of_query_languages_are_only_words(record: Page, hostile: str) -> None:
    queries.search(reading.public_items(), Search(words=hostile), number=1)
    assert Item.objects.count() == 3


@pytest.mark.parametrize("word", ["คนงาน", "นั่งร้าน", "โรงพยาบาล", "រោងចក្រ", "កម្មករ"])
def test_a_word_inside_thai_or_khmer_text_is_found(word: str) -> None:
    add(UNSPACED)
    assert len(headlines(Search(words=word))) == 1


def test_a_thai_word_that_is_not_there_is_not_found() -> None:
    add(UNSPACED)
    assert headlines(Search(words="นิวเคลียร์")) == []


def test_one_of_several_countries_is_enough(record: Page) -> None:
    assert headlines(Search(countries=("KH", "TG"))) == ["Garment", "Dockers"]


def test_figures_narrow_down(record: Page) -> None:
    assert headlines(Search(metrics=("deaths",))) == ["Mine"]


def test_both_days_of_a_range_belong_to_it(record: Page) -> None:
    assert headlines(Search(since=dt.date(2024, 4, 3), until=dt.date(2024, 5, 12))) == ["Mine", "Garment"]
    assert headlines(Search(since=dt.date(2024, 4, 4), until=dt.date(2024, 5, 11))) == []


def test_a_source_narrows_down(record: Page) -> None:
    add(ARTICLE, publisher="Inspectorate")
    assert headlines(Search(sources=(str(Source.objects.get(name="Inspectorate").id),))) == ["Fire"]
    assert headlines(Search(sources=(str(uuid.uuid4()),))) == []


def test_newest_come_first_and_undated_last() -> None:
    add(MINING)
    add("Undated warning of the miners' union\n\n" + "The roof of the shaft is loose and no props have come. " * 3)
    assert headlines(Search()) == ["Mine", "Garment", "Dockers", "Undated"]


def many(count: int) -> None:
    for number in range(count):
        add(
            f"Strike number {number} of the dockers of Lomé\n\n"
            + f"They stopped work at quay {number} of the port. " * 4
        )


def test_ten_results_a_page_and_every_item_once() -> None:
    many(23)
    pages = [queries.search(reading.public_items(), Search(), number=number) for number in (1, 2, 3)]
    assert [(page.first, page.last, page.total) for page in pages] == [(1, 10, 23), (11, 20, 23), (21, 23, 23)]
    assert len({item.id for page in pages for item in page.items}) == 23


@pytest.mark.parametrize("number", [99_999, 4])
def test_a_page_past_the_end_is_the_last(number: int) -> None:
    many(23)
    assert queries.search(reading.public_items(), Search(), number=number).number == 3


def test_ten_results_cost_few_queries(django_assert_max_num_queries) -> None:
    many(12)
    with django_assert_max_num_queries(5):
        found = queries.search(reading.public_items(), Search(), number=1)
        assert [(item.page.source.name, list(item.facts.all()), list(item.countries.all())) for item in found.items]


def test_what_is_private_to_an_organisation_is_not_public(union: House) -> None:
    page = add(organisation=union.organisation)
    assert reading.public_items().count() == 0
    with pytest.raises(Item.DoesNotExist):
        reading.public_item(page.items.first().id)


def test_what_is_private_is_there_for_its_own_organisation_only(union: House, other_union: House) -> None:
    page = add(organisation=union.organisation)
    assert reading.items_for(union.organisation).count() == 3
    assert reading.items_for(other_union.organisation).count() == 0
    assert reading.page_for(union.organisation, page.id) == page
    with pytest.raises(Page.DoesNotExist):
        reading.page_for(other_union.organisation, page.id)


def test_public_pages_are_there_for_every_organisation(union: House, record: Page) -> None:
    assert reading.page_for(union.organisation, record.id) == record


def test_words_that_change_are_found_and_old_ones_are_not(record: Page) -> None:
    item = record.items.get(position=0)
    item.words = "thunderstorm"
    item.save()
    assert headlines(Search(words="thunderstorm")) == ["Mine"]
    assert headlines(Search(words="Quetta")) == []
