"""The order of the inbox: danger now above everything, then the restricted lane, then serious, then other."""

from django.db import models
from django.db.models import Case as Choose
from django.db.models import IntegerField, Q, Value, When
from django.utils.translation import gettext_lazy as _

from safelamp.loop.cases.rating import SERIOUS, WorstHarm
from safelamp.loop.reports.models import SERIOUS_HARM, Lane


class Urgency(models.IntegerChoices):
    """A part of the inbox, most urgent first."""

    DANGER_NOW = 0, _("Danger now")
    RESTRICTED = 1, _("Retaliation, violence, forced labour")
    SERIOUS = 2, _("Serious")
    OTHER = 3, _("Other")


_SERIOUS_CASE = Q(worst_harm__in=[*SERIOUS]) | Q(worst_harm="", harm_told__in=[*SERIOUS_HARM])


def of_reports() -> Choose:
    """SQL of a report's urgency: what its sender chose."""
    return _chosen(Q(harm__in=[*SERIOUS_HARM]))


def of_cases() -> Choose:
    """SQL of a case's urgency: as it is rated, or, not rated yet, as its reports told."""
    return _chosen(_SERIOUS_CASE)


def deadly_first() -> Choose:
    """SQL that puts what could kill first within its part."""
    return Choose(When(worst_harm=WorstHarm.FATAL, then=Value(0)), default=Value(1), output_field=IntegerField())


def _chosen(serious: Q) -> Choose:
    return Choose(
        When(danger_now=True, then=Value(int(Urgency.DANGER_NOW))),
        When(lane=Lane.RESTRICTED, then=Value(int(Urgency.RESTRICTED))),
        When(serious, then=Value(int(Urgency.SERIOUS))),
        default=Value(int(Urgency.OTHER)),
        output_field=IntegerField(),
    )
