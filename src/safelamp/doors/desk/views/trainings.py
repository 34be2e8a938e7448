"""Trainings: the list, one training, a new one."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.views.decorators.http import require_http_methods, require_safe

from safelamp.doors.desk import from_record
from safelamp.doors.desk.forms.followed import TrainingForm
from safelamp.doors.desk.once import led_to, sent_before
from safelamp.doors.desk.paging import Paging, start_of
from safelamp.doors.desk.permits import DeskRequest, answers, needs
from safelamp.doors.desk.views.cited import cited
from safelamp.ground.organisations.policy import Permission
from safelamp.loop.training import queries
from safelamp.loop.training.models import Training

PAGE = 50


@needs(Permission.FOLLOW_PROMISES)
@require_safe
def listing(request: DeskRequest) -> HttpResponse:
    """The trainings, the latest first."""
    start = start_of(request)
    every = queries.trainings_for(request.desk.member)
    page = list(every[start : start + PAGE])
    total = every.count()
    context = {
        "rows": queries.training_words(request.desk, page),
        "total": total,
        "paging": Paging(f"{reverse('desk:trainings')}?all=1", start, len(page), total, PAGE),
        "way": "trainings",
    }
    return render(request, "desk/followed/trainings.html", context)


@needs(Permission.FOLLOW_PROMISES)
@require_safe
def show(request: DeskRequest, training_id: uuid.UUID) -> HttpResponse:
    """One training with the words that it rests on."""
    training = queries.training_for(request.desk.member, training_id)
    context = {
        "row": queries.training_words(request.desk, [training])[0],
        "citation": queries.citation_of(request.desk, training),
        "way": "trainings",
    }
    return render(request, "desk/followed/training.html", context)


@needs(Permission.FOLLOW_PROMISES)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: DeskRequest) -> HttpResponse:
    """Writes a training down, from words of the record or from what is known."""
    if request.method == "POST" and (before := sent_before(request)):
        return before
    source = cited(request)
    initial = from_record.for_training(source[0], source[1]) if source else {}
    citation = source[2] if source else None
    form = TrainingForm(answers(request), session=request.desk, citation=citation, initial=dict(initial))
    if form.is_valid():
        made: list[Training] = []
        if form.perform(lambda: made.append(form.act())):
            return led_to(request, f"{reverse('desk:training', args=[made[0].id])}?done=written_down")
    context = {
        "form": form, "citation": citation, "question": _now("Write down a training"), "button": _now("Write it down"),
        "back": reverse("desk:trainings"), "way": "trainings",
    }  # fmt: skip
    return render(request, "desk/followed/form.html", context)
