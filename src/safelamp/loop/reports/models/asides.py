"""Reports that no case can come of: set aside by a member, with a reason of a few, and never deleted for it."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.models import Member
from safelamp.loop.reports.models.report import Report


class Why(models.TextChoices):
    """Why nobody can work with a report."""

    EMPTY = "empty", _("nothing in it to work with")
    NOT_WORK = "not_work", _("not about work")
    TWICE = "twice", _("the same report sent again")
    ABUSE = "abuse", _("insults or advertising")


class SetAside(models.Model):
    """A report that is set aside, or, where `done_on` is empty, that a member asks a second one to set aside.

    The clock of a report runs until it is done. Taken back, the row goes: the audit keeps what was done.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="aside")
    why = models.CharField(max_length=8, choices=Why)
    asked_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="asides_asked")
    asked_on = models.DateField()
    done_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="asides_done")
    done_on = models.DateField(null=True)

    SHREDDING = {
        "report": "drop", "why": "drop", "asked_by": "drop", "asked_on": "drop", "done_by": "drop", "done_on": "drop",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="what_is_done_has_its_day_and_its_member",
                condition=models.Q(done_on__isnull=True, done_by__isnull=True)
                | models.Q(done_on__isnull=False, done_by__isnull=False),
            ),
        ]
