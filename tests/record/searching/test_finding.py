"""The quick search in memory gives what the database alone gives, and sees what was written a moment ago."""

# ruff: noqa: E501  # sentences and cases stand on one line

import datetime as dt
import itertools

import pytest

from safelamp.record.reading import queries as reading
from safelamp.record.reading.models import Item, Page
from safelamp.record.reading.operations import remove_page
from safelamp.record.searching import index
from safelamp.record.searching.asked import FACETS, Order, Search
from safelamp.record.searching.finding import counts_by, find
from safelamp.record.searching.loading import listed_items
from safelamp.record.searching.queries import matching, ordered, search
from tests.people import House
from tests.record.pages import ARTICLE, MINING, UNSPACED, add

pytestmark = pytest.mark.django_db


def begins(asked: Search) -> list[str]:
    return [item.headline.split()[0] for item in find(asked).found.items]


@pytest.fixture
def record() -> Page:
    page = add(MINING)
    add(ARTICLE, publisher="Inspectorate")
    add(UNSPACED, publisher="News")
    return page


QUERIES = (
    "", "q=miners", "q=workers", "q=%22coal+mine%22", "q=%22mine+coal%22", "q=workers+-march", "q=-miners", "q=คนงาน",
    "country=PK", "country=PK&country=KH", "country=KH&topic=protest", "figure=deaths", "figure=deaths&sort=deaths",
    "year=2024", "since=2024-01-01&until=2024-05-11", "sort=oldest", "language=th", "kind=news", "standard=C176",
    "q=deaths+in+mining+in+Pakistan", "q=Pakistan", "q=Pakistan&read=words", "q=nothing", "sector=mining&year=2023",
    "q=fire+-factory&sort=oldest",
)  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_memory_and_database_find_the_same_in_the_same_order(record: Page, query: str) -> None:
    asked = Search.from_query(query)
    plain = search(listed_items(), asked, number=1)
    quick = find(asked).found
    assert [item.id for item in quick.items] == [item.id for item in plain.items]
    assert (quick.total, quick.first, quick.last) == (plain.total, plain.first, plain.last)


@pytest.mark.parametrize("query", QUERIES)
def test_choices_are_counted_as_if_theirs_were_not_made(record: Page, query: str) -> None:
    answer = find(Search.from_query(query))
    for facet, choices in answer.choices.items():
        for choice in choices:
            if answer.named:
                continue
            alone = Search.from_query(query)
            one = Search(
                **{
                    **{name: getattr(answer.asked, name) for name in Search.__slots__},
                    facet: (choice.value,),
                }
            )
            assert matching(listed_items(), one).count() == choice.count, (facet, choice, alone)


def test_every_facet_is_there_and_counted(record: Page) -> None:
    choices = find(Search()).choices
    assert set(choices) == set(FACETS)
    assert {(one.value, one.count) for one in choices["countries"]} >= {("PK", 1), ("KH", 1), ("TG", 1)}
    assert {one.value for one in choices["languages"]} >= {"en"}
    assert sum(one.count for one in choices["years"]) == Item.objects.filter(published_on__isnull=False).count()


def test_what_was_added_a_moment_ago_is_found(record: Page) -> None:
    assert find(Search(words="earthquake")).found.total == 0
    add(
        "Earthquake stops the mines of Chile\n\n3 March 2025\n\nThe miners of Chile stopped work after the earthquake of the weekend and ask for new props in all shafts.\n\nDrivers wait\n\n2 March 2025\n\nThe drivers of the same mines wait for their wages since the beginning of the year, said the union."
    )
    assert begins(Search(words="earthquake")) == ["Earthquake"]
    assert find(Search(countries=("CL",))).found.total == 1


def test_what_was_taken_out_is_not_found(record: Page) -> None:
    assert find(Search(words="miners")).found.total == 1
    remove_page(record, by=None)
    assert find(Search(words="miners")).found.total == 0
    assert find(Search()).found.total == Item.objects.count()


def test_what_was_hidden_is_not_found(record: Page) -> None:
    assert find(Search(words="Quetta")).found.total == 1
    Item.objects.filter(headline__startswith="Mine").update(hidden_on=dt.date(2026, 1, 1))
    assert find(Search()).found.total == Item.objects.count() - 1
    assert find(Search(words="Quetta")).found.total == 0


def test_the_same_news_told_again_is_listed_once(record: Page) -> None:
    first, second = Item.objects.filter(page=record).order_by("position")[:2]
    assert find(Search()).found.total == Item.objects.count()
    second.repeats = first
    second.save()
    assert find(Search()).found.total == Item.objects.count() - 1


def test_words_that_changed_are_found_and_the_old_ones_are_not(record: Page) -> None:
    assert begins(Search(words="Quetta")) == ["Mine"]
    Item.objects.filter(headline__startswith="Mine").update(words="thunderstorm")
    assert begins(Search(words="thunderstorm")) == ["Mine"]
    assert begins(Search(words="Quetta")) == []


def test_a_source_that_becomes_private_is_gone_at_once(record: Page, union: House) -> None:
    assert find(Search()).found.total == Item.objects.count()
    record.source.organisation = union.organisation
    record.source.save()
    assert find(Search()).found.total == Item.objects.count() - 3


def test_private_items_are_neither_found_nor_counted(union: House) -> None:
    add(MINING, organisation=union.organisation)
    answer = find(Search())
    assert answer.found.total == 0
    assert not any(answer.choices.values())


def test_hundreds_of_changes_leave_what_reading_everything_gives(record: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "MOST_DEAD", 2)
    find(Search())
    for number in range(40):
        item = Item.objects.all()[number % Item.objects.count()]
        item.published_on = dt.date(2020, 1, 1) + dt.timedelta(days=number)
        item.save()
        find(Search(words="workers"))
    kept = [[item.id for item in find(Search(order=order)).found.items] for order in Order]
    index.forget()
    assert kept == [[item.id for item in find(Search(order=order)).found.items] for order in Order]


def test_best_match_puts_words_of_the_headline_first() -> None:
    add(
        "Workers ask for air\n\n1 January 2020\n\nThey wrote to the owner of the mill about the fans that stand still.\n\n"
        "Owner of the mill answers\n\n1 January 2024\n\nThe owner said to the union that air will come with new fans."
    )
    assert begins(Search(words="air fans")) == ["Owner", "Workers"]
    assert begins(Search(words="air fans", order=Order.BEST)) == ["Workers", "Owner"]


def test_most_deaths_come_first(record: Page) -> None:
    assert begins(Search(order=Order.DEATHS))[:2] == ["Mine", "Fire"]


def test_every_item_stands_on_exactly_one_page_in_every_order() -> None:
    for number in range(23):
        add(f"Strike number {number} of the dockers\n\n" + f"They stopped work at quay {number} of the port. " * 4)
    for order in Order:
        pages = [find(Search(words="dockers", order=order), number=number).found for number in (1, 2, 3)]
        assert [(page.first, page.last, page.total) for page in pages] == [(1, 10, 23), (11, 20, 23), (21, 23, 23)]
        assert len({item.id for item in itertools.chain.from_iterable(page.items for page in pages)}) == 23


def test_counts_by_year_are_those_of_the_items_that_match(record: Page) -> None:
    assert {one.value: one.count for one in counts_by(Search(countries=("KH",)), "years")} == {"2024": 1}


def test_order_of_the_database_is_complete() -> None:
    for order in Order:
        assert ordered(reading.public_items(), order).query.order_by
