"""One item of the public record."""

import uuid

import pytest
from django.test import Client

from safelamp.record.reading.models import Item, Page
from tests.people import House
from tests.record.pages import ARTICLE, MINING, add

pytestmark = pytest.mark.django_db


def item_of(page: Page, position: int = 0) -> Item:
    return page.items.get(position=position)


def shown(client: Client, item: Item) -> str:
    answer = client.get(f"/record/{item.id}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_facts_stand_with_their_exact_words(client: Client) -> None:
    page = shown(client, item_of(add(MINING)))
    assert '<th scope="row">at least 9 deaths</th>' in page
    assert "<mark>At least nine miners were killed</mark>" in page
    assert '<th scope="row">C176</th>' in page
    assert "Pakistan" in page


def test_the_source_is_linked_where_it_is_known(client: Client) -> None:
    page = shown(client, item_of(add(MINING, address="https://herald.example/mine")))
    assert 'href="https://herald.example/mine" rel="noreferrer nofollow"' in page


def test_it_is_said_where_the_source_is_not_known(client: Client) -> None:
    assert "Where this page stands on the web is not known" in shown(client, item_of(add(MINING)))


def test_the_rest_of_the_page_is_never_shown(client: Client) -> None:
    page = shown(client, item_of(add(ARTICLE)))
    assert "Two workers died" in page
    assert "The doors were locked" not in page
    assert "fire drill" not in page


def test_markup_in_a_page_is_only_words(client: Client) -> None:
    text = (
        "Miners <script>alert(1)</script> strike in Chile\n\n"
        + "They stopped work <b>today</b> at the copper mine. " * 4
    )
    page = shown(client, item_of(add(text)))
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_an_item_that_is_private_to_an_organisation_is_not_there(client: Client, union: House) -> None:
    item = item_of(add(MINING, organisation=union.organisation))
    assert client.get(f"/record/{item.id}/").status_code == 404


@pytest.mark.parametrize("address", [f"/record/{uuid.UUID(int=7)}/", "/record/nonsense/", "/record/1/"])
def test_what_does_not_exist_is_not_there(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_only_reading_is_possible(client: Client) -> None:
    assert client.post(f"/record/{item_of(add(MINING)).id}/").status_code == 405


def test_chips_of_the_list_lead_to_their_words(client: Client) -> None:
    item = item_of(add(MINING))
    fact = item.facts.get(metric="deaths")
    anchor = f"fact-{fact.start}-{fact.end}"
    assert f'href="/record/{item.id}/#{anchor}"' in client.get("/record/").content.decode()
    assert f'id="{anchor}"' in shown(client, item)
