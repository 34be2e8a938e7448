"""Keeping the duty list, and ringing the bell."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission, allows
from safelamp.loop.duty import hours
from safelamp.loop.duty.models import Away, DutyTurn, Level


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
