"""A search as RSS, Atom, JSON and CSV: public things only, safe to open, told when nothing changed."""

import csv
import io
import json
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from safelamp.record.reading.models import Item
from tests.people import House
from tests.record.pages import MINING, add

pytestmark = pytest.mark.django_db
ADDRESSES = ("feed.rss", "feed.atom", "record.json", "record.csv")


def sent(client: Client, name: str, **asked: str) -> str:
    answer = client.get(f"/record/{name}", asked)
    assert answer.status_code == 200
    return answer.content.decode("utf-8-sig")


@pytest.fixture
def record() -> None:
    add(MINING, address="https://herald.example/mine")


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_file_answers_the_search(client: Client, record: None, name: str) -> None:
    content = sent(client, name, country="PK")
    assert "Mine collapse kills nine" in content
    assert "Garment workers" not in content


@pytest.mark.parametrize("name", ADDRESSES)
def test_nothing_private_or_hidden_leaves(client: Client, union: House, name: str) -> None:
    add(MINING, organisation=union.organisation, publisher="Secret Bulletin")
    assert "Secret Bulletin" not in sent(client, name)
    add(MINING)
    Item.objects.update(hidden_on="2026-01-01")
    assert "Mine collapse" not in sent(client, name)


@pytest.mark.parametrize("name", ["feed.rss", "feed.atom"])
def test_feeds_are_well_formed_whatever_the_words(client: Client, name: str) -> None:
    add(MINING.replace("Mine collapse kills nine", "Mine <b>collapse</b> \x0b & kills nine"))
    feed = ET.fromstring(sent(client, name))  # noqa: S314  # ours
    assert len(list(feed.iter())) > 10


def test_json_holds_facts_with_their_words(client: Client, record: None) -> None:
    content = json.loads(sent(client, "record.json", country="PK"))
    assert (content["total"], content["given"]) == (1, 1)
    item = content["items"][0]
    deaths = next(fact for fact in item["facts"] if fact["metric"] == "deaths")
    assert (deaths["value"], deaths["qualifier"], deaths["words"]) == (
        9,
        "at least",
        "At least nine miners were killed",
    )
    assert item["source"] == {"name": "Labour Herald", "address": "https://herald.example/mine"}


def test_the_table_has_one_row_a_fact(client: Client, record: None) -> None:
    rows = list(csv.DictReader(io.StringIO(sent(client, "record.csv", country="PK"))))
    assert {row["headline"] for row in rows} == {"Mine collapse kills nine in Balochistan"}
    assert [row["value"] for row in rows if row["metric"] == "deaths"] == ["9"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝"])
def test_no_cell_is_a_formula(client: Client, start: str) -> None:
    add(MINING, publisher=f"{start}HYPERLINK(1)")
    rows = list(csv.reader(io.StringIO(sent(client, "record.csv"))))
    assert not [cell for row in rows for cell in row if cell.startswith(start)]


@pytest.mark.parametrize("name", ADDRESSES)
def test_who_has_it_already_is_told_so(client: Client, record: None, name: str) -> None:
    first = client.get(f"/record/{name}")
    again = client.get(f"/record/{name}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    add("News of the harbour\n\n3 May 2025\n\n" + "The dockers of Lomé ask for light at night on the quay. " * 3)
    changed = client.get(f"/record/{name}", headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200


def test_pages_that_answer_words_are_kept_nowhere(client: Client, record: None) -> None:
    assert client.get("/record/?q=miners").headers["Cache-Control"] == "no-store"
    assert "max-age" in client.get("/record/?country=PK").headers["Cache-Control"]
    assert client.get("/record/?q=miners").headers["Referrer-Policy"] == "no-referrer"


def test_garbage_in_the_address_gives_a_file(client: Client, record: None) -> None:
    for name in ADDRESSES:
        assert client.get(f"/record/{name}?country=XX&since=x&sort=%00&q=%00&year=99").status_code == 200
