"""Circulars to people outside: one each, slowly, after every bell."""

import datetime as dt
import uuid

import pytest

from safelamp.ground.post import marks, operations
from safelamp.ground.post.delivering import CIRCULARS_KEPT, MOST_REFUSALS, MOST_TRIES
from safelamp.ground.post.marks import Link
from safelamp.ground.post.models import Circular, Occasion, Subscription
from safelamp.ground.post.pauses import LEASE
from safelamp.ground.vault import addresses
from tests.ground.post.mail_server import Mailbox
from tests.ground.post.outside import ANA, LIST, NOW, OTHER_LIST, Writer, ask, deliver, on_the_list, put_out
from tests.people import House

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
MANY = [f"somebody{number}@example.org" for number in range(7)]


def test_everybody_on_the_list_gets_one_mail_with_one_recipient(mailbox: Mailbox) -> None:
    on_the_list(*MANY)
    on_the_list(ANA, list_id=OTHER_LIST)
    put_out(1)
    assert deliver() == 7
    assert sorted(mailbox.recipients) == sorted(MANY)
    assert all(len(str(mail["To"]).split(",")) == 1 and mail["Cc"] is mail["Bcc"] is None for mail in mailbox.arrived)
    assert deliver(at=NOW + HOUR) == 0


def test_each_round_sends_only_so_many(mailbox: Mailbox) -> None:
    on_the_list(*MANY)
    put_out(1)
    assert [deliver(most=3), deliver(most=3), deliver(most=3)] == [3, 3, 1]


def test_circulars_come_in_their_order_and_none_is_left_out(mailbox: Mailbox) -> None:
    on_the_list(ANA)
    for number in (1, 2, 4):
        put_out(number)
    ids = [str(uuid.uuid5(LIST, str(number))) for number in (1, 2, 4)]
    for _ in ids:
        assert deliver(most=1) == 1
    assert len({str(mail["Message-ID"]) for mail in mailbox.arrived}) == 3
    assert deliver() == 0


def test_a_mail_can_be_left_with_one_click_as_the_standard_says(mailbox: Mailbox) -> None:
    [row] = on_the_list(ANA)
    put_out(1)
    deliver()
    [mail] = mailbox.arrived
    token = marks.token(Link.READER, row.id)
    address = f"https://x.example/newsletters/reader/{token}/"
    assert f"List-Unsubscribe: <{address}>" in mailbox.raw[0].decode().splitlines()  # unfolded and not encoded
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail.get_content_type() == "multipart/alternative"


def test_a_mail_that_asks_to_confirm_is_no_newsletter_yet(mailbox: Mailbox) -> None:
    ask()
    deliver()
    assert mailbox.arrived[0]["List-Unsubscribe"] is None


def test_a_bell_that_waits_goes_first(mailbox: Mailbox, union: House) -> None:
    addresses.keep("somchai@union.example", by=union.officer.member)
    operations.send(union.officer.member, occasion=Occasion.BELL, key=uuid.uuid4(), at=NOW)
    on_the_list(*MANY)
    put_out(1)
    assert deliver() == 0
    operations.withdraw(operations.Outgoing.objects.values_list("key", flat=True))
    assert deliver() == 7


def test_what_nothing_can_be_said_about_any_more_is_not_sent(mailbox: Mailbox) -> None:
    on_the_list(ANA)
    put_out(1)
    deliver(Writer(silent=True))
    assert mailbox.arrived == []
    assert deliver() == 0


def test_who_died_with_a_circular_in_hand_does_not_send_it_again(mailbox: Mailbox) -> None:
    on_the_list(ANA)
    put_out(1)
    Subscription.objects.update(in_hand=1, tries=1, due_at=NOW + LEASE)
    assert deliver(at=NOW + LEASE / 2) == 0
    deliver(at=NOW + LEASE)
    assert mailbox.arrived == []
    put_out(2)
    deliver(at=NOW + HOUR)
    assert len(mailbox.arrived) == 1


