"""The union's own times: how long until reports were taken, rated, closed, and how many reporters came back.

Read through the member: counters carry the audience of their reports, so that the restricted lane, and what was shut
to a role, counts for its own readers only. Of reports that were received, never of people.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Sum

from safelamp.ground.organisations.models import Member
from safelamp.ground.vault import queries as vault
from safelamp.loop.reports.models import AnswerTime, Lane, Stage
from safelamp.loop.reports.queries import reports_for

TIMED = (Stage.TAKEN, Stage.RATED, Stage.CLOSED)


@dataclass(frozen=True, slots=True)
class StageTimes:
    """How many reports reached a stage, how many of them in time, and the bucket in which half of them lie.

    `half_within` is the upper edge in hours, 0 for longer than the last bucket, None where nothing was counted.
    """

    counted: int
    in_time: int
    half_within: int | None


@dataclass(frozen=True, slots=True)
class LaneTimes:
    """One lane: how many reports were received, and its stages."""

    received: int
    stages: Mapping[Stage, StageTimes]


@dataclass(frozen=True, slots=True)
class OwnTimes:
    """All lanes that the member reads, and together."""

    together: LaneTimes
    by_lane: Mapping[Lane, LaneTimes]


Row = tuple[str, str, int, bool, int]  # lane, stage, hours, in time, count


def own_times(member: Member, *, since: dt.date, until: dt.date, lanes: list[Lane]) -> OwnTimes:
    """Of the reports that arrived between two days, in the lanes that the member reads."""
    rows = _rows(member, since, until)
    arrived = reports_for(member).filter(arrived_on__range=(since, until)).order_by()
    received = dict(arrived.values_list("lane").annotate(Count("id")))
    by_lane = {
        lane: LaneTimes(received.get(lane, 0), _stages([row for row in rows if row[0] == lane])) for lane in lanes
    }
    return OwnTimes(LaneTimes(sum(each.received for each in by_lane.values()), _stages(rows)), by_lane)


def half_within(buckets: Mapping[int, int]) -> int | None:
    """The upper edge of the bucket that holds the median; 0 is the last, open one.

    >>> half_within({1: 2, 24: 1, 0: 1}), half_within({1: 1, 24: 1, 0: 3}), half_within({})
    (1, 0, None)
    """
    whole, passed = sum(buckets.values()), 0
    for edge in sorted(buckets, key=lambda each: (each == 0, each)):
        passed += buckets[edge]
        if buckets[edge] and 2 * passed >= whole:
            return edge
    return None


def _rows(member: Member, since: dt.date, until: dt.date) -> list[Row]:
    counters = AnswerTime.objects.filter(
        organisation_id=member.organisation_id,
        audience__in=vault.audiences_of(member),
        month__range=(since.replace(day=1), until),
    )
    summed = counters.order_by().values_list("lane", "stage", "hours", "in_time").annotate(Sum("count"))
    return list(summed)


def _stages(rows: list[Row]) -> dict[Stage, StageTimes]:
    found = {}
    for stage in Stage:
        buckets: Counter[int] = Counter()
        in_time = 0
        for _lane, row_stage, hours, within, count in rows:
            if row_stage == stage:
                buckets[hours] += count
                in_time += count if within else 0
        found[stage] = StageTimes(buckets.total(), in_time, half_within(buckets))
    return found
