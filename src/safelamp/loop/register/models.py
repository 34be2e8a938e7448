"""The register: recorded injuries, diseases and dangerous occurrences, kept apart from what workers report.

At least what the ILO code of practice of 1996 asks for. Names and words of people are sealed; words stand plain
only when they come from a source that the import says is public.
"""

import datetime as dt
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.standards.hazards import NOT_SURE, hazards
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.register.kinds import (
    ACCIDENTS,
    AgeBand,
    Agent,
    Axis,
    Employment,
    Kind,
    Migrant,
    Notified,
    NotifiedBy,
    PlaceKind,
    Severity,
    Sex,
    TimeBand,
)

LONGEST_YEAR = 366  # days: "within one year of the day of the accident", a leap year included
WORDS_LIMIT = 4_000  # characters of a narrative


class RegisterSource(models.Model):
    """Where imported entries come from. `public` is said by whoever imports, never guessed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="register_sources")
    name = models.CharField(max_length=160)
    licence = models.CharField(max_length=160, blank=True)
    url = models.CharField(max_length=300, blank=True)  # text: it is shown, never followed by the machine
    public = models.BooleanField(default=False)

    SHREDDING = {"organisation": "keep", "name": "keep", "licence": "keep", "url": "keep", "public": "keep"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="register_source_name_once", fields=["organisation", "name"]),
            models.CheckConstraint(name="register_source_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """One recorded case: one person hurt in one accident, one disease, or one dangerous occurrence.

    `day` is the day of the accident or occurrence, and of the diagnosis or suspicion for a disease. `restricted`
    entries (violence) are sealed to, and listed for, the readers of the restricted lane only.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="register_entries", db_index=False
    )
    workplace = models.ForeignKey(
        Workplace, on_delete=models.PROTECT, related_name="register_entries", null=True, blank=True, db_index=False
    )
    kind = models.CharField(max_length=12, choices=Kind)
    day = models.DateField()
    time_band = models.CharField(max_length=2, choices=TimeBand, blank=True)
    place_kind = models.CharField(max_length=8, choices=PlaceKind, blank=True)
    hazard = models.CharField(max_length=20)  # a key of ground.standards.hazards
    severity = models.CharField(max_length=10, choices=Severity, default=Severity.NOT_KNOWN)
    days_lost = models.PositiveSmallIntegerField(null=True, blank=True)  # calendar days, the day itself not counted
    days_to_death = models.PositiveSmallIntegerField(null=True, blank=True)  # from the day of the accident
    hospitalised = models.PositiveSmallIntegerField(null=True, blank=True)  # people taken into hospital
    amputations = models.PositiveSmallIntegerField(null=True, blank=True)
    restricted = models.BooleanField(default=False)
    notified = models.CharField(max_length=10, choices=Notified, default=Notified.NOT_KNOWN)
    notified_by = models.CharField(max_length=10, choices=NotifiedBy, blank=True)
    notified_on = models.DateField(null=True, blank=True)
    source = models.ForeignKey(
        RegisterSource, on_delete=models.PROTECT, related_name="entries", null=True, blank=True, db_index=False
    )
    source_key = models.CharField(max_length=80, blank=True)
    employer_public = models.CharField(max_length=200, blank=True)
    place_public = models.CharField(max_length=200, blank=True)
    narrative_public = models.TextField(max_length=WORDS_LIMIT, blank=True)
    employer_sealed = models.BinaryField(max_length=2_000, default=b"")
    place_sealed = models.BinaryField(max_length=2_000, default=b"")
    narrative_sealed = models.BinaryField(max_length=20_000, default=b"")
    recorded_on = models.DateField()
    recorded_by = models.ForeignKey(Member, on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    shredded_on = models.DateField(null=True, blank=True)

    SHREDDING = {
        "organisation": "keep", "workplace": "keep", "kind": "keep", "day": "keep", "time_band": "blank",
        "place_kind": "keep", "hazard": "keep", "severity": "keep", "days_lost": "keep", "days_to_death": "keep",
        "hospitalised": "keep", "amputations": "keep", "restricted": "keep", "notified": "keep",
        "notified_by": "keep", "notified_on": "keep", "source": "keep", "source_key": "keep",
        "employer_public": "keep", "place_public": "keep", "narrative_public": "keep", "employer_sealed": "blank",
        "place_sealed": "blank", "narrative_sealed": "blank", "recorded_on": "keep", "recorded_by": "blank",
        "shredded_on": "keep",
    }  # fmt: skip

    class Meta:
        indexes: ClassVar = [
            # The columns after `id` are there to answer filters, counts and far pages from the index alone.
            models.Index(
                name="register_by_day",
                fields=["organisation", "-day", "id", "restricted", "kind", "severity", "hazard"],
            ),
            models.Index(
                name="register_by_workplace", fields=["workplace", "-day"], condition=Q(workplace__isnull=False)
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="register_entry_imported_once",
                fields=["source", "source_key", "organisation"],
                condition=Q(source__isnull=False),
            ),
            models.CheckConstraint(
                name="register_key_and_source_come_together",
                condition=Q(source__isnull=True, source_key="") | (Q(source__isnull=False) & ~Q(source_key="")),
            ),
            models.CheckConstraint(
                name="register_plain_words_name_a_source",
                condition=Q(employer_public="", place_public="", narrative_public="")
                | Q(source__isnull=False, restricted=False),
            ),
            models.CheckConstraint(
                name="register_words_sealed_or_public",
                condition=(Q(narrative_public="") | Q(narrative_sealed=b""))
                & (Q(employer_public="") | Q(employer_sealed=b""))
                & (Q(place_public="") | Q(place_sealed=b"")),
            ),
            models.CheckConstraint(
                name="register_fatal_is_within_a_year",
                condition=Q(days_to_death__isnull=True)
                | Q(kind__in=ACCIDENTS, severity=Severity.FATAL, days_to_death__lte=LONGEST_YEAR)
                | (Q(kind__in=ACCIDENTS, days_to_death__gte=LONGEST_YEAR) & ~Q(severity=Severity.FATAL)),
            ),
            models.CheckConstraint(
                name="register_days_lost_up_to_a_year",
                condition=Q(days_lost__isnull=True) | Q(days_lost__lte=LONGEST_YEAR),
            ),
            models.CheckConstraint(
                name="register_notification_has_its_facts",
                condition=Q(notified=Notified.YES) | Q(notified_by="", notified_on__isnull=True),
            ),
            models.CheckConstraint(
                name="register_occurrence_hurts_nobody",
                condition=(~Q(kind=Kind.DANGEROUS_OCCURRENCE) & ~Q(severity=Severity.NOBODY))
                | Q(
                    kind=Kind.DANGEROUS_OCCURRENCE,
                    severity=Severity.NOBODY,
                    days_lost__isnull=True,
                    hospitalised__isnull=True,
                    amputations__isnull=True,
                ),
            ),
            models.CheckConstraint(name="register_known_kind", condition=Q(kind__in=Kind.values)),
        ]

    @property
    def picture(self) -> str:
        """The hazard's name in the reader's language; “I am not sure” is a reporter's answer, not a register's."""
        return str(_("Not known")) if self.hazard == NOT_SURE else hazards()[self.hazard].name


class Code(models.Model):
    """What an entry is called in a classification: scheme, version and code; several schemes may stand side by side."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="codes", db_index=False)
    axis = models.CharField(max_length=10, choices=Axis)
    scheme = models.CharField(max_length=40)
    version = models.CharField(max_length=20, blank=True)
    code = models.CharField(max_length=12)

    SHREDDING = {"entry": "keep", "axis": "keep", "scheme": "keep", "version": "keep", "code": "keep"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_code_a_scheme", fields=["entry", "axis", "scheme", "version"]),
            models.CheckConstraint(name="a_code_has_its_scheme", condition=~Q(code="") & ~Q(scheme="")),
        ]


class Person(models.Model):
    """Who was hurt or fell ill. The name is sealed; the rest is kept only with that person's recorded consent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="person")
    name_sealed = models.BinaryField(max_length=2_000, default=b"")
    consent_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=8, choices=Sex, blank=True)
    migrant = models.CharField(max_length=12, choices=Migrant, blank=True)
    employment = models.CharField(max_length=14, choices=Employment, blank=True)
    age_band = models.CharField(max_length=8, choices=AgeBand, blank=True)

    SHREDDING = {
        "entry": "drop", "name_sealed": "drop", "consent_on": "drop", "sex": "drop", "migrant": "drop",
        "employment": "drop", "age_band": "drop",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="register_consent_or_nothing",
                condition=Q(consent_on__isnull=False) | Q(sex="", migrant="", employment="", age_band=""),
            ),
        ]


