"""Corrective actions and the plans that group them. What is agreed, and why, is sealed to the case's audience."""

import datetime as dt
import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.vault.models import Audience
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.actions.states import SAID_TO_BE_DONE, ActionState, ActionVerb, is_late
from safelamp.loop.cases.models import Case


class ControlLevel(models.IntegerChoices):
    """The hierarchy of controls, strongest first (ISO 45001 8.1.2, C176 Art. 6)."""

    ELIMINATE = 1, _("Take the danger away")
    SUBSTITUTE = 2, _("Replace it by something safer")
    ENGINEERING = 3, _("Guard, enclose or ventilate it")
    ADMINISTRATIVE = 4, _("Change how the work is done")
    PPE = 5, _("Protective equipment")

    @property
    def rank(self) -> str:
        """Where it stands among the five."""
        return _now("%(place)d of %(all)d") % {"place": self.value, "all": len(ControlLevel)}


class OwnerSide(models.TextChoices):
    """Who owes it."""

    SITE = "site", _("the employer that runs the site")
    CONTRACTOR = "contractor", _("a contractor")
    AGENCY = "agency", _("the labour agency")
    UNION = "union", _("the union")
    COMMITTEE = "committee", _("the safety committee")


class CostBand(models.TextChoices):
    """Roughly what it costs, against what a month of one worker's wage is."""

    UNKNOWN = "", _("not known")
    NONE = "none", _("nothing")
    LOW = "low", _("less than a month's wage")
    MIDDLE = "middle", _("up to a year's wage")
    HIGH = "high", _("more than a year's wage")


class SeenHow(models.TextChoices):
    """How a verification was seen."""

    VISIT = "visit", _("seen on a visit")
    PHOTO = "photo", _("seen on a photo")
    TOLD = "told", _("told by workers")


class Term(models.TextChoices):
    """How far a plan reaches."""

    CORRECTIVE = "corrective", _("corrective plan")
    IMMEDIATE = "immediate", _("immediate plan: days, at no or low cost")
    MEDIUM_TERM = "medium_term", _("medium-term plan: three to six months")


