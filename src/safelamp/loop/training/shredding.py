"""Shredding the words of trainings that lie before a day; the numbers stay."""

import datetime as dt

from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault import shredding as vault
from safelamp.loop.training.models import Training


def shred_old(organisation: Organisation, *, before: dt.date) -> int:
    """Empties them; how many."""
    old = Training.objects.filter(organisation=organisation, held_until__lt=before, written_on__lt=before)
    return vault.shred(old.exclude(title_sealed=b""))
