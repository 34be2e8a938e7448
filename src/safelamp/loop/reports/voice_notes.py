"""What a voice says, as members of the union read it."""

import datetime as dt
import json
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Self

from django.db.models import Q, QuerySet

from safelamp.ground.languages.spoken import name_of
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault import desk
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.reports.models import Message, Report, VoiceNote
from safelamp.loop.reports.words import LONGEST_STORY

WORDS = "voice words"
REASON = "voice reason"


@dataclass(frozen=True, slots=True)
class VoiceWords:
    """What is sealed: the words that were said, in the language in which they were said."""

    language: str
    words: str

    def __post_init__(self) -> None:
        if not self.words or len(self.words) > LONGEST_STORY:
            raise ValueError("a voice says something, not too long")

    def encoded(self) -> str:
        """The text to seal."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def decoded(cls, raw: str) -> Self:
        """From the opened text."""
        return cls(**json.loads(raw))


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice as a reader sees it: whether it can still be heard, what it says, what becomes of it."""

    report_id: uuid.UUID
    message_id: uuid.UUID | None
    sounds: bool
    said: VoiceWords | None = None
    by: str = ""
    on: dt.date | None = None
    reason: str = ""
    kept_by: str = ""
    destroyed_on: dt.date | None = None

    @property
    def language(self) -> str:
        """The language's name, in the reader's language."""
        return name_of(self.said.language) if self.said else ""


def voices_of(session: OpenSession, report: Report) -> Mapping[uuid.UUID | None, Voice]:
    """Every voice of a report by its message, the report's own under None; raises CannotOpen."""
    found: dict[uuid.UUID | None, Voice] = {
        message_id: Voice(report.id, message_id, sounds=True)
        for message_id in report.messages.exclude(voice_sealed=b"").values_list("id", flat=True)
    }
    if report.voice_sealed:
        found[None] = Voice(report.id, None, sounds=True)
    for note in report.voice_notes.select_related("written_by", "kept_by"):
        found[note.message_id] = _told(session, report, note, sounds=note.message_id in found)
    return found


def voice_of(session: OpenSession, report: Report, message: Message | None) -> Voice:
    """One of them; raises Report.DoesNotExist where there is none, or CannotOpen."""
    found = voices_of(session, report).get(message.id if message else None)
    if found is None:
        raise Report.DoesNotExist
    return found


def with_voices(organisation: Organisation) -> QuerySet[Report]:
    """Reports with a recording of their own or in their thread."""
    replies = Message.objects.exclude(voice_sealed=b"").values("report")
    return Report.objects.filter(~Q(voice_sealed=b"") | Q(id__in=replies), organisation=organisation)


def not_written_down(reports: QuerySet[Report]) -> int:
    """How many voices of these reports nobody has written down or decided to keep."""
    notes = VoiceNote.objects.filter(report__in=reports).exclude(words_sealed=b"", reason_sealed=b"")
    own = reports.exclude(voice_sealed=b"").exclude(id__in=notes.filter(message=None).values("report"))
    replies = Message.objects.filter(report__in=reports).exclude(voice_sealed=b"")
    return own.count() + replies.exclude(id__in=notes.exclude(message=None).values("message")).count()


def _told(session: OpenSession, report: Report, note: VoiceNote, *, sounds: bool) -> Voice:
    said = _opened(session, report, note, bytes(note.words_sealed), WORDS)
    return Voice(
        report.id,
        note.message_id,
        sounds=sounds,
        said=VoiceWords.decoded(said) if said else None,
        by=note.written_by.login_name if note.written_by else "",
        on=note.written_on,
        reason=_opened(session, report, note, bytes(note.reason_sealed), REASON),
        kept_by=note.kept_by.login_name if note.kept_by else "",
        destroyed_on=note.destroyed_on,
    )


def _opened(session: OpenSession, report: Report, note: VoiceNote, envelope: bytes, field: str) -> str:
    return desk.opened(session, envelope, organisation_id=report.organisation_id, subject=note.id, field=field)
