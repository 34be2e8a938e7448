"""Strikes and what came of them, agreements, trainings, ratifications, promises: what items tell, in their words."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safelamp.doors.public import subject_rows
from safelamp.doors.public.caching import kept_shortly
from safelamp.doors.public.narrowing import narrowed, offers
from safelamp.doors.public.paging import page_number, without
from safelamp.record.searching.finding import find
from safelamp.record.searching.subjects import SUBJECTS


@require_safe
def subject(request: HttpRequest, *, name: str) -> HttpResponse:
    """The items of one subject, newest first, each with the sentence that tells what came of it."""
    collected = SUBJECTS[name]
    asked = narrowed(request.GET, topics=(collected.topic,))
    answer = find(asked, number=page_number(request.GET))
    return kept_shortly(
        render(
            request,
            "public/subject.html",
            {
                "name": name,
                "titles": subject_rows.TITLES[name],
                "found": answer.found,
                "rows": [subject_rows.row(item, collected) for item in answer.found.items],
                "offers": offers(asked),
                "kept": without(request.GET, "page"),
                "permanent": asked.as_query(),
            },
        )
    )


strikes = partial(subject, name="strikes")
agreements = partial(subject, name="agreements")
trainings = partial(subject, name="trainings")
ratifications = partial(subject, name="ratifications")
promises = partial(subject, name="promises")
