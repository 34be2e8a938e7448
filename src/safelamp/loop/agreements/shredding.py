"""Shredding the words of promises that were settled, and of agreements that ended, before a day."""

import datetime as dt

from django.db import transaction

from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault import shredding as vault
from safelamp.loop.agreements.models import Agreement, Commitment, CommitmentEvent
from safelamp.loop.agreements.states import CommitmentState


@transaction.atomic
def shred_settled(organisation: Organisation, *, before: dt.date) -> int:
    """Empties what is over; how many promises and agreements. What is followed or in force keeps its words."""
    settled = Commitment.objects.filter(organisation=organisation, settled_on__lt=before).exclude(
        state=CommitmentState.FOLLOWED
    )
    settled = settled.exclude(who_sealed=b"")
    vault.shred(CommitmentEvent.objects.filter(commitment__in=list(settled.values_list("id", flat=True))))
    ended = Agreement.objects.filter(organisation=organisation, expires_on__lt=before).exclude(parties_sealed=b"")
    return (vault.shred(settled) or 0) + (vault.shred(ended) or 0)
