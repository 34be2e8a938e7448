"""Commitments (promises made in public) and agreements. Whose they are and what they say is sealed to the readers."""

import datetime as dt
import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.agreements.states import CommitmentState, CommitmentVerb, is_overdue

ENDS_SOON = dt.timedelta(days=90)


class Promiser(models.TextChoices):
    """What sort of body promised."""

    EMPLOYER = "employer", _("an employer or their association")
    BRAND = "brand", _("a brand, buyer or owner")
    GOVERNMENT = "government", _("a government or authority")
    INTERNATIONAL = "international", _("an international organisation")
    OTHER = "other", _("somebody else")


class AgreementKind(models.TextChoices):
    """What sort of agreement."""

    COLLECTIVE = "collective", _("collective agreement")
    SAFETY = "safety", _("agreement on safety and health")
    FRAMEWORK = "framework", _("global framework agreement")
    WAGE = "wage", _("wage agreement")
    MEMORANDUM = "memorandum", _("memorandum of understanding")
    OTHER = "other", _("another agreement")


class Clause(models.TextChoices):
    """Whether an agreement holds a clause."""

    UNKNOWN = "", _("not known")
    YES = "yes", _("yes")
    NO = "no", _("no")


class AgreementState(models.TextChoices):
    """How an agreement stands on a day."""

    IN_FORCE = "in_force", _("in force")
    ENDS_SOON = "ends_soon", _("ends within three months")
    ENDED = "ended", _("has ended")


class Commitment(models.Model):
    """A promise made in public that the union follows: who, what, by when, with the words and where they stand."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="commitments")
    promiser = models.CharField(max_length=14, choices=Promiser)
    who_sealed = models.BinaryField()
    what_sealed = models.BinaryField()
    citation_sealed = models.BinaryField(default=b"")
    due_on = models.DateField(null=True)
    followed_on = models.DateField()
    state = models.CharField(max_length=12, choices=CommitmentState, default=CommitmentState.FOLLOWED)
    settled_on = models.DateField(null=True)  # when it was found kept or broken, or dropped

    SHREDDING = {
        "organisation": "keep", "promiser": "keep", "who_sealed": "blank", "what_sealed": "blank",
        "citation_sealed": "blank", "due_on": "keep", "followed_on": "keep", "state": "keep", "settled_on": "keep",
    }  # fmt: skip

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "state", "due_on"], name="commitment_by_due_date")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="settled_commitment_has_a_day",
                condition=models.Q(state=CommitmentState.FOLLOWED, settled_on__isnull=True)
                | (~models.Q(state=CommitmentState.FOLLOWED) & models.Q(settled_on__isnull=False)),
            ),
        ]

    @property
    def number(self) -> str:
        """A short random name for people, from the id."""
        return f"{self.id.hex[:3]}-{self.id.hex[3:6]}".upper()

    def is_overdue_on(self, day: dt.date) -> bool:
        """Whether the promised day has passed and nobody has said what became of it."""
        return is_overdue(self.state, due_on=self.due_on, on=day)


class CommitmentEvent(models.Model):
    """One line of a commitment's history, with the evidence."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="events")
    position = models.PositiveIntegerField()  # order without an hour
    verb = models.CharField(max_length=16, choices=CommitmentVerb)
    day = models.DateField()
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    evidence_sealed = models.BinaryField(default=b"")

    SHREDDING = {
        "commitment": "keep", "position": "keep", "verb": "keep", "day": "keep", "member": "keep",
        "evidence_sealed": "blank",
    }  # fmt: skip

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_place_in_the_commitments_history", fields=["commitment", "position"]),
        ]


class Agreement(models.Model):
    """What union and employer have signed. `parties` and `about` are sealed; the dates say whether it is in force."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="agreements")
    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, null=True, related_name="agreements")
    kind = models.CharField(max_length=12, choices=AgreementKind)
    parties_sealed = models.BinaryField()
    about_sealed = models.BinaryField(default=b"")
    citation_sealed = models.BinaryField(default=b"")
    signed_on = models.DateField()
    expires_on = models.DateField(null=True)
    safety_clause = models.CharField(max_length=3, choices=Clause, blank=True, default=Clause.UNKNOWN)
    committee_clause = models.CharField(max_length=3, choices=Clause, blank=True, default=Clause.UNKNOWN)
    written_on = models.DateField()

    SHREDDING = {
        "organisation": "keep", "workplace": "keep", "kind": "keep", "parties_sealed": "blank",
        "about_sealed": "blank", "citation_sealed": "blank", "signed_on": "keep", "expires_on": "keep",
        "safety_clause": "keep", "committee_clause": "keep", "written_on": "keep",
    }  # fmt: skip

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "expires_on"], name="agreement_by_end")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="agreement_ends_after_it_is_signed",
                condition=models.Q(expires_on__isnull=True) | models.Q(expires_on__gte=models.F("signed_on")),
            ),
        ]

    @property
    def number(self) -> str:
        """A short random name for people, from the id."""
        return f"{self.id.hex[:3]}-{self.id.hex[3:6]}".upper()

    def state_on(self, day: dt.date) -> AgreementState:
        """How it stands on a day; without an end it is in force."""
        if self.expires_on is None or day + ENDS_SOON < self.expires_on:
            return AgreementState.IN_FORCE
        return AgreementState.ENDS_SOON if day <= self.expires_on else AgreementState.ENDED


class Renewal(models.Model):
    """One renewal of an agreement: from which day, and until when; the end before it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="renewals")
    renewed_on = models.DateField()
    expired_on = models.DateField(null=True)  # the end as it stood before
    expires_on = models.DateField(null=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    SHREDDING = {
        "agreement": "keep", "renewed_on": "keep", "expired_on": "keep", "expires_on": "keep", "member": "keep",
    }  # fmt: skip

    class Meta:
        ordering: ClassVar = ["renewed_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_renewal_a_day", fields=["agreement", "renewed_on"]),
        ]
