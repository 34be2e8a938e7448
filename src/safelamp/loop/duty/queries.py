"""Reading the duty list: whose turns there are, who is on duty now, which hours nobody covers."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.organisations.policy import Permission, allows
from safelamp.ground.organisations.queries import members_of
from safelamp.ground.post import queries as post
from safelamp.ground.post.models import Outcome
from safelamp.loop.duty import hours
from safelamp.loop.duty.hours import Span
from safelamp.loop.duty.models import LEVELS, Away, DutyTurn, Level, Ring, RingOutcome, TrialRing
from safelamp.loop.reports.models import Lane, Report

TRIAL_SHOWN = dt.timedelta(days=7)
JOINS_WITHIN = dt.timedelta(minutes=2)
_BECAME = {
    Outcome.SENT: RingOutcome.SENT,
    Outcome.WAITING: RingOutcome.WAITING,
    Outcome.FAILED: RingOutcome.FAILED,
    Outcome.STOPPED: RingOutcome.FAILED,
}


@dataclass(frozen=True, slots=True)
class DutyList:
    """An organisation's duty list at a moment.

    `turns` are those that count: of members who may take cases. `on_duty` of them run now, of members who are not
    away, first level first. `idle` belong to members who may not take cases any more.
    """

    turns: Sequence[DutyTurn]
    on_duty: Sequence[DutyTurn]
    idle: Sequence[DutyTurn]
    away: Sequence[Away]

    @property
    def members(self) -> list[Member]:
        """Everybody on the list, once each."""
        return list({turn.member_id: turn.member for turn in self.turns}.values())

    @property
    def present(self) -> list[DutyTurn]:
        """The turns of members who are not away today."""
        gone = {each.member_id for each in self.away}
        return [turn for turn in self.turns if turn.member_id not in gone]

    @property
    def uncovered(self) -> list[Span]:
        """The hours of the week in which nobody is on duty at any level, as it stands today."""
        return hours.uncovered(self.present)


def keys_to_join(*, at: dt.datetime) -> dict[uuid.UUID, uuid.UUID]:
    """By member, the message of the last two minutes for a report that still waits: the next bell joins it.

    Whoever was just told that somebody waits is not told again for each report of a flood, and a flood does not make
    the mail provider shut the bell out.
    """
    rings = Ring.objects.filter(key__isnull=False, minutes__isnull=False, report__due_at__isnull=False)
    recent = {
        member: key
        for member, key, minutes, arrived in rings.values_list("member_id", "key", "minutes", "report__arrived_at")
        if key and dt.timedelta() <= at - _rung_at(arrived, minutes) < JOINS_WITHIN
    }
    known = post.outcomes(recent.values())
    return {member: key for member, key in recent.items() if known.get(key) in {Outcome.WAITING, Outcome.SENT}}


def _rung_at(arrived: dt.datetime | None, minutes: int | None) -> dt.datetime:
    assert arrived is not None and minutes is not None  # noqa: S101, PT018  # the query asked for those that have both
    return arrived + dt.timedelta(minutes=minutes)


def candidates_of(organisation: Organisation) -> list[Member]:
    """The members who can stand on the list: active, and allowed to take cases."""
    return [each for each in members_of(organisation).filter(is_active=True) if allows(each, Permission.TAKE_CASES)]


def duty_list(organisation: Organisation, *, at: dt.datetime | None = None) -> DutyList:
    """The list as it stands at the moment."""
    moment = timezone.localtime(at or timezone.now())
    turns = sorted(turns_of(organisation), key=_by_level)
    away = list(away_of(organisation, on=moment.date()))
    gone = {each.member_id for each in away}
    counting = [turn for turn in turns if allows(turn.member, Permission.TAKE_CASES)]
    return DutyList(
        turns=counting,
        on_duty=[turn for turn in counting if turn.member_id not in gone and hours.runs_at(turn, moment)],
        idle=[turn for turn in turns if turn not in counting],
        away=away,
    )


def turns_of(organisation: Organisation) -> QuerySet[DutyTurn]:
    """All turns of the organisation."""
    return DutyTurn.objects.filter(organisation=organisation).select_related("member")


def turn_of(organisation: Organisation, turn_id: uuid.UUID) -> DutyTurn:
    """One turn; raises DutyTurn.DoesNotExist for another organisation's."""
    return turns_of(organisation).get(id=turn_id)


def away_of(organisation: Organisation, *, on: dt.date) -> QuerySet[Away]:
    """Who is away on the day."""
    found = Away.objects.filter(member__organisation=organisation, member__is_active=True, last_day__gte=on)
    return found.select_related("member").order_by("last_day", "member__login_name")


def last_day_away(member: Member, *, on: dt.date) -> dt.date | None:
    """The last day on which the member is away, if they are away on that day."""
    return Away.objects.filter(member=member, last_day__gte=on).values_list("last_day", flat=True).first()


def members_of_day(organisation: Organisation, *, at: dt.datetime | None = None) -> list[Member]:
    """Everybody whose turn runs at some hour of the day, and who is not away."""
    moment = timezone.localtime(at or timezone.now())
    turns = duty_list(organisation, at=moment).present
    today = [turn for turn in turns if hours.on_day(hours.spans_of(turn), moment.weekday())]
    return list({turn.member_id: turn.member for turn in today}.values())


def last_trial(organisation: Organisation, *, on: dt.date) -> list[TrialRing]:
    """The organisation's last trial, each ring with its outcome as it is now; empty a week later."""
    rings = list(
        TrialRing.objects.filter(organisation=organisation, day__gt=on - TRIAL_SHOWN, day__lte=on)
        .select_related("member")
        .order_by("member__login_name")
    )
    known = post.outcomes(ring.key for ring in rings)
    for each in rings:
        each.outcome = became(each.outcome, known.get(each.key))
    # What the outbox has forgotten was replaced by a later trial of the member's own.
    return [each for each in rings if each.outcome != RingOutcome.WAITING or each.key in known]


def became(outcome: str, in_outbox: Outcome | None) -> RingOutcome:
    """What has become of a ring: what the outbox says, while it knows it."""
    return _BECAME[in_outbox] if in_outbox else RingOutcome(outcome)


def ringing() -> QuerySet[Report]:
    """What the bell looks at, of all organisations: reports that nobody has taken and that ring, in one statement.

    Without their words, and with the last round's number and minutes as `last_round` and `last_minutes`.
    """
    last = Ring.objects.filter(report=OuterRef("pk")).order_by("-round")
    waiting = Report.objects.filter(Q(danger_now=True) | Q(lane=Lane.RESTRICTED), due_at__isnull=False)
    return (
        waiting.order_by()
        .only("audience", "danger_now", "arrived_at")
        .annotate(last_round=Subquery(last.values("round")[:1]), last_minutes=Subquery(last.values("minutes")[:1]))
    )


def _by_level(turn: DutyTurn) -> tuple[int, str, dt.time]:
    return LEVELS.index(Level(turn.level)), turn.member.login_name, turn.begins
