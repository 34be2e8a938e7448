"""The map and the chart over time of a search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from safelamp.doors.public import pictures
from safelamp.doors.public.caching import kept_as_asked
from safelamp.doors.public.pictures import Picture
from safelamp.record.searching.asked import Search


@require_safe
def on_a_map(request: HttpRequest) -> HttpResponse:
    """Where the items of a search are about."""
    asked = Search.from_query(request.GET.urlencode())
    picture = pictures.on_a_map(asked)
    note = _(
        "The outlines are those of Natural Earth, rounded to fit a phone. They say nothing about whose land it is; "
        "names of countries are those of ISO 3166."
    )
    titles = {"title": _("The record on a map"), "heading": _("Country"), "note": note, "is_map": True}
    return _shown(request, asked, picture, titles)


@require_safe
def over_time(request: HttpRequest) -> HttpResponse:
    """When the items of a search were published."""
    asked = Search.from_query(request.GET.urlencode())
    titles = {"title": _("The record over time"), "heading": _("Published"), "note": "", "is_map": False}
    return _shown(request, asked, pictures.over_the_years(asked), titles)


def _shown(request: HttpRequest, asked: Search, picture: Picture | None, titles: dict[str, object]) -> HttpResponse:
    context = {"picture": picture, "asked": asked, "permanent": asked.as_query(), **titles}
    return kept_as_asked(render(request, "public/picture.html", context), asked)
