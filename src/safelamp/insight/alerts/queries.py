"""Reading alerts and what is watched: for members, each within their audiences, roles and workplaces."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.organisations.policy import Permission, Role, allows
from safelamp.ground.post import queries as post
from safelamp.ground.vault import desk
from safelamp.ground.vault import queries as vault
from safelamp.ground.vault.models import Audience
from safelamp.ground.vault.sessions import OpenSession
from safelamp.ground.workplaces.queries import reached_by
from safelamp.insight.alerts.choices import GRAVE, Hears, Rule, Source
from safelamp.insight.alerts.dimensions import Pair
from safelamp.insight.alerts.models import (
    Alert,
    AlertEvent,
    AlertUnit,
    AlertWeek,
    Behind,
    CountedSeries,
    CountSource,
    Listener,
    Lookout,
    ToldOf,
    Watch,
)
from safelamp.insight.alerts.states import OPEN, AlertState, AlertVerb
from safelamp.loop.actions.models import CorrectiveAction
from safelamp.loop.actions.queries import actions_for
from safelamp.loop.cases.queries import untaken_for
from safelamp.loop.duty.models import RingOutcome
from safelamp.loop.duty.queries import became
from safelamp.loop.register.models import Entry
from safelamp.loop.register.queries import entries_for
from safelamp.loop.reports.models import Report
from safelamp.loop.reports.queries import reports_for

_OF_A_FLOOR = (Source.REPORTS, Source.ACTIONS, Source.WORKPLACES)


@dataclass(frozen=True, slots=True)
class AlertCounts:
    """Of the alerts that a member may know of: how many stand where, and how many are later than their clock."""

    signal: int
    verified: int
    assessed: int
    acted_on: int
    overdue: int

    @property
    def open(self) -> int:
        """All that somebody still has to do something about."""
        return self.signal + self.verified + self.assessed + self.acted_on


@dataclass(frozen=True, slots=True)
class ReportClock:
    """The clock of the report behind an alert that has to be taken first: it counts in hours, an alert in days."""

    arrived_at: dt.datetime
    due_at: dt.datetime
    is_danger_now: bool


@dataclass(frozen=True, slots=True)
class AlertLine:
    """One line of an alert's history, opened. `member` is None where the machine did it."""

    verb: AlertVerb
    day: dt.date
    member: Member | None
    note: str


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A member who was told of an alert, on which day, and what became of it; `reminder`: told again, it was late."""

    name: str
    day: dt.date
    reminder: bool
    outcome: RingOutcome


def alerts_for(member: Member) -> QuerySet[Alert]:
    """The alerts that a member may know of, the newest first: organisation, audience, floor, in that order.

    The restricted lane's reach its readers only, whatever their role. A representative sees those of their own
    workplaces, and none that rest on the register, which they do not read.
    """
    if not allows(member, Permission.READ_ALERTS) and not allows(member, Permission.READ_RESTRICTED):
        return Alert.objects.none()
    found = Alert.objects.filter(organisation_id=member.organisation_id, audience__in=vault.audiences_of(member))
    if not allows(member, Permission.READ_REGISTER):
        found = found.exclude(source=Source.REGISTER)
    if member.role == Role.REPRESENTATIVE:
        floor = Q(workplace__in=reached_by(member).order_by(), source__in=_OF_A_FLOOR)
        found = found.filter(floor | Q(audience=Audience.RESTRICTED))
    return found.select_related("workplace", "organisation", "watch__count_source", "watch__register_source").order_by(
        "-raised_on", "id"
    )


def alert_for(member: Member, alert_id: uuid.UUID) -> Alert:
    """One alert; raises Alert.DoesNotExist for one that the member may not know of."""
    return alerts_for(member).get(id=alert_id)


def hold(alert: Alert) -> None:
    """Locks the alert's row until the transaction ends: of two who act at once one waits."""
    Alert.objects.select_for_update().values_list("id", flat=True).get(id=alert.id)


def open_for(member: Member) -> QuerySet[Alert]:
    """What somebody still has to do something about: danger now, then the grave ones, then by what is due first."""
    danger_now = When(rule=Rule.DANGER_NOW, state=AlertState.SIGNAL, then=Value(0))
    grave = Case(danger_now, When(rule__in=GRAVE, then=Value(1)), default=Value(2), output_field=IntegerField())
    return alerts_for(member).filter(state__in=OPEN).order_by(grave, F("due_on").asc(nulls_last=True), "id")


def is_late(*, at: dt.datetime) -> Q:
    """Of open alerts those that are later than their clock: the day's, or the hours of a report that nobody took."""
    waits = Behind.objects.filter(alert=OuterRef("pk"), report__due_at__lt=at, report__case_report__isnull=True)
    return Q(due_on__lt=timezone.localdate(at)) | (Q(state=AlertState.SIGNAL) & Q(Exists(waits)))


def report_clocks(member: Member, alerts: Iterable[Alert]) -> Mapping[uuid.UUID, ReportClock]:
    """By alert that nobody verified, the clock of its report that is due first, while nobody has taken that."""
    of_alerts = [each.id for each in alerts if each.state == AlertState.SIGNAL]
    rows = Behind.objects.filter(alert__in=of_alerts, report__in=untaken_for(member).order_by().values("id"))
    found = rows.order_by("-report__due_at").values_list(
        "alert_id", "report__arrived_at", "report__due_at", "report__danger_now"
    )
    return {
        key: ReportClock(arrived_at, due_at, bool(danger_now))
        for key, arrived_at, due_at, danger_now in found
        if arrived_at and due_at
    }


