"""Reading answers for the wall: only of cases that the member may know of."""

import uuid

from django.db.models import QuerySet

from safelamp.ground.organisations.models import Member
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.cases.models import Case
from safelamp.loop.cases.queries import cases_for
from safelamp.loop.reports.models import Lane
from safelamp.loop.wall.models import WallAnswer


def may_be_told(case: Case) -> bool:
    """Whether there is a wall for it: a workplace, not the restricted lane, and words that are still there."""
    return bool(case.workplace_id) and case.lane != Lane.RESTRICTED and not case.merged_into_id and not case.shredded_on


def answers_for(member: Member) -> QuerySet[WallAnswer]:
    """What waits to be let out."""
    related = WallAnswer.objects.select_related("case__organisation", "case__workplace__organisation", "written_by")
    return related.filter(case__in=cases_for(member))


def answer_for(member: Member, answer_id: uuid.UUID) -> WallAnswer:
    """One of them; raises WallAnswer.DoesNotExist."""
    return answers_for(member).get(id=answer_id)


def answer_of(member: Member, case: Case) -> WallAnswer | None:
    """What was written for the wall about a case and waits."""
    return answers_for(member).filter(case=case).first()


def waiting_at(member: Member, workplace: Workplace) -> QuerySet[WallAnswer]:
    """What waits to be let out at a workplace."""
    return answers_for(member).filter(case__workplace=workplace)