class Plan(models.Model):
    """A plan of a workplace; its actions come from cases of the same audience. Its state is computed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="plans")
    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, related_name="plans")
    audience = models.CharField(max_length=20, choices=Audience, default=Audience.READERS)
    term = models.CharField(max_length=12, choices=Term)
    made_on = models.DateField()
    title_sealed = models.BinaryField(default=b"")

    SHREDDING = {
        "organisation": "keep", "workplace": "keep", "audience": "keep", "term": "keep", "made_on": "keep",
        "title_sealed": "blank",
    }  # fmt: skip

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "workplace"], name="plan_by_place")]

    @property
    def number(self) -> str:
        """A short random name for people, from the id."""
        return f"{self.id.hex[:3]}-{self.id.hex[3:6]}".upper()


class CorrectiveAction(models.Model):
    """What was agreed to fix a case. `first_due_on` never changes; evidence and reasons lie in its history."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="actions")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, related_name="actions")
    what_sealed = models.BinaryField()
    level = models.PositiveSmallIntegerField(choices=ControlLevel)
    owner_side = models.CharField(max_length=10, choices=OwnerSide)
    owner_sealed = models.BinaryField(default=b"")
    owner_member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="actions_owed")
    agreed_on = models.DateField()
    first_due_on = models.DateField()
    due_on = models.DateField()
    cost = models.CharField(max_length=6, choices=CostBand, blank=True, default=CostBand.UNKNOWN)
    state = models.CharField(max_length=14, choices=ActionState, default=ActionState.OPEN)
    reported_fixed_on = models.DateField(null=True)
    reported_fixed_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    verified_on = models.DateField(null=True)
    verified_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    seen_how = models.CharField(max_length=5, choices=SeenHow, blank=True, default="")
    told_by_count = models.PositiveSmallIntegerField(null=True)
    reopened = models.PositiveSmallIntegerField(default=0)

    SHREDDING = {
        "case": "keep", "plan": "keep", "what_sealed": "blank", "level": "keep", "owner_side": "keep",
        "owner_sealed": "blank", "owner_member": "keep", "agreed_on": "keep", "first_due_on": "keep", "due_on": "keep",
        "cost": "keep", "state": "keep", "reported_fixed_on": "keep", "reported_fixed_by": "keep",
        "verified_on": "keep", "verified_by": "keep", "seen_how": "keep", "told_by_count": "keep", "reopened": "keep",
    }  # fmt: skip

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "due_on"], name="action_by_due_date")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="said_to_be_done_by_somebody_on_a_day",
                condition=~models.Q(state__in=[*SAID_TO_BE_DONE])
                | models.Q(reported_fixed_on__isnull=False, reported_fixed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="verified_by_somebody_on_a_day_somehow",
                condition=(
                    models.Q(state=ActionState.VERIFIED, verified_on__isnull=False, verified_by__isnull=False)
                    & ~models.Q(seen_how="")
                )
                | (
                    ~models.Q(state=ActionState.VERIFIED)
                    & models.Q(verified_on__isnull=True, verified_by__isnull=True, seen_how="")
                ),
            ),
            models.CheckConstraint(
                name="verified_by_other_eyes_than_reported_it_fixed",
                condition=models.Q(verified_by__isnull=True)
                | models.Q(reported_fixed_by__isnull=True)
                | ~models.Q(verified_by=models.F("reported_fixed_by")),
            ),
            models.CheckConstraint(
                name="verified_by_other_eyes_than_the_owners",
                condition=models.Q(verified_by__isnull=True)
                | models.Q(owner_member__isnull=True)
                | ~models.Q(verified_by=models.F("owner_member")),
            ),
            models.CheckConstraint(
                name="told_by_so_many_workers",
                condition=models.Q(seen_how=SeenHow.TOLD, told_by_count__gte=1)
                | (~models.Q(seen_how=SeenHow.TOLD) & models.Q(told_by_count__isnull=True)),
            ),
            models.CheckConstraint(
                name="a_member_owes_for_the_union",
                condition=models.Q(owner_member__isnull=True) | models.Q(owner_side=OwnerSide.UNION),
            ),
        ]

    @property
    def number(self) -> str:
        """A short random name for people, from the id."""
        return f"{self.id.hex[:3]}-{self.id.hex[3:6]}".upper()

    def is_late_on(self, day: dt.date) -> bool:
        """Whether it is behind schedule on that day."""
        return is_late(self.state, due_on=self.due_on, on=day)


class ActionEvent(models.Model):
    """One line of an action's history, with the evidence or the reason; `member` is None where a reporter spoke."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.ForeignKey(CorrectiveAction, on_delete=models.CASCADE, related_name="events")
    position = models.PositiveIntegerField()  # order without an hour
    verb = models.CharField(max_length=14, choices=ActionVerb)
    day = models.DateField()
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    evidence_sealed = models.BinaryField(default=b"")

    SHREDDING = {
        "action": "keep", "position": "keep", "verb": "keep", "day": "keep", "member": "keep",
        "evidence_sealed": "blank",
    }  # fmt: skip

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_place_in_the_actions_history", fields=["action", "position"]),
        ]


class DueDateRevision(models.Model):
    """Another due date, who agreed to it and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.ForeignKey(CorrectiveAction, on_delete=models.CASCADE, related_name="revisions")
    position = models.PositiveIntegerField()
    old_due_on = models.DateField()
    new_due_on = models.DateField()
    reason_sealed = models.BinaryField()
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()

    SHREDDING = {
        "action": "keep", "position": "keep", "old_due_on": "keep", "new_due_on": "keep", "reason_sealed": "blank",
        "member": "keep", "day": "keep",
    }  # fmt: skip

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_place_among_the_revisions", fields=["action", "position"]),
            models.CheckConstraint(
                name="a_revision_changes_the_date", condition=~models.Q(old_due_on=models.F("new_due_on"))
            ),
        ]
