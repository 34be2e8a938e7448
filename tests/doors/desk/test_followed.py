"""From fact to action at the desk: the words are chosen, copied, and stay when the page goes."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from safelamp.doors.desk import from_record
from safelamp.loop.agreements.models import Agreement, Commitment
from safelamp.loop.training.models import Training
from safelamp.record.reading import operations as reading
from safelamp.record.reading.models import Item
from tests.people import House, Person
from tests.record import pages

AtDesk = Callable[[Person], Client]
PROMISE = """\
Ministry promises more inspectors

12 May 2024

The Ministry of Labour of Cambodia said on 10 May that it would hire 200 inspectors by 30 June 2025. Unions welcomed it.

Workshop for focal points in Bangkok

3 April 2024

A two-day workshop held in Bangkok from 1–2 April 2024 brought together 21 participants from four trade unions.

Mill and union sign an agreement

21 March 2024

The Riverside Mill Workers Union and Riverside Mill Ltd signed a safety agreement on 20 March 2024 in Chiang Mai.
"""


@pytest.fixture
def items(db: None) -> list[Item]:
    page = pages.add(PROMISE, address="https://herald.example.org/news")
    return list(page.items.order_by("position"))


def sentence(item: Item, part: str) -> str:
    return next(words.key for words in from_record.words_of(item) if part in words.text)


def test_the_words_to_choose_from_are_whole_sentences_of_the_page(items: list[Item]) -> None:
    texts = [words.text for words in from_record.words_of(items[0])]
    assert texts[0] == items[0].headline
    assert (
        "The Ministry of Labour of Cambodia said on 10 May that it would hire 200 inspectors by 30 June 2025." in texts
    )
    assert all(text in items[0].page.text for text in texts)


def test_a_promise_is_followed_with_its_citation(at_desk: AtDesk, union: House, items: list[Item]) -> None:
    client = at_desk(union.focal_point)
    choice = client.get(f"/desk/record/items/{items[0].id}/follow/").content.decode()
    assert "would hire 200 inspectors" in choice
    key = sentence(items[0], "200 inspectors")
    address = f"/desk/followed/new/?item={items[0].id}&words={key}"
    assert "would hire 200 inspectors" in client.get(address).content.decode()
    answer = client.post(
        address, {"who": "Ministry of Labour", "promiser": "government", "what": "200 inspectors", "due_on": ""}
    )
    commitment = Commitment.objects.get()
    assert answer["Location"] == f"/desk/followed/{commitment.id}/?done=followed"
    reading.remove_page(items[0].page, by=None)
    shown = client.get(f"/desk/followed/{commitment.id}/").content.decode()
    for words in ("would hire 200 inspectors by 30 June 2025", "Labour Herald", "https://herald.example.org/news"):
        assert words in shown


def test_what_became_of_a_promise_is_written_down_once(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.focal_point)
    given = {"who": "Mill", "promiser": "employer", "what": "Guards", "due_on": "2026-01-01", "once": "a" * 32}
    first = client.post("/desk/followed/new/", given)
    assert client.post("/desk/followed/new/", given)["Location"] == first["Location"]
    commitment = Commitment.objects.get()
    assert "the day has passed" in client.get("/desk/followed/?show=overdue").content.decode()
    page = f"/desk/followed/{commitment.id}/broken/"
    assert "This field is required" in client.post(page, {}).content.decode()
    client.post(page, {"evidence": "No guard was seen."})
    commitment.refresh_from_db()
    assert commitment.state == "broken"
    shown = client.get(f"/desk/followed/{commitment.id}/").content.decode()
    assert "No guard was seen." in shown
    assert client.get(page).status_code == 409


def test_an_agreement_is_proposed_from_the_page_and_renewed(at_desk: AtDesk, union: House, items: list[Item]) -> None:
    client = at_desk(union.officer)
    address = f"/desk/followed/agreements/new/?item={items[2].id}"
    form = client.get(address)
    assert form.context["form"].initial["signed_on"] == dt.date(2024, 3, 20)
    client.post(
        address,
        {"parties": "Union and mill", "kind": "safety", "signed_on": "2024-03-20", "expires_on": "2025-03-20"},
    )
    agreement = Agreement.objects.get()
    assert "has ended" in client.get("/desk/followed/agreements/").content.decode()
    client.post(
        f"/desk/followed/agreements/{agreement.id}/renew/", {"renewed_on": "2025-03-20", "expires_on": "2999-01-01"}
    )
    assert Agreement.objects.get().expires_on == dt.date(2025, 3, 20)  # 2999 is a slip
    client.post(f"/desk/followed/agreements/{agreement.id}/renew/", {"renewed_on": "2025-03-20", "expires_on": ""})
    assert Agreement.objects.get().expires_on is None
    assert "no end" in client.get(f"/desk/followed/agreements/{agreement.id}/").content.decode()


def test_a_training_is_proposed_with_its_numbers(at_desk: AtDesk, union: House, items: list[Item]) -> None:
    client = at_desk(union.officer)
    address = f"/desk/followed/trainings/new/?item={items[1].id}"
    proposed = client.get(address).context["form"].initial
    assert (proposed["participants"], proposed["unions"]) == (21, 4)
    given = {name: "" if value is None else str(value) for name, value in proposed.items()}
    client.post(address, given)
    training = Training.objects.get()
    assert (training.held_from, training.held_until) == (dt.date(2024, 4, 1), dt.date(2024, 4, 2))
    assert items[1].headline in client.get("/desk/followed/trainings/").content.decode()
    assert "21" in client.get(f"/desk/followed/trainings/{training.id}/").content.decode()


def test_a_private_page_of_another_union_cannot_be_followed(at_desk: AtDesk, union: House, other_union: House) -> None:
    item = pages.add(PROMISE, organisation=other_union.organisation).items.get(position=0)
    client = at_desk(union.officer)
    assert client.get(f"/desk/record/items/{item.id}/follow/").status_code == 404
    assert client.get(f"/desk/followed/new/?item={item.id}").status_code == 404
    assert client.get("/desk/followed/new/?item=nonsense").status_code == 404


def test_words_that_are_not_the_pages_fall_back_to_the_headline(
    at_desk: AtDesk, union: House, items: list[Item]
) -> None:
    shown = at_desk(union.officer).get(f"/desk/followed/new/?item={items[0].id}&words=0-999999")
    assert shown.context["citation"].quote == items[0].headline


def test_follow_up_is_offered_to_who_may(at_desk: AtDesk, union: House, items: list[Item]) -> None:
    address = f"/desk/record/{items[0].page_id}/"
    assert "Follow up" in at_desk(union.focal_point).get(address).content.decode()
    assert "Follow up" not in at_desk(union.representative).get(address).content.decode()
