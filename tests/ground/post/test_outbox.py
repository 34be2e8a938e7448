"""Into the outbox and out of it: who is told, once, and what stays behind."""

import datetime as dt
import uuid
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import Profile
from safelamp.ground.post import operations, queries
from safelamp.ground.post.models import Channel, Occasion, Outcome, Outgoing
from safelamp.ground.post.pauses import LEASE, MOST_TRIES, PAUSES
from safelamp.ground.post.sending import send_due
from safelamp.ground.vault import addresses
from tests.ground.post.mail_server import Mailbox
from tests.people import House, Person

NOW = dt.datetime(2026, 11, 21, 22, 0, tzinfo=dt.UTC)
ADDRESS = "somchai@union.example"


def rung(person: Person, *, at: dt.datetime = NOW, key: uuid.UUID | None = None) -> Outgoing:
    [row] = operations.send(person.member, occasion=Occasion.BELL, key=key or uuid.uuid4(), at=at)
    return row


def hide(person: Person) -> None:
    organisations.choose_profile(
        person.member.organisation, profile=Profile.HOSTILE, neutral_name="Clear Water", by=person.member
    )


def now_in_database(row: Outgoing) -> Outgoing:
    row.refresh_from_db()
    return row


@pytest.fixture
def officer(union: House) -> Person:
    addresses.keep(ADDRESS, by=union.officer.member)
    return union.officer


def test_a_bell_arrives_at_the_address_and_says_nothing_of_what_happened(officer: Person, mailbox: Mailbox) -> None:
    row = rung(officer)
    assert send_due(at=NOW) == 1
    assert mailbox.recipients == [ADDRESS]
    assert mailbox.texts == ["Somebody waits for you at the desk. Please open it now.\n"]
    assert now_in_database(row).outcome == Outcome.SENT


def test_the_same_key_twice_is_one_message(officer: Person, mailbox: Mailbox) -> None:
    key = uuid.uuid4()
    assert rung(officer, key=key) == rung(officer, key=key)
    assert send_due(at=NOW) == 1
    assert rung(officer, key=key).outcome == Outcome.SENT
    assert send_due(at=NOW) == 0
    assert len(mailbox.arrived) == 1


def test_what_the_caller_rolls_back_is_never_told(officer: Person, mailbox: Mailbox) -> None:
    with transaction.atomic():
        rung(officer)
        transaction.set_rollback(True)
    assert send_due(at=NOW) == 0
    assert mailbox.arrived == []


def test_members_without_an_address_are_not_reachable(union: House, officer: Person, mailbox: Mailbox) -> None:
    assert queries.reachable([officer.member, union.focal_point.member]) == {officer.member.id}
    assert operations.send(union.focal_point.member, occasion=Occasion.BELL, key=uuid.uuid4()) == []


def test_nobody_is_reachable_where_no_mail_server_is_set_up(officer: Person) -> None:
    assert not queries.sending_is_possible()
    assert queries.reachable([officer.member]) == set()


def test_what_ended_keeps_a_day_and_no_minute(officer: Person, mailbox: Mailbox) -> None:
    row = rung(officer)
    send_due(at=NOW)
    assert now_in_database(row).due_at is None
    assert row.day == NOW.date()


def test_the_day_is_a_monday_where_the_profile_is_hostile(officer: Person, mailbox: Mailbox) -> None:
    hide(officer)
    row = rung(officer)
    send_due(at=NOW)
    assert now_in_database(row).day == dt.date(2026, 11, 16)


def test_rows_are_emptied_a_week_after_they_ended(officer: Person, mailbox: Mailbox) -> None:
    rung(officer)
    send_due(at=NOW)
    waiting = rung(officer)
    assert operations.empty(at=NOW + dt.timedelta(days=7)) == 0
    assert operations.empty(at=NOW + dt.timedelta(days=8)) == 1
    assert list(Outgoing.objects.all()) == [waiting]


def test_a_server_that_was_down_gets_the_mail_soon_after_it_returns(officer: Person, mailbox: Mailbox) -> None:
    row, moment = rung(officer), NOW
    mailbox.to_mail = "451 try again later"
    while moment < NOW + dt.timedelta(hours=1):
        send_due(at=moment)
        moment += dt.timedelta(seconds=10)
    mailbox.to_mail = ""
    send_due(at=moment + dt.timedelta(minutes=5))
    assert now_in_database(row).outcome == Outcome.SENT
    assert len(mailbox.arrived) == 1


