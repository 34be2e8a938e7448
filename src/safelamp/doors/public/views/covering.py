"""What the record covers and what it does not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safelamp.doors.public.caching import kept_shortly
from safelamp.doors.public.subject_words import language_name
from safelamp.record.searching.coverage import coverage


@require_safe
def what_is_in_it(request: HttpRequest) -> HttpResponse:
    """Sources with counts and days, languages, what the program can be wrong about, how to correct it."""
    held = coverage()
    languages = [(language_name(code), code, many) for code, many in held.languages]
    return kept_shortly(render(request, "public/coverage.html", {"held": held, "languages": languages}))
