"""An event: many reports of one danger, seen together, and one case of all of them by one act."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from safelamp.doors.desk import faces, titles
from safelamp.doors.desk.forms.reports import AddToCaseForm, TitleForm
from safelamp.doors.desk.once import OnceForm, led_to, sent_before
from safelamp.doors.desk.paging import Paging, start_of
from safelamp.doors.desk.permits import DeskRequest, needs
from safelamp.ground.organisations.policy import Permission
from safelamp.loop.cases import crowds, queries
from safelamp.loop.cases.clocks import hours_clock
from safelamp.loop.cases.crowds import Event
from safelamp.loop.cases.models import Case
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.cases.states import permitted
from safelamp.loop.reports.models import Harm, Kind, Lane, Report, clock_of
from safelamp.loop.reports.queries import reports_for

PAGE = 50


@needs(Permission.READ_CASES)
@require_safe
def show(request: DeskRequest, event_id: uuid.UUID) -> HttpResponse:
    """What came together, and how to work on it as one."""
    return _page(request, crowds.event_for(request.desk.member, event_id))


@needs(Permission.TAKE_CASES)
@require_POST
def take(request: DeskRequest, event_id: uuid.UUID) -> HttpResponse:
    """One case of all of it; who comes second finds the inbox without it."""
    if before := sent_before(request):
        return before
    event = _in_hand(request, event_id)
    if event is None:
        return redirect(f"{reverse('desk:inbox')}?done=event_gone")
    form = TitleForm(request.POST)
    if not form.is_valid():
        return _page(request, event, take_form=form)
    try:
        case = crowds.take_event(event, by=request.desk, title=form.cleaned_data["title"])
    except (Report.DoesNotExist, Refused):
        return redirect(f"{reverse('desk:inbox')}?done=event_gone")
    return led_to(request, f"{_address(case)}?done=taken_together")


@needs(Permission.TAKE_CASES)
@require_POST
def add(request: DeskRequest, event_id: uuid.UUID) -> HttpResponse:
    """Adds all of it to an open case of the same danger."""
    if before := sent_before(request):
        return before
    event = _in_hand(request, event_id)
    if event is None:
        return redirect(f"{reverse('desk:inbox')}?done=event_gone")
    form = AddToCaseForm(request.POST)
    if not form.is_valid():
        raise Http404
    case = queries.case_for(request.desk.member, form.cleaned_data["case"])
    if form.perform(lambda: crowds.add_event(event, to=case, by=request.desk)):
        return led_to(request, f"{_address(case)}?done=added_together")
    return _page(request, event, refused=form)


def _in_hand(request: DeskRequest, event_id: uuid.UUID) -> Event | None:
    """The event for an act; None where it has just been taken; 404 where the member may not work on it."""
    member = request.desk.member
    try:
        event = crowds.event_for(member, event_id)
    except Report.DoesNotExist:
        if reports_for(member).filter(id=event_id).exists():
            return None  # its first report is known to the member, and somebody has taken it
        raise
    if not permitted(request.desk.member, [Permission.TAKE_CASES], audience=event.first.audience):
        raise Http404
    return event


def _page(
    request: DeskRequest, event: Event, *, take_form: TitleForm | None = None, refused: OnceForm | None = None
) -> HttpResponse:
    member, first = request.desk.member, event.first
    start = start_of(request)
    listed = list(crowds.reports_of(member, event.id).defer("words_sealed", "photo_sealed")[start : start + PAGE])
    address = reverse("desk:event", args=[event.id]) + "?"
    context = {
        "event": event,
        "title": titles.of_report(event.kinds[0][0] if len(event.kinds) == 1 else None, first.hazard),
        "figure": titles.figure_of(None, first.hazard, lane=first.lane),
        "face": _face(event),
        "may_take": permitted(member, [Permission.TAKE_CASES], audience=first.audience),
        "take_form": take_form or TitleForm(),
        "wrong": take_form or refused,
        "similar": _similar(request, first),
        "reports": [(report, titles.of_report(Kind(report.kind), report.hazard)) for report in listed],
        "paging": Paging(address, start, len(listed), event.size, PAGE),
    }
    return render(request, "desk/event.html", context)


def _similar(request: DeskRequest, report: Report) -> list[tuple[str, queries.SimilarCase, AddToCaseForm]]:
    found = queries.similar_open_cases(request.desk.member, report)
    opened = titles.of_cases(request.desk, [each.case for each in found])
    untitled = {each.case.id: titles.of_untitled(each.case.hazard, each.case.lane) for each in found}
    return [
        (opened.get(each.case.id) or untitled[each.case.id], each, AddToCaseForm(initial={"case": each.case.id}))
        for each in found
    ]


def _face(event: Event) -> faces.Face | None:
    report, moment = event.first, timezone.now()
    if report.due_at is None or report.arrived_at is None:
        return None
    whole = clock_of(Lane(report.lane), Harm(report.harm), danger_now=report.danger_now)
    state = hours_clock(arrived_at=report.arrived_at, due_at=report.due_at, at=moment)
    return faces.hours_face(state, due_at=report.due_at, whole=whole, at=moment, fill="now" if event.in_danger else "")


def _address(case: Case) -> str:
    return reverse("desk:case", args=[case.id])
