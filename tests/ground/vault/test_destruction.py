"""A key that has done its work is destroyed; one to which anything is sealed stays, wherever that lies."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import BinaryField, Model

from safelamp.engines.sealing import envelopes
from safelamp.engines.sealing.envelopes import CannotOpen, Context
from safelamp.ground.audit.models import AuditLine
from safelamp.ground.vault import destruction, rotation
from safelamp.ground.vault.models import Audience, HeldKey, KeyPair, PaperHeldKey, Purpose
from safelamp.loop.reports import operations as reports
from safelamp.loop.reports import receiving, spool
from safelamp.loop.reports.models import Message, Report
from safelamp.loop.reports.words import MessageWords
from tests.loop.tellings import telling
from tests.people import House

FOUNDED = dt.date(2026, 8, 1)
LATER = dt.date(2026, 11, 20)
NOT_ENVELOPES = {"sealed_private", "wrapped_private"}  # keys themselves: sealed to members, paper and receipts


@pytest.fixture
def union_of_august(union: House) -> House:
    """The union with keys of August, September, October and November."""
    KeyPair.objects.update(month=FOUNDED)
    for month in (9, 10, 11):
        rotation.make_due_pairs(at=dt.date(2026, month, 1))
    return union


def pair(house: House, month: int, audience: Audience = Audience.READERS, purpose: Purpose = Purpose.INBOX) -> KeyPair:
    return KeyPair.objects.get(
        organisation=house.organisation, audience=audience, purpose=purpose, month=dt.date(2026, month, 1)
    )


def months_left(house: House, audience: Audience = Audience.READERS, purpose: Purpose = Purpose.INBOX) -> set[int]:
    kept = KeyPair.objects.filter(organisation=house.organisation, audience=audience, purpose=purpose)
    return {each.month.month for each in kept}


def report_of(house: House, month: int) -> Report:
    """A report whose words are sealed to that month's pair."""
    told = telling(house)
    reports.receive(told)
    report = Report.objects.get(id=told.report_id)
    context = Context(house.organisation.id, report.id, "words")
    report.words_sealed = envelopes.seal(told.words.encoded(), to=pair(house, month).public, context=context)
    report.save()
    return report


def test_what_seals_no_more_and_opens_nothing_is_destroyed_with_every_copy(union_of_august: House) -> None:
    old = pair(union_of_august, 8)
    destruction.destroy_unused(at=LATER)
    assert months_left(union_of_august) == {10, 11}
    assert not KeyPair.objects.filter(id=old.id).exists()
    assert not HeldKey.objects.filter(pair_id=old.id).exists()
    assert not PaperHeldKey.objects.filter(pair_id=old.id).exists()
    with pytest.raises(CannotOpen):
        union_of_august.officer.session.private_half(old.id)


def test_what_opens_a_report_stays_until_the_report_is_shredded(union_of_august: House) -> None:
    report = report_of(union_of_august, 8)
    destruction.destroy_unused(at=LATER)
    assert months_left(union_of_august) == {8, 10, 11}
    Report.objects.filter(id=report.id).update(words_sealed=b"")
    destruction.destroy_unused(at=LATER)
    assert months_left(union_of_august) == {10, 11}


def test_the_pair_before_stays_for_a_month_after_it_sealed_last(union_of_august: House) -> None:
    destruction.destroy_unused(at=dt.date(2026, 12, 1))
    assert months_left(union_of_august) == {10, 11}  # November has sealed for 30 days
    destruction.destroy_unused(at=dt.date(2026, 12, 2))
    assert months_left(union_of_august) == {11}


def test_the_newest_pair_is_never_destroyed_however_old_it_is(union: House) -> None:
    assert destruction.destroy_unused(at=dt.date(2099, 1, 1)) == 0


def test_a_clock_set_back_destroys_nothing_more(union_of_august: House) -> None:
    assert destruction.destroy_unused(at=dt.date(2026, 9, 15)) == 0
    assert months_left(union_of_august) == {8, 9, 10, 11}


def test_a_replys_photo_alone_keeps_its_key(union_of_august: House) -> None:
    report = report_of(union_of_august, 11)
    message = reports.answer(report, MessageWords(text="We come."), by=union_of_august.officer.session)
    envelope = envelopes.seal(
        b"photo", to=pair(union_of_august, 9).public, context=Context(report.organisation_id, report.id, "x")
    )
    Message.objects.filter(id=message.id).update(photo_sealed=envelope)
    destruction.destroy_unused(at=LATER)
    assert months_left(union_of_august) == {9, 10, 11}


