"""Somebody outside asks for a newsletter: twice confirmed, told nothing about others, gone without a trace."""

import datetime as dt
import sqlite3
import uuid

import pytest
from django.conf import settings as django_settings
from django.db import connection

from safelamp.ground.post import marks, queries, subscribing
from safelamp.ground.post.mailboxes import mailbox as read
from safelamp.ground.post.marks import Link
from safelamp.ground.post.models import AskedToday, Standing, Subscription
from safelamp.ground.post.subscribing import TooManyToday
from safelamp.ground.vault.addresses import SendingHasStopped
from tests.ground.post.mail_server import Mailbox
from tests.ground.post.outside import ANA, LIST, NOW, OTHER_LIST, ask, deliver, on_the_list, put_out, token_in

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def confirmed(box: Mailbox, *, number: int = -1) -> None:
    assert subscribing.confirm(token_in(box.texts[number]))


def test_nobody_is_on_a_list_before_the_link_in_the_mail_is_used(mailbox: Mailbox) -> None:
    ask()
    deliver()
    assert mailbox.recipients == [ANA]
    put_out(1)
    assert deliver() == 0
    confirmed(mailbox)
    put_out(2)
    assert deliver() == 1
    assert [str(mail["Subject"]) for mail in mailbox.arrived] == ["confirm en", "circular en"]


def test_who_confirms_gets_what_comes_from_then_on_and_nothing_older(mailbox: Mailbox) -> None:
    ask()
    deliver()
    put_out(1)
    confirmed(mailbox)
    assert deliver() == 0


def test_one_mail_a_day_goes_to_an_address_however_often_and_for_whatever_it_is_asked(mailbox: Mailbox) -> None:
    for typed in (ANA, "ANA@example.org", "ana+1@example.org", "ana+2@Example.ORG"):
        ask(typed)
        ask(typed, list_id=OTHER_LIST)
    assert deliver() == 1
    ask(at=NOW + DAY)
    assert deliver(at=NOW + DAY) == 1


def test_whoever_confirmed_may_ask_for_another_list_on_the_same_day(mailbox: Mailbox) -> None:
    ask()
    deliver()
    confirmed(mailbox)
    ask(list_id=OTHER_LIST)
    assert deliver() == 1


def test_an_address_that_is_on_the_list_gets_no_second_link(mailbox: Mailbox) -> None:
    on_the_list(ANA)
    ask()
    assert deliver() == 0
    assert Subscription.objects.get().standing == Standing.CONFIRMED


def test_yesterdays_link_still_works_after_asking_again(mailbox: Mailbox) -> None:
    ask()
    deliver()
    ask(at=NOW + DAY)
    deliver(at=NOW + DAY)
    confirmed(mailbox, number=0)


def test_what_nobody_confirms_is_forgotten_after_three_days(mailbox: Mailbox) -> None:
    ask()
    deliver()
    assert subscribing.forget_unconfirmed(at=NOW + 3 * DAY) == 0
    assert subscribing.forget_unconfirmed(at=NOW + 4 * DAY) == 1
    assert not Subscription.objects.exists()
    assert not AskedToday.objects.exists()
    assert not subscribing.confirm(token_in(mailbox.texts[0]))


def test_a_flood_of_wishes_ends_for_the_day_and_stores_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscribing, "MOST_A_DAY", 5)
    for number in range(5):
        ask(f"somebody{number}@example.org")
    with pytest.raises(TooManyToday):
        ask("one.more@example.org")
    assert Subscription.objects.count() == 5
    ask("one.more@example.org", at=NOW + DAY)


def test_one_click_ends_a_subscription_and_a_second_one_does_no_harm() -> None:
    [row] = on_the_list(ANA)
    token = marks.token(Link.READER, row.id)
    assert subscribing.end(token)
    assert subscribing.end(token)
    assert not Subscription.objects.exists()


def test_a_link_that_ends_confirms_nothing_and_one_that_confirms_ends_nothing() -> None:
    ask()
    row = Subscription.objects.get()
    assert not subscribing.confirm(marks.token(Link.READER, row.id))
    assert not subscribing.end(marks.token(Link.CONFIRM, row.id))


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "é" * 43, "=" * 43, "A" * 5000])
def test_made_up_links_lead_nowhere(token: str) -> None:
    ask()
    assert not subscribing.confirm(token)
    assert not subscribing.end(token)
    assert not subscribing.change_language(token, "th")
    assert Subscription.objects.count() == 1


def test_the_language_can_be_changed_without_knowing_the_address(mailbox: Mailbox) -> None:
    [row] = on_the_list(ANA)
    assert subscribing.change_language(marks.token(Link.READER, row.id), "km")
    put_out(1)
    deliver()
    assert str(mailbox.arrived[0]["Subject"]) == "circular km"


def test_forget_me_takes_the_address_off_every_list_and_only_its_owner_can() -> None:
    [row] = on_the_list(ANA)
    on_the_list(ANA, "bo@example.org", list_id=OTHER_LIST)
    token = marks.token(Link.READER, row.id)
    assert not subscribing.forget(token, read("bo@example.org"), list_ids=[LIST, OTHER_LIST])
    assert Subscription.objects.count() == 3
    assert subscribing.forget(token, read("Ana@example.org"), list_ids=[LIST, OTHER_LIST])
    assert Subscription.objects.get().list_id == OTHER_LIST


def test_how_many_read_is_told_from_five_on() -> None:
    on_the_list(*(f"somebody{number}@example.org" for number in range(4)))
    assert queries.how_many_read(LIST) is None
    assert queries.how_many_read(uuid.uuid4()) is None
    on_the_list("ana@example.org")
    assert queries.how_many_read(LIST) == 5


def test_two_lists_do_not_show_that_they_have_a_reader_in_common() -> None:
    on_the_list(ANA)
    on_the_list(ANA, list_id=OTHER_LIST)
    one, other = Subscription.objects.order_by("list_id")
    shared = {bytes(one.lookup), bytes(one.address_sealed), bytes(one.language_sealed)} & {
        bytes(other.lookup), bytes(other.address_sealed), bytes(other.language_sealed),
    }  # fmt: skip
    assert shared == set()


def test_the_database_holds_no_address_no_language_and_no_day_of_a_reader() -> None:
    on_the_list(ANA)
    dump = repr(Subscription.objects.values().get()).encode()
    if connection.vendor == "sqlite":
        assert connection.connection is not None
        dump += "\n".join(sqlite3.Connection.iterdump(connection.connection)).encode()
    assert b"ana@" not in dump
    assert b"example.org" not in dump
    row = Subscription.objects.get()
    assert (row.asked_on, row.asked_mark, row.due_at) == (None, None, None)


def test_erasing_the_courier_key_takes_every_subscription_away(mailbox: Mailbox) -> None:
    on_the_list(ANA)
    put_out(1)
    private = django_settings.KEYS.path / "courier.private"
    kept = private.read_bytes()
    private.unlink()
    try:
        assert deliver() == 0
        assert not Subscription.objects.exists()
        with pytest.raises(SendingHasStopped):
            ask("bo@example.org")
    finally:
        private.write_bytes(kept)
