"""How many problems were found and solved at a workplace: counts for the gate, which rounds them."""

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Q

from safelamp.ground.organisations.models import Member
from safelamp.ground.releases.figures import FIXED, FOUND, VERIFIED
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.actions.models import CorrectiveAction
from safelamp.loop.actions.states import SAID_TO_BE_DONE
from safelamp.loop.cases.queries import cases_for
from safelamp.loop.cases.states import State
from safelamp.loop.reports.models import Lane


def counts_of(member: Member, workplace: Workplace) -> Mapping[str, int]:
    """Cases that the member may know of, the restricted lane left out: found, called fixed, and really fixed."""
    cases = cases_for(member).filter(workplace=workplace, merged_into=None).exclude(lane=Lane.RESTRICTED)
    agreed = CorrectiveAction.objects.filter(case=OuterRef("pk"))
    called_fixed = Exists(agreed) & ~Exists(agreed.exclude(state__in=SAID_TO_BE_DONE))
    return {
        FOUND: cases.count(),
        FIXED: cases.filter(Q(called_fixed) | Q(state=State.CLOSED)).count(),
        VERIFIED: cases.filter(state=State.CLOSED).count(),
    }
