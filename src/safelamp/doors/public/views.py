"""The public record: searching it, and one item with its facts."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safelamp.doors.public.forms import SearchForm
from safelamp.doors.public.paging import page_number, without
from safelamp.doors.public.take_downs import taken_down
from safelamp.record.reading import queries
from safelamp.record.reading.models import Item


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The items that match, newest first, ten a page; what could not be read is said beside its field."""
    form = SearchForm(request.GET)
    form.is_valid()
    asked = form.search(request.GET)
    everything = queries.public_items()
    return render(
        request,
        "public/list.html",
        {
            "form": form,
            "asked": asked,
            "found": queries.found(queries.matching(everything, asked), number=page_number(request.GET)),
            "narrow": queries.choices(everything, asked),
            "days": [form["since"], form["until"]],
            "kept": without(request.GET, "page"),
        },
    )


@require_safe
def item(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """One item: headline, teaser, facts with their exact words, and the way to the source."""
    try:
        shown = queries.public_item(item_id)
    except Item.DoesNotExist:
        if queries.was_taken_down(item_id):
            return taken_down(request)
        raise Http404 from None
    return render(request, "public/item.html", {"item": shown})
