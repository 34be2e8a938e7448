"""Alerts on lists, and what contributes to one: words ready, clocks drawn."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelamp.doors.desk import alert_words, faces, titles
from safelamp.doors.desk.alert_words import about_so_many, number
from safelamp.doors.desk.faces import AROUND, Face
from safelamp.ground.organisations.models import Member
from safelamp.ground.standards.hazards import hazards
from safelamp.insight.alerts.choices import Rule, Within
from safelamp.insight.alerts.dimensions import Named, named
from safelamp.insight.alerts.models import Alert, AlertUnit
from safelamp.insight.alerts.queries import ReportClock, report_clocks
from safelamp.insight.alerts.states import AlertState
from safelamp.loop.cases.clocks import ClockState, hours_clock

BAR = 200  # units wide, of the drawing of a share
_FIGURES = {Rule.DANGER_NOW: "danger_now", Rule.RESTRICTED: "retaliation", Rule.FIRE: "fire", Rule.SILENT: "ui_tell"}
# Divisions of OIICS events, by the picture that stands for most of them.
_EVENTS = {"1": "violence", "2": "vehicle", "3": "fire", "4": "fall", "5": "chemical", "6": "struck", "7": "strain"}
_CLOCKS = {AlertState.SIGNAL: Within.VERIFY, AlertState.VERIFIED: Within.ASSESS, AlertState.ASSESSED: Within.ACT}
# What its clock runs for; it stands before the clock.
DUE: dict[AlertState, Promise] = {
    AlertState.SIGNAL: gettext_lazy("Check it"),
    AlertState.VERIFIED: gettext_lazy("Assess it"),
    AlertState.ASSESSED: gettext_lazy("Act"),
}


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One alert on a list."""

    alert: Alert
    title: str
    figure: str
    face: Face | None
    due: str

    @property
    def is_new(self) -> bool:
        """Whether nobody has verified it."""
        return self.alert.state == AlertState.SIGNAL

    @property
    def detail(self) -> str:
        """What the title does not say: what was counted, or the danger that a rule speaks of."""
        if self.alert.rule == Rule.STATISTIC:
            return f"{alert_words.counted_from(self.alert)} · {alert_words.when(self.alert)}"
        return titles.of_hazard(self.alert.hazard) if self.alert.hazard in hazards() else ""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """What contributes: seen, expected, and its share of the surplus in hundredths; None where none is known."""

    name: str
    seen: str
    expected: str
    share: int | None

    @property
    def wide(self) -> int:
        """How wide its bar is drawn."""
        return BAR * (self.share or 0) // 100


def rows_of(member: Member, alerts: Sequence[Alert], *, at: dt.datetime) -> list[AlertRow]:
    """The rows, in the order given; where a report behind an alert waits to be taken, its hours are told."""
    waiting, today = report_clocks(member, alerts), timezone.localdate(at)
    faces_of = {
        alert.id: _hours_of(waiting[alert.id], at=at) if alert.id in waiting else face_of(alert, on=today)
        for alert in alerts
    }
    return [
        AlertRow(alert, title, figure_of(alert), faces_of[alert.id], due_of(alert))
        for alert, title in zip(alerts, alert_words.titles_of(alerts), strict=True)
    ]


def figure_of(alert: Alert) -> str:
    """Its pictogram: the danger's, the rule's, or a sign to look."""
    if alert.hazard in hazards():
        return alert.hazard
    event = dict(map(tuple, alert.about)).get("event", "")
    if event in _EVENTS:
        return _EVENTS[event]
    return _FIGURES.get(Rule(alert.rule), "ui_warn")


def due_of(alert: Alert) -> str:
    """What is due next, or nothing."""
    return str(DUE.get(AlertState(alert.state), "")) if alert.due_on else ""


def face_of(alert: Alert, *, on: dt.date) -> Face | None:
    """Its clock; None where none runs. It is full on the day on which it began."""
    clock = _CLOCKS.get(AlertState(alert.state))
    if alert.due_on is None or clock is None:
        return None
    days = (alert.due_on - on).days
    state = ClockState.LATE if days < 0 else ClockState.IN_TIME if days else ClockState.SOON
    face = faces.day_face(state, due_on=alert.due_on, on=on)
    if days < 0:
        return face
    return replace(face, left=max(0.8, min(1.0, (days + 1) / (clock.value.days + 1)) * AROUND))


def _hours_of(clock: ReportClock, *, at: dt.datetime) -> Face:
    state = hours_clock(arrived_at=clock.arrived_at, due_at=clock.due_at, at=at)
    red = "now" if clock.is_danger_now else ""
    return faces.hours_face(state, due_at=clock.due_at, whole=clock.due_at - clock.arrived_at, at=at, fill=red)


def units(alert: Alert, found: Sequence[AlertUnit]) -> list[UnitRow]:
    """What contributes, the most first. What all of them share is not said again in each row."""
    shared = {(str(key), str(value)) for key, value in alert.about}
    parts = [[pair for pair in unit.parts if tuple(map(str, pair)) not in shared] or unit.parts for unit in found]
    surplus = [max(0.0, unit.observed - unit.expected) if unit.expected is not None else 0.0 for unit in found]
    whole = sum(surplus)
    return [
        UnitRow(
            name=_named(words),
            seen=number(unit.observed),
            expected="" if unit.expected is None else about_so_many(unit.expected),
            share=round(100 * over / whole) if whole else None,
        )
        for unit, words, over in zip(found, named(parts), surplus, strict=True)
    ]


def _named(words: Sequence[Named]) -> str:
    return " · ".join(each.value for each in words) or _("all together")
