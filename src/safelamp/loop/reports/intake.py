"""Taking in what a phone sealed: everything is checked, nothing is opened but the head, each report is stored once."""

import datetime as dt
import uuid
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import Enum

from django.db import Error, IntegrityError, transaction
from django.utils import timezone

from safelamp.engines.sealing import envelopes
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault.models import Audience
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.reports import floods, operations, placing, receiving, spool, together
from safelamp.loop.reports.arriving import Arriving, Head, NotTaken, Reason
from safelamp.loop.reports.models import Report
from safelamp.loop.reports.receiving import Choices


class Outcome(Enum):
    """What became of a parcel; the value is for the phone's program."""

    KEPT = "kept"
    AGAIN = "again"  # it was there already
    SPOOLED = "spooled"  # the database is away: it is on disk and comes in later
    UNREADABLE = "kept_unreadable"  # sealed to a key that these readers do not have


class NotNow(Exception):
    """Nothing here can take it at the moment. It is safe where it is, and can be sent again."""


@dataclass(frozen=True, slots=True)
class Vouched:
    """Ids that this server signed when it knew them: with them a report can wait in the spool."""

    organisations: AbstractSet[uuid.UUID]
    workplace: uuid.UUID | None
    country: str


def take_in(arriving: Arriving, *, vouched: Vouched | None, at: dt.datetime | None = None) -> Outcome:
    """Stores a parcel, once, however often it is sent.

    Raises NotTaken for what can never be taken, NotNow for what cannot be taken at the moment, and
    floods.WorkAsked where a flood is on and the phone has proved nothing yet.
    """
    moment = at or timezone.now()
    head = arriving.head
    try:
        choices = _chosen(head, *placing.placed(head.organisation, head.workplace))
    except Error as away:
        return _spooled(_report(arriving, _vouched_choices(head, vouched, away), at=moment))
    report = _report(arriving, choices, at=moment)
    try:
        return _kept_once(report, arriving, at=moment)
    except Error:  # it can read, and cannot write
        return _spooled(report)


def _vouched_choices(head: Head, vouched: Vouched | None, away: Error) -> Choices:
    """The choices by their ids alone, where this server signed them before."""
    if vouched is None or head.organisation not in vouched.organisations or head.workplace != vouched.workplace:
        raise NotNow from away
    organisation = Organisation(id=head.organisation, country=vouched.country)
    workplace = Workplace(id=head.workplace, country=vouched.country) if head.workplace else None
    return _chosen(head, organisation, workplace)


def _chosen(head: Head, organisation: Organisation, workplace: Workplace | None) -> Choices:
    return Choices(
        organisation=organisation,
        workplace=workplace,
        kind=head.kind,
        hazard=head.hazard,
        danger_now=head.danger_now,
        harm=head.harm,
        place_kind=head.place_kind,
        shut_to=head.shut_to,
    )


def _report(arriving: Arriving, choices: Choices, *, at: dt.datetime) -> Report:
    parcel, head = arriving.parcel, arriving.head
    report = choices.report(parcel.report_id, at=at)
    report.words_sealed, report.photo_sealed, report.voice_sealed = parcel.words, parcel.photo, parcel.voice
    report.point, report.wrapped_private = head.point, head.wrapped_private
    report.lookup = receiving.peppered(head.lookup)
    report.sent_mark = parcel.mark
    report.waited_days = parcel.waited_days
    return report


def _kept_once(report: Report, arriving: Arriving, *, at: dt.datetime) -> Outcome:
    """Written first and looked at only if that fails: two statements for nearly every report of a crowd."""
    if any(True for _each in spool.waiting(report.id)):
        with transaction.atomic():
            operations.bring_in(report.id)
    if floods.asks(report, work=arriving.parcel.work, at=at) and not Report.objects.filter(id=report.id).exists():
        raise floods.asked_of(report, at=at)
    try:
        together.store(report)
    except IntegrityError:
        return _known(report)
    return Outcome.KEPT if _is_readable(report) else Outcome.UNREADABLE


def _known(report: Report) -> Outcome:
    """What stands in its way: itself, sent before, or another with its id or its receipt."""
    known = Report.objects.filter(id=report.id).first()
    if known is not None and bytes(known.sent_mark) == bytes(report.sent_mark):
        return Outcome.AGAIN
    if known is not None or Report.objects.filter(lookup=report.lookup).exists():
        raise NotTaken(Reason.TAKEN)
    raise NotNow  # its organisation or workplace went away at this moment: the next time says so


def _is_readable(report: Report) -> bool:
    key = envelopes.key_id(bytes(report.words_sealed))
    return placing.can_be_read(key, organisation=report.organisation, audience=Audience(report.audience))


def _spooled(report: Report) -> Outcome:
    try:
        spool.put(report, messages=[])
    except OSError as error:
        raise NotNow from error
    return Outcome.SPOOLED
