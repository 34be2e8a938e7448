"""Photos and voices for members: opened in memory, made anew in a process apart, never shown as they came.

What a phone sealed was never seen by this server: it can be anything. What the server stripped before it sealed is made
anew all the same, so that nobody has to know which way it came.
"""

import uuid

from safelamp.ground.apart import anew
from safelamp.ground.vault import opening
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.reports.models import Message, Report


def photo_of(session: OpenSession, report: Report) -> bytes:
    """The report's photo as JPEG; raises CannotOpen, or anew.NotMade for what cannot be shown."""
    return anew.photo(_opened(session, report, bytes(report.photo_sealed), "photo"))


def message_photo_of(session: OpenSession, message: Message) -> bytes:
    """The photo of a reply as JPEG; raises CannotOpen or anew.NotMade."""
    field = f"photo {message.id.hex}"
    return anew.photo(_opened(session, message.report, bytes(message.photo_sealed), field))


def voice_of(session: OpenSession, report: Report) -> bytes:
    """The report's voice as Opus in WebM; raises CannotOpen or anew.NotMade."""
    return anew.voice(_opened(session, report, bytes(report.voice_sealed), "voice"))


def message_voice_of(session: OpenSession, message: Message) -> bytes:
    """The voice of a reply as Opus in WebM; raises CannotOpen or anew.NotMade."""
    return anew.voice(_opened(session, message.report, bytes(message.voice_sealed), voice_field(message.id)))


def voice_field(message_id: uuid.UUID) -> str:
    """Under which name a reply's voice is sealed."""
    return f"voice {message_id.hex}"


def _opened(session: OpenSession, report: Report, envelope: bytes, field: str) -> bytes:
    return opening.open_for(session, envelope, organisation_id=report.organisation_id, subject=report.id, field=field)
