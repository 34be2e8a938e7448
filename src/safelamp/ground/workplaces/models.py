"""Workplaces: where somebody works, for one or more employers, as one organisation knows them."""

import secrets
import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.models import Member, Organisation

CODE_SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without I, L, O, 0 and 1: read aloud and copied by hand
CODE_LENGTH = 6  # 31^6 = 887 million


def new_code() -> str:
    """A random poster code."""
    return "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))


class Workplace(models.Model):
    """A place of work. `code` is what its poster carries, `check_phrase` what poster and first screen both show."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="workplaces")
    name = models.CharField(max_length=120)
    sector = models.CharField(max_length=5)  # ISIC Rev. 4 code, 1 to 4 digits with section letter
    country = models.CharField(max_length=2)  # ISO 3166-1 alpha-2
    place = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code)
    check_phrase = models.CharField(max_length=60)
    union_members = models.PositiveIntegerField(null=True, blank=True)
    listed = models.BooleanField(default=False)  # shown in the list of an organisation that can be found

    SHREDDING = {
        "organisation": "keep", "name": "blank", "sector": "keep", "country": "keep", "place": "blank",
        "code": "keep", "check_phrase": "blank", "union_members": "keep", "listed": "keep",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="workplace_name_once", fields=["organisation", "name"]),
            models.CheckConstraint(name="workplace_code_is_not_empty", condition=~models.Q(code="")),
        ]

    def __str__(self) -> str:
        return self.name


class EmployerRole(models.TextChoices):
    """What an employer is at a workplace."""

    SITE = "site", _("runs the site")
    CONTRACTOR = "contractor", _("contractor on the site")
    AGENCY = "agency", _("labour agency")


class Employer(models.Model):
    """An employer at a workplace; several may share one (C155 Art. 17)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workplace = models.ForeignKey(Workplace, on_delete=models.CASCADE, related_name="employers")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=10, choices=EmployerRole)

    SHREDDING = {"workplace": "drop", "name": "drop", "role": "drop"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="employer_once_a_workplace", fields=["workplace", "name"]),
        ]

    def __str__(self) -> str:
        return self.name


class WorkplaceMonth(models.Model):
    """Exposure: how many people worked how many hours in a month (denominators for ICLS rates)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workplace = models.ForeignKey(Workplace, on_delete=models.CASCADE, related_name="months")
    month = models.DateField()  # its first day
    head_count = models.PositiveIntegerField()
    hours = models.PositiveIntegerField(null=True, blank=True)

    SHREDDING = {"workplace": "keep", "month": "keep", "head_count": "keep", "hours": "keep"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_row_a_month", fields=["workplace", "month"]),
            models.CheckConstraint(name="month_is_its_first_day", condition=models.Q(month__day=1)),
        ]


class Posting(models.Model):
    """A safety representative's floor: the workplace that they know and see."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workplace = models.ForeignKey(Workplace, on_delete=models.CASCADE, related_name="postings")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="postings")

    SHREDDING = {"workplace": "drop", "member": "drop"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="posted_once", fields=["workplace", "member"]),
        ]
