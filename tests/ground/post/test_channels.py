"""The contract of channels: mail, webhook and text message pass the same tests, beside real servers."""

import logging
import uuid
from collections.abc import Callable
from contextlib import closing

import pytest
from django.apps import apps

from safelamp.ground.post import operations
from safelamp.ground.post.channels.contract import SENDS_WITHIN, Verdict
from safelamp.ground.post.models import Channel, Occasion, Outcome, Outgoing
from safelamp.ground.post.pauses import LEASE, pause_after
from safelamp.ground.post.sending import send_due
from safelamp.ground.vault import addresses
from tests.ground.post.test_outbox import NOW
from tests.ground.post.ways import WITHIN, Way, WebhookWay, letter_by
from tests.ground.post.web_server import seconds_of
from tests.people import House

Kept = Callable[[], Outgoing]


@pytest.fixture
def put_in(way: Way, union: House, settings) -> Kept:
    """Keeps the way's address for the officer or the union, and puts a bell into the outbox."""
    settings.POST_REACH = way.setting if way.channel == Channel.WEBHOOK else settings.POST_REACH
    settings.POST_MAIL = way.setting if way.channel == Channel.MAIL else None
    settings.POST_SMS = way.setting if way.channel == Channel.SMS else None
    officer = union.officer.member
    if type(way) is WebhookWay:
        kept = addresses.json.loads(way.address)
        addresses.keep_webhook(kept["url"], secret=kept["secret"], by=officer)
    else:
        addresses.keep(way.address, by=officer, channel=way.channel)

    def put() -> Outgoing:
        key = uuid.uuid4()
        if type(way) is WebhookWay:
            [row] = operations.send_to_webhooks(union.organisation, occasion=Occasion.BELL, key=key, at=NOW)
        else:
            [row] = operations.send(officer, occasion=Occasion.BELL, key=key, at=NOW)
        return row

    return put


def now(row: Outgoing) -> Outgoing:
    row.refresh_from_db()
    return row


def test_what_is_taken_is_sent(way: Way) -> None:
    adapter = way.adapter()
    assert adapter.send(letter_by(way)) is Verdict.SENT
    assert adapter.send(letter_by(way, number=2)) is Verdict.SENT
    adapter.close()
    assert len(way.copies()) == 2


def test_what_is_refused_for_good_is_told_from_what_is_refused_for_now(way: Way) -> None:
    adapter = way.adapter()
    way.refuse_for_good()
    assert adapter.send(letter_by(way)) is Verdict.REFUSED
    way.accept()
    way.refuse_for_now()
    assert adapter.send(letter_by(way)) is Verdict.BUSY
    way.accept()
    assert adapter.send(letter_by(way)) is Verdict.SENT
    adapter.close()


@pytest.mark.parametrize("manner", ["hang", "drip"])
def test_a_server_that_hangs_or_drips_is_left_in_time(way: Way, manner: str) -> None:
    getattr(way, manner)()
    verdicts = []
    took = seconds_of(lambda: verdicts.append(way.adapter().send(letter_by(way))))
    assert verdicts[0] in {Verdict.BUSY, Verdict.AWAY}
    assert took < WITHIN + 6  # it drips for ten seconds
    assert LEASE.total_seconds() / 4 > SENDS_WITHIN


def test_a_server_that_is_not_there_is_away_and_breaks_nothing(way: Way) -> None:
    way.stop()
    assert not way.adapter().send(letter_by(way)).is_over


def test_a_second_copy_can_be_known(way: Way) -> None:
    for _ in range(2):
        with closing(way.adapter()) as adapter:
            adapter.send(letter_by(way))
    first, second = way.copies()
    assert first == second


def test_letters_do_not_show_themselves(way: Way) -> None:
    letter = letter_by(way)
    shown = f"{letter!r} {letter} {way.setting!r} {way.setting}"
    assert not [each for each in (*way.secrets, letter.text) if each in shown and way.channel != Channel.WEBHOOK]
    assert way.address not in shown


def test_a_bell_goes_through_and_says_only_the_occasion(way: Way, put_in: Kept) -> None:
    row = put_in()
    assert send_due(at=NOW) == 1
    assert now(row).outcome == Outcome.SENT
    assert way.words().strip() in {
        "bell",
        "Somebody waits for you at the desk. Please open it now.",
        "There is something for you to look at. Please do it now.",
    }
    assert send_due(at=NOW) == 0


def test_refused_for_good_ends_and_refused_for_now_is_tried_again_later(way: Way, put_in: Kept) -> None:
    way.refuse_for_good()
    gone = put_in()
    send_due(at=NOW)
    assert now(gone).outcome == Outcome.FAILED
    way.accept()
    way.refuse_for_now()
    busy = put_in()
    send_due(at=NOW)
    assert (now(busy).outcome, busy.due_at) == (Outcome.WAITING, NOW + pause_after(1))
    way.accept()
    assert send_due(at=NOW + pause_after(1)) == 1
    assert now(busy).outcome == Outcome.SENT


def test_neither_address_nor_words_nor_password_stay_anywhere(
    way: Way, put_in: Kept, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    put_in()
    way.refuse_for_now()
    send_due(at=NOW)
    way.refuse_for_good()
    send_due(at=NOW + pause_after(1))
    put_in()
    way.stop()
    send_due(at=NOW)
    rows = [str(row) for model in apps.get_models() for row in model._default_manager.values_list()]
    ours = [record for record in caplog.records if record.name != "mail.log"]  # the mail server's own
    assert f"{way.channel}: it was not taken now" in [record.message for record in ours]
    places = "".join(str(vars(record)) for record in ours) + "".join(rows)
    for secret in (*way.secrets, way.address, "Somebody waits", "something for you", "not known here"):
        assert secret not in places
