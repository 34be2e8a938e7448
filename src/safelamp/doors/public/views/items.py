"""One item of the public record."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from safelamp.doors.public.caching import kept_shortly
from safelamp.doors.public.take_downs import taken_down
from safelamp.record.reading import queries
from safelamp.record.reading.models import Item
from safelamp.record.searching.queries import first_told, told_again


@require_safe
def item(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """One item: headline, teaser, facts with their exact words, who else tells it, and the way to the source."""
    try:
        shown = queries.public_item(item_id)
    except Item.DoesNotExist:
        if queries.was_taken_down(item_id):
            return taken_down(request)
        raise Http404 from None
    permanent = request.build_absolute_uri(reverse("public:item", args=[shown.id]))
    return kept_shortly(
        render(
            request,
            "public/item.html",
            {
                "item": shown,
                "told_again": told_again(shown),
                "first_told": first_told(shown),
                "permanent": permanent,
            },
        )
    )
