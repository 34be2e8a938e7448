"""Receiving: sealed, once, to those who may read it and to nobody else."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django.fixtures import Settings

from safelamp.engines.sealing import envelopes, receipts
from safelamp.engines.sealing.envelopes import CannotOpen, Context
from safelamp.ground.audit.models import AuditLine
from safelamp.ground.organisations.models import Organisation, Profile
from safelamp.ground.vault.models import Audience
from safelamp.loop.reports import operations, queries
from safelamp.loop.reports.models import AnswerTime, Harm, Kind, Lane, Message, Report, Sender
from safelamp.loop.reports.words import MessageWords, ReportWords, WhoMayKnow
from tests.loop.tellings import telling
from tests.loop.told import tell
from tests.people import House, Person

SECRET = bytes(range(16))
EVERY_HANDLER = {"officer", "focal_point", "second_focal_point", "restricted_reader", "representative"}
MONDAY = dt.datetime(2026, 11, 16, 8, 7, 31, tzinfo=dt.UTC)


def received(house: House, **choices: object) -> Report:
    told = telling(house, **choices)  # type: ignore[arg-type]
    operations.receive(told, at=MONDAY)
    return Report.objects.get(id=told.report_id)


def can_open(person: Person, report: Report) -> bool:
    try:
        queries.words_of(person.session, report)
    except CannotOpen:
        return False
    return True


def knows_of(person: Person, report: Report) -> bool:
    return queries.reports_for(person.member).filter(id=report.id).exists()


def texts_at_desk(house: House) -> list[str]:
    thread = queries.thread_for_desk(house.officer.session, Report.objects.get())
    return [told.words.text for told in thread if told.words]


def names(people: list[Person]) -> set[str]:
    return {person.member.login_name.partition(".")[2] for person in people}


def test_what_was_said_comes_out_at_the_desk_as_it_went_in(union: House) -> None:
    story = "ការពារ\u200bម៉ាស៊ីន စက်အကာ เครื่องจักร\nline two"
    report = received(union, story=story, contact="0812345678", who_may_know=WhoMayKnow.UNION)
    words = queries.words_of(union.focal_point.session, report)
    assert (words.story, words.contact, words.who_may_know) == (story, "0812345678", WhoMayKnow.UNION)


def test_only_choices_lie_in_plain_columns(union: House) -> None:
    report = received(union, story="Somchai saw it", contact="0812345678")
    row = Report.objects.filter(id=report.id).values().get()
    assert not [value for value in row.values() if "Somchai" in repr(value) or "0812345678" in repr(value)]


def test_the_same_form_sent_again_is_one_report_with_the_same_receipt(union: House) -> None:
    answers = [operations.receive(telling(union, secret=SECRET)) for _ in range(3)]
    assert Report.objects.count() == 1
    assert Message.objects.count() == 0
    assert len({answer.receipt for answer in answers}) == 1
    assert [answer.again for answer in answers] == [False, True, True]
    assert receipts.read(answers[0].receipt)


def test_other_words_with_the_same_form_are_added_to_the_thread(union: House) -> None:
    first = operations.receive(telling(union, secret=SECRET, story="The guard is off."))
    second = operations.receive(telling(union, secret=SECRET, story="The guard is off. Somebody was cut."))
    assert (second.added, second.receipt) == (True, first.receipt)
    report = Report.objects.get()
    assert queries.words_of(union.officer.session, report).story == "The guard is off."
    thread = queries.thread_for_desk(union.officer.session, report)
    assert "Somebody was cut." in "".join(told.words.text for told in thread if told.words)


def test_added_words_sent_again_are_added_once(union: House) -> None:
    for story in ("one", "two", "two", "one", "two"):
        operations.receive(telling(union, secret=SECRET, story=story))
    texts = texts_at_desk(union)
    assert texts.count("two") == 1


def test_a_consent_that_was_taken_back_reaches_the_desk(union: House) -> None:
    """The worker allowed the name, went back, and forbade it."""
    operations.receive(telling(union, secret=SECRET, contact="Dao", who_may_know=WhoMayKnow.EMPLOYER))
    operations.receive(telling(union, secret=SECRET, contact="Dao", who_may_know=WhoMayKnow.NOBODY))
    texts = texts_at_desk(union)
    assert str(WhoMayKnow.NOBODY.label) in "\n".join(texts)


def test_the_longest_story_sent_again_with_the_longest_contact_is_kept(union: House) -> None:
    operations.receive(telling(union, secret=SECRET, story="ก" * 10_000))
    operations.receive(telling(union, secret=SECRET, story="ข" * 10_000, contact="c" * 200))
    assert Message.objects.count() == 2


@pytest.mark.parametrize(
    "other",
    [
        {"shut_to": Audience.NO_REPRESENTATIVES},
        {"kind": Kind.RETALIATION},
        {"hazard": "violence"},
        {"danger_now": True},
        {"kind": Kind.INJURY, "harm": Harm.DIED},
    ],
    ids=str,
)
def test_other_choices_with_the_same_form_are_a_report_of_their_own(union: House, other: dict[str, object]) -> None:
    """Otherwise words shut to somebody would be sealed to the keys of the first, open, report."""
    first = operations.receive(telling(union, secret=SECRET))
    second = operations.receive(telling(union, secret=SECRET, story="They punished me", **other))  # type: ignore[arg-type]
    assert Report.objects.count() == 2
    assert first.receipt != second.receipt
    again = operations.receive(telling(union, secret=SECRET, story="They punished me", **other))  # type: ignore[arg-type]
    assert (again.receipt, Report.objects.count()) == (second.receipt, 2)


@pytest.mark.parametrize(
    ("choices", "lane", "readers"),
    [
        ({}, Lane.ORDINARY, EVERY_HANDLER),
        ({"danger_now": True}, Lane.DANGER_NOW, EVERY_HANDLER),
        ({"kind": Kind.RETALIATION}, Lane.RESTRICTED, {"restricted_reader"}),
        ({"kind": Kind.FORCED}, Lane.RESTRICTED, {"restricted_reader"}),
        ({"hazard": "violence"}, Lane.RESTRICTED, {"restricted_reader"}),
        ({"hazard": "violence", "danger_now": True}, Lane.RESTRICTED, {"restricted_reader"}),
        ({"kind": Kind.FORCED, "shut_to": Audience.NO_REPRESENTATIVES}, Lane.RESTRICTED, {"restricted_reader"}),
        ({"shut_to": Audience.NO_REPRESENTATIVES}, Lane.ORDINARY, EVERY_HANDLER - {"representative"}),
        ({"shut_to": Audience.NO_FOCAL_POINTS}, Lane.ORDINARY, {"officer", "representative"}),
    ],
    ids=lambda value: "+".join(sorted(value)) if isinstance(value, set | frozenset) else str(value),
)  # fmt: skip
def test_a_report_is_listed_for_and_opens_for_exactly_its_readers(
    union: House, choices: dict[str, object], lane: Lane, readers: set[str]
) -> None:
    report = received(union, **choices)
    assert report.lane == lane
    assert names([person for person in union.everybody if knows_of(person, report)]) == readers
    assert names([person for person in union.everybody if can_open(person, report)]) == readers


def test_nobody_else_opens_it_or_knows_of_it(union: House, other_union: House, federation: House) -> None:
    report = received(union)
    strangers = [*other_union.everybody, *federation.everybody]
    assert not [person for person in strangers if knows_of(person, report) or can_open(person, report)]
    with pytest.raises(Report.DoesNotExist):
        queries.report_for(other_union.officer.member, report.id)


def test_a_representative_does_not_know_of_another_floor(union: House) -> None:
    report = received(union)
    Report.objects.filter(id=report.id).update(workplace=union.second_workplace)
    assert not knows_of(union.representative, report)


def test_the_database_keeps_the_restricted_lane_sealed_to_its_readers(union: House) -> None:
    report = received(union, kind=Kind.FORCED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(id=report.id).update(audience=Audience.READERS)


def test_nobody_can_choose_the_restricted_lane_for_an_ordinary_report(union: House) -> None:
    with pytest.raises(ValueError, match="follows from kind"):
        telling(union, shut_to=Audience.RESTRICTED)


def test_words_moved_to_another_report_do_not_open(union: House) -> None:
    one, other = received(union, story="one"), received(union, story="other")
    Report.objects.filter(id=other.id).update(words_sealed=bytes(one.words_sealed))
    assert not can_open(union.officer, Report.objects.get(id=other.id))


def test_arrival_is_kept_to_the_minute_until_the_clock_is_met_and_then_to_the_day(union: House) -> None:
    report = received(union)
    assert report.arrived_at == MONDAY.replace(second=0)
    operations.meet_clock([report], at=MONDAY + dt.timedelta(hours=3))
    kept = Report.objects.get(id=report.id)
    assert (kept.arrived_at, kept.due_at, kept.arrived_on) == (None, None, MONDAY.date())
    assert AnswerTime.objects.values_list("hours", "in_time", "count").get() == (4, True, 1)
    operations.meet_clock([kept], at=MONDAY + dt.timedelta(hours=5))
    assert AnswerTime.objects.get().count == 1


def test_a_hostile_profile_keeps_the_week_only(union: House) -> None:
    Organisation.objects.filter(id=union.organisation.id).update(profile=Profile.HOSTILE, retention_months=1)
    told = telling(union)
    operations.receive(told, at=MONDAY + dt.timedelta(days=3))
    report = Report.objects.get(id=told.report_id)
    operations.meet_clock([report], at=MONDAY + dt.timedelta(days=4))
    assert Report.objects.get(id=report.id).arrived_on == MONDAY.date()


def test_in_a_hostile_profile_the_audit_keeps_the_week_of_what_reporters_did(
    union: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: MONDAY + dt.timedelta(days=3))
    days = AuditLine.objects.filter(verb__in=("reports.receive", "reports.reply"), member_id=None)
    for profile, kept in ((Profile.OPEN, MONDAY.date() + dt.timedelta(days=3)), (Profile.HOSTILE, MONDAY.date())):
        union.organisation.profile, union.organisation.retention_months = profile, 1
        union.organisation.save()
        days.delete()
        told = telling(union)
        access = queries.access(operations.receive(told).receipt)
        assert access is not None
        operations.reply(access, MessageWords(text="It is machine 4."))
        assert list(days.values_list("day", flat=True)) == [kept, kept]


def test_the_receipt_opens_the_unions_answers_and_never_the_story(union: House) -> None:
    told = telling(union, story="only for the union")
    receipt = operations.receive(told).receipt
    report = Report.objects.get(id=told.report_id)
    operations.answer(report, MessageWords(text="We come on Friday."), by=union.focal_point.session)
    access = queries.access(" ".join(receipts.grouped(receipt)))
    assert access is not None
    operations.reply(access, MessageWords(text="Thank you, it is machine 4."))
    union_said, reporter_said = queries.thread_for_reporter(access)
    assert union_said.words is not None
    assert union_said.words.text == "We come on Friday."
    assert (reporter_said.sender, reporter_said.words) == (Sender.REPORTER, None)
    own = Message.objects.get(sender=Sender.REPORTER)
    for sealed, field in ((report.words_sealed, "words"), (own.for_union_sealed, f"message {own.id.hex}")):
        place = Context(report.organisation_id, report.id, field)
        with pytest.raises(CannotOpen):
            envelopes.open_envelope(bytes(sealed), private=access.private, context=place)


def test_the_database_never_seals_a_reporters_words_to_the_receipt(union: House) -> None:
    told = telling(union)
    operations.receive(told)
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(
            report_id=told.report_id, sender=Sender.REPORTER, sent_on=MONDAY.date(), position=1,
            for_union_sealed=b"x", for_reporter_sealed=b"x",
        )  # fmt: skip


def test_a_wrong_receipt_opens_nothing_and_a_slip_costs_no_work(union: House, monkeypatch: pytest.MonkeyPatch) -> None:
    operations.receive(telling(union))
    assert queries.access(receipts.make()) is None
    monkeypatch.setattr(receipts, "keys", lambda *_, **__: pytest.fail("a slip must be told before any work"))
    with pytest.raises(receipts.NotAReceipt):
        queries.access("1234 5678 9012 3456 7889")


def test_neither_receipt_nor_the_forms_random_value_is_stored(union: House) -> None:
    told = telling(union)
    receipt = operations.receive(told).receipt
    row = repr(Report.objects.filter(id=told.report_id).values().get())
    for kept in (receipt, told.secret.hex(), repr(told.secret)[2:-1], told.root.hex(), repr(told.root)[2:-1]):
        assert kept not in row


def test_ids_are_no_clue_to_the_order(union: House) -> None:
    ids = [received(union).id for _ in range(8)]
    assert all(isinstance(each, uuid.UUID) for each in ids)
    assert ids != sorted(ids)


def test_words_too_long_are_an_error_for_whoever_calls(union: House) -> None:
    with pytest.raises(ValueError, match="too long"):
        ReportWords(story="x" * 10_001)
    with pytest.raises(ValueError, match="too long"):
        MessageWords(text="x" * 10_001)
    with pytest.raises(ValueError, match="has words"):
        MessageWords()


def test_a_report_of_the_night_came_on_the_day_of_the_unions_own_clock(union: House, settings: Settings) -> None:
    settings.TIME_ZONE = "Asia/Phnom_Penh"
    night = dt.datetime(2026, 11, 15, 20, 30, tzinfo=dt.UTC)  # half past three on Monday morning there
    told = tell(union, at=night)
    assert told.report.arrived_on == dt.date(2026, 11, 16)
    assert told.report.arrived_at == night
