"""What the nightly destruction takes of the bell: rings of shredded reports, old trials, and who was away once."""

import datetime as dt

from django.db import transaction

from safelamp.ground.vault.shredding import shred
from safelamp.loop.duty.models import Away, Ring, TrialRing
from safelamp.loop.duty.queries import TRIAL_SHOWN


@transaction.atomic
def forget(*, day: dt.date) -> int:
    """Takes it away, of all organisations; returns how many rows. Doing it twice changes nothing."""
    return sum(
        shred(rows)
        for rows in (
            Ring.objects.filter(report__shredded_on__isnull=False),
            TrialRing.objects.filter(day__lte=day - TRIAL_SHOWN),
            Away.objects.filter(last_day__lt=day),
        )
    )
