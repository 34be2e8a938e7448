"""Watched series, alerts and their life. Numbers, places, dangers and days: nothing that a person wrote lies open here.

An alert keeps no hour. It is raised within seconds of a report, so a minute would bring back what the report itself
forgets when its clock is met; in a hostile profile the day becomes the week's Monday as soon as somebody verified it.
"""

import datetime as dt
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.vault.models import Audience
from safelamp.ground.workplaces.models import Workplace
from safelamp.insight.alerts.choices import (
    GRAVE,
    HASTE,
    Evidence,
    Feedback,
    Risk,
    Rule,
    Source,
    Watchfulness,
)
from safelamp.insight.alerts.counted import CountedSeries, CountSource
from safelamp.insight.alerts.states import OPEN, OVER, AlertState, AlertVerb
from safelamp.insight.alerts.watched import Listener, Lookout, Watch
from safelamp.loop.actions.models import CorrectiveAction
from safelamp.loop.duty.models import RingOutcome
from safelamp.loop.register.models import Entry
from safelamp.loop.reports.models import Report

__all__ = [
    "Alert",
    "AlertEvent",
    "AlertUnit",
    "AlertWeek",
    "Behind",
    "CountSource",
    "CountedSeries",
    "Listener",
    "Lookout",
    "ToldOf",
    "Watch",
]


class Alert(models.Model):
    """One event that is unusual, with its reason: what was seen and expected, over which weeks, by which rule.

    `about` are pairs of dimension and value that all of it shares. `key` names the event: no event is raised twice.
    `told_on` is empty while it waits to be told (quiet hours). Periods are named by their first day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="alerts")
    audience = models.CharField(max_length=20, choices=Audience)
    source = models.CharField(max_length=10, choices=Source)
    rule = models.CharField(max_length=11, choices=Rule)
    watch = models.ForeignKey(Watch, on_delete=models.SET_NULL, null=True, related_name="alerts")
    key = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=AlertState, default=AlertState.SIGNAL)
    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, null=True, related_name="alerts")
    hazard = models.CharField(max_length=20, blank=True, default="")
    about = models.JSONField(default=list)
    raised_on = models.DateField()
    first_day = models.DateField()
    last_day = models.DateField()
    due_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    told_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)
    rings = models.BooleanField(default=False)  # its report rings by itself: nobody is told twice
    observed = models.PositiveBigIntegerField()
    expected = models.FloatField(null=True)
    upper = models.FloatField(null=True)
    p = models.FloatField(null=True)
    score = models.FloatField(null=True)
    evidence = models.CharField(max_length=5, choices=Evidence, blank=True, default=Evidence.NONE)
    watchfulness = models.CharField(max_length=8, choices=Watchfulness, blank=True, default="")
    false_alarms = models.FloatField(null=True)  # to expect a month, at that setting, when it was raised
    feedback = models.CharField(max_length=11, choices=Feedback, blank=True, default=Feedback.NONE)
    judged_on = models.DateField(null=True)
    risk = models.CharField(max_length=9, choices=Risk, blank=True, default=Risk.NONE)
    merged_into = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="merged")

    SHREDDING = {
        "organisation": "drop", "audience": "drop", "source": "drop", "rule": "drop", "watch": "drop", "key": "drop",
        "state": "drop", "workplace": "drop", "hazard": "drop", "about": "drop", "raised_on": "drop",
        "first_day": "drop", "last_day": "drop", "due_on": "drop", "closed_on": "drop", "told_on": "drop",
        "reminded_on": "drop", "rings": "drop", "observed": "drop", "expected": "drop", "upper": "drop", "p": "drop",
        "score": "drop", "evidence": "drop", "watchfulness": "drop", "false_alarms": "drop", "feedback": "drop",
        "judged_on": "drop", "risk": "drop", "merged_into": "drop",
    }  # fmt: skip

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organisation", "state", "due_on"], name="alert_by_clock"),
            models.Index(fields=["organisation", "workplace", "rule"], name="alert_by_place"),
            models.Index(fields=["organisation"], name="alert_not_told", condition=Q(told_on__isnull=True)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(name="an_event_is_raised_once", fields=["organisation", "key"]),
            models.CheckConstraint(name="an_event_has_a_key", condition=~Q(key="")),
            models.CheckConstraint(
                name="an_event_ends_after_it_began", condition=Q(last_day__gte=models.F("first_day"))
            ),
            models.CheckConstraint(
                name="an_alert_is_over_on_a_day",
                condition=Q(state__in=OVER, closed_on__isnull=False) | Q(state__in=OPEN, closed_on__isnull=True),
            ),
            models.CheckConstraint(
                name="a_merged_alert_names_the_other",
                condition=Q(state=AlertState.MERGED, merged_into__isnull=False)
                | (~Q(state=AlertState.MERGED) & Q(merged_into__isnull=True)),
            ),
            models.CheckConstraint(
                name="what_is_over_has_no_clock", condition=Q(state__in=OPEN) | Q(due_on__isnull=True)
            ),
            models.CheckConstraint(
                name="judged_on_a_day",
                condition=Q(feedback="", judged_on__isnull=True) | (~Q(feedback="") & Q(judged_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="statistics_say_what_was_expected", condition=~Q(rule=Rule.STATISTIC) | Q(expected__isnull=False)
            ),
            models.CheckConstraint(
                name="restricted_alert_is_for_its_readers",
                condition=~Q(rule=Rule.RESTRICTED) | Q(audience=Audience.RESTRICTED),
            ),
        ]

    @property
    def number(self) -> str:
        """A short random name for people, from the id: never a running number."""
        return f"{self.id.hex[:3]}-{self.id.hex[3:6]}".upper()

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.state in OPEN

    @property
    def is_grave(self) -> bool:
        """Whether somebody may be hurt badly while it waits."""
        return self.rule in GRAVE

    @property
    def is_told_at_night(self) -> bool:
        """Whether quiet hours do not hold it back."""
        return HASTE[Rule(self.rule)].at_night

    def is_overdue_on(self, day: dt.date) -> bool:
        """Whether its clock has run out."""
        return self.due_on is not None and self.due_on < day

    @property
    def ratio(self) -> float | None:
        """How many times as many as expected; None where nothing was expected."""
        return self.observed / self.expected if self.expected else None


class AlertWeek(models.Model):
    """One period of the series to draw: what was seen, what was expected, up to where it would be usual.

    Empty is not known. `running`: the period was not over when it was looked at.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="weeks")
    week = models.DateField()  # its first day: a Monday, or the first of a month or quarter
    observed = models.PositiveBigIntegerField(null=True)
    expected = models.FloatField(null=True)
    upper = models.FloatField(null=True)
    alarm = models.BooleanField(default=False)
    running = models.BooleanField(default=False)

    SHREDDING = {
        "alert": "drop", "week": "drop", "observed": "drop", "expected": "drop", "upper": "drop", "alarm": "drop",
        "running": "drop",
    }  # fmt: skip

    class Meta:
        ordering: ClassVar = ["week"]
        constraints: ClassVar = [models.UniqueConstraint(name="one_row_a_week", fields=["alert", "week"])]


