"""A report: read, answer, take it as a case or add it to one."""

import uuid
from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from safelamp.doors.desk import bell_words, by_sms, faces, law, titles, told
from safelamp.doors.desk.asking import asking_of
from safelamp.doors.desk.forms.asides import SetAsideForm
from safelamp.doors.desk.forms.renderings import ColleagueForm
from safelamp.doors.desk.forms.reports import AddToCaseForm, AnswerForm, TitleForm
from safelamp.doors.desk.once import led_to, sent_before
from safelamp.doors.desk.permits import DeskRequest, needs
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.organisations.policy import Permission
from safelamp.ground.vault.models import Audience
from safelamp.ground.vault.queries import holders_of
from safelamp.loop.cases import crowds, operations, queries
from safelamp.loop.cases.clocks import hours_clock
from safelamp.loop.cases.models import Case
from safelamp.loop.cases.refusals import TakenAlready
from safelamp.loop.cases.states import permitted
from safelamp.loop.reports import operations as reports
from safelamp.loop.reports import queries as reading
from safelamp.loop.reports import rendering_acts
from safelamp.loop.reports.models import Harm, Lane, Report, SetAside, clock_of
from safelamp.loop.reports.rendering_acts import NotPossible
from safelamp.loop.reports.renderings import who_can


@needs(Permission.READ_CASES)
@require_safe
def show(request: DeskRequest, report_id: uuid.UUID) -> HttpResponse:
    """The report with its words opened."""
    return _page(request, reading.report_for(request.desk.member, report_id))


@needs(Permission.TAKE_CASES)
@require_POST
def take(request: DeskRequest, report_id: uuid.UUID) -> HttpResponse:
    """Takes the report as a new case; whoever comes second is led to the case of whoever was faster."""
    if before := sent_before(request):
        return before
    report = _report_in_hand(request, report_id)
    form = TitleForm(request.POST)
    if form.is_valid():
        try:
            case = operations.open_case([report], by=request.desk, title=form.cleaned_data["title"])
        except TakenAlready as refusal:
            return _taken(request, report, form, refusal)
        return led_to(request, f"{_address(case)}?done=taken")
    return _page(request, report, take_form=form)


@needs(Permission.TAKE_CASES)
@require_POST
def add(request: DeskRequest, report_id: uuid.UUID) -> HttpResponse:
    """Adds the report to an open case of the same problem."""
    if before := sent_before(request):
        return before
    report = _report_in_hand(request, report_id)
    form = AddToCaseForm(request.POST)
    if not form.is_valid():
        raise Http404
    case = queries.case_for(request.desk.member, form.cleaned_data["case"])
    if form.perform(lambda: operations.add_reports(case, [report], by=request.desk)):
        return led_to(request, f"{_address(case)}?done=added")
    return _page(request, report, refused=form)


@needs(Permission.READ_CASES)
@require_POST
def answer(request: DeskRequest, report_id: uuid.UUID) -> HttpResponse:
    """Writes to the reporter."""
    if before := sent_before(request):
        return before
    report = reading.report_for(request.desk.member, report_id)
    form = AnswerForm(request.POST)
    if form.is_valid() and report.shredded_on is None:
        words = form.words()
        if by_sms.came_so(opened := told.opened(request.desk, report)):
            words = replace(words, by_sms=True)
            cost = by_sms.cost_of(words, language=opened.spoken, organisation=report.organisation)
            if not form.has_seen(cost.segments, most=by_sms.MOST_SEGMENTS):
                return _page(request, report, answer_form=form, cost=cost)
        reports.answer(report, words, by=request.desk)
        return led_to(request, f"{reverse('desk:report', args=[report.id])}?done=answered#thread")
    return _page(request, report, answer_form=form)


@needs(Permission.READ_CASES)
@require_POST
def ask_for_answer(request: DeskRequest, report_id: uuid.UUID) -> HttpResponse:
    """Asks a colleague to put an answer into the reporter's language and to send it."""
    if before := sent_before(request):
        return before
    report = reading.report_for(request.desk.member, report_id)
    form = AnswerForm(request.POST)
    here = get_language() or ""
    try:
        able = who_can(report, languages=[reading.words_of(request.desk, report).language, here])
        colleague = ColleagueForm(request.POST, of=able)
        if not colleague.is_valid():
            raise Http404
        if form.is_valid() and not form.cleaned_data["text"]:
            form.add_error("text", _("Only own words need a colleague. A ready sentence is sent as it is."))
        if not form.is_valid():
            return _page(request, report, answer_form=form)
        rendering_acts.ask_for_answer(report, form.words(), colleague=colleague.chosen, out_of=here, by=request.desk)
    except (CannotOpen, NotPossible) as error:
        raise Http404 from error
    return led_to(request, f"{reverse('desk:report', args=[report.id])}?done=rendering_asked#thread")


