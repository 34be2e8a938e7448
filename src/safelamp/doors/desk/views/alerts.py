"""Alerts: the list and one alert."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from safelamp.doors.desk import alert_beside, alert_words
from safelamp.doors.desk.alert_acts import others_for, steps_for
from safelamp.doors.desk.alert_drawing import drawing
from safelamp.doors.desk.alert_rows import rows_of, units
from safelamp.doors.desk.alert_steps import steps
from safelamp.doors.desk.paging import Paging, start_of
from safelamp.doors.desk.permits import DeskRequest, needs, opens
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission
from safelamp.ground.vault.models import Audience
from safelamp.ground.vault.queries import holders_of
from safelamp.insight.alerts import queries
from safelamp.insight.alerts.models import Alert
from safelamp.insight.alerts.precision import precision_for
from safelamp.insight.alerts.queries import AlertCounts, AlertLine
from safelamp.insight.alerts.states import AlertState

PAGE = 25


class Shelf(models.TextChoices):
    """Which alerts the list shows."""

    OPEN = "open", _("Open")
    CHECK = "signal", _("To check")
    ASSESS = "verified", _("To assess")
    ACT = "assessed", _("To act on")
    LATE = "late", _("Late")
    CLOSED = "closed", _("Closed")


@needs(Permission.READ_ALERTS)
@require_safe
def listing(request: DeskRequest) -> HttpResponse:
    """What is unusual: the restricted lane apart, the grave ones first, then by what is due first."""
    member, now = request.desk.member, timezone.now()
    wanted = request.GET.get("show", "")
    shelf = Shelf(wanted) if wanted in Shelf.values else Shelf.OPEN
    found = _on(shelf, member, now)
    locked = Audience.RESTRICTED
    ordinary, start = found.exclude(audience=locked), start_of(request)
    restricted = rows_of(member, [*found.filter(audience=locked)[:PAGE]], at=now)
    rows = rows_of(member, [*ordinary[start : start + PAGE]], at=now)
    counts = queries.alert_counts(member, at=now)
    address = reverse("desk:alerts")
    context = {
        "rows": rows,
        "restricted": restricted,
        "readers": holders_of(member.organisation, locked).count() if restricted else 0,
        "counts": counts,
        "chips": [
            (each.label, _count(each, member, counts), f"{address}?show={each.value}", each == shelf) for each in Shelf
        ],
        "paging": Paging(f"{address}?show={shelf.value}", start, len(rows), ordinary.count(), PAGE),
        "shelf": shelf,
        "precision": alert_beside.how_often_right(precision_for(member, on=timezone.localdate(now))),
        "watched": queries.watches_for(member).count(),
        "may_keep": opens(member, Permission.KEEP_WATCHES),
    }
    return render(request, "desk/alerts/alerts.html", context)


@needs(Permission.READ_ALERTS)
@require_safe
def show(request: DeskRequest, alert_id: uuid.UUID) -> HttpResponse:
    """One alert: the picture, why it was raised, where it comes from, what to do."""
    member, now = request.desk.member, timezone.now()
    alert = queries.alert_for(member, alert_id)
    row, weeks = rows_of(member, [alert], at=now)[0], queries.weeks_of(alert)
    context = {
        "alert": alert,
        "row": row,
        "drawing": drawing(alert, weeks, title=row.title),
        "why": alert_words.why(alert, weeks),
        "training": alert_beside.trainings_before(member, alert),
        "units": units(alert, queries.units_of(alert)),
        "behind": alert_beside.behind(request.desk, alert),
        "steps": steps(alert, history := _history(request, alert)),
        "acts": steps_for(member, alert),
        "others": others_for(member, alert),
        "history": history,
        "told": queries.told_of(alert),
        "rung": alert_beside.rung(member, alert),
        "record": alert_beside.in_the_record(alert, on=timezone.localdate(now)),
        "locked": alert.audience == Audience.RESTRICTED,
        "readers": holders_of(alert.organisation, Audience(alert.audience)).count(),
    }
    return render(request, "desk/alerts/alert.html", context)


def _on(shelf: Shelf, member: Member, now: dt.datetime) -> QuerySet[Alert]:
    if shelf == Shelf.CLOSED:
        return queries.closed_for(member)
    found = queries.open_for(member)
    if shelf == Shelf.LATE:
        return found.filter(queries.is_late(at=now))
    return found if shelf == Shelf.OPEN else found.filter(state=AlertState(shelf.value))


def _count(shelf: Shelf, member: Member, counts: AlertCounts) -> int:
    if shelf == Shelf.CLOSED:
        return queries.closed_for(member).count()
    return {
        Shelf.OPEN: counts.open,
        Shelf.CHECK: counts.signal,
        Shelf.ASSESS: counts.verified,
        Shelf.ACT: counts.assessed,
        Shelf.LATE: counts.overdue,
    }[shelf]


def _history(request: DeskRequest, alert: Alert) -> list[AlertLine]:
    try:
        return queries.history_of(request.desk, alert)
    except CannotOpen:
        return []
