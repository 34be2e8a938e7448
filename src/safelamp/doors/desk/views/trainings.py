"""Trainings: the list, one training, a new one."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from safelamp.doors.desk import from_record
from safelamp.doors.desk.forms.followed import TrainingForm
from safelamp.doors.desk.paging import Paging, start_of
from safelamp.doors.desk.permits import DeskRequest, needs
from safelamp.doors.desk.views.cited import WritingDown, write_down
from safelamp.ground.organisations.policy import Permission
from safelamp.loop.training import queries

PAGE = 50
WRITING = WritingDown(
    form=TrainingForm, propose=from_record.for_training, page="desk:training", back="desk:trainings",
    way="trainings", question=_("Write down a training"), button=_("Write it down"), notice="written_down",
)  # fmt: skip


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
    return write_down(request, WRITING)
