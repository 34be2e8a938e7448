"""Setting a report aside that nobody can work with, the list of them, and taking one back."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from safelamp.doors.desk import titles
from safelamp.doors.desk.forms.asides import SetAsideForm
from safelamp.doors.desk.once import led_to, sent_before
from safelamp.doors.desk.paging import Paging, start_of
from safelamp.doors.desk.permits import DeskRequest, needs
from safelamp.ground.organisations.policy import Permission
from safelamp.loop.cases import setting_aside
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.cases.states import permitted
from safelamp.loop.reports.models import Kind, Report, Why
from safelamp.loop.reports.queries import report_for

PAGE = 50


@needs(Permission.READ_CASES)
@require_safe
def listing(request: DeskRequest) -> HttpResponse:
    """What is set aside, the last first."""
    found = setting_aside.set_aside_for(request.desk.member)
    start, total = start_of(request), found.count()
    page = list(found.defer("words_sealed", "photo_sealed")[start : start + PAGE])
    context = {
        "rows": [
            (
                report,
                titles.of_report(Kind(report.kind), report.hazard),
                titles.figure_of(Kind(report.kind), report.hazard, lane=report.lane),
            )
            for report in page
        ],
        "total": total,
        "paging": Paging(reverse("desk:set_aside_reports") + "?", start, len(page), total, PAGE),
    }
    return render(request, "desk/set_aside.html", context)


@needs(Permission.TAKE_CASES)
@require_POST
def set_aside(request: DeskRequest, report_id: uuid.UUID) -> HttpResponse:
    """Sets it aside, or asks a second person to where somebody may be in danger now."""
    if before := sent_before(request):
        return before
    report = _in_hand(request, report_id)
    form = SetAsideForm(request.POST)
    if not form.is_valid():
        return redirect(f"{_address(report)}?done=choose_why#aside")
    try:
        aside = setting_aside.set_aside(report, Why(form.cleaned_data["why"]), by=request.desk)
    except Refused:
        return redirect(f"{_address(report)}?done=set_aside_refused")
    return led_to(request, f"{_address(report)}?done={'set_aside' if aside.done_on else 'asked_to_set_aside'}")


@needs(Permission.TAKE_CASES)
@require_POST
def keep(request: DeskRequest, report_id: uuid.UUID) -> HttpResponse:
    """Says no to a colleague who asked to set it aside."""
    report = _in_hand(request, report_id)
    setting_aside.keep(report, by=request.desk)
    return redirect(f"{_address(report)}?done=kept_waiting")


@needs(Permission.TAKE_CASES)
@require_POST
def take_back(request: DeskRequest, report_id: uuid.UUID) -> HttpResponse:
    """Puts it back into the inbox."""
    report = _in_hand(request, report_id)
    setting_aside.take_back(report, by=request.desk)
    return redirect(f"{_address(report)}?done=taken_back")


def _in_hand(request: DeskRequest, report_id: uuid.UUID) -> Report:
    report = report_for(request.desk.member, report_id)
    if not permitted(request.desk.member, [Permission.TAKE_CASES], audience=report.audience):
        raise Http404
    return report


def _address(report: Report) -> str:
    return reverse("desk:report", args=[report.id])