def test_who_died_before_the_mail_server_had_it_sends_it(mailbox: Mailbox) -> None:
    on_the_list(ANA)
    put_out(1)
    Subscription.objects.update(tries=1, due_at=NOW + LEASE)
    assert deliver(at=NOW + LEASE) == 1


def test_a_link_to_confirm_is_sent_again_with_an_id_that_tells_the_copy(mailbox: Mailbox) -> None:
    ask()
    deliver()
    Subscription.objects.update(standing="asked")
    deliver()
    first, second = (str(mail["Message-ID"]) for mail in mailbox.arrived)
    assert first == second


def test_a_server_that_is_away_loses_nothing_and_counts_no_try(mailbox: Mailbox, settings) -> None:
    on_the_list(ANA)
    put_out(1)
    port = settings.POST_MAIL
    mailbox.stop()
    for minute in range(60):
        assert deliver(at=NOW + dt.timedelta(minutes=minute)) == 0
    again = Mailbox(port=port.port)
    again.start()
    assert deliver(at=NOW + HOUR) == 1
    again.stop()


def test_busy_is_tried_again_and_given_up_some_day(mailbox: Mailbox) -> None:
    on_the_list(ANA)
    put_out(1)
    mailbox.to_mail = "451 later"
    moment = NOW
    for _ in range(MOST_TRIES + 5):
        deliver(at=moment)
        moment += dt.timedelta(minutes=16)
    row = Subscription.objects.get()
    assert (row.reached, row.refusals, row.tries) == (1, 1, 0)


def test_three_circulars_refused_for_good_in_a_row_end_a_subscription(mailbox: Mailbox) -> None:
    on_the_list(ANA)
    mailbox.to_recipient = "550 no such person"
    for number in range(1, MOST_REFUSALS):
        put_out(number)
        deliver()
    assert Subscription.objects.get().refusals == MOST_REFUSALS - 1
    mailbox.to_recipient = ""
    put_out(3)
    deliver()
    assert Subscription.objects.get().refusals == 0
    mailbox.to_recipient = "550 no such person"
    for number in range(4, 4 + MOST_REFUSALS):
        put_out(number)
        deliver()
    assert not Subscription.objects.exists()


def test_an_address_that_refuses_the_link_leaves_nothing_behind(mailbox: Mailbox) -> None:
    mailbox.to_recipient = "550 no such person"
    ask()
    deliver()
    assert not Subscription.objects.exists()


def test_a_circular_is_not_sent_a_week_later(mailbox: Mailbox) -> None:
    on_the_list(ANA)
    put_out(1)
    assert deliver(at=NOW + CIRCULARS_KEPT + dt.timedelta(days=1)) == 0
    assert not Circular.objects.exists()


def test_a_list_that_is_dissolved_keeps_no_address(mailbox: Mailbox) -> None:
    on_the_list(*MANY)
    put_out(1)
    operations.dissolve(LIST)
    assert deliver() == 0
    assert not Subscription.objects.exists()


def test_the_log_names_nobody(mailbox: Mailbox, caplog: pytest.LogCaptureFixture) -> None:
    mailbox.to_recipient = "550 ana@example.org is not known here"
    on_the_list(ANA)
    put_out(1)
    deliver()
    assert "ana" not in caplog.text
    assert "newsletter: it was refused for good" in caplog.text


def test_a_subject_cannot_bring_headers_of_its_own(mailbox: Mailbox) -> None:
    class Hostile(Writer):
        def circular(self, *arguments: object, **keywords: object):
            words = super().circular(*arguments, **keywords)
            return words and words.__class__("News\r\nBcc: bo@example.org", words.text, words.html, "A\nB: c")

    on_the_list(ANA)
    put_out(1)
    deliver(Hostile())
    assert mailbox.recipients == []
    assert Subscription.objects.get().reached == 1