def test_pauses_grow_and_end_after_a_day(officer: Person, mailbox: Mailbox) -> None:
    row, moment, tried = rung(officer), NOW, []
    mailbox.to_mail = "451 try again later"
    while now_in_database(row).outcome == Outcome.WAITING:
        assert row.due_at is not None
        moment = row.due_at
        tried.append(moment)
        send_due(at=moment)
    assert row.outcome == Outcome.FAILED
    assert len(tried) == MOST_TRIES
    assert [later - earlier for earlier, later in pairwise(tried)] == list(PAUSES)
    assert dt.timedelta(hours=23) < moment - NOW <= dt.timedelta(hours=24)


def test_a_clock_set_back_a_day_makes_nothing_wait_a_day_longer(officer: Person, mailbox: Mailbox) -> None:
    row = rung(officer)
    assert send_due(at=NOW - dt.timedelta(days=1)) == 1
    assert now_in_database(row).outcome == Outcome.SENT


def test_what_another_process_holds_is_left_to_it_until_its_lease_ends(officer: Person, mailbox: Mailbox) -> None:
    row = rung(officer)
    Outgoing.objects.filter(id=row.id).update(due_at=NOW + LEASE, tries=1)  # claimed, and then nothing more
    assert send_due(at=NOW + LEASE / 2) == 0
    assert send_due(at=NOW + LEASE) == 1


@pytest.fixture
def erasable_key() -> Path:
    """The courier key, put back afterwards."""
    private = django_settings.KEYS.path / "courier.private"
    kept = private.read_bytes()
    yield private
    private.write_bytes(kept)


def test_erasing_the_courier_key_stops_everything(officer: Person, mailbox: Mailbox, erasable_key: Path) -> None:
    row = rung(officer)
    erasable_key.unlink()
    assert send_due(at=NOW) == 0
    assert now_in_database(row).outcome == Outcome.STOPPED
    assert mailbox.arrived == []
    assert operations.send(officer.member, occasion=Occasion.BELL, key=uuid.uuid4()) == []
    assert queries.reachable([officer.member]) == set()
    assert not queries.sending_is_possible()
    with pytest.raises(addresses.SendingHasStopped):
        addresses.keep("new@union.example", by=officer.member)


def test_a_server_that_is_kept_from_the_key_sees_that_it_was_erased(officer: Person, erasable_key: Path) -> None:
    mark = erasable_key.with_name("courier.erased")
    mark.touch()
    try:
        assert not queries.sending_is_possible()
        assert operations.send(officer.member, occasion=Occasion.BELL, key=uuid.uuid4()) == []
    finally:
        mark.unlink()


def test_an_address_that_was_taken_away_meanwhile_is_no_longer_written_to(officer: Person, mailbox: Mailbox) -> None:
    row = rung(officer)
    addresses.forget(by=officer.member)
    assert send_due(at=NOW) == 0
    assert now_in_database(row).outcome == Outcome.FAILED


def test_the_best_outcome_of_a_key_counts(officer: Person, mailbox: Mailbox, settings) -> None:
    key, other = uuid.uuid4(), uuid.uuid4()
    sent = rung(officer, key=key)
    send_due(at=NOW)
    Outgoing.objects.create(
        organisation=sent.organisation, member=sent.member, channel=Channel.SMS, occasion=Occasion.BELL, key=key,
        outcome=Outcome.FAILED, day=NOW.date(),
    )  # fmt: skip
    assert queries.outcomes([key, other]) == {key: Outcome.SENT}


@pytest.mark.parametrize(
    "wrong",
    [
        {"due_at": None},
        {"outcome": Outcome.SENT, "due_at": timezone.now()},
        {"channel": Channel.WEBHOOK},
        {"member": None},
    ],
)
def test_the_database_refuses_rows_that_cannot_be(officer: Person, mailbox: Mailbox, wrong: dict) -> None:
    row = rung(officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Outgoing.objects.filter(id=row.id).update(**wrong)
