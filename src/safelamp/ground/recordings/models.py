"""What people have read aloud for others who do not read."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    """Who may pass the recording on."""

    CC0 = "CC0-1.0", _("Everybody may use it for everything (CC0)")
    BY_SA = "CC-BY-SA-4.0", _("Everybody may pass it on, naming who spoke, under the same terms (CC BY-SA)")
    HERE = "here", _("For this server only; it is not passed on")


class Recording(models.Model):
    """One screen read aloud in one language by a person who agreed; public words, not sealed.

    `sound` is Opus in WebM, made anew from what came; `mark` the beginning of its SHA-256, which is its address, so an
    address never changes what it says. `speaker` is how the person wants to be named, if at all; `added_by` a member's
    id. In a hostile profile both are empty.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    language = models.CharField(max_length=10)
    key = models.CharField(max_length=20)
    sound = models.BinaryField()
    mark = models.CharField(max_length=32)
    licence = models.CharField(max_length=14, choices=Licence)
    speaker = models.CharField(max_length=60, blank=True)
    speaker_agreed = models.BooleanField()
    added_by = models.UUIDField(null=True)
    added_on = models.DateField()

    SHREDDING = {
        "language": "keep", "key": "keep", "sound": "keep", "mark": "keep", "licence": "keep", "speaker": "keep",
        "speaker_agreed": "keep", "added_by": "blank", "added_on": "keep",
    }  # fmt: skip

    class Meta:
        indexes: ClassVar = [models.Index(fields=["mark"], name="recording_by_mark")]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_recording_a_screen", fields=["language", "key"]),
            models.CheckConstraint(name="who_spoke_agreed", condition=models.Q(speaker_agreed=True)),
        ]
