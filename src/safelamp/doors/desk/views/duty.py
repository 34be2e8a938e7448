"""The duty list: who is rung when, who is away, and which hours nobody covers."""

import uuid
from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safelamp.doors.desk import week
from safelamp.doors.desk.forms.duty import AwayForm, NewTurnForm, TurnForm
from safelamp.doors.desk.navigation import done
from safelamp.doors.desk.permits import DeskRequest, answers, any_member, needs, opens
from safelamp.ground.organisations.policy import Permission
from safelamp.ground.post.queries import sending_is_possible
from safelamp.loop.duty import calling, operations, queries


@needs(Permission.KEEP_DUTY)
@require_safe
def duty(request: DeskRequest) -> HttpResponse:
    """The duty list as a week."""
    return _page(request)


@needs(Permission.KEEP_DUTY)
@require_POST
def trial(request: DeskRequest) -> HttpResponse:
    """Rings everybody of today, with a message that says that it is a trial."""
    try:
        operations.ring_trial(by=request.desk.member)
    except ValidationError as refusal:
        return _page(request, refused=" ".join(refusal.messages))
    return done("desk:duty", notice="trial")


@needs(Permission.KEEP_DUTY)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: DeskRequest) -> HttpResponse:
    """Puts somebody on the list."""
    by = request.desk.member
    form = NewTurnForm(answers(request), candidates=queries.candidates_of(by.organisation), initial={"member": by.id})
    if form.is_valid() and _kept(form, lambda: operations.add_turn(form.chosen, **form.hours(), by=by)):
        return done("desk:duty")
    return render(request, "desk/turn.html", {"form": form})


@needs(Permission.KEEP_DUTY)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: DeskRequest, turn_id: uuid.UUID) -> HttpResponse:
    """Changes a turn."""
    by = request.desk.member
    turn = queries.turn_of(by.organisation, turn_id)
    form = TurnForm(answers(request), initial=TurnForm.of(turn))
    if form.is_valid() and _kept(form, lambda: operations.change_turn(turn, **form.hours(), by=by)):
        return done("desk:duty")
    return render(request, "desk/turn.html", {"form": form, "turn": turn})


@needs(Permission.KEEP_DUTY)
@require_POST
def end(request: DeskRequest, turn_id: uuid.UUID) -> HttpResponse:
    """Takes a turn off the list."""
    by = request.desk.member
    operations.end_turn(queries.turn_of(by.organisation, turn_id), by=by)
    return done("desk:duty", notice="taken_away")


@any_member
@require_http_methods(["GET", "HEAD", "POST"])
def away(request: DeskRequest) -> HttpResponse:
    """The member says until when they are away."""
    by = request.desk.member
    form = AwayForm(answers(request))
    if form.is_valid() and _kept(form, lambda: operations.be_away(form.day(), by=by)):
        return done(_onward(request), notice="away")
    until = queries.last_day_away(by, on=timezone.localdate())
    return render(request, "desk/away.html", {"form": form, "away_until": until})


@any_member
@require_POST
def back(request: DeskRequest) -> HttpResponse:
    """The member can be rung again."""
    operations.be_back(by=request.desk.member)
    return done(_onward(request), notice="back")


def _page(request: DeskRequest, *, refused: str = "") -> HttpResponse:
    moment = timezone.localtime()
    member = request.desk.member
    found = queries.duty_list(member.organisation, at=moment)
    context = {
        "duty": found,
        "days": week.days(found, moment=moment),
        "free_hours": week.hours_in(found.uncovered),
        "turns": [(turn, week.days_in_words(turn.weekdays), week.hours_in_words(turn)) for turn in found.turns],
        "away_until": queries.last_day_away(member, on=moment.date()),
        "moment": moment,
        "sends": sending_is_possible(),
        "not_reached": calling.not_reached(member.organisation, at=moment),
        "trial": queries.last_trial(member.organisation, on=moment.date()),
        "today": queries.members_of_day(member.organisation, at=moment),
        "refused": refused,
    }
    return render(request, "desk/duty.html", context)


def _onward(request: DeskRequest) -> str:
    return "desk:duty" if opens(request.desk.member, Permission.KEEP_DUTY) else "desk:me"


def _kept(form: forms.Form, act: Callable[[], object]) -> bool:
    """Does the act; what it refuses stands above the form."""
    try:
        act()
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return False
    return True
