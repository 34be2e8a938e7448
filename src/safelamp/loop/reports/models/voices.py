"""What is known of a recorded voice beside the recording: what it says, and why it was kept."""

import uuid
from typing import ClassVar

from django.db import models

from safelamp.ground.organisations.models import Member
from safelamp.loop.reports.models.report import Report
from safelamp.loop.reports.models.thread import Message


class VoiceNote(models.Model):
    """One voice of a report (no message) or of its thread. The words stay when the recording is destroyed.

    `words_sealed` is what it says, written down by a member, with its language; `reason_sealed` why the recording is
    to outlive the case. Both are sealed to the report's readers.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="voice_notes")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, related_name="voice_notes")
    words_sealed = models.BinaryField(default=b"")
    written_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="voices_written_down")
    written_on = models.DateField(null=True)
    reason_sealed = models.BinaryField(default=b"")
    kept_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="voices_kept")
    kept_on = models.DateField(null=True)
    destroyed_on = models.DateField(null=True)

    SHREDDING = {
        "report": "drop", "message": "drop", "words_sealed": "drop", "written_by": "drop", "written_on": "drop",
        "reason_sealed": "drop", "kept_by": "drop", "kept_on": "drop", "destroyed_on": "drop",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_note_a_reports_voice", fields=["report"], condition=models.Q(message__isnull=True)
            ),
            models.UniqueConstraint(
                name="one_note_a_messages_voice", fields=["message"], condition=models.Q(message__isnull=False)
            ),
            models.CheckConstraint(
                name="a_kept_voice_has_its_reason",
                condition=models.Q(kept_on__isnull=True, reason_sealed=b"")
                | (models.Q(kept_on__isnull=False) & ~models.Q(reason_sealed=b"")),
            ),
            models.CheckConstraint(
                name="a_kept_voice_is_not_destroyed",
                condition=models.Q(kept_on__isnull=True) | models.Q(destroyed_on__isnull=True),
            ),
        ]
