"""What native speakers corrected on this instance: kept apart from the package, so that an upgrade changes nothing."""

import uuid
from typing import ClassVar

from django.db import models


class Correction(models.Model):
    """One sentence in one language as a native speaker wants it said, or said that it reads well as it ships.

    `mark` names the English sentence; `looked_at` the shipped words that the reviewer saw. Who it was is an id, and
    nothing at all in a hostile profile.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    language = models.CharField(max_length=10)
    mark = models.CharField(max_length=16)
    context = models.CharField(max_length=100, blank=True)
    source = models.TextField()
    plural = models.TextField(blank=True)
    said = models.JSONField()  # one text, or one for each plural form
    looked_at = models.CharField(max_length=16)
    reviewed_by = models.UUIDField(null=True)
    reviewed_on = models.DateField()

    SHREDDING = {
        "language": "keep", "mark": "keep", "context": "keep", "source": "keep", "plural": "keep", "said": "keep",
        "looked_at": "keep", "reviewed_by": "blank", "reviewed_on": "keep",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_correction_a_sentence", fields=["language", "mark"]),
        ]

    @property
    def words(self) -> tuple[str, ...]:
        """The translation, each of its forms."""
        return tuple(self.said)
