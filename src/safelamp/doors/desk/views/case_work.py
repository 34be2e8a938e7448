"""One page for each act on a case: the question, the form, and what the act refuses in its own words."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods

from safelamp.doors.desk import titles
from safelamp.doors.desk.case_acts import ACTS, Act, refused_now
from safelamp.doors.desk.forms.cases import AskForm, CaseForm, MergeForm
from safelamp.doors.desk.once import led_to, sent_before
from safelamp.doors.desk.permits import DeskRequest, View, needs
from safelamp.loop.cases.models import Case
from safelamp.loop.cases.queries import case_for, merge_targets, reports_of
from safelamp.loop.cases.states import permitted

IMPOSSIBLE_NOW = 409  # the case stands elsewhere: somebody was faster


def urlpatterns() -> list[URLPattern]:
    """An address for each act."""
    return [
        path(f"cases/<uuid:case_id>/{act.path}/", _view_of(act), name=name)
        for name, act in ACTS.items()
        if isinstance(act, Act)
    ]


def _view_of(act: Act) -> View[[uuid.UUID]]:
    @needs(act.permission)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: DeskRequest, case_id: uuid.UUID) -> HttpResponse:
        if request.method == "POST" and (before := sent_before(request)):
            return before
        case = case_for(request.desk.member, case_id)
        if not permitted(request.desk.member, act.permissions, audience=case.audience):
            raise Http404
        form = act.form(request.POST if request.method == "POST" else None, case=case, session=request.desk)
        if form.is_valid():
            reached: list[Case] = []
            if form.perform(lambda: reached.append(form.act())):
                return led_to(request, f"{reverse('desk:case', args=[reached[0].id])}?done={act.done}")
        return _page(request, act, case, form)

    return view


def _page(request: DeskRequest, act: Act, case: Case, form: CaseForm) -> HttpResponse:
    refusal = refused_now(case, act)
    context = {
        "act": act,
        "case": case,
        "title": titles.of_case(request.desk, case),
        "form": form,
        "refusal": refusal or getattr(form, "nobody", ""),
        "targets": _targets(request, case) if isinstance(form, MergeForm) else [],
        "reporters": reports_of(request.desk.member, case).count() if isinstance(form, AskForm) else 0,
    }
    return render(request, "desk/case_act.html", context, status=IMPOSSIBLE_NOW if refusal else 200)


def _targets(request: DeskRequest, case: Case) -> list[tuple[Case, str]]:
    found = merge_targets(request.desk.member, case)
    opened = titles.of_cases(request.desk, found)
    return [(each, opened.get(each.id) or titles.of_untitled(each.hazard, each.lane)) for each in found]
