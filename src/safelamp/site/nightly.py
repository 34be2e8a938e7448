"""What is destroyed each night: words whose time is over, old audit lines, then keys that open nothing any more.

Each organisation is looked at once a day, as soon as the day has begun or the machine is on. A clock that jumped must
not destroy years of words in one night: after a gap, or a day that lies in the future, the organisation's notice of a
week begins, and its own page says so.
"""

import datetime as dt
from typing import Any

from django.db import models
from django.utils import timezone

from safelamp.ground.audit import operations as audit
from safelamp.ground.audit.models import AuditLine
from safelamp.ground.organisations import retention
from safelamp.ground.organisations.each_by_itself import each_by_itself
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.post.models import NewsWish
from safelamp.ground.releases.models import Consent, Ground, ReleasedWords
from safelamp.ground.releases.withdrawing import take_old_down
from safelamp.ground.vault import destruction, shredding
from safelamp.ground.vault.models import ShreddingDay
from safelamp.insight.alerts.models import Alert, AlertEvent, AlertUnit, AlertWeek, Behind, ToldOf
from safelamp.insight.alerts.shredding import destroy_old
from safelamp.loop.actions.models import ActionEvent, CorrectiveAction, DueDateRevision, Plan
from safelamp.loop.actions.shredding import shred_due_cases
from safelamp.loop.agreements.models import Agreement, Commitment, CommitmentEvent
from safelamp.loop.agreements.shredding import shred_settled
from safelamp.loop.cases import voices
from safelamp.loop.cases.models import Case, CaseEvent
from safelamp.loop.duty import shredding as duty
from safelamp.loop.duty.models import Ring
from safelamp.loop.register.models import Correction, Disease, Entry, Person
from safelamp.loop.register.shredding import shred_due_entries
from safelamp.loop.reports.models import Dialogue, DialoguePart, Message, Rendering, Report, SetAside, VoiceNote
from safelamp.loop.reports.shredding import never_taken, shred_reports
from safelamp.loop.training.models import Training
from safelamp.loop.training.shredding import shred_old
from safelamp.loop.wall.models import WallAnswer
from safelamp.loop.wall.shredding import shred_drafts
from safelamp.record.reviewing import take_downs
from safelamp.record.reviewing.models import TakeDown

LONGEST_GAP = dt.timedelta(days=35)  # a longer one is a clock that jumped, or a machine that comes back from a drawer
EMPTIED: tuple[type[models.Model], ...] = (
    AuditLine, ActionEvent, CorrectiveAction, DueDateRevision, Plan, Case, CaseEvent, Correction, Disease, Entry,
    Person, Message, Report, VoiceNote, Ring, TakeDown, Agreement, Commitment, CommitmentEvent, Training,
    WallAnswer, ReleasedWords, Ground, Consent, Alert, AlertEvent, AlertUnit, AlertWeek, Behind, ToldOf, Dialogue,
    DialoguePart, Rendering, SetAside, NewsWish,
)  # fmt: skip


def destroy_due(*, at: dt.date | None = None) -> int:
    """Does the night's destruction for every organisation that has not had it today; how many organisations."""
    today = at or timezone.localdate()
    waiting = [each for each in Organisation.objects.order_by("id") if not _had_today(each, today)]

    def night_of(organisation: Organisation) -> int:
        take_old_down(organisation, on=today)
        _destroy_of(organisation, today)
        shredding.finish(organisation, day=today)
        return 1

    try:  # where it fails for one, the words of others go all the same, and what opened them
        return each_by_itself(waiting, night_of)
    finally:
        if waiting:
            duty.forget(day=today)
            take_downs.forget_answered(at=today)
            destruction.overwrite_freed(EMPTIED)
            destruction.destroy_unused(at=today)


def _had_today(organisation: Organisation, today: dt.date) -> bool:
    return ShreddingDay.objects.filter(organisation=organisation, day=today, finished=True).exists()


def _destroy_of(organisation: Organisation, today: dt.date) -> None:
    voices.destroy_late(organisation, day=today)
    if not _clock_can_be_believed(organisation, today):
        retention.give_notice(organisation, on=today)
        organisation.save(update_fields=["destroys_from"])
    if not retention.destroys_on(organisation, today):
        return
    before = retention.kept_since(organisation.retention_months, on=today)
    shred_due_cases(organisation, before=before, day=today)
    _shred_never_taken(organisation, before, today)
    shred_drafts(organisation)
    shred_settled(organisation, before=before)
    shred_old(organisation, before=before)
    destroy_old(organisation, before=before)
    since = retention.kept_since(organisation.register_months, on=today)
    shred_due_entries(organisation, before=since, day=today)
    audit.forget_before(retention.audit_kept_since(organisation, on=today), organisation_id=organisation.id)


def _clock_can_be_believed(organisation: Organisation, today: dt.date) -> bool:
    days = ShreddingDay.objects.filter(organisation=organisation, finished=True)
    from_the_future, _ = days.filter(day__gt=today).delete()
    last: dict[str, Any] = days.aggregate(last=models.Max("day"))
    return not from_the_future and last["last"] is not None and today - last["last"] <= LONGEST_GAP


def _shred_never_taken(organisation: Organisation, before: dt.date, today: dt.date) -> None:
    for restricted in (False, True):
        waiting = never_taken(organisation, before=before)
        lane = waiting.filter(audience="restricted") if restricted else waiting.exclude(audience="restricted")
        reports = shred_reports(lane, organisation=organisation, day=today)
        if reports:
            shredding.count(organisation, day=today, restricted=restricted, reports=reports)
