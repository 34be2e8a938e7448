"""Dialogues by SMS that are not told to the end yet. They live for a day at most, and name nobody.

Found by an HMAC of the number under the pepper; the number itself is nowhere. What was chosen is wrapped under a key
of the instance's key folder. What was said is sealed to readers of the organisation, as words of reports are; before
the poster's code told which organisation, to the readers of each that it may be for.
"""

import uuid
from typing import ClassVar

from django.db import models

from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault.models import Audience


class Dialogue(models.Model):
    """One number's dialogue. `becomes_at`: when it becomes a report as it stands, should nothing more come."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lookup = models.BinaryField(max_length=32, unique=True)
    state_wrapped = models.BinaryField(max_length=2000)
    turn = models.PositiveIntegerField(default=0)  # each message takes one: two at once cannot overwrite each other
    becomes_at = models.DateTimeField(null=True, db_index=True)
    ends_at = models.DateTimeField(db_index=True)

    SHREDDING = {"lookup": "drop", "state_wrapped": "drop", "turn": "drop", "becomes_at": "drop", "ends_at": "drop"}


class DialoguePart(models.Model):
    """Words that came before their turn, sealed for one audience: the message that they become in the thread.

    `of_contact` where they are the number that may be called: dropped when the report holds it itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="parts")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    audience = models.CharField(max_length=20, choices=Audience)
    message = models.UUIDField()
    position = models.PositiveSmallIntegerField()
    of_contact = models.BooleanField(default=False)
    words_sealed = models.BinaryField()

    SHREDDING = {
        "dialogue": "drop", "organisation": "drop", "audience": "drop", "message": "drop", "position": "drop",
        "of_contact": "drop", "words_sealed": "drop",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_part_an_audience", fields=["message", "organisation", "audience"])
        ]


class SmsMonth(models.Model):
    """How many text messages an organisation was sent and how many segments it sent in a month: counts, no more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    came = models.PositiveIntegerField(default=0)
    answers = models.PositiveIntegerField(default=0)
    segments = models.PositiveIntegerField(default=0)

    SHREDDING = {"organisation": "drop", "month": "drop", "came": "drop", "answers": "drop", "segments": "drop"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_sms_count_a_month", fields=["organisation", "month"]),
        ]