def test_other_audiences_and_other_unions_are_judged_by_themselves(union_of_august: House, other_union: House) -> None:
    report_of(union_of_august, 8)
    destruction.destroy_unused(at=LATER)
    assert months_left(union_of_august, Audience.RESTRICTED) == {10, 11}
    assert months_left(union_of_august, purpose=Purpose.DESK) == {10, 11}
    assert KeyPair.objects.filter(organisation=other_union.organisation).exists()


@pytest.fixture
def spooled(union_of_august: House) -> Iterator[Path]:
    """A report in the spool, sealed to the pair of August."""
    told = telling(union_of_august)
    report = receiving.sealed(told, at=dt.datetime(2026, 8, 3, 10, 0, tzinfo=dt.UTC))
    context = Context(report.organisation_id, report.id, "words")
    report.words_sealed = envelopes.seal(b"{}", to=pair(union_of_august, 8).public, context=context)
    spool.put(report, messages=[])
    (path,) = settings.SPOOL.glob("*.report")
    yield path
    path.unlink(missing_ok=True)


def test_what_waits_in_the_spool_keeps_its_key(union_of_august: House, spooled: Path) -> None:
    destruction.destroy_unused(at=LATER)
    assert months_left(union_of_august) == {8, 10, 11}
    spooled.unlink()
    destruction.destroy_unused(at=LATER)
    assert months_left(union_of_august) == {10, 11}


def test_a_spooled_file_that_cannot_be_read_keeps_its_key_too(union_of_august: House, spooled: Path) -> None:
    spooled.write_bytes(spooled.read_bytes()[:-40])
    assert list(spool.waiting()) == []
    destruction.destroy_unused(at=LATER)
    assert 8 in months_left(union_of_august)


def test_a_reading_process_still_opens_everything_that_is_left(union_of_august: House) -> None:
    kept = [report_of(union_of_august, month) for month in (8, 9, 10, 11)]
    destruction.destroy_unused(at=LATER)
    for report in kept:
        private = union_of_august.officer.session.private_half(envelopes.key_id(bytes(report.words_sealed)))
        context = Context(report.organisation_id, report.id, "words")
        assert envelopes.open_envelope(bytes(report.words_sealed), private=private, context=context)


def test_destroying_is_in_the_audit_and_only_where_something_was(union_of_august: House, other_union: House) -> None:
    destruction.destroy_unused(at=LATER)
    destruction.destroy_unused(at=LATER)
    assert [line.organisation_id for line in AuditLine.objects.filter(verb="vault.destroy_keys")].count(
        union_of_august.organisation.id
    ) == 1
    assert not AuditLine.objects.filter(verb="vault.destroy_keys", organisation_id=other_union.organisation.id).exists()


def binary_fields() -> list[tuple[type[Model], str]]:
    return [
        (model, field.name)
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("safelamp.loop.")
        for field in model._meta.concrete_fields
        if isinstance(field, BinaryField)
    ]


NO_WORDS = {"point", "wrapped_private", "lookup", "sent_mark"}  # of a report: keys and marks
NO_WORDS |= {"state_wrapped"}  # of a dialogue by SMS, which lives for a day: wrapped under the pepper


@pytest.mark.parametrize(("model", "name"), binary_fields(), ids=str)
def test_a_field_of_the_loop_that_holds_bytes_says_by_its_name_that_they_are_sealed(
    model: type[Model], name: str
) -> None:
    """Otherwise destruction would not look there, and a key could go that something still needs."""
    assert name in NO_WORDS or (model, name) in set(destruction.sealed_fields())


@pytest.mark.parametrize("name", ["words_sealed", "photo_sealed"])
def test_the_key_is_read_from_each_field(union_of_august: House, name: str) -> None:
    old = pair(union_of_august, 8)
    report = report_of(union_of_august, 11)
    assert destruction.in_use({old.id}) == set()
    sealed = envelopes.seal(b"x", to=old.public, context=Context(report.organisation_id, report.id, name))
    Report.objects.filter(id=report.id).update(**{name: sealed})
    assert destruction.in_use({old.id, report.id}) == {old.id}
