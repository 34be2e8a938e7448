"""What an organisation watches, how watchfully, in which hours nobody is told, and who wants to be told of what."""

import datetime as dt
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from safelamp.ground.organisations.models import Member, Organisation
from safelamp.insight.alerts.choices import WATCHABLE, Hears, Source, Watchfulness
from safelamp.insight.alerts.counted import CountSource
from safelamp.loop.register.models import RegisterSource


class Lookout(models.Model):
    """That an organisation is looked out for: since which day, and in which hours of the night nobody is told.

    What came before `since` fires no rule. Quiet hours are the instance's own time and may run over midnight.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="lookout")
    since = models.DateField()
    looked_on = models.DateField(null=True)  # the last day on which everything since then was looked at
    quiet_from = models.TimeField(null=True, default=dt.time(21))
    quiet_until = models.TimeField(null=True, default=dt.time(6))

    SHREDDING = {
        "organisation": "keep", "since": "keep", "looked_on": "keep", "quiet_from": "keep", "quiet_until": "keep",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="quiet_hours_begin_and_end",
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
            ),
        ]


class Watch(models.Model):
    """A table of series that is watched: what is counted, by which dimensions, how watchfully.

    `by` are keys of `dimensions.DIMENSIONS`. `judged_until` is the first day of the last period that was judged.
    `expected` are the false alarms a month to expect at each setting, as of the last night; empty before it. `series`
    and what stands there by a setting alone are of what everybody reads; other circles have keys of their own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="alert_watches")
    source = models.CharField(max_length=10, choices=Source)
    register_source = models.ForeignKey(RegisterSource, on_delete=models.CASCADE, null=True, related_name="watches")
    count_source = models.ForeignKey(CountSource, on_delete=models.CASCADE, null=True, related_name="watches")
    by = models.JSONField(default=list)
    watchfulness = models.CharField(max_length=8, choices=Watchfulness, default=Watchfulness.USUAL)
    resting = models.BooleanField(default=False)
    begun_on = models.DateField()
    watched_on = models.DateField(null=True)  # the last day on which it was judged
    judged_until = models.DateField(null=True)
    series = models.PositiveIntegerField(default=0)
    expected = models.JSONField(default=dict)
    alphas = models.JSONField(default=dict)  # by circle of readers and setting: the share that may alarm

    SHREDDING = {
        "organisation": "keep", "source": "keep", "register_source": "keep", "count_source": "keep", "by": "keep",
        "watchfulness": "keep", "resting": "keep", "begun_on": "keep", "watched_on": "keep", "judged_until": "keep",
        "series": "keep", "expected": "keep", "alphas": "keep",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_watch_knows_what_it_watches",
                condition=Q(source__in=[Source.REPORTS, Source.TOLLS], register_source=None, count_source=None)
                | Q(source=Source.REGISTER, count_source=None)
                | Q(source=Source.COUNTS, register_source=None, count_source__isnull=False),
            ),
            models.CheckConstraint(name="a_watch_watches_what_can_be", condition=Q(source__in=WATCHABLE)),
            models.UniqueConstraint(
                name="watched_once",
                fields=["organisation", "source"],
                condition=Q(register_source__isnull=True, count_source__isnull=True),
            ),
            models.UniqueConstraint(
                name="a_register_source_is_watched_once",
                fields=["organisation", "register_source"],
                condition=Q(register_source__isnull=False),
            ),
            models.UniqueConstraint(
                name="a_table_is_watched_once",
                fields=["organisation", "count_source"],
                condition=Q(count_source__isnull=False),
            ),
        ]


class Listener(models.Model):
    """Of which alerts a member wants to be told. Where nobody has said anything, the duty list says who is told."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="hears_alerts")
    hears = models.CharField(max_length=10, choices=Hears)

    SHREDDING = {"member": "drop", "hears": "drop"}
