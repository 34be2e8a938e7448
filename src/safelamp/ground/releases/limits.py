"""How many stand behind what leaves the union, how old it must be, how long it hangs: DESIGN "Small numbers"."""

import datetime as dt

from safelamp.engines.statistics.disclosure import SUPPRESS_BELOW, SUPPRESS_BELOW_HOSTILE
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.workplaces.models import Workplace

FEWEST_AT_WORK = 20  # below, whoever works there knows who is meant
YOUNGEST_HOSTILE = dt.timedelta(days=14)  # between the newest report and what is said of it
HANGS_FOR, HANGS_FOR_HOSTILE = dt.timedelta(days=365), dt.timedelta(days=91)
FIGURES_EVERY = dt.timedelta(days=28)  # two sets of figures close to each other tell what happened in between


def fewest_behind(organisation: Organisation) -> int:
    """How many reports must stand behind what is released without anybody's consent."""
    return SUPPRESS_BELOW_HOSTILE if organisation.is_hostile else SUPPRESS_BELOW


def at_work(workplace: Workplace) -> int | None:
    """How many people work there, as last known."""
    return workplace.months.order_by("-month").values_list("head_count", flat=True).first()


def hangs_until(organisation: Organisation, day: dt.date) -> dt.date:
    """The day on which a release of that day is taken down."""
    return day + (HANGS_FOR_HOSTILE if organisation.is_hostile else HANGS_FOR)


def coarse_day(organisation: Organisation, day: dt.date) -> dt.date:
    """The day, or in a hostile profile the Monday of its week."""
    return day - dt.timedelta(days=day.weekday()) if organisation.is_hostile else day
