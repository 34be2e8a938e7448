"""Gathering pages: what is watched, and what arrived with what became of it."""

import uuid
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.models import Organisation
from safelamp.record.gathering.outcomes import Outcome
from safelamp.record.reading.models import Item, Page, Source

LONGEST_ADDRESS = 1000
LEAST_HOURS, MOST_HOURS = 1, 720


class WatchKind(models.TextChoices):
    """What is watched."""

    WEB = "web", _("page or feed on the web")
    FOLDER = "folder", _("folder on this server")


class Way(models.TextChoices):
    """How a page came."""

    FILE = "file", _("file")
    PASTE = "paste", _("pasted text")
    ADDRESS = "address", _("address")
    WATCH = "watch", _("watched source")


class Watch(models.Model):
    """A page, feed or folder of a source that is read again and again.

    Its source says whether it is private to one organisation. `kept_by` may pause and change it; without one, the
    instance's own officers do. `failing_since` is empty while it can be read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="watches")
    kept_by = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="watches")
    kind = models.CharField(max_length=6, choices=WatchKind)
    address = models.CharField(max_length=LONGEST_ADDRESS)
    every_hours = models.PositiveSmallIntegerField(
        default=24, validators=[MinValueValidator(LEAST_HOURS), MaxValueValidator(MOST_HOURS)]
    )
    paused_on = models.DateField(null=True, blank=True)
    next_at = models.DateTimeField(db_index=True)
    last_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.WAITING)
    failures = models.PositiveSmallIntegerField(default=0)
    failing_since = models.DateField(null=True, blank=True)
    etag = models.CharField(max_length=200, blank=True)
    modified = models.CharField(max_length=60, blank=True)
    raw_digest = models.CharField(max_length=64, blank=True)

    SHREDDING = {
        "source": "keep", "kept_by": "keep", "kind": "keep", "address": "keep", "every_hours": "keep",
        "paused_on": "keep", "next_at": "keep", "last_at": "keep", "outcome": "keep", "failures": "keep",
        "failing_since": "keep", "etag": "keep", "modified": "keep", "raw_digest": "keep",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="watch_once", fields=["source", "address"]),
            models.CheckConstraint(name="watch_has_an_address", condition=~models.Q(address="")),
            models.CheckConstraint(
                name="watch_hours_in_bounds",
                condition=models.Q(every_hours__gte=LEAST_HOURS, every_hours__lte=MOST_HOURS),
            ),
            models.CheckConstraint(
                name="watch_failures_have_a_day",
                condition=models.Q(failures=0, failing_since__isnull=True)
                | models.Q(failures__gt=0, failing_since__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.address


class Arrival(models.Model):
    """Something that came to be read, as it came, and what became of it.

    `raw` is zlib-compressed; `raw_digest` is the SHA-256 of the bytes as they came, `size` their number. Without bytes
    (an address that waits, a fetch that failed) all three are empty. `added` counts the items that were new.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="arrivals")
    kept_by = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="arrivals")
    watch = models.ForeignKey(Watch, on_delete=models.SET_NULL, null=True, blank=True, related_name="arrivals")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, null=True, blank=True, related_name="arrivals")
    way = models.CharField(max_length=8, choices=Way)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=LONGEST_ADDRESS, blank=True)
    arrived_on = models.DateField()
    content_type = models.CharField(max_length=120, blank=True)
    raw = models.BinaryField(blank=True, default=b"")
    raw_digest = models.CharField(max_length=64, blank=True, db_index=True)
    size = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.WAITING)
    added = models.PositiveSmallIntegerField(default=0)
    changed = models.PositiveSmallIntegerField(default=0)

    SHREDDING = {
        "source": "keep", "kept_by": "keep", "watch": "keep", "page": "drop", "way": "keep", "name": "keep",
        "address": "keep", "arrived_on": "keep", "content_type": "keep", "raw": "drop", "raw_digest": "keep",
        "size": "keep", "outcome": "keep", "added": "keep", "changed": "keep",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="arrival_bytes_have_a_digest",
                condition=models.Q(size=0, raw_digest="") | (models.Q(size__gt=0) & ~models.Q(raw_digest="")),
            ),
        ]
        indexes: ClassVar = [models.Index(name="arrival_newest_first", fields=["-arrived_on", "id"])]

    def __str__(self) -> str:
        return self.name


class Fingerprint(models.Model):
    """By what the same news is known again when another page tells it: its clues, and a mark of its words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="fingerprint")
    opening = models.CharField(max_length=64)

    SHREDDING = {"item": "drop", "opening": "drop"}

    def __str__(self) -> str:
        return self.opening[:8]


class Clue(models.Model):
    """One hash under which a fingerprint is found: of the headline, or of a group of words of the opening."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fingerprint = models.ForeignKey(Fingerprint, on_delete=models.CASCADE, related_name="clues")
    value = models.BigIntegerField(db_index=True)

    SHREDDING = {"fingerprint": "drop", "value": "drop"}

    def __str__(self) -> str:
        return str(self.value)
