"""Shredding register entries whose keeping time is over: names and words go, the figures stay."""

import datetime as dt

from django.db import transaction

from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault import shredding as vault
from safelamp.loop.register.models import Correction, Disease, Entry, Person

AT_ONCE = 500  # rows in one transaction: others write in between


def shred_due_entries(organisation: Organisation, *, before: dt.date, day: dt.date) -> int:
    """Shreds what was recorded before that day; how many entries."""
    shredded = 0
    while part := _shred_some(organisation, before=before, day=day):
        shredded += part
    return shredded


@transaction.atomic
def _shred_some(organisation: Organisation, *, before: dt.date, day: dt.date) -> int:
    due = Entry.objects.filter(organisation=organisation, recorded_on__lt=before, shredded_on=None)
    rows = list(due.order_by("id").values_list("id", "restricted")[:AT_ONCE])
    ids = [entry for entry, _ in rows]
    vault.shred(Person.objects.filter(entry__in=ids))
    vault.shred(Disease.objects.filter(entry__in=ids))
    vault.shred(Correction.objects.filter(entry__in=ids))
    found = Entry.objects.filter(id__in=ids)
    vault.shred(found)
    found.update(shredded_on=day)
    for restricted in (False, True):
        entries = sum(each == restricted for _, each in rows)
        if entries:
            vault.count(organisation, day=day, restricted=restricted, entries=entries)
    return len(rows)
