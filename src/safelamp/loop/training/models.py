"""Trainings that were held: when, for how many, with the words and where they stand. The words are sealed."""

import uuid
from typing import ClassVar

from django.db import models

from safelamp.ground.organisations.models import Organisation


class Training(models.Model):
    """A workshop, course or seminar. Numbers are as the organisers or the source tell them; empty is not known."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="trainings")
    title_sealed = models.BinaryField()
    place_sealed = models.BinaryField(default=b"")
    about_sealed = models.BinaryField(default=b"")
    citation_sealed = models.BinaryField(default=b"")
    held_from = models.DateField()
    held_until = models.DateField()
    participants = models.PositiveIntegerField(null=True)
    women = models.PositiveIntegerField(null=True)
    unions = models.PositiveIntegerField(null=True)
    written_on = models.DateField()

    SHREDDING = {
        "organisation": "keep", "title_sealed": "blank", "place_sealed": "blank", "about_sealed": "blank",
        "citation_sealed": "blank", "held_from": "keep", "held_until": "keep", "participants": "keep",
        "women": "keep", "unions": "keep", "written_on": "keep",
    }  # fmt: skip

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "-held_from"], name="training_newest_first")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="training_ends_after_it_begins", condition=models.Q(held_until__gte=models.F("held_from"))
            ),
            models.CheckConstraint(
                name="women_are_among_the_participants",
                condition=models.Q(women__isnull=True) | models.Q(participants__gte=models.F("women")),
            ),
        ]

    @property
    def number(self) -> str:
        """A short random name for people, from the id."""
        return f"{self.id.hex[:3]}-{self.id.hex[3:6]}".upper()
