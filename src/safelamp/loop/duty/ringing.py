"""Ringing the bell for reports that nobody has taken, and letting go of it once somebody has.

A ring and its messages in the outbox are one transaction: who is killed between them has done neither. Nothing below
calls up: the job looks every few seconds at the few reports whose clock runs.
"""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from safelamp.ground.audit import operations as audit
from safelamp.ground.post import operations as post
from safelamp.ground.post.models import Occasion, Outcome
from safelamp.ground.post.queries import outcomes, sending_is_possible
from safelamp.ground.vault.models import Audience
from safelamp.loop.duty.calling import Called, Roll, roll_of
from safelamp.loop.duty.models import Ring, RingOutcome
from safelamp.loop.duty.queries import became
from safelamp.loop.duty.rhythm import Rhythm, Rung, depth, is_due
from safelamp.loop.reports.models import Report
from safelamp.loop.reports.times import coarse_day


@dataclass(frozen=True, slots=True)
class Look:
    """One look at what waits: a member is told once in it, however many reports ring for them.

    `keys` are the messages by whom they tell; those of the last two minutes are there already.
    """

    moment: dt.datetime
    keys: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    rolls: dict[tuple[uuid.UUID, str], Roll] = field(default_factory=dict)

    def key_for(self, member_or_organisation: uuid.UUID) -> uuid.UUID:
        """The key of the message to them."""
        return self.keys.setdefault(member_or_organisation, uuid.uuid4())

    def roll(self, report: Report) -> Roll:
        """Who can answer the report."""
        place = (report.organisation_id, report.audience)
        if place not in self.rolls:
            self.rolls[place] = roll_of(report.organisation, audience=Audience(report.audience), at=self.moment)
        return self.rolls[place]


def rhythm_of(report: Report) -> Rhythm | None:
    """How the bell rings for the report; ordinary reports do not ring."""
    if report.danger_now:
        return Rhythm.DANGER_NOW
    return Rhythm.RESTRICTED if report.audience == Audience.RESTRICTED else None


def rung_for(report: Report) -> Rung:
    """How often the report's bell has rung."""
    last = Ring.objects.filter(report=report).order_by("-round").values_list("round", "minutes").first()
    return rung(last[0], last[1]) if last else Rung()


def rung(last_round: int | None, last_minutes: int | None) -> Rung:
    """How often it has rung, from the last round, if there was one."""
    return Rung() if last_round is None else Rung(last_round + 1, last_minutes or 0)


def elapsed_of(report: Report, moment: dt.datetime) -> dt.timedelta:
    """The time since it came, by the clock of the moment."""
    assert report.arrived_at is not None  # noqa: S101  # the database says so while the clock runs
    return moment - report.arrived_at


def may_be_due(report: Report, moment: dt.datetime) -> bool:
    """Whether a report as `queries.ringing` found it is to be rung for; `ring` looks again, with the report locked."""
    rhythm = rhythm_of(report)
    before = rung(report.last_round, report.last_minutes)  # type: ignore[attr-defined]  # annotated
    return rhythm is not None and is_due(rhythm, before, elapsed=elapsed_of(report, moment))


def why_not() -> RingOutcome:
    """Why there was no way to tell somebody."""
    return RingOutcome.NO_ADDRESS if sending_is_possible() else RingOutcome.NOT_SET_UP


def ring(report_id: uuid.UUID, look: Look) -> bool:
    """Rings for one report if it is due; whether it rang."""
    without_words = Report.objects.defer("words_sealed", "photo_sealed", "voice_sealed").select_related("organisation")
    report = without_words.get(id=report_id)
    if not look.roll(report).able:
        return False  # nobody in the organisation may answer it: nothing to lock, nothing to write
    with transaction.atomic():
        locked = without_words.select_for_update(of=("self",)).filter(id=report_id, due_at__isnull=False).first()
        return locked is not None and _ring(locked, look)


