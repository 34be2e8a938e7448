"""Drafts for the wall end with the words of their case."""

from django.db.models import Q

from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault.shredding import shred
from safelamp.loop.wall.models import WallAnswer


def shred_drafts(organisation: Organisation) -> int:
    """Takes away what was never let out of cases whose words are gone or that became part of another; how many."""
    ended = Q(case__shredded_on__isnull=False) | Q(case__merged_into__isnull=False)
    return shred(WallAnswer.objects.filter(ended, case__organisation=organisation))
