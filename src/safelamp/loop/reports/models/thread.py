"""The thread between a reporter and the union."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from safelamp.loop.reports.models.report import Report


class Sender(models.TextChoices):
    """Who wrote a message."""

    UNION = "union", _("your union safety person")
    REPORTER = "reporter", _("the reporter")


class Message(models.Model):
    """One message of a thread: sealed to the union, and the union's own also to the report's key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="messages")
    sender = models.CharField(max_length=8, choices=Sender)
    sent_on = models.DateField()
    position = models.PositiveIntegerField()  # order in the thread without an hour
    for_union_sealed = models.BinaryField()
    for_reporter_sealed = models.BinaryField(default=b"")
    photo_sealed = models.BinaryField(default=b"")
    voice_sealed = models.BinaryField(default=b"")

    SHREDDING = {
        "report": "keep", "sender": "keep", "sent_on": "keep", "position": "keep",
        "for_union_sealed": "blank", "for_reporter_sealed": "blank", "photo_sealed": "blank",
        "voice_sealed": "blank",
    }  # fmt: skip

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_place_in_the_thread", fields=["report", "position"]),
            models.CheckConstraint(
                name="reporters_words_are_never_sealed_to_the_receipt",
                condition=~models.Q(sender=Sender.REPORTER) | models.Q(for_reporter_sealed=b""),
            ),
        ]
