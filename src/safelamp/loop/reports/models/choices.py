"""What a report tells, which lane and clock that leads to, and who wrote a message."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a report tells. Near misses, hazards, injuries and illness are kept apart from the first tap."""

    HAZARD = "hazard", _("I see something dangerous")
    NEAR_MISS = "near_miss", _("Something almost hurt someone")
    INJURY = "injury", _("Someone was hurt")
    ILLNESS = "illness", _("Work is making someone sick")
    RETALIATION = "retaliation", _("Someone was punished for speaking up")
    FORCED = "forced", _("Forced to work, or a child at work")


class Lane(models.TextChoices):
    """How fast, and by whom, a report is read."""

    DANGER_NOW = "danger_now", _("Danger now")
    RESTRICTED = "restricted", _("Retaliation, violence, forced labour")
    ORDINARY = "ordinary", _("Other reports")


class Harm(models.TextChoices):
    """How badly somebody was hurt, as the worker saw it."""

    UNKNOWN = "", _("not said")
    NOBODY = "nobody", _("No one hurt")
    SMALL = "small", _("Small injury, kept working")
    TREATED = "treated", _("Needed treatment or missed work")
    LASTING = "lasting", _("Hospital or lasting damage")
    DIED = "died", _("Someone died")


class PlaceKind(models.TextChoices):
    """Where it is, when no workplace was named."""

    WORKPLACE = "workplace", _("A workplace")
    HOME = "home", _("A home")
    STREET = "street", _("A street or market")
    FARM = "farm", _("A farm or the sea")
    ROAD = "road", _("On the road")
    APP = "app", _("Work through an app")
    ELSEWHERE = "elsewhere", _("Somewhere else")


RESTRICTED_KINDS = frozenset({Kind.RETALIATION, Kind.FORCED})
RESTRICTED_HAZARDS = frozenset({"violence"})
SERIOUS_HARM = frozenset({Harm.LASTING, Harm.DIED})

DANGER_NOW_CLOCK = dt.timedelta(minutes=60)
SERIOUS_CLOCK = dt.timedelta(hours=24)  # the restricted lane too
ORDINARY_CLOCK = dt.timedelta(days=3)


def lane_of(kind: Kind, hazard: str, *, danger_now: bool) -> Lane:
    """The lane that a report's first answers put it in, before any word is written."""
    if kind in RESTRICTED_KINDS or hazard in RESTRICTED_HAZARDS:
        return Lane.RESTRICTED
    return Lane.DANGER_NOW if danger_now else Lane.ORDINARY


def clock_of(lane: Lane, harm: Harm, *, danger_now: bool) -> dt.timedelta:
    """How long until a person from the union must have taken it."""
    if danger_now:
        return DANGER_NOW_CLOCK
    return SERIOUS_CLOCK if lane == Lane.RESTRICTED or harm in SERIOUS_HARM else ORDINARY_CLOCK
