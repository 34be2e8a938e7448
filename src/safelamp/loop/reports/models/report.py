"""A report: plain columns are only what clocks and early warning need; the rest is sealed."""

import uuid
from typing import ClassVar

from django.db import models

from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault.models import Audience
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.reports.models.choices import Harm, Kind, Lane, PlaceKind


class Report(models.Model):
    """One report. Its id is the hash of the form's random value, so that sending twice finds the same report.

    `words_sealed` holds story, contact, part of the body, when, who may know and the language, sealed to the
    audience's inbox key; `point` is the public half of the report's own pair, to which answers are sealed, and
    `wrapped_private` its private half under the receipt. `lookup` is the peppered lookup value of the receipt.
    `sent_mark` recognises the same words sent again; without the form's random value it says nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="reports")
    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, null=True, related_name="reports")
    audience = models.CharField(max_length=20, choices=Audience)
    lane = models.CharField(max_length=12, choices=Lane)
    danger_now = models.BooleanField(default=False)
    kind = models.CharField(max_length=12, choices=Kind)
    hazard = models.CharField(max_length=16)
    harm = models.CharField(max_length=8, choices=Harm, blank=True, default=Harm.UNKNOWN)
    place_kind = models.CharField(max_length=10, choices=PlaceKind, default=PlaceKind.WORKPLACE)
    country = models.CharField(max_length=2)
    arrived_at = models.DateTimeField(null=True)  # to the minute, until the clock is met
    arrived_on = models.DateField()  # the day; in a hostile profile the week's Monday once the clock is met
    due_at = models.DateTimeField(null=True)
    event = models.UUIDField(null=True)  # while its clock runs: the first report of its event, see loop/reports/events
    words_sealed = models.BinaryField()
    photo_sealed = models.BinaryField(default=b"")
    voice_sealed = models.BinaryField(default=b"")
    point = models.BinaryField(max_length=65)
    wrapped_private = models.BinaryField(max_length=100)
    lookup = models.BinaryField(max_length=32, unique=True, null=True)  # null: shredded, the receipt opens nothing
    sent_mark = models.BinaryField(max_length=32)
    shredded_on = models.DateField(null=True)
    waited_days = models.PositiveSmallIntegerField(null=True)  # on the phone, before it came; null: did not, or unknown
    set_aside_on = models.DateField(null=True)  # no case can come of it; it is kept as long as others
    spoke_again = models.BooleanField(default=False)  # counted once; says no more than the thread's rows and history

    SHREDDING = {
        "organisation": "keep", "workplace": "keep", "audience": "keep", "lane": "keep", "danger_now": "keep",
        "kind": "keep", "hazard": "keep", "harm": "keep", "place_kind": "keep", "country": "keep",
        "arrived_at": "blank", "arrived_on": "keep", "due_at": "blank", "event": "blank", "words_sealed": "blank",
        "photo_sealed": "blank", "voice_sealed": "blank", "point": "blank", "wrapped_private": "blank",
        "lookup": "blank", "sent_mark": "blank",
        "shredded_on": "keep", "waited_days": "blank", "set_aside_on": "keep", "spoke_again": "keep",
    }  # fmt: skip

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organisation", "arrived_on"], name="report_by_arrival"),
            models.Index(fields=["organisation", "workplace", "hazard"], name="report_by_place"),
            models.Index(  # all that the inbox counts and sorts by, for the few whose clock runs
                fields=["organisation", "due_at", "audience", "danger_now", "lane", "harm", "workplace", "id", "event"],
                name="report_waiting",
                condition=models.Q(due_at__isnull=False),
            ),
            models.Index(  # finds the event of a report that comes
                fields=["workplace", "hazard", "audience", "arrived_at", "event"],
                name="report_of_event",
                condition=models.Q(due_at__isnull=False),
            ),
            models.Index(
                fields=["organisation", "set_aside_on", "audience"],
                name="report_set_aside",
                condition=models.Q(set_aside_on__isnull=False),
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="restricted_lane_is_sealed_to_its_readers",
                condition=~models.Q(lane=Lane.RESTRICTED) | models.Q(audience=Audience.RESTRICTED),
            ),
            models.CheckConstraint(
                name="clock_runs_from_arrival",
                condition=models.Q(arrived_at__isnull=True, due_at__isnull=True)
                | models.Q(arrived_at__isnull=False, due_at__isnull=False),
            ),
            models.CheckConstraint(
                name="an_event_is_forgotten_with_its_clock",
                condition=models.Q(event__isnull=True) | models.Q(due_at__isnull=False),
            ),
            models.CheckConstraint(
                name="what_is_set_aside_has_no_clock",
                condition=models.Q(set_aside_on__isnull=True) | models.Q(due_at__isnull=True),
            ),
        ]

    @property
    def number(self) -> str:
        """A short random name for people, from the id: never a running number."""
        return f"{self.id.hex[:3]}-{self.id.hex[3:6]}".upper()
