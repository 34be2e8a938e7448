"""Receiving reports, answering them, meeting their clock."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.db import Error, IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from safelamp.engines.sealing import envelopes
from safelamp.engines.sealing.envelopes import CannotOpen, Context, PublicKey
from safelamp.ground.audit import operations as audit
from safelamp.ground.audit.inserting import insert
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.post import news
from safelamp.ground.vault import sealing
from safelamp.ground.vault.models import Audience
from safelamp.ground.vault.sessions import OpenSession
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.reports import asides, asked_since, events, hanging, receiving, spool, times
from safelamp.loop.reports.models import Message, Report, Sender
from safelamp.loop.reports.queries import ReporterAccess
from safelamp.loop.reports.receiving import Telling
from safelamp.loop.reports.times import coarse_day
from safelamp.loop.reports.words import MessageWords


class CardUsed(Exception):
    """A report came with this card's code already: it can open one report only."""


@dataclass(frozen=True, slots=True)
class Received:
    """A report that is on disk, and its receipt. `added` where other words came with the same form."""

    receipt: str
    spooled: bool = False
    again: bool = False
    added: bool = False


def receive(telling: Telling, *, at: dt.datetime | None = None) -> Received:
    """Stores a report sealed, once, however often its form is sent; what the database cannot take is spooled.

    Raises CardUsed where the printed card's code belongs to another report.
    """
    moment = at or timezone.now()
    # Sealed before the transaction begins: the slow part must not hold the database's one place for writing.
    report = receiving.sealed(telling, at=moment)
    try:
        with transaction.atomic():
            return _received(telling, report, moment)
    except Error as error:
        if telling.card and isinstance(error, IntegrityError) and _is_used(telling):
            raise CardUsed from error  # another member typed the same card in at the same moment
        spool.put(report, messages=_messages_again(report, telling, moment))
        return Received(telling.receipt, spooled=True)


def store_spooled() -> int:
    """Stores what waits in the spool; returns how many came in. A file goes only after its rows are on disk."""
    stored = 0
    for spooled in spool.waiting():
        if not Organisation.objects.filter(id=spooled.report.organisation_id).exists():
            continue  # its organisation is gone: it stays, as whatever else cannot be stored
        try:
            with transaction.atomic():
                stored += _store_one(spooled)
        except IntegrityError:
            continue  # another process stores it just now: it stays for the next time
        spooled.path.unlink(missing_ok=True)
    return stored


def bring_in(report_id: uuid.UUID) -> None:
    """Stores what waits in the spool for one report, inside a transaction of its caller's."""
    for spooled in spool.waiting(report_id):
        _store_one(spooled)
        transaction.on_commit(partial(spooled.path.unlink, missing_ok=True))


def store(report: Report) -> None:
    """Puts a sealed report on disk, inside a transaction of its caller's; nothing else may make one."""
    report.event = events.event_of(report)
    insert(report)
    day = coarse_day(report.organisation, timezone.localdate())  # an exact one would tell what the report forgets
    audit.record("reports.receive", organisation_id=report.organisation_id, by=None, subject_id=report.id, day=day)


@transaction.atomic
def answer(report: Report, words: MessageWords, *, by: OpenSession, at: dt.datetime | None = None) -> Message:
    """The union's message: sealed to the report's key, so that the receipt opens it, and to the union.

    Raises CannotOpen for a report that was shredded: nobody could read the message.
    """
    if report.shredded_on is not None:
        raise CannotOpen("this report has been shredded")
    message = Message(report=report, sender=Sender.UNION, sent_on=timezone.localdate(at or timezone.now()))
    message.for_union_sealed = _to_union(report, words.encoded(), message)
    message.for_reporter_sealed = envelopes.seal(
        words.encoded(), to=PublicKey(report.id, bytes(report.point)), context=message_context(report, message)
    )
    _append(report, message)
    news.tell(report.id, at=at)
    audit.record("reports.answer", organisation_id=report.organisation_id, by=by.member.id, subject_id=report.id)
    return message


@transaction.atomic
def reply(
    access: ReporterAccess,
    words: MessageWords,
    *,
    photo: bytes = b"",
    voice: bytes = b"",
    message_id: uuid.UUID | None = None,
    seen: int | None = None,
    at: dt.datetime | None = None,
) -> Message:
    """The reporter's message: sealed to the union only, so a found receipt never opens it.

    A `message_id` that the report's thread already has is the same page sent again: nothing is added. `seen` is how
    many messages stood on the page; raises AskedSince where a chosen sentence would answer a question that came later.
    """
    own_id = message_id or uuid.uuid4()
    # The same page sent twice, and the union's next question: one after the other.
    Report.objects.select_for_update().get(id=access.report.id)
    known = access.report.messages.filter(id=own_id).first()
    if known is not None:
        return known
    if words.ready and seen is not None:
        asked_since.check_reply(access, words.ready, seen=seen)
    times.came_back(access.report)
    hanging.heed(access.report, words, at=at)
    message = _sealed_reply(access.report, words, photo, at or timezone.now(), message_id=own_id)
    message.voice_sealed = _media_to_union(access.report, voice, f"voice {own_id.hex}")
    return _append(access.report, message)