class AlertUnit(models.Model):
    """One series that contributes, with what was seen and expected over the weeks of the event; the most first.

    `parts` are pairs of dimension and value; `workplace` is the one among them, if there is one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="units")
    position = models.PositiveIntegerField()
    parts = models.JSONField(default=list)
    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, null=True, related_name="+")
    observed = models.PositiveBigIntegerField()
    expected = models.FloatField(null=True)

    SHREDDING = {
        "alert": "drop", "position": "drop", "parts": "drop", "workplace": "drop", "observed": "drop",
        "expected": "drop",
    }  # fmt: skip

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(name="one_place_among_units", fields=["alert", "position"])]


class AlertEvent(models.Model):
    """One line of an alert's history: who did what on which day; `member` None where the machine did it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="events")
    position = models.PositiveIntegerField()  # order without an hour
    verb = models.CharField(max_length=13, choices=AlertVerb)
    day = models.DateField()
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    note_sealed = models.BinaryField(default=b"")

    SHREDDING = {
        "alert": "drop", "position": "drop", "verb": "drop", "day": "drop", "member": "drop", "note_sealed": "drop",
    }  # fmt: skip

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_place_in_the_alerts_history", fields=["alert", "position"]),
        ]


class Behind(models.Model):
    """A report, entry or action behind a rule's alert: the mark by which no rule fires twice for it.

    It outlives its alert, without it: it says no more than the plain columns of what it names.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    alert = models.ForeignKey(Alert, on_delete=models.SET_NULL, null=True, related_name="behind")
    rule = models.CharField(max_length=11, choices=Rule)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, null=True, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, null=True, related_name="+")
    action = models.ForeignKey(CorrectiveAction, on_delete=models.CASCADE, null=True, related_name="+")

    SHREDDING = {"alert": "drop", "rule": "drop", "report": "drop", "entry": "drop", "action": "drop"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="a_report_fires_a_rule_once", fields=["report", "rule"]),
            models.UniqueConstraint(name="an_entry_fires_a_rule_once", fields=["entry", "rule"]),
            models.UniqueConstraint(name="an_action_fires_a_rule_once", fields=["action", "rule"]),
            models.CheckConstraint(
                name="one_thing_is_behind",
                condition=Q(report__isnull=False, entry__isnull=True, action__isnull=True)
                | Q(report__isnull=True, entry__isnull=False, action__isnull=True)
                | Q(report__isnull=True, entry__isnull=True, action__isnull=False),
            ),
        ]


class ToldOf(models.Model):
    """That a member was told of an alert, and what became of it. `key` leads to the outbox while that still knows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="told")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    reminder = models.BooleanField(default=False)
    key = models.UUIDField(null=True)
    outcome = models.CharField(max_length=10, choices=RingOutcome)

    SHREDDING = {
        "alert": "drop", "member": "drop", "day": "drop", "reminder": "drop", "key": "drop", "outcome": "drop",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="told_once_of_an_alert", fields=["alert", "member", "reminder"]),
        ]
        indexes: ClassVar = [
            models.Index(name="told_not_settled", fields=["alert"], condition=Q(key__isnull=False)),
        ]
