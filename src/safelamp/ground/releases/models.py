"""What left the union: the public words and figures, and on what each release stands.

Everything here can be read by everybody, or tells nothing without the pepper: reports and cases are not named but
marked (see marks.py), so that nobody who takes the disk can go from a word on the wall to a report.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.models import Organisation
from safelamp.ground.workplaces.models import Workplace

LONGEST_TEXT = 600  # signs: what somebody reads standing in front of a wall


class ReleaseKind(models.TextChoices):
    """What is let out."""

    ANSWER = "answer", _("an answer of general interest")
    FIGURES = "figures", _("figures of a workplace")


class Outcome(models.TextChoices):
    """How far it has come, for people in front of the wall."""

    FOUND = "found", _("We looked into it")
    RAISED = "raised", _("We told the employer")
    AGREED = "agreed", _("It is agreed how to fix it")
    FIXED = "fixed", _("The employer says it is fixed")
    VERIFIED = "verified", _("It is fixed: somebody has seen it")


class Basis(models.TextChoices):
    """What opened the gate."""

    CONSENT = "consent", _("everybody who reported it has said yes")
    SEVERAL = "several", _("it stands for so many reports that it points to nobody")


class Release(models.Model):
    """Words or figures that passed the gate. `source` marks the case they came from; nothing else leads back.

    `day` is the day of the release (hostile profile: the week's Monday). Once withdrawn, its words are gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    workplace = models.ForeignKey(Workplace, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=ReleaseKind)
    basis = models.CharField(max_length=8, choices=Basis)
    hazard = models.CharField(max_length=16, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    figures = models.JSONField(default=dict)
    day = models.DateField()
    withdrawn_on = models.DateField(null=True)
    source = models.BinaryField(max_length=32)

    SHREDDING = {
        "organisation": "keep", "workplace": "keep", "kind": "keep", "basis": "keep", "hazard": "keep",
        "outcome": "keep", "figures": "keep", "day": "keep", "withdrawn_on": "keep", "source": "keep",
    }  # fmt: skip

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workplace", "day"], name="release_on_the_wall", condition=models.Q(withdrawn_on=None))
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="an_answer_has_an_outcome_and_no_figures",
                condition=(models.Q(kind=ReleaseKind.ANSWER, figures={}) & ~models.Q(outcome=""))
                | models.Q(kind=ReleaseKind.FIGURES, outcome=""),
            ),
            models.UniqueConstraint(
                name="one_row_of_figures_a_workplace",
                fields=["workplace"],
                condition=models.Q(kind=ReleaseKind.FIGURES, withdrawn_on=None),
            ),
        ]


class ReleasedWords(models.Model):
    """The words of an answer in one language, as everybody reads them. `original` was written, the others rendered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="words")
    language = models.CharField(max_length=10)
    text = models.CharField(max_length=LONGEST_TEXT)
    original = models.BooleanField(default=False)

    SHREDDING = {"release": "drop", "language": "drop", "text": "drop", "original": "drop"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="released_words_once_a_language", fields=["release", "language"]),
            models.CheckConstraint(name="released_words_say_something", condition=~models.Q(text="")),
        ]


class Ground(models.Model):
    """One report on which a release stands, marked: when its reporter says no, or it is shredded, this row goes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="grounds")
    mark = models.BinaryField(max_length=32)

    SHREDDING = {"release": "drop", "mark": "drop"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="one_ground_a_report", fields=["release", "mark"])]


class Consent(models.Model):
    """Whether the reporter whom the mark stands for lets an answer hang on the wall: their last word, and no day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mark = models.BinaryField(max_length=32, unique=True)
    given = models.BooleanField()

    SHREDDING = {"mark": "drop", "given": "drop"}
