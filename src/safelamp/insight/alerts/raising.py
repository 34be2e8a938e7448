"""Raising an alert for an event, and adding to it what came since: the machine's part of an alert's life.

Whoever calls holds the organisation's lookout locked, so that two processes do not raise one event twice; the key of
the event, unique in the database, stands behind that.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault.models import Audience
from safelamp.insight.alerts.choices import HASTE, Evidence, Rule, Source, Watchfulness
from safelamp.insight.alerts.dimensions import Pair
from safelamp.insight.alerts.models import Alert, AlertUnit, AlertWeek, Watch
from safelamp.insight.alerts.operations import reach, write
from safelamp.insight.alerts.states import OPEN, AlertState, AlertVerb, due_on, step
from safelamp.loop.reports.times import coarse_day


@dataclass(frozen=True, slots=True)
class WeekSeen:
    """One period of a series: see `models.AlertWeek`."""

    week: dt.date
    observed: int | None
    expected: float | None
    upper: float | None
    alarm: bool
    running: bool = False


@dataclass(frozen=True, slots=True)
class UnitSeen:
    """One series that contributes: what it is, and what was seen and expected over the event's weeks."""

    parts: tuple[Pair, ...]
    observed: int
    expected: float | None


@dataclass(frozen=True, slots=True)
class Unusual:
    """What the statistics say of an event: what was expected, how unusual it is, on which evidence, by which watch."""

    watch: Watch
    expected: float
    upper: float | None
    p: float | None
    score: float | None
    evidence: Evidence
    watchfulness: Watchfulness
    false_alarms: float | None
    weeks: tuple[WeekSeen, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One event, as a rule or the statistics found it. `key` names it; `about` is what all of it shares."""

    organisation: Organisation
    audience: Audience
    source: Source
    rule: Rule
    key: str
    first_day: dt.date
    last_day: dt.date
    observed: int
    about: tuple[Pair, ...] = ()
    workplace_id: uuid.UUID | None = None
    hazard: str = ""
    rings: bool = False
    units: tuple[UnitSeen, ...] = ()
    unusual: Unusual | None = None


def open_alert_of(happened: Happened) -> Alert | None:
    """The open alert that the event of a rule belongs to: same readers, rule and place, not long ago.

    What was put into another alert leads to that one. Where no workplace is known, no two reports are one event.
    """
    if happened.workplace_id is None:
        return None
    haste = HASTE[happened.rule]
    near = Q(last_day__gte=happened.first_day - haste.joins_within)
    if haste.same_hazard:
        near &= Q(hazard=happened.hazard)
    alerts = Alert.objects.filter(
        near,
        organisation=happened.organisation,
        audience=happened.audience,
        rule=happened.rule,
        workplace_id=happened.workplace_id,
    )
    return open_one(alerts.select_related("merged_into").order_by("-last_day", "id"))


def open_one(alerts: Iterable[Alert]) -> Alert | None:
    """The first that is open, or that became part of an open one: then that."""
    led = (alert.merged_into if alert.state == AlertState.MERGED else alert for alert in alerts)
    return next((alert for alert in led if alert is not None and alert.state in OPEN), None)


def raise_alert(happened: Happened, *, at: dt.datetime | None = None) -> Alert:
    """A new alert, with its clock, its series and what contributes."""
    today = timezone.localdate(at or timezone.now())
    day = coarse_day(happened.organisation, today)
    state = step(None, AlertVerb.RAISE).after
    alert = Alert(
        organisation=happened.organisation,
        audience=happened.audience,
        source=happened.source,
        rule=happened.rule,
        key=happened.key,
        state=state,
        workplace_id=happened.workplace_id,
        hazard=happened.hazard,
        raised_on=day,
        first_day=coarse_day(happened.organisation, happened.first_day),
        due_on=due_on(state, since=today),
        told_on=day if happened.rings else None,
        rings=happened.rings,
    )
    _fill(alert, happened)
    alert.save(force_insert=True)
    _draw(alert, happened)
    write(alert, AlertVerb.RAISE, by=None, at=at)
    return alert


def go_on(alert: Alert, happened: Happened, *, at: dt.datetime | None = None) -> Alert:
    """Adds what came since to an open alert. Its state and clock stay; a line is written where there is more."""
    row = step(AlertState(alert.state), AlertVerb.GO_ON)
    before = alert.observed
    alert.state = row.after
    if happened.unusual is None:
        if happened.source == alert.source:
            alert.observed += happened.observed
        else:  # an accident that was reported and then recorded is one accident
            alert.observed = max(alert.observed, happened.observed)
        alert.rings = alert.rings or happened.rings
        alert.last_day = max(alert.last_day, coarse_day(happened.organisation, happened.last_day))
    else:
        _fill(alert, happened)
    alert.save()
    _draw(alert, happened)
    if alert.observed > before:
        write(alert, AlertVerb.GO_ON, by=None, at=at)
    return alert


def settle(alert: Alert, *, at: dt.datetime) -> Alert:
    """Sees that what was unusual is over; closes the alert where nobody took it up. Once: who opens it again knows."""
    if alert.events.filter(verb=AlertVerb.SETTLE).exists():
        return alert
    row = step(AlertState(alert.state), AlertVerb.SETTLE)
    reach(alert, row.after, day=coarse_day(alert.organisation, timezone.localdate(at)))
    alert.save(update_fields=["state", "due_on", "closed_on"])
    write(alert, AlertVerb.SETTLE, by=None, at=at)
    return alert


def _fill(alert: Alert, happened: Happened) -> None:
    """A rule's alert that the statistics join keeps what the rule said, and shows their picture."""
    last_day = coarse_day(happened.organisation, happened.last_day)
    if alert.rule == happened.rule:
        alert.about = [list(pair) for pair in happened.about]
        alert.observed = happened.observed
        alert.first_day = coarse_day(happened.organisation, happened.first_day)  # what is counted and since when
        alert.last_day = max(last_day, alert.first_day)
    else:
        alert.last_day = max(last_day, alert.last_day)
    if happened.unusual is None:
        return
    unusual = happened.unusual
    alert.watch, alert.evidence, alert.watchfulness = unusual.watch, unusual.evidence, unusual.watchfulness
    alert.expected, alert.upper, alert.p, alert.score = unusual.expected, unusual.upper, unusual.p, unusual.score
    alert.false_alarms = unusual.false_alarms


def _draw(alert: Alert, happened: Happened) -> None:
    if happened.unusual is None:
        return
    alert.weeks.all().delete()
    AlertWeek.objects.bulk_create(
        AlertWeek(
            alert=alert,
            week=each.week,
            observed=each.observed,
            expected=each.expected,
            upper=each.upper,
            alarm=each.alarm,
            running=each.running,
        )
        for each in happened.unusual.weeks
    )
    alert.units.all().delete()
    AlertUnit.objects.bulk_create(_units(alert, happened.units))


def _units(alert: Alert, units: Sequence[UnitSeen]) -> list[AlertUnit]:
    return [
        AlertUnit(
            alert=alert,
            position=position,
            parts=[list(pair) for pair in each.parts],
            workplace_id=next((uuid.UUID(value) for key, value in each.parts if key == "workplace" and value), None),
            observed=each.observed,
            expected=each.expected,
        )
        for position, each in enumerate(units)
    ]