def _report_in_hand(request: DeskRequest, report_id: uuid.UUID) -> Report:
    report = reading.report_for(request.desk.member, report_id)
    if not permitted(request.desk.member, [Permission.TAKE_CASES], audience=report.audience):
        raise Http404
    return report


def _page(
    request: DeskRequest,
    report: Report,
    *,
    take_form: TitleForm | None = None,
    answer_form: AnswerForm | None = None,
    refused: AddToCaseForm | None = None,
    cost: by_sms.Cost | None = None,
) -> HttpResponse:
    member = request.desk.member
    case = queries.case_of(member, report)
    waits = report.due_at is not None
    opened = told.opened(request.desk, report)
    asking = asking_of(request.desk, opened)
    context = {
        "told": opened,
        "by_sms": by_sms.came_so(opened),
        "cost": cost,
        "asking": asking,
        "colleagues": ColleagueForm(of=asking.colleagues) if asking and asking.colleagues else None,
        "face": _face(report),
        "bell": bell_words.lines(member, [report.id]).get(report.id, ""),
        "case": case,
        "waits": waits and case is None,
        "may_take": waits and case is None and permitted(member, [Permission.TAKE_CASES], audience=report.audience),
        "take_form": take_form or TitleForm(),
        "answer_form": answer_form or AnswerForm(),
        "wrong": next((form for form in (take_form, answer_form, refused) if form is not None), None),
        "similar": _similar(request, report) if waits else [],
        "together": _together(request, report) if waits else 0,
        **_aside(request, report),
        "law": law.beside(
            member,
            hazard=report.hazard,
            lane=report.lane,
            harm=report.harm,
            workplace=report.workplace,
            country=report.country,
        ),
        "readers": holders_of(report.organisation, Audience(report.audience)).count(),
    }
    return render(request, "desk/report.html", context)


def _similar(request: DeskRequest, report: Report) -> list[tuple[str, queries.SimilarCase, AddToCaseForm]]:
    found = queries.similar_open_cases(request.desk.member, report)
    opened = titles.of_cases(request.desk, [each.case for each in found])
    return [
        (
            opened.get(each.case.id) or titles.of_untitled(each.case.hazard, each.case.lane),
            each,
            AddToCaseForm(initial={"case": each.case.id}),
        )
        for each in found
    ]


def _together(request: DeskRequest, report: Report) -> int:
    """How many reports wait in this one's event."""
    return crowds.reports_of(request.desk.member, report.event).count() if report.event else 0


def _aside(request: DeskRequest, report: Report) -> dict[str, object]:
    member = request.desk.member
    aside = SetAside.objects.select_related("asked_by", "done_by").filter(report=report).first()
    return {
        "aside": aside,
        "asked_myself": aside is not None and aside.asked_by_id == member.id,
        "aside_form": SetAsideForm(),
        "may_set_aside": report.shredded_on is None
        and permitted(member, [Permission.TAKE_CASES], audience=report.audience),
    }


def _face(report: Report) -> faces.Face | None:
    if report.due_at is None or report.arrived_at is None:
        return None
    moment = timezone.now()
    whole = clock_of(Lane(report.lane), Harm(report.harm), danger_now=report.danger_now)
    state = hours_clock(arrived_at=report.arrived_at, due_at=report.due_at, at=moment)
    fill = "now" if report.danger_now else ""
    return faces.hours_face(state, due_at=report.due_at, whole=whole, at=moment, fill=fill)


def _taken(request: DeskRequest, report: Report, form: TitleForm, refusal: TakenAlready) -> HttpResponse:
    case = queries.case_of(request.desk.member, report)
    if case is not None and case.taken_by_id == request.desk.member.id:
        return led_to(request, f"{_address(case)}?done=taken")
    form.add_error(None, str(refusal))
    return _page(request, report, take_form=form)


def _address(case: Case) -> str:
    return reverse("desk:case", args=[case.id])