def settle(*, at: dt.datetime | None = None) -> int:
    """Lets go of reports that were taken: outcomes stay, the way to the outbox goes; returns how many."""
    ended = Q(key__isnull=False, report__due_at__isnull=True) | Q(report__set_aside_on__isnull=False)
    taken = Ring.objects.filter(ended).order_by()
    found = set(taken.values_list("report_id", flat=True))
    for report_id in found:
        _settle(report_id, at or timezone.now())
    return len(found)


def _ring(report: Report, look: Look) -> bool:
    rhythm, before, elapsed = rhythm_of(report), rung_for(report), elapsed_of(report, look.moment)
    if rhythm is None or not is_due(rhythm, before, elapsed=elapsed):
        return False  # another process was faster
    called = look.roll(report).called(depth=depth(rounds=before.rounds, elapsed=elapsed))
    _write_down(report)
    Ring.objects.bulk_create(
        Ring(
            report=report,
            member=each.member,
            round=before.rounds,
            minutes=elapsed // dt.timedelta(minutes=1),
            level="" if report.audience == Audience.RESTRICTED else each.level,
            key=look.key_for(each.member.id),
            outcome=_told(each, look),
        )
        for each in called
    )
    if report.audience == Audience.READERS:
        key = look.key_for(report.organisation_id)
        post.send_to_webhooks(report.organisation, occasion=Occasion.BELL, key=key, at=look.moment)
    if not before.rounds:  # one line, of the report's own day: how many there are and on which days would tell the hour
        day = report.arrived_on
        audit.record("duty.ring", organisation_id=report.organisation_id, by=None, subject_id=report.id, day=day)
    return True


def _told(called: Called, look: Look) -> RingOutcome:
    key = look.key_for(called.member.id)
    rows = post.send(called.member, occasion=Occasion.BELL, key=key, at=look.moment)
    return RingOutcome.WAITING if rows else why_not()


def _write_down(report: Report) -> None:
    """Keeps what became of earlier rounds: the outbox forgets, and each look is spared rings that have ended."""
    rings = list(Ring.objects.filter(report=report, key__isnull=False))
    known = outcomes(each.key for each in rings if each.key)
    for each in rings:
        each.outcome = became(each.outcome, known.get(each.key) if each.key else None)
        each.key = each.key if each.outcome == RingOutcome.WAITING else None
    Ring.objects.bulk_update(rings, ["outcome", "key"])


@transaction.atomic
def _settle(report_id: uuid.UUID, moment: dt.datetime) -> None:
    report = (
        Report.objects.defer("words_sealed", "photo_sealed", "voice_sealed")
        .select_related("organisation")
        .get(id=report_id)
    )
    rings = list(Ring.objects.select_for_update().filter(report=report).order_by("round"))
    keys = {ring.key for ring in rings if ring.key}
    known = outcomes(keys)
    elsewhere = Ring.objects.filter(key__in=keys).exclude(report=report).values_list("key", flat=True)
    post.withdraw(keys - {key for key in elsewhere if key})
    if report.set_aside_on is not None:  # nobody answered it; taken back, the bell begins anew
        Ring.objects.filter(report=report).delete()
        return
    for each in rings:
        each.outcome = _became(each, known.get(each.key) if each.key else None)
        each.key = None
    if coarse_day(report.organisation, timezone.localdate(moment)) != report.arrived_on:
        rings = _without_minutes(rings)
    Ring.objects.bulk_update(rings, ["outcome", "key", "minutes", "round", "level"])


def _became(ring: Ring, outcome: Outcome | None) -> RingOutcome:
    """What is written down for good of a ring of a report that has been taken."""
    found = became(ring.outcome, outcome)
    return RingOutcome.TAKEN_FIRST if found is RingOutcome.WAITING else found


def _without_minutes(rings: list[Ring]) -> list[Ring]:
    """One ring a member, without its time.

    Taken on another day than it came: with the minutes one could tell how late on its day the report came.
    """
    firsts = list({ring.member_id: ring for ring in reversed(rings)}.values())
    Ring.objects.filter(Q(id__in=[ring.id for ring in rings]) & ~Q(id__in=[ring.id for ring in firsts])).delete()
    for each in firsts:
        each.minutes, each.round, each.level = None, 0, ""
    return firsts
