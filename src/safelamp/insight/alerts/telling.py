"""Telling of alerts by mail, text message and webhook, through the outbox: that there is one, never which.

Who is told may read the alert and holds its keys. Members say of what they want to hear; where nobody did, the duty
list says who is told, as it does for the bell. What rings by itself is not told a second time.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from safelamp.ground.organisations.each_by_itself import each_by_itself
from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.post import operations as post
from safelamp.ground.post.models import Occasion, Outcome
from safelamp.ground.post.queries import outcomes
from safelamp.ground.vault.models import Audience
from safelamp.insight.alerts.choices import Hears
from safelamp.insight.alerts.models import Alert, Listener, Lookout, ToldOf
from safelamp.insight.alerts.quiet import is_quiet
from safelamp.insight.alerts.states import OPEN, AlertState
from safelamp.loop.duty.calling import Roll, roll_of
from safelamp.loop.duty.models import LEVELS, RingOutcome
from safelamp.loop.duty.queries import became
from safelamp.loop.duty.ringing import why_not
from safelamp.loop.reports.times import coarse_day


class Round(Enum):
    """Told when it is new, and once more when nobody verified it in time."""

    FIRST = "first"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Telling:
    """One round of telling: each member gets one message in it, of however many alerts."""

    moment: dt.datetime
    keys: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    rolls: dict[tuple[uuid.UUID, str], Roll] = field(default_factory=dict)

    def key_for(self, member_or_organisation: uuid.UUID) -> uuid.UUID:
        """The key of the message to them."""
        return self.keys.setdefault(member_or_organisation, uuid.uuid4())

    def roll(self, alert: Alert) -> Roll:
        """Who can answer the alert."""
        place = (alert.organisation_id, alert.audience)
        if place not in self.rolls:
            self.rolls[place] = roll_of(alert.organisation, audience=Audience(alert.audience), at=self.moment)
        return self.rolls[place]


def tell_due(*, at: dt.datetime | None = None) -> int:
    """Tells of every alert that has not been told, and again of those that nobody verified in time; how many.

    In quiet hours only of death and danger now: the others wait for the morning. A job of every few seconds.
    """
    telling = Telling(at or timezone.now(), keys=_not_sent_yet())
    settle()
    new = _due(telling, Q(told_on__isnull=True))
    late = _due(telling, Q(state=AlertState.SIGNAL, reminded_on__isnull=True, due_on__lt=_today(telling)))
    acts = [*(partial(_tell, alert.id) for alert in new), *(partial(_remind, alert.id) for alert in late)]
    return each_by_itself(acts, lambda act: act(telling))


def settle() -> int:
    """Writes down what became of messages before the outbox forgets them; takes back those of alerts that are over."""
    rows = list(ToldOf.objects.filter(key__isnull=False).select_related("alert"))
    if not rows:
        return 0
    still = {row.key for row in rows if row.alert.is_open}
    post.withdraw({row.key for row in rows if row.key and row.key not in still})
    known = outcomes(row.key for row in rows if row.key)
    settled = []
    for row in rows:
        outcome = became(row.outcome, known.get(row.key) if row.key else None)
        if outcome == RingOutcome.WAITING and row.key in known:
            continue
        row.outcome = RingOutcome.TAKEN_FIRST if outcome == RingOutcome.WAITING else outcome
        row.key = None
        settled.append(row)
    ToldOf.objects.bulk_update(settled, ["outcome", "key"])
    return len(settled)


def whom(alert: Alert, roll: Roll, heard: dict[uuid.UUID, Hears], *, which: Round = Round.FIRST) -> list[Member]:
    """Who is told: those who want to hear of it and are there; else whom the duty list names, wider when it is late."""
    again = which is Round.AGAIN
    wanted = {Hears.EVERYTHING, Hears.GRAVE} if alert.is_grave or again else {Hears.EVERYTHING}
    willing = [each for each in roll.able if heard.get(each.id) in wanted]
    there = [each for each in willing if each.id not in roll.away] or willing
    if roll.reachable.intersection(each.id for each in there):
        return there
    named = [each.member for each in roll.called(depth=len(LEVELS) - 1 if again else 0)]
    asked = [each for each in named if heard.get(each.id) != Hears.NOTHING]
    return asked or (named if alert.is_grave or again else [])


def _due(telling: Telling, which: Q) -> list[Alert]:
    alerts = Alert.objects.filter(which, state__in=OPEN).select_related("organisation").order_by("raised_on", "id")
    quiet = _quiet_organisations(telling.moment, {each.organisation_id for each in alerts})
    return [each for each in alerts if each.is_told_at_night or each.organisation_id not in quiet]


def _quiet_organisations(moment: dt.datetime, organisations: set[uuid.UUID]) -> set[uuid.UUID]:
    now = timezone.localtime(moment).time()
    lookouts = Lookout.objects.filter(organisation__in=organisations)
    return {each.organisation_id for each in lookouts if is_quiet(now, begins=each.quiet_from, ends=each.quiet_until)}


def _not_sent_yet() -> dict[uuid.UUID, uuid.UUID]:
    """By member, the message about alerts that still waits: what is new joins it."""
    rows = {row.member_id: row.key for row in ToldOf.objects.filter(key__isnull=False) if row.key}
    known = outcomes(rows.values())
    return {member: key for member, key in rows.items() if known.get(key) == Outcome.WAITING}


@transaction.atomic
def _tell(alert_id: uuid.UUID, telling: Telling) -> bool:
    alert = _locked(alert_id).filter(told_on__isnull=True).first()
    if alert is None:
        return False  # another process was faster
    _send(alert, telling, Round.FIRST)
    alert.told_on = coarse_day(alert.organisation, _today(telling))
    alert.save(update_fields=["told_on"])
    if alert.audience == Audience.READERS:
        key = telling.key_for(alert.organisation_id)
        post.send_to_webhooks(alert.organisation, occasion=Occasion.ALERT, key=key, at=telling.moment)
    return True


@transaction.atomic
def _remind(alert_id: uuid.UUID, telling: Telling) -> bool:
    alert = _locked(alert_id).filter(reminded_on__isnull=True, state=AlertState.SIGNAL).first()
    if alert is None:
        return False
    _send(alert, telling, Round.AGAIN)
    alert.reminded_on = coarse_day(alert.organisation, _today(telling))
    alert.save(update_fields=["reminded_on"])
    return True


def _send(alert: Alert, telling: Telling, which: Round) -> None:
    heard = _heard(alert.organisation)
    members = whom(alert, telling.roll(alert), heard, which=which)
    ToldOf.objects.bulk_create(_rows(alert, members, telling, which))


def _rows(alert: Alert, members: Iterable[Member], telling: Telling, which: Round) -> Sequence[ToldOf]:
    rows = []
    for member in members:
        key = telling.key_for(member.id)
        sent = post.send(member, occasion=Occasion.ALERT, key=key, at=telling.moment)
        rows.append(
            ToldOf(
                alert=alert,
                member=member,
                day=coarse_day(alert.organisation, _today(telling)),
                reminder=which is Round.AGAIN,
                key=key if sent else None,
                outcome=RingOutcome.WAITING if sent else why_not(),
            )
        )
    return rows


def _heard(organisation: Organisation) -> dict[uuid.UUID, Hears]:
    rows = Listener.objects.filter(member__organisation=organisation).values_list("member_id", "hears")
    return {member: Hears(chosen) for member, chosen in rows}


def _locked(alert_id: uuid.UUID) -> QuerySet[Alert]:
    return Alert.objects.select_for_update(of=("self",)).select_related("organisation").filter(id=alert_id)


def _today(telling: Telling) -> dt.date:
    return timezone.localdate(telling.moment)
