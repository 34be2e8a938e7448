"""Organisations as a tree, and the members who act for them."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.policy import Role

MONTHS_KEPT = 24  # see docs/decisions/0016
MONTHS_KEPT_HOSTILE = 1
LONGEST_KEPT_HOSTILE = 3
REGISTER_MONTHS_KEPT = 60
LONGEST_KEPT = 600  # fifty years: some laws want registers of asbestos kept for forty


class OrganisationKind(models.TextChoices):
    """Where an organisation stands in the tree."""

    GLOBAL = "global", _("global union")
    FEDERATION = "federation", _("federation")
    UNION = "union", _("union")
    BRANCH = "branch", _("branch")
    PRACTICE = "practice", _("practice organisation, for trainings")


class Profile(models.TextChoices):
    """How much a state or an employer endangers the organisation's people."""

    OPEN = "open", _("open")
    HOSTILE = "hostile", _("hostile: neutral names, weeks for days, short retention")


class Organisation(models.Model):
    """A union, a federation or a practice organisation; `neutral_name` is what worker screens show when hostile."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    kind = models.CharField(max_length=12, choices=OrganisationKind)
    name = models.CharField(max_length=120)
    neutral_name = models.CharField(max_length=120, blank=True)
    profile = models.CharField(max_length=8, choices=Profile, default=Profile.OPEN)
    country = models.CharField(max_length=2)  # ISO 3166-1 alpha-2
    language = models.CharField(max_length=10, default="en")
    takes_reports = models.BooleanField(default=True)
    findable = models.BooleanField(default=False)
    leave_address = models.URLField(blank=True)
    emergency_numbers = models.CharField(max_length=200, blank=True)
    emergency_confirmed_by = models.CharField(max_length=80, blank=True)
    emergency_confirmed_on = models.DateField(null=True, blank=True)
    retention_months = models.PositiveSmallIntegerField(default=MONTHS_KEPT)  # of closed cases and their reports
    register_months = models.PositiveSmallIntegerField(default=REGISTER_MONTHS_KEPT)  # law often sets a least time
    sms_price = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)  # of one segment
    sms_currency = models.CharField(max_length=3, blank=True, default="")  # ISO 4217
    sms_numbers = models.CharField(max_length=200, blank=True, default="")  # to which workers write; on its papers
    sms_although_hostile = models.BooleanField(default=False)  # chosen again whenever the profile becomes hostile
    destroys_from = models.DateField(null=True, blank=True)  # nothing is destroyed before that day

    SHREDDING = {
        "parent": "keep", "kind": "keep", "name": "keep", "neutral_name": "keep", "profile": "keep",
        "country": "keep", "language": "keep", "takes_reports": "keep", "findable": "keep", "leave_address": "keep",
        "emergency_numbers": "keep", "emergency_confirmed_by": "blank", "emergency_confirmed_on": "keep",
        "retention_months": "keep", "register_months": "keep", "destroys_from": "keep",
        "sms_price": "keep", "sms_currency": "keep", "sms_numbers": "keep", "sms_although_hostile": "keep",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="organisation_is_not_its_own_parent",
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
            ),
            models.CheckConstraint(
                name="emergency_numbers_are_confirmed",
                condition=models.Q(emergency_numbers="")
                | (models.Q(emergency_confirmed_on__isnull=False) & ~models.Q(emergency_confirmed_by="")),
            ),
            models.CheckConstraint(
                name="hostile_organisation_is_not_findable",
                condition=~models.Q(profile=Profile.HOSTILE) | models.Q(findable=False),
            ),
            models.CheckConstraint(
                name="words_are_kept_for_some_months",
                condition=models.Q(retention_months__range=(1, LONGEST_KEPT), register_months__range=(1, LONGEST_KEPT)),
            ),
            models.CheckConstraint(
                name="sms_price_has_a_currency",
                condition=models.Q(sms_price__isnull=True) | (~models.Q(sms_currency="") & models.Q(sms_price__gte=0)),
            ),
            models.CheckConstraint(
                name="hostile_organisation_keeps_words_shortly",
                condition=~models.Q(profile=Profile.HOSTILE) | models.Q(retention_months__lte=LONGEST_KEPT_HOSTILE),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_hostile(self) -> bool:
        """Whether the hostile profile holds."""
        return self.profile == Profile.HOSTILE

    @property
    def is_practice(self) -> bool:
        """Whether what arrives here is an exercise."""
        return self.kind == OrganisationKind.PRACTICE

    @property
    def shown_name(self) -> str:
        """The name for worker screens and posters; empty when a hostile profile has no neutral name."""
        return self.neutral_name if self.is_hostile else self.name


class MemberManager(BaseUserManager["Member"]):
    """Finds members by log-in name."""

    def get_by_natural_key(self, username: str | None) -> "Member":
        """The member with that log-in name, whatever its case."""
        return self.get(login_name=(username or "").strip().casefold())


class Member(AbstractBaseUser):
    """One log-in of one person in one organisation. The name is free: a nickname is welcome.

    `password` holds the log-in check that ground.vault derives from the passphrase (no second hash exists);
    there is no last log-in, no address and no e-mail here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="members")
    login_name = models.CharField(max_length=40, unique=True)
    role = models.CharField(max_length=16, choices=Role)
    reads_restricted = models.BooleanField(default=False)
    language = models.CharField(max_length=10, blank=True, default="")  # empty: what their browser asks for
    reads = models.JSONField(default=list, blank=True)  # codes of the languages that they read, as they say
    is_active = models.BooleanField(default=True)
    session_mark = models.UUIDField(default=uuid.uuid4, editable=False)  # a new one ends all their sessions
    last_login: Any = None

    USERNAME_FIELD = "login_name"
    SHREDDING = {
        "password": "drop", "organisation": "drop", "login_name": "drop", "role": "drop",
        "reads_restricted": "drop", "language": "drop", "reads": "drop", "is_active": "drop",
        "session_mark": "drop",
    }  # fmt: skip

    objects: ClassVar[MemberManager] = MemberManager()

    def __str__(self) -> str:
        return self.login_name

    @property
    def languages(self) -> frozenset[str]:
        """Codes of the languages that the member reads: what they said, and that of their desk."""
        return frozenset([*self.reads, *([self.language] if self.language else [])])

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """What a session must carry to count as this member's: it ends with a new passphrase or a new mark."""
        marks = f"{self.password}{self.session_mark.hex}"
        return salted_hmac("safelamp.member.session", marks, secret=secret, algorithm="sha256").hexdigest()


class FirstStep(models.TextChoices):
    """What a beginning organisation does outside this program; somebody says that it is done."""

    POSTER = "poster", _("the poster hangs")
    SHEETS = "sheets", _("the three sheets of the paper key lie in three places")


class StepSaid(models.Model):
    """Somebody of the organisation said that a first step is done: the day, not who."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="steps_said")
    step = models.CharField(max_length=8, choices=FirstStep)
    day = models.DateField()

    SHREDDING = {"organisation": "keep", "step": "keep", "day": "keep"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="first_step_is_said_once", fields=["organisation", "step"]),
        ]