@transaction.atomic
def add_sealed(report: Report, messages: Iterable[Message]) -> None:
    """Messages of the reporter that were sealed before the report was there; each once."""
    for message in messages:
        if not Message.objects.filter(id=message.id).exists():
            _append(report, message)


@transaction.atomic
def meet_clock(reports: Iterable[Report], *, at: dt.datetime | None = None) -> None:
    """A person has taken them: the waiting time goes into a counter, the hour and minute are forgotten.

    A few statements, however many they are: while a thousand of one accident are taken, others must come in.
    """
    waiting = [report for report in reports if report.arrived_at is not None and report.due_at is not None]
    times.taken(waiting, at=at or timezone.now())
    by_day: dict[dt.date, list[uuid.UUID]] = defaultdict(list)
    for report in waiting:
        report.arrived_on = coarse_day(report.organisation, report.arrived_on)
        report.arrived_at = report.due_at = report.event = None
        by_day[report.arrived_on].append(report.id)
    for day, ids in by_day.items():
        Report.objects.filter(id__in=ids).update(arrived_on=day, arrived_at=None, due_at=None, event=None)


def message_context(report: Report, message: Message) -> Context:
    """Where a message belongs."""
    return Context(report.organisation_id, report.id, f"message {message.id.hex}")


def _received(telling: Telling, report: Report, moment: dt.datetime) -> Received:
    bring_in(telling.report_id)
    known = Report.objects.select_for_update().filter(id=telling.report_id).first()
    if known is None:
        if telling.card and _is_used(telling):
            raise CardUsed
        store(report)
        return Received(telling.receipt)
    if bytes(known.sent_mark) == telling.sent_mark:
        return Received(telling.receipt, again=True)
    _add(known, _messages_again(known, telling, moment), sent_mark=telling.sent_mark)
    return Received(telling.receipt, again=True, added=True)


def _messages_again(report: Report, telling: Telling, moment: dt.datetime) -> list[Message]:
    """The sealed messages of a form that came once more; the same words give the same ids."""
    photos = [telling.photo]
    return [
        _sealed_reply(report, words, photos.pop() if photos else b"", moment, message_id=telling.message_id(number))
        for number, words in enumerate(telling.words.as_messages())
    ]


def _store_one(spooled: spool.Spooled) -> bool:
    """Stores a spooled report, or adds its words to the report that came in by another way; whether it was new."""
    known = Report.objects.select_for_update().filter(id=spooled.report.id).first()
    if known is None:
        place = spooled.report.workplace_id
        if place is not None and not Workplace.objects.filter(id=place).exists():
            spooled.report.workplace_id = None  # taken away meanwhile; the words stay
        if Report.objects.filter(lookup=spooled.report.lookup).exists():
            spooled.report.lookup = None  # a printed card that was typed in twice: the words stay, for the union
        store(spooled.report)
        return True
    if bytes(known.sent_mark) != bytes(spooled.report.sent_mark):
        _add(known, spooled.messages, sent_mark=bytes(known.sent_mark))
    return False


def _is_used(telling: Telling) -> bool:
    every = receiving.lookups_of(telling.card).values()
    return Report.objects.filter(lookup__in=[each.lookup for each in every]).exists()


def _add(report: Report, messages: Iterable[Message], *, sent_mark: bytes) -> None:
    add_sealed(report, messages)
    report.sent_mark = sent_mark
    report.save(update_fields=["sent_mark"])


def _sealed_reply(
    report: Report, words: MessageWords, photo: bytes, moment: dt.datetime, *, message_id: uuid.UUID
) -> Message:
    """The reporter's unsaved message. It has no place in the thread yet."""
    message = Message(id=message_id, report=report, sender=Sender.REPORTER, sent_on=timezone.localdate(moment))
    message.for_union_sealed = _to_union(report, words.encoded(), message)
    message.photo_sealed = _media_to_union(report, photo, f"photo {message.id.hex}")
    return message


def _media_to_union(report: Report, raw: bytes, field: str) -> bytes:
    """A photo or a voice, sealed; nothing where there is none."""
    if not raw:
        return b""
    return sealing.seal_for_readers(
        raw, organisation=report.organisation, audience=Audience(report.audience), subject=report.id, field=field
    )


def _append(report: Report, message: Message) -> Message:
    Report.objects.select_for_update().get(id=report.id)
    last = report.messages.aggregate(last=Max("position"))["last"]
    message.position = (last or 0) + 1
    message.sent_on = coarse_day(report.organisation, message.sent_on)
    message.save(force_insert=True)
    if message.sender == Sender.REPORTER:
        asides.reporter_speaks(report, at=timezone.now())
        own, day = report.organisation_id, message.sent_on
        audit.record("reports.reply", organisation_id=own, by=None, subject_id=report.id, day=day)
    return message


def _to_union(report: Report, words: bytes, message: Message) -> bytes:
    context = message_context(report, message)
    return sealing.seal_for_readers(
        words,
        organisation=report.organisation,
        audience=Audience(report.audience),
        subject=context.subject,
        field=context.field,
    )
