"""New key pairs for each month, made by the schedule while nobody is logged in.

Sealing a private half to a member or to paper needs their public halves only, so the job makes a pair in memory,
hands it to those who hold the pair before it, and forgets it. It gives nobody what they had not been given before:
who is entitled by role but was not admitted yet gets the new months with the old ones, when a reader admits them.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault import pairs, queries
from safelamp.ground.vault.models import Audience, KeyPair, Purpose

IN_ADVANCE = dt.timedelta(days=7)  # a machine that is off for the turn of the month wakes up with its keys


def make_due_pairs(*, at: dt.date | None = None) -> int:
    """Makes the pairs of this month and, in its last days, of the next, where they are missing; how many."""
    today = at or timezone.localdate()
    months = sorted({queries.month_of(today), queries.month_of(today + IN_ADVANCE)})
    founded = Organisation.objects.filter(paper_pair__isnull=False).order_by("id")
    return sum(_make_missing(organisation, month) for organisation in founded for month in months)


def _make_missing(organisation: Organisation, month: dt.date) -> int:
    if not _missing(organisation, month):
        return 0
    with transaction.atomic():
        # Locked, and looked at again: another process may make them, or somebody changes who holds what.
        Organisation.objects.select_for_update().get(id=organisation.id)
        missing = _missing(organisation, month)
        for audience, purpose in missing:
            holders = queries.holders_of_newest(organisation, audience, purpose)
            pairs.make(organisation, audience, purpose, month=month, holders=holders)
        if missing:
            audit.record("vault.make_month_keys", organisation_id=organisation.id, by=None)
    return len(missing)


def _missing(organisation: Organisation, month: dt.date) -> list[tuple[Audience, Purpose]]:
    made = set(KeyPair.objects.filter(organisation=organisation, month=month).values_list("audience", "purpose"))
    return [(audience, purpose) for audience in Audience for purpose in Purpose if (audience, purpose) not in made]
