"""From fact to action: choosing the words of an item, and the citation that travels with a form."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from safelamp.doors.desk import from_record
from safelamp.doors.desk.from_record import Words
from safelamp.doors.desk.permits import DeskRequest, needs
from safelamp.ground.organisations.policy import Permission
from safelamp.loop.agreements.citations import Citation
from safelamp.record.reading.models import Item

Cited = tuple[Item, Words, Citation]


@needs(Permission.FOLLOW_PROMISES)
@require_safe
def choose(request: DeskRequest, item_id: uuid.UUID) -> HttpResponse:
    """Which words of an item are cited, and what they become."""
    item = from_record.item_for(request.desk.member, item_id)
    every = from_record.words_of(item)
    context = {
        "item": item,
        "words": every,
        "first": every[min(1, len(every) - 1)].key,
        "commitment": reverse("desk:new_commitment"),
        "agreement": reverse("desk:new_agreement"),
        "training": reverse("desk:new_training"),
    }
    return render(request, "desk/followed/choose.html", context)


def cited(request: DeskRequest) -> Cited | None:
    """The words that the address names, if it names an item; an item that is not theirs is 404."""
    named = request.GET.get("item", "")
    if not named:
        return None
    try:
        item = from_record.item_for(request.desk.member, uuid.UUID(named))
    except ValueError as error:
        raise Http404 from error
    words = from_record.chosen(item, request.GET.get("words", ""))
    return item, words, from_record.citation(item, words)
