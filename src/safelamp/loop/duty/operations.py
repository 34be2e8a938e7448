"""Keeping the duty list, and ringing the bell."""

import datetime as dt
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.organisations.policy import Permission, allows
from safelamp.ground.post import operations as post
from safelamp.ground.post.models import Occasion
from safelamp.loop.duty import hours, queries, ringing
from safelamp.loop.duty.models import Away, DutyTurn, Level, RingOutcome, TrialRing
from safelamp.loop.duty.ringing import Look


@transaction.atomic
def add_turn(member: Member, *, level: Level, days: list[int], begins: dt.time, ends: dt.time, by: Member) -> DutyTurn:
    """Puts the member on the duty list for these hours; raises ValidationError where they may not take cases."""
    turn = DutyTurn(organisation_id=by.organisation_id, member=member)
    _keep(turn, level=level, days=days, begins=begins, ends=ends)
    audit.record("duty.add_turn", organisation_id=by.organisation_id, by=by.id, subject_id=member.id)
    return turn


@transaction.atomic
def change_turn(
    turn: DutyTurn, *, level: Level, days: list[int], begins: dt.time, ends: dt.time, by: Member
) -> DutyTurn:
    """Changes level and hours of a turn."""
    found = DutyTurn.objects.select_for_update().get(id=turn.id, organisation_id=by.organisation_id)
    _keep(found, level=level, days=days, begins=begins, ends=ends)
    audit.record("duty.change_turn", organisation_id=by.organisation_id, by=by.id, subject_id=found.member_id)
    return found


@transaction.atomic
def end_turn(turn: DutyTurn, *, by: Member) -> None:
    """Takes a turn off the list."""
    found = DutyTurn.objects.select_for_update().get(id=turn.id, organisation_id=by.organisation_id)
    found.delete()
    audit.record("duty.end_turn", organisation_id=by.organisation_id, by=by.id, subject_id=found.member_id)


@transaction.atomic
def be_away(last_day: dt.date, *, by: Member, at: dt.datetime | None = None) -> None:
    """The member is not rung up to and including that day; raises ValidationError for a day that has passed."""
    if last_day < timezone.localdate(at or timezone.now()):
        raise ValidationError(_("This day has passed. Choose today or a later day."))
    Away.objects.update_or_create(member=by, defaults={"last_day": last_day})
    audit.record("duty.be_away", organisation_id=by.organisation_id, by=by.id)


@transaction.atomic
def be_back(*, by: Member) -> None:
    """The member can be rung again."""
    Away.objects.filter(member=by).delete()
    audit.record("duty.be_back", organisation_id=by.organisation_id, by=by.id)


@transaction.atomic
def ring_trial(*, by: Member, at: dt.datetime | None = None) -> list[TrialRing]:
    """Rings everybody whose turn runs at some hour of today, with a message that says that it is a trial.

    Raises ValidationError where nobody is to be rung today, or the last trial is still on its way.
    """
    moment = timezone.localtime(at or timezone.now())
    organisation = Organisation.objects.select_for_update().get(id=by.organisation_id)
    if any(each.outcome == RingOutcome.WAITING for each in queries.last_trial(organisation, on=moment.date())):
        raise ValidationError(_("The last trial is still on its way. Wait until it has arrived or has failed."))
    members = queries.members_of_day(organisation, at=moment)
    if not members:
        raise ValidationError(_("Nobody’s turn runs today. Put somebody on the list first."))
    TrialRing.objects.filter(organisation=organisation).delete()
    rung = [_trial_of(member, organisation, moment) for member in members]
    audit.record("duty.ring_trial", organisation_id=organisation.id, by=by.id)
    return rung


def ring_due(*, at: dt.datetime | None = None) -> int:
    """Rings for every report that nobody has taken and whose time has come; returns for how many.

    A job of every few seconds: two statements where nothing is due. It can be cut off anywhere and run twice at once.
    """
    moment = at or timezone.now()
    ringing.settle(at=moment)
    due = [report.id for report in queries.ringing() if ringing.may_be_due(report, moment)]
    look = Look(moment, keys=queries.keys_to_join(at=moment) if due else {})
    return sum(ringing.ring(report_id, look) for report_id in due)


def _trial_of(member: Member, organisation: Organisation, moment: dt.datetime) -> TrialRing:
    key = uuid.uuid4()
    sent = post.send(member, occasion=Occasion.TRIAL, key=key, at=moment)
    return TrialRing.objects.create(
        organisation=organisation,
        member=member,
        day=moment.date(),
        key=key,
        outcome=RingOutcome.WAITING if sent else ringing.why_not(),
    )


def _keep(turn: DutyTurn, *, level: Level, days: list[int], begins: dt.time, ends: dt.time) -> None:
    if turn.member.organisation_id != turn.organisation_id:
        raise Member.DoesNotExist
    if not allows(turn.member, Permission.TAKE_CASES):
        raise ValidationError(_("Only somebody who may take cases can be on duty: a focal point or an officer."))
    if not days:
        raise ValidationError(_("Choose at least one day."))
    turn.level, turn.weekdays = level, hours.weekdays_of(days)
    turn.begins, turn.ends = (each.replace(second=0, microsecond=0) for each in (begins, ends))
    turn.full_clean()
    turn.save()
