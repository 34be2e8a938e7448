"""Subject pages, map, chart and what the record covers."""

import pytest
from django.test import Client

from tests.people import House
from tests.record.pages import MINING, add

pytestmark = pytest.mark.django_db
PAGES = (
    "tolls", "strikes", "agreements", "trainings", "ratifications", "promises", "map", "over-time", "about",
)  # fmt: skip


def shown(client: Client, name: str, **asked: str) -> str:
    answer = client.get(f"/record/{name}/", asked)
    assert answer.status_code == 200
    assert answer.cookies == {}
    return answer.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_stands_on_an_empty_record_and_takes_garbage(client: Client, name: str) -> None:
    shown(client, name)
    shown(client, name, country="XX", year="x", page="99", of="none", kind="none", sector="';--")


@pytest.mark.parametrize("name", PAGES)
def test_nothing_private_is_on_any_page(client: Client, union: House, name: str) -> None:
    add(MINING, organisation=union.organisation, publisher="Secret Bulletin")
    page = shown(client, name)
    assert "Secret Bulletin" not in page
    assert "Pakistan:" not in page
    assert "Mine collapse" not in page


def test_a_single_accident_is_a_least_number_with_its_words(client: Client) -> None:
    add(MINING)
    page = shown(client, "tolls")
    assert "At least 9 deaths" in page
    assert "<mark>At least nine miners were killed</mark>" in page


def test_an_agreement_stands_with_the_sentence_that_tells_it(client: Client) -> None:
    add(MINING)
    page = shown(client, "agreements")
    assert "Dockers sign an agreement" in page
    assert "signed or agreed" in page


def test_the_map_counts_countries_and_the_table_says_the_same(client: Client) -> None:
    add(MINING)
    page = shown(client, "map", country="KH")
    assert "<title>Pakistan: 1</title>" in page
    assert 'class="chosen"' in page
    assert len(page) < 60_000


def test_the_chart_has_a_row_for_each_period_with_items(client: Client) -> None:
    add(MINING)
    page = shown(client, "over-time")
    assert "May 2024" in page
    assert "since=2024-05-01&amp;until=2024-05-31" in page


def test_sources_stand_with_counts_and_days(client: Client) -> None:
    add(MINING)
    page = shown(client, "about")
    assert "Labour Herald" in page
    assert "21 March 2023 – 12 May 2024" in page


def test_what_words_were_read_as_can_be_left_out(client: Client) -> None:
    add(MINING)
    page = client.get("/record/?q=deaths+in+mining+in+Pakistan").content.decode()
    assert "country: Pakistan" in page
    assert 'href="?q=deaths+in+mining"' in page
    assert "read=words" in page
