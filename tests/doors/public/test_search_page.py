"""The public record's list: what it shows, how it is narrowed down, what bad input does."""

import uuid

import pytest
from django.test import Client

from safelamp.record.reading.models import Source
from tests.people import House
from tests.record.pages import ARTICLE, MINING, UNSPACED, add

pytestmark = pytest.mark.django_db


def shown(client: Client, **asked: object) -> str:
    answer = client.get("/record/", asked)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def record() -> None:
    add(MINING)
    add(ARTICLE, publisher="Inspectorate")


def test_the_list_says_how_many_there_are(client: Client, record: None) -> None:
    page = shown(client)
    assert "Showing 1–4 of 4 results" in page
    assert page.index("Fire in a furniture factory") < page.index("Mine collapse") < page.index("Dockers sign")


def test_an_empty_record_says_so(client: Client) -> None:
    assert "The record is empty" in shown(client)


def test_facts_stand_marked_in_their_words(client: Client, record: None) -> None:
    assert "<mark>At least nine miners were killed</mark>" in shown(client)


def test_words_narrow_down(client: Client, record: None) -> None:
    page = shown(client, q="Quetta")
    assert "Showing 1–1 of 1 result" in page
    assert 'value="Quetta"' in page


def test_country_day_and_source_narrow_down(client: Client, record: None) -> None:
    source = Source.objects.get(name="Labour Herald")
    page = shown(client, country="KH", since="2024-01-01", until="2024-12-31", source=source.id)
    assert "Showing 1–1 of 1 result" in page
    assert "Garment workers march" in page


def test_what_was_chosen_stays_chosen(client: Client, record: None) -> None:
    page = shown(client, country="KH", figure="participants", since="2024-01-01")
    assert 'name="country" value="KH" checked' in page
    assert 'name="figure" value="participants" checked' in page
    assert 'value="2024-01-01"' in page


def test_nothing_found_says_what_to_do(client: Client, record: None) -> None:
    page = shown(client, q="nonexistent")
    assert "Nothing in the record matches" in page
    assert "Show everything" in page


@pytest.mark.parametrize(
    "garbage", ["yesterday", "2024-02-31", "9999-99-99", "0001-01-01", "99999-01-01", "' OR 1=1", "១២"]
)
def test_a_day_that_cannot_be_read_is_told_and_the_rest_is_searched(client: Client, record: None, garbage: str) -> None:
    page = shown(client, q="Quetta", since=garbage)
    assert "This is not a day." in page
    assert "Showing 1–1 of 1 result" in page


def test_days_the_wrong_way_round_are_told(client: Client, record: None) -> None:
    assert "The last day lies before the first" in shown(client, since="2024-05-01", until="2024-04-01")


@pytest.mark.parametrize("words", ["x" * 201, "a\x00b", "word " * 5_000], ids=["too long", "null sign", "far too long"])
def test_words_that_cannot_be_searched_for_are_told(client: Client, record: None, words: str) -> None:
    assert "Part of your search could not be read" in shown(client, q=words)


@pytest.mark.parametrize(
    "words", ["' OR 1=1 --", '"; DROP TABLE x', "<script>alert(1)</script>", "%", "*", "^*(", "🙂"]
)
def test_signs_of_other_languages_do_nothing(client: Client, record: None, words: str) -> None:
    page = shown(client, q=words)
    assert "<script>" not in page
    assert "Nothing in the record matches" in page


@pytest.mark.parametrize("words", ["คนงาน", "រោងចក្រ"])
def test_thai_and_khmer_words_are_found(client: Client, words: str) -> None:
    add(UNSPACED)
    assert "Showing 1–1 of 1 result" in shown(client, q=words)


@pytest.mark.parametrize("words", ["عمال", "کارگران معدن", "労働者"])
def test_words_of_other_scripts_that_are_not_there_are_said_to_be_absent(
    client: Client, record: None, words: str
) -> None:
    assert "Nothing in the record matches" in shown(client, q=words)


@pytest.mark.parametrize("number", ["99999", "0", "-1", "abc", "1e9", "9" * 400, "٣"])
def test_any_page_number_gives_a_page(client: Client, record: None, number: str) -> None:
    assert "of 4 results" in shown(client, page=number)


def test_choices_that_do_not_exist_change_nothing(client: Client, record: None) -> None:
    assert "of 4 results" in shown(client, country=["XX", "';--"], figure="nonsense", source="garbage")


def test_a_source_that_is_not_there_finds_nothing(client: Client, record: None) -> None:
    assert "Nothing in the record matches" in shown(client, source=uuid.uuid4())


def test_the_next_page_keeps_the_search(client: Client) -> None:
    for number in range(12):
        add(f"Strike number {number} of the dockers\n\n" + f"They stopped work at quay {number} of the port. " * 4)
    page = shown(client, q="dockers", since="", lang="en")
    assert "Next: 11–12 of 12" in page
    assert "q=dockers&amp;since=&amp;lang=en&amp;page=2" in page
    assert "Page 2 of 2" in shown(client, q="dockers", page=2)


def test_only_reading_is_possible(client: Client) -> None:
    assert client.post("/record/").status_code == 405


def test_private_items_sources_and_countries_are_not_shown(client: Client, union: House) -> None:
    add(MINING, publisher="Secret Bulletin", organisation=union.organisation)
    page = shown(client)
    assert "Secret Bulletin" not in page
    assert "Pakistan" not in page
    assert "The record is empty" in page


def test_no_cookie_is_set(client: Client, record: None) -> None:
    assert client.get("/record/?q=miners").cookies == {}


def test_the_page_speaks_the_readers_language(client: Client, record: None) -> None:
    answer = client.get("/record/?lang=th")
    assert answer.headers["Content-Language"] == "th"
    assert '<html lang="th"' in answer.content.decode()
