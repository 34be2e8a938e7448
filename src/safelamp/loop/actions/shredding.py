"""Shredding due cases with everything that hangs on them: actions, their histories, plans that have no other words."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault import shredding as vault
from safelamp.ground.vault.models import Audience
from safelamp.loop.actions.models import ActionEvent, CorrectiveAction, DueDateRevision, Plan
from safelamp.loop.cases import shredding as cases


def shred_due_cases(organisation: Organisation, *, before: dt.date, day: dt.date) -> int:
    """Shreds the organisation's cases that were closed before a day, each whole or not at all; how many."""
    due = list(cases.due(organisation, before=before).values_list("id", flat=True))
    shredded = sum(_shred_one(organisation, case_id, before=before, day=day) for case_id in due)
    _shred_plans(organisation, before=before)
    return shredded


@transaction.atomic
def _shred_one(organisation: Organisation, case_id: uuid.UUID, *, before: dt.date, day: dt.date) -> int:
    # Locked and asked again: somebody may have opened it, or held it back, while others were shredded.
    case = cases.due(organisation, before=before).select_for_update().filter(id=case_id).first()
    if case is None:
        return 0
    actions = list(
        CorrectiveAction.objects.filter(Q(case=case) | Q(case__merged_into=case)).values_list("id", flat=True)
    )
    vault.shred(ActionEvent.objects.filter(action__in=actions))
    vault.shred(DueDateRevision.objects.filter(action__in=actions))
    vault.shred(CorrectiveAction.objects.filter(id__in=actions))
    reports = cases.shred_case(case, day=day)
    restricted = case.audience == Audience.RESTRICTED
    vault.count(organisation, day=day, restricted=restricted, cases=1, reports=reports)
    return 1


def _shred_plans(organisation: Organisation, *, before: dt.date) -> None:
    """The titles of old plans of which no action's case has words any more, those without actions included."""
    with_words = CorrectiveAction.objects.filter(plan=OuterRef("pk"), case__shredded_on=None)
    part_of = CorrectiveAction.objects.filter(
        plan=OuterRef("pk"), case__merged_into__isnull=False, case__merged_into__shredded_on=None
    )
    old = Plan.objects.filter(organisation=organisation, made_on__lt=before).exclude(title_sealed=b"")
    vault.shred(old.exclude(Exists(with_words)).exclude(Exists(part_of)))
