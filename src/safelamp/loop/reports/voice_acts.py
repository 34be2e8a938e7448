"""Writing down what a voice says, keeping a recording for longer, destroying recordings when their case has closed."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from safelamp.ground.audit import operations as audit
from safelamp.ground.vault import desk
from safelamp.ground.vault.models import Audience
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.reports.models import Message, Report, VoiceNote
from safelamp.loop.reports.times import coarse_day
from safelamp.loop.reports.voice_notes import REASON, WORDS, VoiceWords


@transaction.atomic
def write_down(
    report: Report, said: VoiceWords, *, by: OpenSession, message: Message | None = None, at: dt.datetime | None = None
) -> VoiceNote:
    """Keeps what the voice says, sealed to the report's readers; written anew it takes the former words' place."""
    note = _note(report, message)
    note.words_sealed = _sealed(report, note, said.encoded(), WORDS)
    note.written_by, note.written_on = by.member, _day(report, at)
    note.save()
    audit.record(
        "reports.write_voice_down", organisation_id=report.organisation_id, by=by.member.id, subject_id=report.id
    )
    return note


@transaction.atomic
def keep(
    report: Report, reason: str, *, by: OpenSession, message: Message | None = None, at: dt.datetime | None = None
) -> VoiceNote:
    """The recording outlives its case, for a reason that every reader sees."""
    note = _note(report, message)
    note.reason_sealed = _sealed(report, note, reason, REASON)
    note.kept_by, note.kept_on = by.member, _day(report, at)
    note.save()
    audit.record("reports.keep_voice", organisation_id=report.organisation_id, by=by.member.id, subject_id=report.id)
    return note


@transaction.atomic
def keep_no_longer(report: Report, *, by: OpenSession, message: Message | None = None) -> VoiceNote:
    """The recording goes the way of all recordings again."""
    note = _note(report, message)
    note.reason_sealed, note.kept_by, note.kept_on = b"", None, None
    note.save()
    audit.record(
        "reports.keep_voice_no_longer", organisation_id=report.organisation_id, by=by.member.id, subject_id=report.id
    )
    return note


@transaction.atomic
def destroy_voices(reports: QuerySet[Report], *, day: dt.date) -> int:
    """Destroys the recordings of these reports that nobody keeps; how many. What was written down stays."""
    kept = VoiceNote.objects.filter(report__in=reports, kept_on__isnull=False)
    replies = Message.objects.filter(report__in=reports).exclude(voice_sealed=b"")
    gone = 0
    for message in replies.exclude(id__in=kept.exclude(message=None).values("message")).select_related("report"):
        _destroyed(message.report, message, day)
        gone += 1
    for report in reports.exclude(voice_sealed=b"").exclude(id__in=kept.filter(message=None).values("report")):
        _destroyed(report, None, day)
        gone += 1
    return gone


def _destroyed(report: Report, message: Message | None, day: dt.date) -> None:
    rows = Message.objects.filter(id=message.id) if message else Report.objects.filter(id=report.id)
    rows.update(voice_sealed=b"")
    note = _note(report, message)
    note.destroyed_on = coarse_day(report.organisation, day)
    note.save()
    audit.record("reports.destroy_voice", organisation_id=report.organisation_id, by=None, subject_id=report.id)


def _note(report: Report, message: Message | None) -> VoiceNote:
    Report.objects.select_for_update().get(id=report.id)  # two members who write at once make one note
    return report.voice_notes.filter(message=message).first() or VoiceNote(report=report, message=message)


def _sealed(report: Report, note: VoiceNote, words: str, field: str) -> bytes:
    return desk.seal(
        words, organisation=report.organisation, subject=note.id, field=field, audience=Audience(report.audience)
    )


def _day(report: Report, at: dt.datetime | None) -> dt.date:
    return coarse_day(report.organisation, timezone.localdate(at or timezone.now()))
