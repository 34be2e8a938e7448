"""The wall sheet: what the union did at a workplace, on one A4 page that hangs where everybody walks past."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from safelamp.doors.desk import sms_on_paper
from safelamp.doors.desk.permits import DeskRequest, needs
from safelamp.doors.desk.views.poster import spoken_for, square
from safelamp.engines.writing.graphemes import clusters
from safelamp.ground.organisations.policy import Permission
from safelamp.ground.releases import queries as releases
from safelamp.ground.releases.queries import Answer
from safelamp.ground.workplaces import queries
from safelamp.ground.workplaces.models import Workplace

QR_MM = 38
# What fits on the page in large type, counted in lines: an answer takes its words and what stands below and around it.
LINES, LINES_OF_TALL_SCRIPTS = 18.0, 14.0
LETTERS_A_LINE, AROUND = 42, 2.7
SMS_LINES = 3.0  # how to tell by SMS, below the answers
TALL = frozenset({"th", "km", "my", "lo", "ur", "bn", "hi", "te", "fa"})


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language in which something hangs there."""

    code: str
    name: str
    here: bool


@needs(Permission.RELEASE)
@require_safe
def sheet(request: DeskRequest, workplace_id: uuid.UUID) -> HttpResponse:
    """The sheet in the language of `?lang=`, else in the organisation's."""
    workplace = queries.workplace_for(request.desk.member, workplace_id)
    known = dict(settings.WORKER_LANGUAGES)
    asked = request.GET.get("lang", "")
    language = asked if asked in known else workplace.organisation.language
    address = request.build_absolute_uri(reverse("worker:poster", args=[workplace.code]))
    with translation.override(language), spoken_for(workplace.organisation):
        wall = releases.wall_of(workplace, language=language)
        sms = sms_on_paper.way_for(workplace, organisation=workplace.organisation)
        fitting = _fitting(wall.answers, below=SMS_LINES if sms else 0.0)
        context = {
            "workplace": workplace,
            "organisation": workplace.organisation,
            "answers": wall.answers[:fitting],
            "left_out": len(wall.answers) - fitting,
            "figures": wall.figures,
            "figures_day": wall.figures_day,
            "address": address.partition("://")[2],
            "square": square(address, millimetres=QR_MM),
            "sms": sms,
            "tongues": _tongues(workplace, language),
            "exercise": settings.DEMONSTRATION or workplace.organisation.is_practice,
        }
        return render(request, "desk/wall/sheet.html", context)


def _fitting(answers: Sequence[Answer], *, below: float) -> int:
    """How many of the newest answers fit above so many further lines; one always does."""
    left = 1.0 - below / LINES_OF_TALL_SCRIPTS  # of the page
    for number, answer in enumerate(answers):
        page = LINES_OF_TALL_SCRIPTS if answer.language in TALL else LINES
        left -= (ceil(len(clusters(answer.text)) / LETTERS_A_LINE) + AROUND) / page
        if left < 0:
            return max(number, 1)
    return len(answers)


def _tongues(workplace: Workplace, here: str) -> Sequence[Tongue]:
    """Every language of the worker's screens, those first in which something hangs there."""
    used = releases.languages_of(workplace)
    ordered = sorted(settings.WORKER_LANGUAGES, key=lambda each: each[0] not in used)
    return [Tongue(code, name, code == here) for code, name in ordered]
