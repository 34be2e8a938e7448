"""Statements of organisations, for everybody: the list, and one under its permanent link."""

import uuid

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from safelamp.doors.public.paging import page_number
from safelamp.record.publishing import queries
from safelamp.record.publishing.models import Statement

STATEMENTS_A_PAGE = 20
GONE = 410


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The statements, the latest first, each in the reader's language where it is written in it."""
    page = Paginator(queries.public_statements(), STATEMENTS_A_PAGE).get_page(page_number(request.GET))
    shown = queries.published(list(page.object_list))
    context = {"page": page, "shown": [(each, each.in_language(get_language() or "")) for each in shown]}
    return render(request, "public/statements/list.html", context)


@require_safe
def show(request: HttpRequest, statement_id: uuid.UUID) -> HttpResponse:
    """One statement: its languages side by side, its older wordings marked; or why it was withdrawn."""
    try:
        found = queries.public_statement(statement_id)
    except Statement.DoesNotExist:
        raise Http404 from None
    if found.statement.withdrawn_on:
        return render(request, "public/statements/withdrawn.html", {"statement": found.statement}, status=GONE)
    if not found.versions:
        raise Http404
    first = found.in_language(get_language() or "")
    versions = sorted(found.versions, key=lambda each: (each != first, each.language))
    context = {"statement": found.statement, "first": first, "versions": versions, "older": found.older}
    return render(request, "public/statements/statement.html", context)
