"""Figures on their way to a wall: counts of a workplace's problems, rounded down so that none points to anybody."""

import datetime as dt
from collections.abc import Mapping

from django.utils import timezone
from django.utils.formats import date_format

from safelamp.ground.organisations.models import Organisation
from safelamp.ground.releases import queries
from safelamp.ground.releases.limits import FEWEST_AT_WORK, FIGURES_EVERY, at_work, fewest_behind
from safelamp.ground.releases.reasons import Finding, Reason
from safelamp.ground.workplaces.models import Workplace

FOUND, FIXED, VERIFIED = "found", "fixed", "verified"


def findings(workplace: Workplace, counts: Mapping[str, int], *, at: dt.datetime | None = None) -> list[Finding]:
    """What is in the way: too few people, too few problems, or figures of a short while ago."""
    found = []
    people = at_work(workplace)
    if people is None or people < FEWEST_AT_WORK:
        found.append(Finding(Reason.FEW_PEOPLE))
    if counts.get(FOUND, 0) < fewest_behind(workplace.organisation):
        found.append(Finding(Reason.FEW_CASES))
    again = queries.figures_day(workplace)
    if again and timezone.localdate(at) < again + FIGURES_EVERY:
        found.append(Finding(Reason.FIGURES_NEW, quote=date_format(again + FIGURES_EVERY, "j F Y")))
    return found


def rounded(counts: Mapping[str, int], *, organisation: Organisation) -> dict[str, int]:
    """Each count rounded down to a multiple of k; what is less than k is left out.

    Rounding hides a single step: whoever knows of one new problem cannot find it in the difference of two sets.
    """
    k = fewest_behind(organisation)
    return {name: count // k * k for name, count in counts.items() if count >= k}
