"""The union's own times as they could be published: figures of a finished quarter that give nobody away.

A query, not a release: words and figures leave the union through the gate of ground.releases only. The restricted
lane is never in it, nor a report that its sender shut to a role. A quarter is ready when it lies far enough back that
little changes any more; two versions of the same quarter must still not be laid side by side.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from safelamp.engines.statistics.disclosure import SUPPRESS_BELOW, SUPPRESS_BELOW_HOSTILE, Protected, protect
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault.models import Audience
from safelamp.loop.reports.models import AnswerTime, Lane, Report, Stage
from safelamp.loop.reports.times import coarse_day

DELAY_DAYS = 92  # after the quarter's end: most of its cases have been closed or are long overdue
DELAY_DAYS_HOSTILE = 365
PUBLISHED = (Stage.TAKEN, Stage.RATED, Stage.CLOSED)


class Part(models.TextChoices):
    """What a report that was received is, for one stage. The parts of a stage add up to all that were received."""

    IN_TIME = "in_time", _("in time")
    LATE = "late", _("late")
    NOT_YET = "not_yet", _("not yet")


@dataclass(frozen=True, slots=True)
class ReadyForPublishing:
    """One quarter. `not_before` is set, and `stages` empty, where it is too early; a hidden count is None."""

    first_day: dt.date
    last_day: dt.date
    smallest: int
    not_before: dt.date | None
    stages: Mapping[Stage, Protected[Part]]

    @property
    def left_out(self) -> int:
        """How many counts are hidden."""
        return sum(len(protected.hidden) for protected in self.stages.values())


def ready_for_publishing(organisation: Organisation, *, year: int, quarter: int, on: dt.date) -> ReadyForPublishing:
    """What of a quarter could be published on a day; `quarter` is 1 to 4, else ValueError."""
    first, last = days_of(year, quarter)
    hostile = organisation.is_hostile
    k = SUPPRESS_BELOW_HOSTILE if hostile else SUPPRESS_BELOW
    ready = last + dt.timedelta(days=DELAY_DAYS_HOSTILE if hostile else DELAY_DAYS)
    if on < ready:
        return ReadyForPublishing(first, last, k, ready, {})
    received = _received(organisation, first, last)
    stages = {stage: protect(_parts(organisation, stage, first, last, received), k=k) for stage in PUBLISHED}
    return ReadyForPublishing(first, last, k, None, stages)


def days_of(year: int, quarter: int) -> tuple[dt.date, dt.date]:
    """First and last day.

    >>> days_of(2026, 4)
    (datetime.date(2026, 10, 1), datetime.date(2026, 12, 31))
    """
    if quarter not in {1, 2, 3, 4}:
        raise ValueError("a quarter is 1, 2, 3 or 4")
    first = dt.date(year, 3 * quarter - 2, 1)
    following = dt.date(year + quarter // 4, 3 * quarter % 12 + 1, 1)
    return first, following - dt.timedelta(days=1)


def _received(organisation: Organisation, first: dt.date, last: dt.date) -> int:
    """By the same month as the counters: in a hostile profile that of the week's Monday."""
    found = Report.objects.filter(
        organisation=organisation, audience=Audience.READERS, arrived_on__range=(first, last + dt.timedelta(days=6))
    ).exclude(lane=Lane.RESTRICTED)
    return sum(first <= coarse_day(organisation, day) <= last for day in found.values_list("arrived_on", flat=True))


def _parts(organisation: Organisation, stage: Stage, first: dt.date, last: dt.date, received: int) -> dict[Part, int]:
    counters = AnswerTime.objects.filter(
        organisation=organisation, audience=Audience.READERS, stage=stage, month__range=(first, last)
    ).exclude(lane=Lane.RESTRICTED)
    counted = dict(counters.order_by().values_list("in_time").annotate(Sum("count")))
    in_time, late = counted.get(True, 0), counted.get(False, 0)
    return {Part.IN_TIME: in_time, Part.LATE: late, Part.NOT_YET: max(received - in_time - late, 0)}
