"""Voices on the desk's pages: each with where it is played and where its words are written down."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from safelamp.ground.apart.anew import voices_can_be_heard
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.reports.models import Report
from safelamp.loop.reports.voice_notes import Voice, voices_of

HOW = "pip install 'safelamp[voice]'"


@dataclass(frozen=True, slots=True)
class Heard:
    """One voice as it is shown."""

    voice: Voice

    @property
    def sound(self) -> str:
        """The address of the recording, made anew."""
        return self._address("report_voice", "message_voice")

    @property
    def words(self) -> str:
        """The address of the page on which its words are written down."""
        return self._address("voice_words", "message_voice_words")

    @property
    def missing(self) -> str:
        """What to install where this server cannot play voices; nothing where it can."""
        return "" if voices_can_be_heard() else HOW

    def _address(self, of_report: str, of_message: str) -> str:
        if self.voice.message_id is None:
            return reverse(f"desk:{of_report}", args=[self.voice.report_id])
        return reverse(f"desk:{of_message}", args=[self.voice.report_id, self.voice.message_id])


def heard_of(session: OpenSession, report: Report) -> Mapping[uuid.UUID | None, Heard]:
    """The voices of a report by their message, the report's own under None; raises CannotOpen."""
    return {message_id: Heard(voice) for message_id, voice in voices_of(session, report).items()}
