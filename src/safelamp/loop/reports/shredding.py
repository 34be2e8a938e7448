"""Shredding reports: words, photos, thread, and the receipt's way in. The plain row stays for the counts."""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from safelamp.ground.organisations.models import Organisation
from safelamp.ground.post import news
from safelamp.ground.releases import consents
from safelamp.ground.vault.shredding import shred
from safelamp.loop.reports.models import Message, Rendering, Report, SetAside, VoiceNote
from safelamp.loop.reports.times import coarse_day


@transaction.atomic
def shred_reports(reports: QuerySet[Report], *, organisation: Organisation, day: dt.date) -> int:
    """Shreds the reports with their threads; how many. Shredding twice changes nothing."""
    ids = list(reports.filter(organisation=organisation, shredded_on=None).values_list("id", flat=True))
    found = Report.objects.filter(id__in=ids)
    shred(Rendering.objects.filter(report__in=ids))
    shred(VoiceNote.objects.filter(report__in=ids))
    shred(SetAside.objects.filter(report__in=ids))
    shred(Message.objects.filter(report__in=ids))
    shred(found)
    news.forget(ids)
    consents.forget(ids, organisation_id=organisation.id)
    return found.update(shredded_on=coarse_day(organisation, day))


def never_taken(organisation: Organisation, *, before: dt.date) -> QuerySet[Report]:
    """Reports whose clock nobody ever met, or that were set aside, and to which nothing was said since that day."""
    later_words = Message.objects.filter(report=OuterRef("pk"), sent_on__gte=before)
    ended = Q(due_at__isnull=False) | Q(set_aside_on__lt=before, shredded_on=None)
    waiting = Report.objects.filter(ended, organisation=organisation, arrived_on__lt=before)
    return waiting.exclude(Exists(later_words))
