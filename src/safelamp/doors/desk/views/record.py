"""Whole pages of the record: they belong to their publishers, so only members read them."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safelamp.doors.desk.permits import DeskRequest, needs, opens
from safelamp.ground.organisations.policy import Permission
from safelamp.record.gathering import queries as gathering
from safelamp.record.reading import queries
from safelamp.record.reading.showing import marked_page
from safelamp.record.reviewing import queries as reviewing

PAGES_A_SCREEN = 25
MOST_OUTSIDE = 8  # of what arrived and is not in the record; the latest


@needs(Permission.READ_RECORD_PAGES)
@require_safe
def pages(request: DeskRequest) -> HttpResponse:
    """The pages that the organisation may read, the latest first."""
    every = queries.pages_for(request.desk.member.organisation)
    shown = Paginator(every, PAGES_A_SCREEN).get_page(request.GET.get("page"))
    gathers = opens(request.desk.member, Permission.GATHER)
    waiting = gathering.not_in_the_record(request.desk.member.organisation)
    context = {
        "pages": shown,
        "gathers": gathers,
        "outside": waiting[:MOST_OUTSIDE] if gathers else (),
        "outside_count": waiting.count() if gathers else 0,
    }
    return render(request, "desk/record.html", context)


@needs(Permission.READ_RECORD_PAGES)
@require_safe
def page(request: DeskRequest, page_id: uuid.UUID) -> HttpResponse:
    """One page as it was read, with the facts marked."""
    read = queries.page_for(request.desk.member.organisation, page_id)
    items = list(queries.items_on(read))
    context = {
        "page": read,
        "items": items,
        "pieces": marked_page(read, items),
        "may_take_out": opens(request.desk.member, Permission.GATHER)
        and gathering.may_take_out(request.desk.member.organisation, read),
        "arrival": gathering.arrival_behind(read),
        "may_follow": opens(request.desk.member, Permission.FOLLOW_PROMISES),
        "may_review": opens(request.desk.member, Permission.REVIEW_RECORD)
        and reviewing.may_correct(request.desk.member, read),
    }
    return render(request, "desk/record_page.html", context)
