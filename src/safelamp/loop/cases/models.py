"""Cases: one problem, from any number of reports. Titles and notes are sealed to the case's audience."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.vault.models import Audience
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.cases.rating import Likelihood, Priority, WorstHarm, priority
from safelamp.loop.cases.states import OPEN, State, Verb
from safelamp.loop.reports.models import Harm, Lane, Report


class ConfirmedBy(models.TextChoices):
    """Who on the floor said that it is solved."""

    REPORTER = "reporter", _("a worker who reported it")
    REPRESENTATIVE = "representative", _("a safety representative of the workplace")


class FloorAnswer(models.TextChoices):
    """What a reporter answers to “Is it really fixed?”."""

    FIXED = "fixed", _("Yes, it is fixed")
    STILL_DANGEROUS = "still_dangerous", _("Still dangerous")
    CANNOT_TELL = "cannot_tell", _("I cannot tell")


class Case(models.Model):
    """One problem. `harm_told` is the worst that its reports told; `worst_harm` what a focal point rates.

    A merged case points to the case that it became part of and follows its audience.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="cases")
    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, null=True, related_name="cases")
    audience = models.CharField(max_length=20, choices=Audience)
    lane = models.CharField(max_length=12, choices=Lane)
    danger_now = models.BooleanField(default=False)
    hazard = models.CharField(max_length=16)
    harm_told = models.CharField(max_length=8, choices=Harm, blank=True, default=Harm.UNKNOWN)
    state = models.CharField(max_length=9, choices=State, default=State.TAKEN)
    worst_harm = models.CharField(max_length=10, choices=WorstHarm, blank=True, default="")
    likelihood = models.CharField(max_length=15, choices=Likelihood, blank=True, default="")
    taken_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="cases_taken")
    opened_on = models.DateField()
    raised_on = models.DateField(null=True)  # the first time
    employer_answer_due = models.DateField(null=True)  # none once something is agreed: that is the answer
    asked_on = models.DateField(null=True)  # the last time
    closed_on = models.DateField(null=True)
    set_aside_on = models.DateField(null=True)  # nobody can ever confirm it; why stands sealed in the history
    confirmed_by = models.CharField(max_length=14, choices=ConfirmedBy, blank=True, default="")
    confirmed_by_member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="cases_confirmed")
    reopened = models.PositiveSmallIntegerField(default=0)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    held_since = models.DateField(null=True)  # kept from shredding; why stands sealed in the history
    shredded_on = models.DateField(null=True)
    title_sealed = models.BinaryField(default=b"")

    SHREDDING = {
        "organisation": "keep", "workplace": "keep", "audience": "keep", "lane": "keep", "danger_now": "keep",
        "hazard": "keep", "harm_told": "keep", "state": "keep", "worst_harm": "keep", "likelihood": "keep",
        "taken_by": "keep", "opened_on": "keep", "raised_on": "keep", "employer_answer_due": "keep",
        "asked_on": "keep", "closed_on": "keep", "set_aside_on": "keep", "confirmed_by": "keep",
        "confirmed_by_member": "keep", "reopened": "keep", "merged_into": "keep", "held_since": "keep",
        "shredded_on": "keep", "title_sealed": "blank",
    }  # fmt: skip

    class Meta:
        indexes: ClassVar = [
            models.Index(  # all that the inbox counts and sorts by, for the few that are open among all that ever were
                fields=[
                    "organisation",
                    "audience",
                    "danger_now",
                    "lane",
                    "worst_harm",
                    "harm_told",
                    "state",
                    "taken_by",
                    "employer_answer_due",
                    "workplace",
                    "opened_on",
                    "id",
                ],
                name="case_open",
                condition=models.Q(closed_on__isnull=True, merged_into__isnull=True, set_aside_on__isnull=True),
            ),
            models.Index(fields=["organisation", "opened_on"], name="case_by_opening"),
            models.Index(fields=["workplace", "hazard", "state"], name="case_by_place"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_held_case_is_not_shredded",
                condition=models.Q(held_since__isnull=True) | models.Q(shredded_on__isnull=True),
            ),
            models.CheckConstraint(
                name="worst_harm_is_rated_before_likelihood",
                condition=models.Q(likelihood="") | ~models.Q(worst_harm=""),
            ),
            models.CheckConstraint(
                name="closed_only_with_the_floors_word_and_a_day",
                condition=(models.Q(state=State.CLOSED, closed_on__isnull=False) & ~models.Q(confirmed_by=""))
                | (~models.Q(state=State.CLOSED) & models.Q(closed_on__isnull=True, confirmed_by="")),
            ),
            models.CheckConstraint(
                name="set_aside_with_its_day_and_not_in_danger",
                condition=models.Q(state=State.SET_ASIDE, set_aside_on__isnull=False, danger_now=False)
                | (~models.Q(state=State.SET_ASIDE) & models.Q(set_aside_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="a_confirming_representative_is_named",
                condition=models.Q(confirmed_by=ConfirmedBy.REPRESENTATIVE, confirmed_by_member__isnull=False)
                | (~models.Q(confirmed_by=ConfirmedBy.REPRESENTATIVE) & models.Q(confirmed_by_member__isnull=True)),
            ),
            models.CheckConstraint(
                name="merged_case_names_the_other",
                condition=models.Q(state=State.MERGED, merged_into__isnull=False)
                | (~models.Q(state=State.MERGED) & models.Q(merged_into__isnull=True)),
            ),
            models.CheckConstraint(
                name="restricted_case_is_for_its_readers",
                condition=models.Q(lane=Lane.RESTRICTED, audience=Audience.RESTRICTED)
                | (~models.Q(lane=Lane.RESTRICTED) & ~models.Q(audience=Audience.RESTRICTED)),
            ),
            models.CheckConstraint(
                name="raised_case_has_its_days",
                condition=(~models.Q(state=State.RAISED) & models.Q(employer_answer_due__isnull=True))
                | models.Q(state=State.RAISED, raised_on__isnull=False),
            ),
        ]

    @property
    def number(self) -> str:
        """A short random name for people, from the id: never a running number."""
        return f"{self.id.hex[:3]}-{self.id.hex[3:6]}".upper()

    @property
    def priority(self) -> Priority:
        """What follows from the rating."""
        return priority(self.worst_harm, self.likelihood)

    @property
    def is_open(self) -> bool:
        """Whether somebody still works on it."""
        return self.state in OPEN


class CaseReport(models.Model):
    """A report's one case, and what its reporter last answered about “fixed”."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="case_reports")
    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="case_report")
    added_on = models.DateField()
    answer = models.CharField(max_length=15, choices=FloorAnswer, blank=True, default="")
    answered_on = models.DateField(null=True)

    SHREDDING = {"case": "keep", "report": "keep", "added_on": "keep", "answer": "keep", "answered_on": "keep"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="an_answer_has_its_day",
                condition=models.Q(answer="", answered_on__isnull=True)
                | (~models.Q(answer="") & models.Q(answered_on__isnull=False)),
            ),
        ]


class CaseEvent(models.Model):
    """One line of a case's history: who did what on which day; `member` is None where the reporter spoke."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    position = models.PositiveIntegerField()  # order without an hour
    verb = models.CharField(max_length=20, choices=Verb)
    day = models.DateField()
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="case_events")
    to_member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="cases_handed_over")
    note_sealed = models.BinaryField(default=b"")

    SHREDDING = {
        "case": "keep", "position": "keep", "verb": "keep", "day": "keep", "member": "keep", "to_member": "keep",
        "note_sealed": "blank",
    }  # fmt: skip

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_place_in_the_history", fields=["case", "position"]),
            models.CheckConstraint(
                name="a_hand_over_names_the_next",
                condition=models.Q(verb=Verb.HAND_OVER, to_member__isnull=False)
                | (~models.Q(verb=Verb.HAND_OVER) & models.Q(to_member__isnull=True)),
            ),
        ]
