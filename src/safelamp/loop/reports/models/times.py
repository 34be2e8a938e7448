"""The union's own times."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault.models import Audience
from safelamp.loop.reports.models.choices import Lane


class Stage(models.TextChoices):
    """What is counted of the union's own times."""

    TAKEN = "taken", _("taken by a person")
    RATED = "rated", _("rated: how bad it could become")
    CLOSED = "closed", _("closed on the floor's word")
    CAME_BACK = "came_back", _("the reporter came back and said something")


class AnswerTime(models.Model):
    """The union's own times, counted when they happen: no single report's time is kept once its clock is met.

    `month` is that of arrival; `hours` the upper edge of the bucket, 0 for longer and where there is no time to
    measure. A counter of an audience reaches its readers only, as its reports do. See loop/reports/times.py.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="answer_times")
    month = models.DateField()
    lane = models.CharField(max_length=12, choices=Lane)
    audience = models.CharField(max_length=20, choices=Audience)
    stage = models.CharField(max_length=9, choices=Stage, default=Stage.TAKEN)
    hours = models.PositiveSmallIntegerField()
    in_time = models.BooleanField()
    count = models.PositiveIntegerField(default=0)

    SHREDDING = {
        "organisation": "keep", "month": "keep", "lane": "keep", "audience": "keep", "stage": "keep", "hours": "keep",
        "in_time": "keep", "count": "keep",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_counter_a_bucket",
                fields=["organisation", "month", "lane", "audience", "stage", "hours", "in_time"],
            ),
        ]
