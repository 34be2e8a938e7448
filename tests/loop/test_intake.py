"""Taking in what a phone sealed: stored once, opened by nobody but its readers, and what is wrong is told."""

import datetime as dt
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from django.db import OperationalError

from safelamp.engines.sealing import envelopes, parcels
from safelamp.engines.sealing.envelopes import CannotOpen, PublicKey
from safelamp.ground.audit.models import AuditLine
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault.models import Audience
from safelamp.loop.reports import arriving, intake, operations, phone, queries
from safelamp.loop.reports.arriving import NotTaken, Reason
from safelamp.loop.reports.intake import NotNow, Outcome, Vouched
from safelamp.loop.reports.models import Kind, Lane, Report
from safelamp.loop.reports.words import MessageWords
from tests.people import House
from tools.sealing_phone import SealedReport, seal_report

NOW = dt.datetime(2026, 3, 4, 8, 15, 30, tzinfo=dt.UTC)
WORDS = {"story": "The guard is off.", "contact": "+66 81 234", "who_may_know": "union", "when": "today"}


@pytest.fixture(autouse=True)
def no_spool(tmp_path: Any, settings: Any) -> None:
    settings.SPOOL = tmp_path / "spool"


def sealed(house: House, **more: Any) -> SealedReport:
    choices = {"workplace": house.workplace.id.hex} | more.pop("choices", {})
    keys = phone.phone_keys(house.organisation, above=house.organisation.parent)
    return seal_report(keys, WORDS, choices=choices, **more)


def take(raw: bytes | SealedReport, *, vouched: Vouched | None = None) -> Outcome:
    raw = raw.raw if isinstance(raw, SealedReport) else raw
    return intake.take_in(arriving.opened(raw), vouched=vouched, at=NOW)


def refused(raw: bytes | SealedReport) -> Reason:
    with pytest.raises(NotTaken) as told:
        take(raw)
    assert not Report.objects.exists()
    return told.value.reason


def vouch(house: House) -> Vouched:
    return Vouched({house.organisation.id}, house.workplace.id, house.workplace.country)


