"""How many text messages came and went in a month: counts that an organisation pays by, and nothing else."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from safelamp.ground.organisations.models import Member, Organisation
from safelamp.loop.reports.models import SmsMonth


@dataclass(frozen=True, slots=True)
class SmsCost:
    """One month: messages that came, answers that went, in how many segments."""

    month: dt.date
    came: int
    answers: int
    segments: int


def count(organisation: Organisation, *, segments: int, at: dt.datetime | None = None) -> None:
    """One message came and was answered in so many segments."""
    month = timezone.localdate(at).replace(day=1)
    added = {"came": F("came") + 1, "answers": F("answers") + 1, "segments": F("segments") + segments}
    mine = SmsMonth.objects.filter(organisation=organisation, month=month)
    if mine.update(**added):
        return
    try:
        with transaction.atomic():
            SmsMonth.objects.create(organisation=organisation, month=month, came=1, answers=1, segments=segments)
    except IntegrityError:  # another message was the month's first
        mine.update(**added)


def months_of(member: Member) -> list[SmsCost]:
    """The organisation's months, the newest first."""
    rows = SmsMonth.objects.filter(organisation_id=member.organisation_id).order_by("-month")
    return [SmsCost(row.month, row.came, row.answers, row.segments) for row in rows]
