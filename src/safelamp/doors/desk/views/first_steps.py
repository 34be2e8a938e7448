"""The page of first steps, and saying that one is done."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from safelamp.doors.desk import first_steps
from safelamp.doors.desk.navigation import done
from safelamp.doors.desk.permits import DeskRequest, needs
from safelamp.ground.organisations import operations
from safelamp.ground.organisations.models import FirstStep
from safelamp.ground.organisations.policy import Permission


@needs(Permission.KEEP_ORGANISATION)
@require_safe
def show(request: DeskRequest) -> HttpResponse:
    """Every step, done or not."""
    return render(request, "desk/first_steps.html", {"steps": first_steps.of(request.desk)})


@needs(Permission.KEEP_ORGANISATION)
@require_POST
def say(request: DeskRequest) -> HttpResponse:
    """Keeps somebody's word that a step outside this program is done."""
    step = request.POST.get("step", "")
    if step in FirstStep.values:
        operations.say_step(FirstStep(step), by=request.desk.member)
    return done("desk:first_steps")
