"""Plans of workplaces: the list, a page that a meeting can print, a new one."""

import uuid
from collections.abc import Mapping, Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from safelamp.doors.desk.action_rows import rows_of
from safelamp.doors.desk.forms.actions import PlanForm
from safelamp.doors.desk.once import led_to, sent_before
from safelamp.doors.desk.permits import DeskRequest, needs, opens
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.organisations.policy import Permission
from safelamp.loop.actions import queries
from safelamp.loop.actions.models import Plan
from safelamp.loop.actions.queries import WorkplaceStanding


@needs(Permission.READ_CASES)
@require_safe
def listing(request: DeskRequest) -> HttpResponse:
    """Every workplace that the member reaches, with its plans; no plan is said, not left out."""
    standings = queries.workplace_standings(request.desk.member, on=timezone.localdate())
    titles = _titles(request, [each.plan for standing in standings for each in standing.plans])
    context = {
        "places": [(standing, _titled(standing, titles)) for standing in standings],
        "may_make": opens(request.desk.member, Permission.AGREE_ACTIONS),
    }
    return render(request, "desk/plans.html", context)


@needs(Permission.READ_CASES)
@require_safe
def show(request: DeskRequest, plan_id: uuid.UUID) -> HttpResponse:
    """A plan for a meeting, on one sheet of paper: actions, who owes them, by when. No reporter's words."""
    member, today = request.desk.member, timezone.localdate()
    plan = queries.plan_for(member, plan_id)
    found = queries.actions_for(member).filter(plan=plan).order_by("level", "due_on", "id")
    context = {
        "plan": plan,
        "title": _titles(request, [plan]).get(plan.id, ""),
        "rows": rows_of(request.desk, found, on=today),
        "counts": queries.counts_of(found, on=today),
        "today": today,
    }
    return render(request, "desk/plan.html", context)


@needs(Permission.AGREE_ACTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: DeskRequest) -> HttpResponse:
    """Begins a plan."""
    if request.method == "POST" and (before := sent_before(request)):
        return before
    form = PlanForm(request.POST if request.method == "POST" else None, session=request.desk)
    if form.is_valid():
        made: list[Plan] = []
        if form.perform(lambda: made.append(form.act())):
            return led_to(request, f"{reverse('desk:plan', args=[made[0].id])}?done=plan_made")
    return render(request, "desk/make_plan.html", {"form": form})


def _titles(request: DeskRequest, plans: Sequence[Plan]) -> Mapping[uuid.UUID, str]:
    try:
        return queries.plan_titles(request.desk, plans)
    except CannotOpen:
        return {}


def _titled(standing: WorkplaceStanding, titles: Mapping[uuid.UUID, str]) -> list[tuple[object, str]]:
    return [(each, titles.get(each.plan.id) or str(each.plan.number)) for each in standing.plans]
