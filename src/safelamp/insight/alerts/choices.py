"""What is watched, how watchfully, which rules fire at once, and what people find an alert to be."""

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Where the counts of an alert come from."""

    REPORTS = "reports", _("reports of workers")
    REGISTER = "register", _("the register of injuries, diseases and dangerous occurrences")
    TOLLS = "tolls", _("fatal accidents that the public record tells of")
    COUNTS = "counts", _("a table of counts that was imported")
    ACTIONS = "actions", _("actions that were agreed")
    WORKPLACES = "workplaces", _("workplaces")


WATCHABLE = (Source.REPORTS, Source.REGISTER, Source.TOLLS, Source.COUNTS)


class Rule(models.TextChoices):
    """What made the alert: the statistics, or a rule that fires at once. The gravest stands first."""

    DEATH = "death", _("somebody died")
    DANGER_NOW = "danger_now", _("danger now")
    AMPUTATION = "amputation", _("an amputation")
    FIRE = "fire", _("a fire or an explosion")
    RESTRICTED = "restricted", _("retaliation, violence or forced labour")
    NEAR_MISSES = "near_misses", _("three near misses of one kind in seven days")
    OVERDUE = "overdue", _("actions behind schedule")
    SILENT = "silent", _("a workplace that has gone silent")
    STATISTIC = "statistic", _("more than usual")


@dataclass(frozen=True, slots=True)
class Haste:
    """How a rule is told: whether it is told in quiet hours too; for how long the next one belongs to the same event.

    `place` and `hazard`: what must be the same for that.
    """

    at_night: bool
    joins_within: dt.timedelta
    same_hazard: bool


_DAY = dt.timedelta(days=1)
HASTE = {
    Rule.DEATH: Haste(at_night=True, joins_within=7 * _DAY, same_hazard=False),
    Rule.DANGER_NOW: Haste(at_night=True, joins_within=_DAY, same_hazard=True),
    Rule.AMPUTATION: Haste(at_night=False, joins_within=_DAY, same_hazard=True),
    Rule.FIRE: Haste(at_night=False, joins_within=7 * _DAY, same_hazard=True),
    Rule.RESTRICTED: Haste(at_night=False, joins_within=7 * _DAY, same_hazard=True),
    Rule.NEAR_MISSES: Haste(at_night=False, joins_within=7 * _DAY, same_hazard=True),
    Rule.OVERDUE: Haste(at_night=False, joins_within=3650 * _DAY, same_hazard=False),
    Rule.SILENT: Haste(at_night=False, joins_within=3650 * _DAY, same_hazard=False),
    Rule.STATISTIC: Haste(at_night=False, joins_within=14 * _DAY, same_hazard=True),
}


class Watchfulness(models.TextChoices):
    """How many false alarms a month somebody accepts from one watch in order to see more."""

    CALM = "calm", _("calm")
    USUAL = "usual", _("as usual")
    WATCHFUL = "watchful", _("watchful")


FALSE_ALARMS_A_MONTH = {Watchfulness.CALM: 0.25, Watchfulness.USUAL: 1.0, Watchfulness.WATCHFUL: 4.0}


class Feedback(models.TextChoices):
    """What people found an alert to be."""

    NONE = "", _("not judged yet")
    REAL = "real", _("real")
    NOT_REAL = "not_real", _("not real")
    CANNOT_TELL = "cannot_tell", _("cannot tell")


class Risk(models.TextChoices):
    """How great the risk is found to be (WHO rapid risk assessment: four levels)."""

    NONE = "", _("not assessed yet")
    LOW = "low", _("low")
    MODERATE = "moderate", _("moderate")
    HIGH = "high", _("high")
    VERY_HIGH = "very_high", _("very high")


class Hears(models.TextChoices):
    """Of which alerts a member wants to be told by mail or text message."""

    EVERYTHING = "everything", _("all alerts")
    GRAVE = "grave", _("only death, amputation, fire and what goes on without an answer")
    NOTHING = "nothing", _("none: I look at the desk")


GRAVE = frozenset({Rule.DEATH, Rule.DANGER_NOW, Rule.AMPUTATION, Rule.FIRE, Rule.RESTRICTED})


class Evidence(models.TextChoices):
    """Which evidence spoke: one week, several weeks together, or several series together."""

    NONE = "", _("a rule")
    WEEK = "week", _("one week alone")
    RUN = "run", _("several weeks together")
    GROUP = "group", _("several places or dangers together")


class Within(Enum):
    """The clocks: for how long an alert may stay where it is. Whole days: an alert keeps no hour."""

    VERIFY = dt.timedelta(days=1)  # by the end of the next day: never more than 48 hours (WHO, SORMAS, EWARS)
    ASSESS = dt.timedelta(days=2)
    ACT = dt.timedelta(days=7)
