"""Asking to take something down: without account, cookie or script; sealed; once; dammed when there are too many."""

import re

import pytest
from django.test import Client

from safelamp.record.reading.models import Item, NamedPerson
from safelamp.record.reviewing import take_downs
from safelamp.record.reviewing.models import Answer, Ground, TakeDown
from tests.people import House, Person
from tests.record.pages import MINING, add
from tests.record.reviewing.reviewed import first_item, span_of

pytestmark = pytest.mark.django_db
WHY = "My brother Zarghun is named there and his employer reads it"
WAY = "zarghun.family@mail.example"
VALUE = re.compile(r'name="value" value="([^"]+)"')


@pytest.fixture
def item(federation: House) -> Item:
    return first_item(add(MINING))


def form_of(client: Client, item: Item) -> str:
    answer = client.get(f"/record/{item.id}/take-down/")
    assert answer.status_code == 200
    found = VALUE.search(answer.content.decode())
    assert found
    return found.group(1)


def send(client: Client, item: Item, *, why: str = WHY, way: str = WAY, value: str = "") -> str:
    sent = {"why": why, "way": way, "value": value or form_of(client, item)}
    return client.post(f"/record/{item.id}/take-down/", sent).content.decode()


def test_the_items_page_leads_to_the_form(client: Client, item: Item) -> None:
    assert f'href="/record/{item.id}/take-down/"' in client.get(f"/record/{item.id}/").content.decode()


def test_a_request_is_kept_sealed_without_a_cookie(client: Client, item: Item, federation: House) -> None:
    assert "We have your request" in send(client, item)
    assert client.cookies == {}
    kept = TakeDown.objects.get()
    assert kept.organisation == federation.organisation
    everything = repr(list(TakeDown.objects.values()))
    for words in (WHY, WAY, str(item.id), item.id.hex):
        assert words not in everything
    assert take_downs.opened(federation.officer.session, kept) == take_downs.Asked(str(item.id), WHY, WAY)


def test_a_representative_cannot_open_it(client: Client, item: Item, federation: House) -> None:
    send(client, item)
    with pytest.raises(take_downs.visitors.envelopes.CannotOpen):
        take_downs.opened(federation.representative.session, TakeDown.objects.get())


def test_the_same_form_sent_twice_is_kept_once(client: Client, item: Item) -> None:
    value = form_of(client, item)
    for _ in range(2):
        assert "We have your request" in send(client, item, value=value)
    assert TakeDown.objects.count() == 1


def test_an_empty_or_foreign_form_says_what_to_do(client: Client, item: Item) -> None:
    assert "Write what should go, and why." in send(client, item, why=" ")
    again = send(client, item, value="made.by.hand")
    assert "Send it once more." in again
    assert WHY in again
    found = VALUE.search(again)
    assert found
    assert "We have your request" in send(client, item, value=found.group(1))


def test_a_flood_is_dammed_and_what_came_before_is_kept(
    client: Client, item: Item, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(take_downs, "MOST_A_DAY", 2)
    said = [send(client, item) for _ in range(3)]
    assert ["Too many requests wait" in each for each in said] == [False, False, True]
    assert TakeDown.objects.count() == 2


def test_over_plain_http_nothing_is_taken(client: Client, item: Item) -> None:
    value = form_of(client, item)
    answer = client.post(f"/record/{item.id}/take-down/", {"why": WHY, "value": value}, HTTP_X_FORWARDED_FOR="10.0.0.7")
    assert answer.status_code == 403
    assert WHY not in answer.content.decode()
    assert not TakeDown.objects.exists()


def test_where_nobody_can_read_it_nothing_is_taken(client: Client, db: None) -> None:
    item = first_item(add(MINING))
    assert "Nobody can take a request on this server." in client.get(f"/record/{item.id}/take-down/").content.decode()


def answered(person: Person, answer: Answer, **more: object) -> None:
    request = TakeDown.objects.get()
    take_downs.answer(request, answer=answer, ground=Ground.DANGER, by=person.session, **more)  # type: ignore[arg-type]


def test_what_is_taken_down_is_gone_everywhere(client: Client, item: Item, federation: House) -> None:
    send(client, item)
    answered(federation.officer, Answer.HIDDEN)
    for path in (f"/record/{item.id}/", f"/record/{item.id}/take-down/"):
        answer = client.get(path)
        assert answer.status_code == 410
        assert "This was taken down" in answer.content.decode()
        assert "Mine collapse" not in answer.content.decode()
    assert "Mine collapse" not in client.get("/record/").content.decode()
    assert "Nothing in the record matches" in client.get("/record/?q=Quetta").content.decode()


def test_a_name_is_withheld_and_not_found_any_more(client: Client, item: Item, federation: House) -> None:
    send(client, item)
    answered(federation.officer, Answer.MASKED, name=span_of(item.page, "Quetta"))
    page = client.get(f"/record/{item.id}/").content.decode()
    assert "Quetta" not in page
    assert "[name withheld]" in page
    assert "Nothing in the record matches" in client.get("/record/?q=Quetta").content.decode()
    assert NamedPerson.objects.get().quote == "Quetta"


def test_a_refusal_leaves_everything(client: Client, item: Item, federation: House) -> None:
    send(client, item)
    answered(federation.officer, Answer.REFUSED)
    assert client.get(f"/record/{item.id}/").status_code == 200


def test_words_are_destroyed_a_month_after_the_answer(client: Client, item: Item, federation: House) -> None:
    send(client, item)
    answered(federation.officer, Answer.REFUSED)
    kept = TakeDown.objects.get()
    assert kept.answered_on
    assert take_downs.forget_answered(at=kept.answered_on + take_downs.FORGOTTEN_AFTER) == 0
    later = kept.answered_on + take_downs.FORGOTTEN_AFTER * 2
    assert take_downs.forget_answered(at=later) == 1
    kept.refresh_from_db()
    assert (bytes(kept.words_sealed), kept.answered_by) == (b"", None)
