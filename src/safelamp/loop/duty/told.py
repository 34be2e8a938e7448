"""Who was told of a report, how long after it came, and whether it reached them: for those who may read the report."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import F, OuterRef, Q, Subquery

from safelamp.ground.organisations.models import Member
from safelamp.ground.post import queries as post
from safelamp.loop.duty.models import Ring, RingOutcome
from safelamp.loop.duty.queries import became
from safelamp.loop.reports.queries import reports_for

ROUNDS_TOLD = 3  # the first ones, each by itself; of all others the last


@dataclass(frozen=True, slots=True)
class ToldMember:
    """Somebody who was rung, and what became of it."""

    name: str
    outcome: RingOutcome


@dataclass(frozen=True, slots=True)
class Round:
    """Everybody rung at the same time. `number` counts from 0; `minutes` is None where they are not kept."""

    number: int
    minutes: int | None
    members: Sequence[ToldMember]


def told_for(member: Member, report_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, Sequence[Round]]:
    """The rounds of each of the reports that the member may read: the first three and the last, in their order.

    Two statements, however many reports; reports that did not ring are left out.
    """
    last = Ring.objects.filter(report=OuterRef("report")).order_by("-round").values("round")[:1]
    readable = reports_for(member).filter(id__in=list(report_ids)).order_by().values("id")
    rings = list(
        Ring.objects.filter(report__in=readable)
        .annotate(last=Subquery(last))
        .filter(Q(round__lt=ROUNDS_TOLD) | Q(round=F("last")))
        .select_related("member")
        .order_by("report_id", "round", "member__login_name")
    )
    known = post.outcomes(ring.key for ring in rings if ring.key)
    outcomes = {ring.id: became(ring.outcome, known.get(ring.key) if ring.key else None) for ring in rings}
    return {
        report_id: [_round(list(of_round), outcomes) for _, of_round in groupby(of_report, key=lambda ring: ring.round)]
        for report_id, of_report in groupby(rings, key=lambda ring: ring.report_id)
    }


def _round(rings: Sequence[Ring], outcomes: Mapping[uuid.UUID, RingOutcome]) -> Round:
    first = rings[0]
    return Round(
        number=first.round,
        minutes=first.minutes,
        members=[ToldMember(ring.member.login_name, outcomes[ring.id]) for ring in rings],
    )
