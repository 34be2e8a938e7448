"""The duty list, who is away, and each ring of the bell.

A ring holds how many minutes after the report's arrival it was, and nothing of the hour or the day: the report itself
says the day, and forgets hour and minute once somebody has taken it. No ring brings them back.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.models import Member, Organisation
from safelamp.loop.duty.hours import EVERY_DAY
from safelamp.loop.reports.models import Report


class Level(models.TextChoices):
    """Who is rung at once, who after 15 minutes, who after 30."""

    FIRST = "first", _("on duty")
    DEPUTY = "deputy", _("deputy")
    NEXT = "next", _("next level")


LEVELS = (Level.FIRST, Level.DEPUTY, Level.NEXT)


class DutyTurn(models.Model):
    """Hours of the week in which a member is rung, in the instance's own time.

    `weekdays` has a bit for each day on which it begins, Monday the lowest. Ending at or before it begins, it runs over
    midnight.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="duty_turns")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="duty_turns")
    level = models.CharField(max_length=6, choices=Level)
    weekdays = models.PositiveSmallIntegerField()
    begins = models.TimeField()
    ends = models.TimeField()

    SHREDDING = {
        "organisation": "drop", "member": "drop", "level": "drop", "weekdays": "drop", "begins": "drop", "ends": "drop",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_turn_has_days", condition=models.Q(weekdays__gte=1, weekdays__lte=EVERY_DAY)
            ),
            models.UniqueConstraint(
                name="a_turn_stands_once",
                fields=["member", "level", "weekdays", "begins", "ends"],
                violation_error_message=_("This turn stands on the list already."),
            ),
        ]


class Away(models.Model):
    """A member who is not to be rung up to and including a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="away")
    last_day = models.DateField()

    SHREDDING = {"member": "drop", "last_day": "drop"}


class RingOutcome(models.TextChoices):
    """What became of a ring."""

    WAITING = "waiting", _("on its way")
    SENT = "sent", _("sent")
    FAILED = "failed", _("could not be sent")
    NO_ADDRESS = "no_address", _("keeps no address for the bell")
    NOT_SET_UP = "not_set_up", _("not sent: sending is not set up")
    TAKEN_FIRST = "taken", _("not sent: it was taken before")


class Ring(models.Model):
    """One member rung, or to be rung, for one report in one round.

    `key` goes once the report is taken: it leads to the outbox, which knows minutes while a message waits.
    `minutes` after arrival, by the clock of that moment, so below zero where the clock had been set back; none where
    the report was taken on another day than it came: with it one could tell how late on that day it came.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="rings")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="rings")
    round = models.PositiveIntegerField()
    minutes = models.IntegerField(null=True)
    level = models.CharField(max_length=6, choices=Level, blank=True, default="")  # none off the list
    key = models.UUIDField(null=True)
    outcome = models.CharField(max_length=10, choices=RingOutcome)

    SHREDDING = {
        "report": "drop", "member": "drop", "round": "drop", "minutes": "drop", "level": "drop", "key": "drop",
        "outcome": "drop",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="rung_once_a_round", fields=["report", "round", "member"]),
        ]
        indexes: ClassVar = [
            models.Index(name="ring_not_settled", fields=["report"], condition=models.Q(key__isnull=False)),
        ]


class TrialRing(models.Model):
    """One member rung in the organisation's last trial."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="trial_rings")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="trial_rings")
    day = models.DateField()
    key = models.UUIDField()
    outcome = models.CharField(max_length=10, choices=RingOutcome)

    SHREDDING = {"organisation": "drop", "member": "drop", "day": "drop", "key": "drop", "outcome": "drop"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="tried_once", fields=["organisation", "member"]),
        ]