class Disease(models.Model):
    """What a disease adds: its name, the harmful agent, from when to when somebody was exposed, the diagnosis."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="disease")
    agent = models.CharField(max_length=16, choices=Agent, default=Agent.NOT_KNOWN)
    exposure_from = models.DateField(null=True, blank=True)  # first day of the month
    exposure_to = models.DateField(null=True, blank=True)
    diagnosed_on = models.DateField(null=True, blank=True)
    name_sealed = models.BinaryField(max_length=2_000, default=b"")
    work_sealed = models.BinaryField(max_length=20_000, default=b"")  # the work that gave rise to it

    SHREDDING = {
        "entry": "keep", "agent": "keep", "exposure_from": "keep", "exposure_to": "keep", "diagnosed_on": "keep",
        "name_sealed": "blank", "work_sealed": "blank",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="register_exposure_begins_before_it_ends",
                condition=Q(exposure_to__isnull=True) | Q(exposure_from__lte=models.F("exposure_to")),
            ),
            models.CheckConstraint(
                name="register_exposure_comes_before_diagnosis",
                condition=Q(diagnosed_on__isnull=True)
                | Q(exposure_from__isnull=True)
                | Q(exposure_from__lte=models.F("diagnosed_on")),
            ),
        ]

    @property
    def latency(self) -> int | None:
        """Whole years from the first exposure to the diagnosis."""
        return latency_years(self.exposure_from, self.diagnosed_on)


class Correction(models.Model):
    """That an entry was changed: when, by whom, which facts, and the sealed reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="corrections")
    on = models.DateField()
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    fields = models.CharField(max_length=600, blank=True)  # names of the changed columns, comma between
    reason_sealed = models.BinaryField(max_length=4_000)

    SHREDDING = {"entry": "keep", "on": "keep", "by": "blank", "fields": "keep", "reason_sealed": "blank"}


def latency_years(first_exposure: dt.date | None, diagnosis: dt.date | None) -> int | None:
    """Whole years between the two, or None when one is not known.

    >>> latency_years(dt.date(2001, 5, 1), dt.date(2019, 4, 30))
    17
    """
    if first_exposure is None or diagnosis is None:
        return None
    not_yet = (diagnosis.month, diagnosis.day) < (first_exposure.month, first_exposure.day)
    return diagnosis.year - first_exposure.year - not_yet
