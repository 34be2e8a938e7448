"""Requests of visitors at the desk: officers open and answer them, nobody else sees them."""

from collections.abc import Callable

import pytest
from django.test import Client

from safelamp.record.reading.models import Item
from safelamp.record.reviewing import take_downs
from safelamp.record.reviewing.models import TakeDown
from tests.people import House, Person
from tests.record.pages import MINING, add
from tests.record.reviewing.reviewed import first_item

pytestmark = pytest.mark.django_db
AtDesk = Callable[[Person], Client]


@pytest.fixture
def item(federation: House) -> Item:
    item = first_item(add(MINING))
    take_downs.ask(item, why="It names my brother.", way="sister@mail.example", value="one form")
    return item


def path() -> str:
    return f"/desk/record/review/take-downs/{TakeDown.objects.get().id}/"


def test_officers_see_that_somebody_asks_and_read_it(at_desk: AtDesk, federation: House, item: Item) -> None:
    client = at_desk(federation.officer)
    assert "1 person asks to take something down" in client.get("/desk/record/review/").content.decode()
    assert "waits for an answer" in client.get("/desk/record/review/take-downs/").content.decode()
    page = client.get(path()).content.decode()
    for words in ("It names my brother.", "sister@mail.example", item.headline):
        assert words in page


def test_nobody_else_sees_it(at_desk: AtDesk, federation: House, union: House, item: Item) -> None:
    for person in (federation.trainer, federation.focal_point, union.officer):
        assert at_desk(person).get(path()).status_code == 404
    assert "asks to take" not in at_desk(federation.trainer).get("/desk/record/review/").content.decode()


def test_the_item_is_taken_down(at_desk: AtDesk, federation: House, item: Item) -> None:
    client = at_desk(federation.officer)
    assert client.post(path(), {"answer": "hidden"}).status_code == 422
    answer = client.post(path(), {"answer": "hidden", "ground": "danger"}, follow=True)
    assert "If they left a way to answer, tell them now." in answer.content.decode()
    item.refresh_from_db()
    assert item.hidden_on is not None
    assert client.post(path(), {"answer": "refused", "ground": "unclear"}).status_code == 422
    assert TakeDown.objects.get().answer == "hidden"


def test_a_name_that_does_not_stand_there_is_told(at_desk: AtDesk, federation: House, item: Item) -> None:
    client = at_desk(federation.officer)
    sent = {"answer": "masked", "ground": "danger", "name": "Nobody Atall"}
    assert "These words do not stand on the page." in client.post(path(), sent).content.decode()
    client.post(path(), sent | {"name": "Quetta"})
    assert TakeDown.objects.get().answer == "masked"
