"""Reading reports: for members who hold the key, and for the reporter who holds the receipt."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from safelamp.engines.sealing import envelopes, receipts, wrapping
from safelamp.engines.sealing.envelopes import CannotOpen, Context
from safelamp.engines.sealing.receipts import Sort
from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission, Role, allows
from safelamp.ground.vault import opening
from safelamp.ground.vault import queries as vault
from safelamp.ground.vault.models import Audience
from safelamp.ground.vault.sessions import OpenSession
from safelamp.ground.workplaces.queries import reached_by
from safelamp.loop.reports import receiving
from safelamp.loop.reports.models import Message, Report, Sender
from safelamp.loop.reports.receiving import ReceiptLookup
from safelamp.loop.reports.words import MessageWords, ReportWords


@dataclass(frozen=True, slots=True)
class ReporterAccess:
    """A report and its private key, as a right receipt opened them: lives for one request.

    `sort` is that of the receipt: who uses an access asks first what that sort may open.
    """

    report: Report
    private: bytes
    sort: Sort = Sort.OWN

    def __repr__(self) -> str:
        return f"ReporterAccess({self.report.id})"


@dataclass(frozen=True, slots=True)
class Told:
    """One opened message of a thread; `words` is None for the reporter's own, which the receipt does not open."""

    id: uuid.UUID
    sender: Sender
    sent_on: dt.date
    words: MessageWords | None
    has_photo: bool


def reports_for(member: Member) -> QuerySet[Report]:
    """The reports that a member may know of: organisation, audience, floor, in that order."""
    if not allows(member, Permission.READ_CASES) and not member.reads_restricted:
        return Report.objects.none()
    found = Report.objects.filter(organisation_id=member.organisation_id, audience__in=vault.audiences_of(member))
    if member.role == Role.REPRESENTATIVE:
        found = found.filter(Q(workplace__in=reached_by(member)) | Q(audience=Audience.RESTRICTED))
    return found.select_related("workplace", "organisation")


def report_for(member: Member, report_id: uuid.UUID) -> Report:
    """One report; raises Report.DoesNotExist for one that the member may not know of."""
    return reports_for(member).get(id=report_id)


def words_of(session: OpenSession, report: Report) -> ReportWords:
    """What the reporter said, opened with the session's key; raises CannotOpen."""
    raw = opening.open_for(
        session, bytes(report.words_sealed), organisation_id=report.organisation_id, subject=report.id, field="words"
    )
    try:
        return ReportWords.decoded(raw)
    except ValueError as error:  # a phone sealed something else
        raise CannotOpen("what was sealed are no words of a report") from error


def is_damaged(session: OpenSession, report: Report) -> bool:
    """Whether words that do not open will open for nobody: damaged, moved, or sealed on a phone to no key of ours."""
    try:
        key = envelopes.key_id(bytes(report.words_sealed))
    except CannotOpen:
        return report.shredded_on is None
    readers = Audience(report.audience)
    holds = vault.held_by(session.member).filter(pair_id=key).exists()
    return holds or not vault.seals_for(key, organisation=report.organisation, audience=readers)


def photo_of(session: OpenSession, report: Report) -> bytes:
    """The report's photo as JPEG; raises CannotOpen."""
    return opening.open_for(
        session, bytes(report.photo_sealed), organisation_id=report.organisation_id, subject=report.id, field="photo"
    )


def message_photo_of(session: OpenSession, message: Message) -> bytes:
    """The photo of a reply as JPEG; raises CannotOpen."""
    report = message.report
    return opening.open_for(
        session,
        bytes(message.photo_sealed),
        organisation_id=report.organisation_id,
        subject=report.id,
        field=f"photo {message.id.hex}",
    )


def thread_for_desk(session: OpenSession, report: Report) -> list[Told]:
    """All messages, opened for the union."""
    return [
        _told(message, MessageWords.decoded(_opened_for_desk(session, report, message)))
        for message in report.messages.all()
    ]


def access(typed: str) -> ReporterAccess | None:
    """What a receipt opens, or None; a wrong one costs the same work and says nothing about any report.

    Raises receipts.NotAReceipt for a slip of the pen, before any work is done.
    """
    return access_by(receiving.lookups_of(receipts.read(typed)))


def access_by(lookups: Mapping[Sort, ReceiptLookup]) -> ReporterAccess | None:
    """The same, from what a code gives as each sort that is tried, or from what a page of this visit carried."""
    by_lookup = {each.lookup: (sort, each.wrapping_key) for sort, each in lookups.items()}
    report = Report.objects.select_related("organisation", "workplace").filter(lookup__in=by_lookup).first()
    if report is None or report.lookup is None:
        return None
    sort, wrapping_key = by_lookup[bytes(report.lookup)]
    try:
        private = wrapping.unwrap(bytes(report.wrapped_private), key=wrapping_key, purpose=f"report {report.id.hex}")
    except CannotOpen:
        return None
    return ReporterAccess(report, private, sort)


def thread_for_reporter(given: ReporterAccess) -> list[Told]:
    """All messages; the reporter's own without their words. To a receipt that came by SMS, what was written for it."""
    told = [
        _told(message, _opened_for_reporter(given, message) if message.sender == Sender.UNION else None)
        for message in given.report.messages.all()
    ]
    return [each for each in told if _may_travel(each.words)] if given.sort is Sort.SMS else told


def _opened_for_desk(session: OpenSession, report: Report, message: Message) -> bytes:
    return opening.open_for(
        session,
        bytes(message.for_union_sealed),
        organisation_id=report.organisation_id,
        subject=report.id,
        field=f"message {message.id.hex}",
    )


def _opened_for_reporter(given: ReporterAccess, message: Message) -> MessageWords:
    report = given.report
    context = Context(report.organisation_id, report.id, f"message {message.id.hex}")
    return MessageWords.decoded(
        envelopes.open_envelope(bytes(message.for_reporter_sealed), private=given.private, context=context)
    )


def _may_travel(words: MessageWords | None) -> bool:
    """Whether operators may read it: the same ready sentences for everybody, or what was written knowing of them."""
    return words is None or words.by_sms or not (words.text or words.original)


def _told(message: Message, words: MessageWords | None) -> Told:
    return Told(message.id, Sender(message.sender), message.sent_on, words, bool(message.photo_sealed))