@contextmanager
def away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The database answers nothing any more."""

    def gone(*args: object, **kwargs: object) -> None:
        raise OperationalError("gone")

    with monkeypatch.context() as patched:
        patched.setattr("django.db.models.sql.compiler.SQLCompiler.execute_sql", gone)
        yield


def test_its_readers_open_what_the_phone_sealed(union: House) -> None:
    told = sealed(union, photo=b"a photo", voice=b"a voice", waited_days=3)
    assert take(told) is Outcome.KEPT
    report = Report.objects.get()
    words = queries.words_of(union.focal_point.session, report)
    assert (words.story, words.contact, words.who_may_know, words.came_by) == (
        "The guard is off.", "+66 81 234", "union", "sealed",
    )  # fmt: skip
    assert queries.photo_of(union.focal_point.session, report) == b"a photo"
    assert (report.id, report.waited_days, report.voice_sealed) == (told.id, 3, told.parcel.voice)


def test_its_plain_columns_are_those_of_a_report_from_the_page(union: House) -> None:
    take(sealed(union, choices={"kind": "injury", "harm": "lasting"}))
    report = Report.objects.get()
    assert (report.kind, report.lane, report.audience) == (Kind.INJURY, Lane.ORDINARY, Audience.READERS)
    assert report.arrived_at == NOW.replace(second=0)
    assert report.due_at == report.arrived_at + dt.timedelta(hours=24)
    assert (report.workplace, report.country) == (union.workplace, union.workplace.country)
    line = AuditLine.objects.get(verb="reports.receive")
    assert (line.subject_id, line.member_id) == (report.id, None)


def test_the_receipt_that_the_phone_made_opens_answers_and_never_the_story(union: House) -> None:
    told = sealed(union)
    take(told)
    operations.answer(Report.objects.get(), MessageWords(text="We come on Friday."), by=union.focal_point.session)
    access = queries.access(told.receipt)
    assert access is not None
    [answer] = queries.thread_for_reporter(access)
    assert answer.words is not None
    assert answer.words.text == "We come on Friday."


def test_sent_again_it_is_there_once_whatever_it_waited(union: House) -> None:
    told = sealed(union)
    assert take(told) is Outcome.KEPT
    assert take(told) is Outcome.AGAIN
    assert take(parcels.write(replace(told.parcel, waited_days=9))) is Outcome.AGAIN
    assert Report.objects.get().waited_days is None


def test_the_same_id_with_other_bytes_is_refused_and_the_first_stays(union: House) -> None:
    first = sealed(union)
    take(first)
    second = sealed(union, report_id=first.id)
    with pytest.raises(NotTaken) as told:
        take(second)
    assert told.value.reason is Reason.TAKEN
    assert bytes(Report.objects.get().words_sealed) == first.parcel.words


def test_a_receipt_of_another_report_is_refused(union: House) -> None:
    first = sealed(union)
    take(first)
    lookup = arriving.opened(first.raw).head.lookup
    taken = arriving.opened(sealed(union).raw)
    with pytest.raises(NotTaken) as told:
        intake.take_in(replace(taken, head=replace(taken.head, lookup=lookup)), vouched=vouch(union), at=NOW)
    assert told.value.reason is Reason.TAKEN
    assert not list(operations.spool.waiting())


@pytest.mark.parametrize(
    "choice",
    [{"kind": "retaliation"}, {"kind": "forced", "danger_now": True}, {"hazard": "violence"}],
    ids=str,
)
def test_the_restricted_lane_is_for_its_readers_only(union: House, choice: dict[str, Any]) -> None:
    assert take(sealed(union, choices=choice)) is Outcome.KEPT
    report = Report.objects.get()
    assert (report.lane, report.audience) == (Lane.RESTRICTED, Audience.RESTRICTED)
    assert queries.words_of(union.restricted_reader.session, report).story == "The guard is off."
    with pytest.raises(CannotOpen):
        queries.words_of(union.focal_point.session, report)


def test_a_report_shut_to_representatives_is_shut_to_them(union: House) -> None:
    take(sealed(union, choices={"audience": "no_representatives"}))
    report = Report.objects.get()
    assert report not in queries.reports_for(union.representative.member)
    assert queries.words_of(union.focal_point.session, report).story


def test_a_report_may_go_past_the_union_to_the_organisation_above(union: House, federation: House) -> None:
    assert take(sealed(union, receiver="above")) is Outcome.KEPT
    report = Report.objects.get()
    assert (report.organisation, report.workplace) == (federation.organisation, union.workplace)
    assert queries.words_of(federation.focal_point.session, report).story


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "gossip"}, {"hazard": "dragons"}, {"place_kind": "moon"}, {"audience": "everybody"},
        {"audience": "restricted"}, {"kind": "injury", "harm": "quite"}, {"lookup": "AAAA"}, {"lookup": "not base64 !"},
        {"point": "AAAA"}, {"wrapped_private": "AAAA"}, {"organisation": "nobody"}, {"workplace": "here"},
        {"hazard": ["machine"]}, {"language": 5}, {"way": "x" * 5000}, {"lookup": None},
    ],
    ids=str,
)  # fmt: skip
def test_a_head_with_a_value_that_nobody_can_choose_is_refused(union: House, wrong: dict[str, Any]) -> None:
    assert refused(sealed(union, head=wrong)) is Reason.UNKNOWN_CHOICE


def test_a_point_that_is_not_on_the_curve_is_refused(union: House) -> None:
    off = "BA" + "A" * 85  # 65 bytes: 4, then zeros
    assert refused(sealed(union, head={"point": off})) is Reason.UNKNOWN_CHOICE


@pytest.mark.parametrize("raw", [b"[]", b"7", b"", b"{", b"\xff", b"[" * 100_000], ids=lambda raw: str(raw[:5]))
def test_a_head_that_is_no_object_is_refused(raw: bytes) -> None:
    with pytest.raises(NotTaken) as told:
        arriving.head_of(raw)
    assert told.value.reason is Reason.UNKNOWN_CHOICE


def test_a_workplace_of_another_union_is_refused(union: House, other_union: House) -> None:
    elsewhere = {"workplace": other_union.workplace.id.hex}
    assert refused(sealed(union, choices=elsewhere)) is Reason.NO_RECEIVER


def test_an_organisation_that_takes_no_reports_is_refused(union: House) -> None:
    told = sealed(union)
    Organisation.objects.filter(id=union.organisation.id).update(takes_reports=False)
    assert refused(told) is Reason.NO_RECEIVER


def test_a_workplace_that_was_taken_away_meanwhile_does_not_lose_the_words(union: House) -> None:
    assert take(sealed(union, choices={"workplace": uuid.uuid4().hex})) is Outcome.KEPT
    assert Report.objects.get().workplace is None


def test_words_sealed_to_a_key_that_nobody_knows_are_kept_and_said_to_be_unreadable(union: House) -> None:
    keys = phone.phone_keys(union.organisation)
    unknown = keys["audiences"] | {"readers": keys["intake"]}  # a key of this server's that opens no words
    told = seal_report(keys | {"audiences": unknown}, WORDS)
    assert take(told) is Outcome.UNREADABLE
    report = Report.objects.get()
    with pytest.raises(CannotOpen):
        queries.words_of(union.focal_point.session, report)


def test_words_sealed_to_other_readers_than_the_lane_says_are_unreadable(union: House) -> None:
    """A phone that seals what is restricted to everybody cannot make everybody read it."""
    keys = phone.phone_keys(union.organisation)
    wrong = keys["audiences"] | {"restricted": keys["audiences"]["readers"]}
    assert take(seal_report(keys | {"audiences": wrong}, WORDS, choices={"kind": "forced"})) is Outcome.UNREADABLE
    assert not queries.reports_for(union.focal_point.member).exists()


def test_a_head_sealed_for_another_server_is_refused(union: House, settings: Any) -> None:
    told = sealed(union)
    settings.RECEIPT_PEPPER = secrets.token_bytes(32)
    assert refused(told) is Reason.OTHER_SERVER


def test_a_head_of_another_report_is_refused(union: House) -> None:
    one, other = sealed(union), sealed(union)
    assert refused(parcels.write(replace(one.parcel, head=other.parcel.head))) is Reason.MOVED


def test_words_of_another_report_never_open(union: House) -> None:
    """The server cannot see it; its readers find that the words were moved."""
    one, other = sealed(union), sealed(union)
    take(parcels.write(replace(one.parcel, words=other.parcel.words)))
    with pytest.raises(CannotOpen):
        queries.words_of(union.focal_point.session, Report.objects.get())


@pytest.mark.parametrize("part", ["head", "words", "photo", "voice"])
def test_a_part_that_is_no_envelope_is_refused(union: House, part: str) -> None:
    told = sealed(union, photo=b"photo", voice=b"voice")
    whole: bytes = getattr(told.parcel, part)
    for damaged in (whole[:-1], whole + b"\x00", b"\x02" + whole[1:], whole[:17] + bytes(65) + whole[82:], whole[:40]):
        assert refused(parcels.write(replace(told.parcel, **{part: damaged}))) is Reason.MOVED  # type: ignore[arg-type]


def test_one_changed_bit_of_the_head_is_refused(union: House) -> None:
    told = sealed(union)
    head = told.parcel.head
    assert refused(parcels.write(replace(told.parcel, head=head[:-1] + bytes([head[-1] ^ 1])))) is Reason.MOVED


def test_what_a_phone_sealed_as_words_may_be_anything_and_the_desk_says_so(union: House) -> None:
    for nonsense in (b"[1]", b"\xff\xfe", b"{", b'{"story": "' + b"x" * 20_000 + b'"}', b"[" * 50_000):
        told = sealed(union)
        key = phone.sealing.inbox_key(union.organisation, Audience.READERS)
        where = envelopes.Context(union.organisation.id, told.id, "words")
        words = envelopes.seal(nonsense, to=PublicKey(key.id, key.point), context=where)
        take(parcels.write(replace(told.parcel, words=words)))
        with pytest.raises(CannotOpen):
            queries.words_of(union.focal_point.session, Report.objects.get(id=told.id))


def test_words_of_a_later_version_still_open(union: House) -> None:
    keys = phone.phone_keys(union.organisation)
    take(seal_report(keys, {**WORDS, "mood": "angry", "who_may_know": "the world", "story": "Turned\u202e round\x00"}))
    words = queries.words_of(union.focal_point.session, Report.objects.get())
    assert (words.story, words.who_may_know) == ("Turned round", "nobody")


def test_while_the_database_is_away_what_the_signed_way_vouches_for_is_spooled(
    union: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = sealed(union)
    with away(monkeypatch):
        assert take(told, vouched=vouch(union)) is Outcome.SPOOLED
    [waiting] = operations.spool.waiting()
    assert waiting.report.id == told.id
    assert operations.store_spooled() == 1
    assert queries.words_of(union.focal_point.session, Report.objects.get()).story == "The guard is off."


def test_while_the_database_is_away_what_nothing_vouches_for_stays_on_the_phone(
    union: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, right = sealed(union), vouch(union)
    others = (None, replace(right, organisations={uuid.uuid4()}), replace(right, workplace=None))
    with away(monkeypatch):
        for vouched in others:
            with pytest.raises(NotNow):
                take(told, vouched=vouched)
    assert not list(operations.spool.waiting())


def test_what_was_spooled_comes_in_once_and_opens(union: House, monkeypatch: pytest.MonkeyPatch) -> None:
    told = sealed(union, photo=b"a photo")

    def full(*args: object, **kwargs: object) -> None:
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(operations, "insert", full)
        assert take(told) is Outcome.SPOOLED
        assert take(told) is Outcome.SPOOLED
    assert operations.store_spooled() == 1
    assert take(told) is Outcome.AGAIN
    report = Report.objects.get()
    assert queries.words_of(union.focal_point.session, report).story == "The guard is off."
    assert queries.photo_of(union.focal_point.session, report) == b"a photo"


def test_sent_again_while_it_waits_in_the_spool_it_comes_in_once(union: House, monkeypatch: pytest.MonkeyPatch) -> None:
    told = sealed(union)
    with monkeypatch.context() as patched:
        patched.setattr(operations, "insert", lambda *args, **kwargs: (_ for _ in ()).throw(OperationalError("full")))
        take(told)
    assert take(told) is Outcome.AGAIN
    assert Report.objects.count() == 1