def closed_for(member: Member) -> QuerySet[Alert]:
    """What is closed or became part of another, the last first."""
    return alerts_for(member).exclude(state__in=OPEN).order_by("-closed_on", "id")


def may_handle(member: Member, alert: Alert) -> bool:
    """Whether the member may verify, assess and close this alert."""
    if alert.audience == Audience.RESTRICTED:
        return allows(member, Permission.READ_RESTRICTED)
    return allows(member, Permission.HANDLE_ALERTS)


def alert_counts(member: Member, *, at: dt.datetime | None = None) -> AlertCounts:
    """How the member's alerts stand now, in one statement."""
    counted = alerts_for(member).order_by().filter(state__in=OPEN).aggregate(
        signal=Count("id", filter=Q(state=AlertState.SIGNAL)),
        verified=Count("id", filter=Q(state=AlertState.VERIFIED)),
        assessed=Count("id", filter=Q(state=AlertState.ASSESSED)),
        acted_on=Count("id", filter=Q(state=AlertState.ACTED_ON)),
        overdue=Count("id", filter=is_late(at=at or timezone.now())),
    )  # fmt: skip
    return AlertCounts(**counted)


def weeks_of(alert: Alert) -> Sequence[AlertWeek]:
    """The series to draw, the oldest period first; empty for a rule."""
    return list(alert.weeks.all())


def abouts(alerts: Iterable[Alert]) -> list[list[Pair]]:
    """What each alert is about; a row of an imported table with what the table says of it, such as a mine's state.

    One statement, however many alerts.
    """
    listed = list(alerts)
    found = [[(str(key), str(value)) for key, value in alert.about] for alert in listed]
    sources = [alert.watch.count_source_id if alert.watch else None for alert in listed]
    names = {value for pairs, source in zip(found, sources, strict=True) for key, value in pairs if source}
    if not names:
        return found
    rows = CountedSeries.objects.filter(source__in=[each for each in sources if each], name__in=names)
    told = {
        (source, name): [(str(key), str(value)) for key, value in zip(dimensions, values, strict=False)]
        for source, name, dimensions, values in rows.values_list("source_id", "name", "source__dimensions", "values")
    }
    return [
        [*pairs, *(told.get((source, dict(pairs).get("series", "")), []) if source else [])]
        for pairs, source in zip(found, sources, strict=True)
    ]


def units_of(alert: Alert) -> Sequence[AlertUnit]:
    """What contributes, the most first, each with its workplace."""
    return list(alert.units.select_related("workplace"))


def reports_behind(member: Member, alert: Alert) -> QuerySet[Report]:
    """The reports behind a rule's alert that the member may know of."""
    return reports_for(member).filter(id__in=alert.behind.filter(report__isnull=False).values("report_id"))


def entries_behind(member: Member, alert: Alert) -> QuerySet[Entry]:
    """The entries of the register behind a rule's alert that the member may see."""
    return entries_for(member).filter(id__in=alert.behind.filter(entry__isnull=False).values("entry_id"))


def actions_behind(member: Member, alert: Alert) -> QuerySet[CorrectiveAction]:
    """The overdue actions behind an alert that the member may know of."""
    return actions_for(member).filter(id__in=alert.behind.filter(action__isnull=False).values("action_id"))


def mergeable(member: Member, alert: Alert) -> QuerySet[Alert]:
    """Open alerts of the same readers that this one may become part of."""
    return open_for(member).filter(audience=alert.audience).exclude(id=alert.id)


def history_of(session: OpenSession, alert: Alert) -> list[AlertLine]:
    """What happened to the alert, the oldest first, with the desk's notes; raises CannotOpen."""
    events: Sequence[AlertEvent] = [*alert.events.select_related("member")]
    sealed = [desk.Sealed(bytes(each.note_sealed), alert.organisation_id, each.id, "note") for each in events]
    return [
        AlertLine(AlertVerb(event.verb), event.day, event.member, note)
        for event, note in zip(events, desk.all_opened(session, sealed), strict=True)
    ]


def told_of(alert: Alert) -> list[ToldLine]:
    """Who was told, and what became of it. Where its report rang by itself, `loop.duty.told` knows."""
    rows: Sequence[ToldOf] = [*alert.told.select_related("member").order_by("reminder", "member__login_name")]
    known = post.outcomes(row.key for row in rows if row.key)
    return [
        ToldLine(
            row.member.login_name, row.day, row.reminder, became(row.outcome, known.get(row.key) if row.key else None)
        )
        for row in rows
    ]


def lookout_of(organisation: Organisation) -> Lookout | None:
    """Since when the organisation is looked out for, and its quiet hours; None before the first look."""
    return Lookout.objects.filter(organisation=organisation).first()


def watches_for(member: Member) -> QuerySet[Watch]:
    """What the member's organisation watches; empty for a role that reads no alerts."""
    if not allows(member, Permission.READ_ALERTS):
        return Watch.objects.none()
    found = Watch.objects.filter(organisation_id=member.organisation_id)
    return found.select_related("register_source", "count_source").order_by("source", "begun_on", "id")


def watch_for(member: Member, watch_id: uuid.UUID) -> Watch:
    """One watch; raises Watch.DoesNotExist."""
    return watches_for(member).get(id=watch_id)


def count_sources_for(member: Member) -> QuerySet[CountSource]:
    """Where the organisation's imported counts come from."""
    return CountSource.objects.filter(organisation_id=member.organisation_id).order_by("name")


def hears(member: Member) -> Hears | None:
    """Of which alerts the member said they want to be told; None where they said nothing."""
    chosen = Listener.objects.filter(member=member).values_list("hears", flat=True).first()
    return Hears(chosen) if chosen else None
