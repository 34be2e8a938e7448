"""Actions: the list, one action, agreeing, and one page for each act."""

import uuid

from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from safelamp.doors.desk import titles
from safelamp.doors.desk.action_acts import ACTION_ACTS, ActionAct, action_refused_now, acts_for
from safelamp.doors.desk.action_rows import rows_of
from safelamp.doors.desk.case_acts import allowed
from safelamp.doors.desk.forms.actions import ActionForm, AgreeForm
from safelamp.doors.desk.once import led_to, sent_before
from safelamp.doors.desk.paging import Paging, start_of
from safelamp.doors.desk.permits import DeskRequest, View, needs
from safelamp.doors.desk.views.case_work import IMPOSSIBLE_NOW
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.organisations.policy import Permission, allows
from safelamp.loop.actions import queries
from safelamp.loop.actions.models import CorrectiveAction
from safelamp.loop.actions.states import ActionState, ActionVerb
from safelamp.loop.cases.queries import case_for
from safelamp.loop.cases.states import permitted

PAGE = 50


class Due(models.TextChoices):
    """Which actions the list shows."""

    OPEN = "open", _("Not verified")
    LATE = "late", _("Behind schedule")
    VERIFY = "verify", _("To verify by me")
    MINE = "mine", _("Owed by me")


@needs(Permission.READ_CASES)
@require_safe
def listing(request: DeskRequest) -> HttpResponse:
    """Actions that are not verified, the longest overdue first."""
    member, today = request.desk.member, timezone.localdate()
    found = {
        Due.OPEN: queries.open_for(member),
        Due.LATE: queries.overdue_on(member, today),
        Due.VERIFY: queries.waiting_to_be_verified(member),
        Due.MINE: queries.owed_by(member),
    }
    wanted = request.GET.get("show", "")
    shown = Due(wanted) if wanted in Due.values else Due.OPEN
    counts = {each: actions.count() for each, actions in found.items()}
    start = start_of(request)
    rows = rows_of(request.desk, found[shown][start : start + PAGE], on=today)
    address = reverse("desk:actions")
    context = {
        "rows": rows,
        "chips": [(each.label, counts[each], f"{address}?show={each.value}", each == shown) for each in Due],
        "paging": Paging(f"{address}?show={shown.value}", start, len(rows), counts[shown], PAGE),
        "counts": queries.counts_of(queries.actions_for(member), on=today),
        "shown": shown,
    }
    return render(request, "desk/actions.html", context)


@needs(Permission.READ_CASES)
@require_safe
def show(request: DeskRequest, action_id: uuid.UUID) -> HttpResponse:
    """One action with its dates and history."""
    action = queries.action_for(request.desk.member, action_id)
    try:
        history = queries.history_of(request.desk, action)
        revisions = queries.revisions_of(request.desk, action)
    except CannotOpen:
        history, revisions = [], []
    context = {
        "row": rows_of(request.desk, [action], on=timezone.localdate())[0],
        "case_title": titles.of_case(request.desk, action.case),
        "acts": acts_for(request.desk.member, action),
        "verifier_trouble": _verifier_trouble(request, action),
        "history": history,
        "revisions": revisions,
    }
    return render(request, "desk/action.html", context)


@needs(Permission.AGREE_ACTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: DeskRequest, case_id: uuid.UUID) -> HttpResponse:
    """Writes down what was agreed."""
    if request.method == "POST" and (before := sent_before(request)):
        return before
    case = case_for(request.desk.member, case_id)
    if not permitted(request.desk.member, [Permission.AGREE_ACTIONS], audience=case.audience):
        raise Http404
    form = AgreeForm(request.POST if request.method == "POST" else None, case=case, session=request.desk)
    if form.is_valid() and form.perform(form.act):
        return led_to(request, f"{reverse('desk:case', args=[case.id])}?done=agreed")
    possible = allowed(request.desk.member, case, "agree_action")
    context = {"form": form, "case": case, "title": titles.of_case(request.desk, case), "possible": possible}
    return render(request, "desk/agree.html", context, status=200 if possible else IMPOSSIBLE_NOW)


def urlpatterns() -> list[URLPattern]:
    """An address for each act."""
    return [
        path(f"actions/<uuid:action_id>/{act.path}/", _view_of(act), name=name) for name, act in ACTION_ACTS.items()
    ]


def _view_of(act: ActionAct) -> View[[uuid.UUID]]:
    @needs(act.permission)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: DeskRequest, action_id: uuid.UUID) -> HttpResponse:
        if request.method == "POST" and (before := sent_before(request)):
            return before
        action = queries.action_for(request.desk.member, action_id)
        if not permitted(request.desk.member, [act.permission], audience=action.case.audience):
            raise Http404
        form = act.form(request.POST if request.method == "POST" else None, action=action, session=request.desk)
        if form.is_valid() and form.perform(form.act):
            return led_to(request, f"{reverse('desk:action', args=[action.id])}?done={act.done}")
        return _page(request, act, action, form)

    return view


def _page(request: DeskRequest, act: ActionAct, action: CorrectiveAction, form: ActionForm) -> HttpResponse:
    refusal = action_refused_now(action, act)
    trouble = _verifier_trouble(request, action) if act.verb == ActionVerb.VERIFY else None
    context = {
        "act": act,
        "row": rows_of(request.desk, [action], on=timezone.localdate())[0],
        "form": form,
        "refusal": refusal or getattr(form, "nobody", ""),
        "verifier_trouble": trouble,
    }
    return render(request, "desk/action_act.html", context, status=IMPOSSIBLE_NOW if refusal else 200)


def _verifier_trouble(request: DeskRequest, action: CorrectiveAction) -> dict[str, object] | None:
    """Why the member cannot verify it, and who can."""
    member = request.desk.member
    asked = action.state == ActionState.REPORTED_FIXED and allows(member, Permission.VERIFY_ACTIONS)
    why = queries.why_not_verify(member, action) if asked else ""
    return {"why": why, "who": queries.verifiers_of(action)} if why else None
