"""Answers for the wall before they are let out: sealed, one a case. Once released, the row is gone."""

import uuid
from typing import ClassVar

from django.db import models

from safelamp.ground.organisations.models import Member
from safelamp.loop.cases.models import Case


class WallAnswer(models.Model):
    """What everybody at the workplace of a case may learn. Words, languages and outcome are sealed to its readers.

    `written_by` changed it last: in a hostile profile somebody else lets it out.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="wall_answer")
    words_sealed = models.BinaryField()
    written_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()

    SHREDDING = {"case": "drop", "words_sealed": "drop", "written_by": "drop", "day": "drop"}

    class Meta:
        ordering: ClassVar = ["-day", "id"]
