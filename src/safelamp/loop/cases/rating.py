"""How bad a case could become: credible worst harm first, likelihood second (DOMAIN "Risk rating")."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorstHarm(models.TextChoices):
    """The worst that can credibly happen, worst first. Rated before the likelihood."""

    FATAL = "fatal", _("Somebody could die")
    PERMANENT = "permanent", _("Lasting damage")
    LOST_TIME = "lost_time", _("Days away from work")
    TREATED = "treated", _("Needs treatment")
    FIRST_AID = "first_aid", _("First aid is enough")


class Likelihood(models.TextChoices):
    """How likely that harm is, least likely first."""

    RARE = "rare", _("Rare")
    UNLIKELY = "unlikely", _("Unlikely")
    POSSIBLE = "possible", _("Possible")
    LIKELY = "likely", _("Likely")
    ALMOST_CERTAIN = "almost_certain", _("Almost certain")


class Priority(models.TextChoices):
    """What follows from the rating, most urgent first."""

    TOP = "top", _("Top priority")
    HIGH = "high", _("High priority")
    MEDIUM = "medium", _("Medium priority")
    LOW = "low", _("Low priority")
    UNRATED = "unrated", _("Not rated yet")


SERIOUS = frozenset({WorstHarm.FATAL, WorstHarm.PERMANENT})

# Usual bands of the 5 x 5 matrix: 1-4 low, 5-9 medium, 10-16 high, 20-25 extreme. A house convention:
# ISO 45001 prescribes none, and matrices are unreliable, so a possible death never depends on one.
_BANDS = ((20, Priority.TOP), (10, Priority.HIGH), (5, Priority.MEDIUM), (1, Priority.LOW))


def priority(worst_harm: str, likelihood: str = "") -> Priority:
    """The priority of a rating; whatever could kill is top priority, however unlikely.

    >>> priority(WorstHarm.FATAL, Likelihood.RARE).value, priority(WorstHarm.FATAL).value
    ('top', 'top')
    >>> priority(WorstHarm.PERMANENT, Likelihood.ALMOST_CERTAIN).value
    'top'
    >>> priority(WorstHarm.LOST_TIME, Likelihood.POSSIBLE).value
    'medium'
    >>> priority(WorstHarm.FIRST_AID, Likelihood.LIKELY).value
    'low'
    >>> priority(WorstHarm.TREATED).value, priority("").value
    ('unrated', 'unrated')
    """
    if worst_harm == WorstHarm.FATAL:
        return Priority.TOP
    if not worst_harm or not likelihood:
        return Priority.UNRATED
    severity = len(WorstHarm) - WorstHarm.values.index(worst_harm)
    product = severity * (Likelihood.values.index(likelihood) + 1)
    return next(band for floor, band in _BANDS if product >= floor)
