"""The overview: what the whole organisation has open, late, received and not heard of."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from safelamp.doors.desk import drawings
from safelamp.doors.desk.action_rows import rows_of
from safelamp.doors.desk.drawings import Drawing
from safelamp.doors.desk.own_times import sentences
from safelamp.doors.desk.permits import DeskRequest, needs
from safelamp.doors.look import compression
from safelamp.ground.organisations.policy import Permission
from safelamp.insight.alerts.queries import alert_counts
from safelamp.insight.indicators.ages import AgeBand
from safelamp.insight.indicators.queries import OpenCases, Overview, Received, overview
from safelamp.loop.reports.models import Lane, Stage


@needs(Permission.READ_OVERVIEW)
@require_safe
def show(request: DeskRequest) -> HttpResponse:
    """Counts with what they are of; never a rate from reports."""
    found = overview(request.desk.member)
    if found is None:
        raise Http404
    context = {
        "overview": found,
        "organisation": request.desk.member.organisation,
        "bands": [band.label for band in AgeBand],
        "lanes": _lanes(found.open_cases),
        "overdue": rows_of(request.desk, found.overdue, on=found.day),
        "more_overdue": found.overdue_total - len(found.overdue),
        "times": [(lane.label, sentences(times)) for lane, times in found.own_times.by_lane.items() if times.received],
        "taken": found.own_times.together.stages[Stage.TAKEN],
        "together": sentences(found.own_times.together),
        "alerts": alert_counts(request.desk.member),
        "reports": _reports(found),
        "register": _register(found.register) if found.register is not None else None,
    }
    response = render(request, "desk/overview.html", context)
    compression.mark(response)  # what was agreed is opened on it
    return response


def _lanes(cases: OpenCases) -> list[tuple[str, list[int], int]]:
    return [
        (str(Lane(lane).label), [bands.get(band, 0) for band in AgeBand], sum(bands.values()))
        for lane, bands in cases.by_lane.items()
    ]


def _reports(found: Overview) -> list[Drawing | None]:
    unit = _("reports received")
    return [
        drawings.months(found.reports.by_month, title=_("Reports received, by month"), unit=unit),
        drawings.kinds(found.reports.by_hazard, title=_("Reports received, by danger"), unit=unit),
    ]


def _register(entries: Received) -> list[Drawing | None]:
    unit = _("entries")
    return [
        drawings.months(entries.by_month, title=_("Register entries, by month"), unit=unit),
        drawings.kinds(entries.by_hazard, title=_("Register entries, by danger"), unit=unit),
    ]
