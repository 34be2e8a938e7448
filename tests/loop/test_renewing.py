"""A handed-over receipt is changed at its first use: the worker is never locked out, and nobody else comes in."""

import secrets

import pytest
from django.db import OperationalError

from safelamp.engines.sealing import receipts
from safelamp.engines.sealing.receipts import Sort
from safelamp.ground.audit.models import AuditLine
from safelamp.loop.reports import operations, queries
from safelamp.loop.reports.models import Report
from safelamp.loop.reports.receiving import ReceiptLookup, lookups_of
from safelamp.loop.reports.renewing import RenewedBefore, renew_receipt
from safelamp.loop.reports.shredding import shred_reports
from safelamp.loop.reports.words import MessageWords
from tests.loop.tellings import telling
from tests.people import House


@pytest.fixture
def handed(union: House) -> str:
    """The code of a report that a member filed, with an answer of the union."""
    said = telling(union, secret=secrets.token_bytes(16), sort=Sort.HANDED)
    code = operations.receive(said).receipt
    operations.answer(Report.objects.get(), MessageWords(text="We come on Friday."), by=union.focal_point.session)
    return code


def old(code: str) -> ReceiptLookup:
    return lookups_of(code)[Sort.HANDED]


def own(code: str) -> ReceiptLookup:
    return lookups_of(code)[Sort.OWN]


def test_the_new_code_opens_the_answers_and_the_old_one_nothing(handed: str) -> None:
    new = receipts.make()
    renew_receipt(old(handed), own(new))
    access = queries.access(new)
    assert access is not None
    assert access.sort is Sort.OWN
    assert [each.words.text for each in queries.thread_for_reporter(access) if each.words] == ["We come on Friday."]
    assert queries.access(handed) is None


def test_answers_that_come_after_the_change_are_opened_by_the_new_code(handed: str, union: House) -> None:
    new = receipts.make()
    renew_receipt(old(handed), own(new))
    operations.answer(Report.objects.get(), MessageWords(text="It is fixed."), by=union.focal_point.session)
    access = queries.access(new)
    assert access is not None
    assert len(queries.thread_for_reporter(access)) == 2


def test_the_same_page_sent_twice_finds_it_done(handed: str) -> None:
    new = receipts.make()
    first = renew_receipt(old(handed), own(new))
    second = renew_receipt(old(handed), own(new))
    assert (first.report, first.private) == (second.report, second.private)
    assert AuditLine.objects.filter(verb="reports.renew_receipt").count() == 1


def test_who_kept_the_old_code_cannot_change_it_once_more(handed: str) -> None:
    new, theirs = receipts.make(), receipts.make()
    renew_receipt(old(handed), own(new))
    with pytest.raises(RenewedBefore):
        renew_receipt(old(handed), own(theirs))
    assert queries.access(new) is not None
    assert queries.access(theirs) is None


def test_a_code_of_the_reporters_own_is_never_changed(union: House) -> None:
    code = operations.receive(telling(union)).receipt
    with pytest.raises(RenewedBefore):
        renew_receipt(old(code), own(receipts.make()))
    assert queries.access(code) is not None


def test_the_code_of_a_shredded_report_is_answered_like_a_wrong_one(handed: str, union: House) -> None:
    report = Report.objects.get()
    shred_reports(Report.objects.all(), organisation=union.organisation, day=report.arrived_on)
    with pytest.raises(RenewedBefore):
        renew_receipt(old(handed), own(receipts.make()))


def test_the_audit_says_that_a_code_was_changed_and_not_whose(handed: str) -> None:
    renew_receipt(old(handed), own(receipts.make()))
    line = AuditLine.objects.get(verb="reports.renew_receipt")
    assert (line.subject_id, line.member_id) == (None, None)


# Printed cards


def test_two_reports_never_share_a_card_even_when_one_of_them_was_spooled(
    union: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = receipts.make()
    first = telling(union, secret=secrets.token_bytes(16), sort=Sort.HANDED, card=card, story="First")
    second = telling(union, secret=secrets.token_bytes(16), sort=Sort.HANDED, card=card, story="Second")
    with monkeypatch.context() as away:
        away.setattr(operations, "_received", database_away)
        assert operations.receive(second).spooled
    operations.receive(first)
    with pytest.raises(operations.CardUsed):
        operations.receive(telling(union, secret=secrets.token_bytes(16), sort=Sort.HANDED, card=card, story="Third"))
    assert operations.store_spooled() == 1
    stories = {queries.words_of(union.officer.session, each).story for each in Report.objects.all()}
    assert stories == {"First", "Second"}, "what was acknowledged is never lost"
    access = queries.access(card)
    assert access is not None
    assert access.report.id == first.report_id


def test_the_same_form_with_another_card_is_another_report_so_that_nobody_is_locked_out(union: House) -> None:
    secret, one, other = secrets.token_bytes(16), receipts.make(), receipts.make()
    for card in (one, other):
        operations.receive(telling(union, secret=secret, sort=Sort.HANDED, card=card))
    assert queries.access(one) is not None
    assert queries.access(other) is not None


def database_away(*_arguments: object) -> None:
    raise OperationalError("away")
