"""The public record: searching it."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safelamp.doors.public import facets, hits
from safelamp.doors.public.caching import kept_as_asked
from safelamp.doors.public.forms import SearchForm
from safelamp.doors.public.paging import page_number, without
from safelamp.record.searching.asked import Order
from safelamp.record.searching.finding import find


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The items that match, ten a page, with all facets; what could not be read is said beside its field."""
    form = SearchForm(request.GET)
    form.is_valid()
    asked = form.search(request.GET)
    answer = find(asked, number=page_number(request.GET))
    shown = render(
        request,
        "public/list.html",
        {
            "form": form,
            "asked": asked,
            "found": answer.found,
            "facets": facets.facets_of(answer),
            "read_as": facets.read_as(answer.named, lambda words: f"?{replace(asked, words=words).as_query()}"),
            "only_words": without(request.GET, "page", "read") + "read=words",
            "sought": hits.sought_in(asked.words),
            "orders": [(order.value, order.label, order is asked.order) for order in Order],
            "days": [form["since"], form["until"]],
            "kept": without(request.GET, "page"),
            "unsorted": without(request.GET, "page", "sort"),
            "permanent": asked.as_query(),
        },
    )
    return kept_as_asked(shown, asked)
