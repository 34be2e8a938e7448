"""Watched sources of the public record: how they stand, how often they are read, and ending it."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safelamp.doors.desk.forms.gathering import HOURS, HoursForm
from safelamp.doors.desk.navigation import done
from safelamp.doors.desk.paging import Paging, start_of
from safelamp.doors.desk.permits import DeskRequest, needs
from safelamp.ground.organisations.policy import Permission
from safelamp.record.gathering import operations, queries
from safelamp.record.gathering.models import Watch
from safelamp.record.gathering.readiness import HOW, web_is_ready

ROWS = 25


@needs(Permission.GATHER)
@require_safe
def watches(request: DeskRequest) -> HttpResponse:
    """Every watched source, failing ones first."""
    every = queries.watches_of(request.desk.member.organisation)
    start, total = start_of(request), every.count()
    shown = list(every[start : start + ROWS])
    paging = Paging("?", start, len(shown), total, ROWS)
    context = {"watches": shown, "paging": paging, "ready": web_is_ready(), "how": HOW}
    return render(request, "desk/record/watches.html", context)


@needs(Permission.GATHER)
@require_safe
def watch(request: DeskRequest, watch_id: uuid.UUID) -> HttpResponse:
    """One watched source: what was read when."""
    return _page(request, queries.watch_of(request.desk.member.organisation, watch_id))


@needs(Permission.GATHER)
@require_POST
def hours(request: DeskRequest, watch_id: uuid.UUID) -> HttpResponse:
    """Has it read more or less often."""
    found = queries.watch_of(request.desk.member.organisation, watch_id)
    form = HoursForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form)
    operations.change_hours(found, every_hours=form.cleaned_data["every_hours"], by=request.desk.member)
    return done("desk:record_watch", found.id)


@needs(Permission.GATHER)
@require_POST
def pause(request: DeskRequest, watch_id: uuid.UUID) -> HttpResponse:
    """Reads it no more for now."""
    found = queries.watch_of(request.desk.member.organisation, watch_id)
    operations.pause(found, by=request.desk.member)
    return done("desk:record_watch", found.id, notice="watch_paused")


@needs(Permission.GATHER)
@require_POST
def go_on(request: DeskRequest, watch_id: uuid.UUID) -> HttpResponse:
    """Reads it again."""
    found = queries.watch_of(request.desk.member.organisation, watch_id)
    operations.go_on(found, by=request.desk.member)
    return done("desk:record_watch", found.id, notice="watch_on")


@needs(Permission.GATHER)
@require_POST
def read_now(request: DeskRequest, watch_id: uuid.UUID) -> HttpResponse:
    """Reads it without waiting for its hour."""
    found = queries.watch_of(request.desk.member.organisation, watch_id)
    operations.read_now(found, by=request.desk.member)
    return done("desk:record_watch", found.id, notice="watch_now")


@needs(Permission.GATHER)
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: DeskRequest, watch_id: uuid.UUID) -> HttpResponse:
    """Watches it no more, after a second look."""
    found = queries.watch_of(request.desk.member.organisation, watch_id)
    if request.method == "POST":
        operations.stop_watching(found, by=request.desk.member)
        return done("desk:record_watches", notice="watch_stopped")
    return render(request, "desk/record/stop.html", {"watch": found})


def _page(request: DeskRequest, found: Watch, *, form: HoursForm | None = None) -> HttpResponse:
    every = queries.arrivals_under(found)
    start, total = start_of(request), every.count()
    shown = list(every[start : start + ROWS])
    context = {
        "watch": found, "arrivals": shown, "paging": Paging("?", start, len(shown), total, ROWS),
        "form": form or HoursForm(initial={"every_hours": found.every_hours}), "how": HOW,
        "often": dict(HOURS).get(found.every_hours),
    }  # fmt: skip
    return render(request, "desk/record/watch.html", context)
