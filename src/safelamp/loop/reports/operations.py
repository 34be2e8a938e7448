"""Receiving reports, answering them, meeting their clock."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import DatabaseError, transaction
from django.db.models import F, Max
from django.utils import timezone

from safelamp.engines.sealing import envelopes
from safelamp.engines.sealing.envelopes import Context, PublicKey
from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault import sealing
from safelamp.ground.vault.models import Audience
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.reports import receiving, spool
from safelamp.loop.reports.models import AnswerTime, Message, Report, Sender
from safelamp.loop.reports.queries import ReporterAccess
from safelamp.loop.reports.receiving import Telling
from safelamp.loop.reports.words import MessageWords

ANSWER_BUCKETS = (1, 2, 4, 8, 24, 72, 168)  # hours


@dataclass(frozen=True, slots=True)
class Received:
    """A report that is on disk, and its receipt. `added` where other words came with the same form."""

    receipt: str
    spooled: bool = False
    again: bool = False
    added: bool = False


def receive(telling: Telling, *, at: dt.datetime | None = None) -> Received:
    """Stores a report sealed, once, however often its form is sent; what the database cannot take is spooled."""
    moment = at or timezone.now()
    try:
        with transaction.atomic():
            known = Report.objects.select_for_update().filter(id=telling.report_id).first()
            if known is not None:
                return _received_again(known, telling, moment)
            _store(receiving.sealed(telling, at=moment))
    except DatabaseError:
        spool.put(receiving.sealed(telling, at=moment))
        return Received(telling.receipt, spooled=True)
    return Received(telling.receipt)


def store_spooled() -> int:
    """Stores what waits in the spool; returns how many came in. A file goes only after its row is on disk."""
    stored = 0
    for path, report in spool.waiting():
        with transaction.atomic():
            if not Report.objects.filter(id=report.id).exists():
                _store(report)
                stored += 1
        path.unlink()
    return stored


@transaction.atomic
def answer(report: Report, words: MessageWords, *, by: OpenSession, at: dt.datetime | None = None) -> Message:
    """The union's message: sealed to the report's key, so that the receipt opens it, and to the union."""
    message = _next_message(report, Sender.UNION, at)
    message.for_union_sealed = _to_union(report, words.encoded(), message)
    message.for_reporter_sealed = envelopes.seal(
        words.encoded(), to=PublicKey(report.id, bytes(report.point)), context=message_context(report, message)
    )
    message.save()
    audit.record("reports.answer", organisation_id=report.organisation_id, by=by.member.id, subject_id=report.id)
    return message


@transaction.atomic
def reply(access: ReporterAccess, words: MessageWords, *, photo: bytes = b"", at: dt.datetime | None = None) -> Message:
    """The reporter's message: sealed to the union only, so a found receipt never opens it."""
    return _reply(access.report, words, photo, at)


@transaction.atomic
def meet_clock(reports: Iterable[Report], *, at: dt.datetime | None = None) -> None:
    """A person has taken them: the waiting time goes into a counter, the hour and minute are forgotten."""
    moment = at or timezone.now()
    for report in reports:
        if report.arrived_at is None or report.due_at is None:
            continue
        _count(report, moment)
        report.arrived_on = coarse_day(report.organisation, report.arrived_on)
        report.arrived_at = report.due_at = None
        report.save(update_fields=["arrived_on", "arrived_at", "due_at"])


def coarse_day(organisation: Organisation, day: dt.date) -> dt.date:
    """The day, or in a hostile profile the Monday of its week."""
    return day - dt.timedelta(days=day.weekday()) if organisation.is_hostile else day


def message_context(report: Report, message: Message) -> Context:
    """Where a message belongs."""
    return Context(report.organisation_id, report.id, f"message {message.id.hex}")


def _received_again(report: Report, telling: Telling, moment: dt.datetime) -> Received:
    if bytes(report.sent_mark) == telling.sent_mark:
        return Received(telling.receipt, again=True)
    story = telling.words.story or telling.words.contact
    if story or telling.photo:
        _reply(report, MessageWords(text=story, ready="" if story else "worse_now"), telling.photo, moment)
    report.sent_mark = telling.sent_mark
    report.save(update_fields=["sent_mark"])
    return Received(telling.receipt, again=True, added=True)


def _store(report: Report) -> None:
    report.save(force_insert=True)
    audit.record("reports.receive", organisation_id=report.organisation_id, by=None, subject_id=report.id)


def _reply(report: Report, words: MessageWords, photo: bytes, at: dt.datetime | None) -> Message:
    message = _next_message(report, Sender.REPORTER, at)
    message.for_union_sealed = _to_union(report, words.encoded(), message)
    if photo:
        message.photo_sealed = sealing.seal_for_readers(
            photo,
            organisation=report.organisation,
            audience=Audience(report.audience),
            subject=report.id,
            field=f"photo {message.id.hex}",
        )
    message.save()
    audit.record("reports.reply", organisation_id=report.organisation_id, by=None, subject_id=report.id)
    return message


def _next_message(report: Report, sender: Sender, at: dt.datetime | None) -> Message:
    Report.objects.select_for_update().get(id=report.id)
    last = report.messages.aggregate(last=Max("position"))["last"]
    day = coarse_day(report.organisation, timezone.localdate(at or timezone.now()))
    return Message(report=report, sender=sender, sent_on=day, position=(last or 0) + 1)


def _to_union(report: Report, words: bytes, message: Message) -> bytes:
    context = message_context(report, message)
    return sealing.seal_for_readers(
        words,
        organisation=report.organisation,
        audience=Audience(report.audience),
        subject=context.subject,
        field=context.field,
    )


def _count(report: Report, moment: dt.datetime) -> None:
    assert report.arrived_at is not None and report.due_at is not None  # noqa: S101, PT018  # the caller looked
    waited = (moment - report.arrived_at).total_seconds() / 3600
    hours = next((edge for edge in ANSWER_BUCKETS if waited <= edge), 0)
    counter, _ = AnswerTime.objects.get_or_create(
        organisation=report.organisation,
        month=report.arrived_on.replace(day=1),
        lane=report.lane,
        hours=hours,
        in_time=moment <= report.due_at,
    )
    AnswerTime.objects.filter(id=counter.id).update(count=F("count") + 1)
