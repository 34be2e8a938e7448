"""What waits to be reviewed: the queue, and one decision a screen."""

import uuid
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from safelamp.doors.desk import review_words
from safelamp.doors.desk.forms.review import FactForm, PersonForm
from safelamp.doors.desk.paging import Paging, start_of
from safelamp.doors.desk.permits import DeskRequest, answers, needs, opens
from safelamp.doors.desk.review_acts import ITEM_ACTS
from safelamp.doors.desk.views.inbox import Chip
from safelamp.engines.extraction.values import Span
from safelamp.ground.organisations.policy import Permission
from safelamp.ground.standards.countries import name_of
from safelamp.record.reading.models import Fact, FactKind, Item, NamedPerson, Standing
from safelamp.record.reviewing import applying, bounds, operations, queries
from safelamp.record.reviewing.models import RELEASING, Act, Reason, State, Subject
from safelamp.record.reviewing.operations import Change
from safelamp.record.reviewing.queries import Sort

PAGE = 25
NOT_KEPT = 422  # what was sent cannot be kept as it is
KEPT = "review_kept"


@needs(Permission.REVIEW_RECORD)
@require_safe
def queue(request: DeskRequest) -> HttpResponse:
    """What waits, the most useful first."""
    member = request.desk.member
    rows = queries.waiting(member)
    counts = queries.counted(rows)
    asked = request.GET.get("show", "")
    shown = [row for row in rows if row.sort.value == asked] if asked in set(Sort) else rows
    start = start_of(request)
    address = reverse("desk:review")
    chips = [
        Chip(str(review_words.SORTS[sort]), counts[sort], f"{address}?show={sort}", asked == sort) for sort in Sort
    ]
    context = {
        "lines": [review_words.line_of(row) for row in shown[start : start + PAGE]],
        "total": len(rows),
        "chips": [Chip(_("All"), len(rows), address, asked not in set(Sort)), *chips],
        "paging": Paging(f"{address}?show={asked}", start, len(shown[start : start + PAGE]), len(shown), PAGE),
        "asks": queries.take_downs_for(member).filter(answer="").count()
        if opens(member, Permission.RELEASE_NAMES)
        else 0,
        "practises": member.organisation.is_practice,
    }
    return render(request, "desk/record/review.html", context)


@needs(Permission.REVIEW_RECORD)
@require_safe
def following(request: DeskRequest) -> HttpResponse:
    """Leads to the next decision, past those that were left for later; to the queue when none is left."""
    rows = queries.waiting(request.desk.member)
    later = start_of(request)
    notice = request.GET.get("done", "")
    asked = {name: value for name, value in {"done": notice, "from": later or ""}.items() if value}
    to = review_words.line_of(rows[later]).address if later < len(rows) else reverse("desk:review")
    return redirect(f"{to}?{urlencode(asked)}" if asked else to)


@needs(Permission.REVIEW_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def fact(request: DeskRequest, fact_id: uuid.UUID) -> HttpResponse:
    """Whether a fact is what the page says."""
    shown = queries.fact_for(request.desk.member, fact_id)
    decision = request.POST.get("decision", "")
    form = FactForm(request.POST if decision == "change" else None, fact=shown)
    change = _change_of(shown, decision, form)
    refused = _refusal(lambda: operations.correct(shown.item, change, by=request.desk.member)) if change else ""
    if change and not refused:
        return _onward(request)
    context = {
        "fact": shown,
        "words": review_words.fact_words(shown),
        "view": review_words.view_of(shown.item.page, Span(shown.start, shown.end)),
        "form": form,
        "refused": refused,
    }
    return _page(request, "desk/record/review_fact.html", shown.item, context, wrong=bool(form.errors or refused))


def _change_of(shown: Fact, decision: str, form: FactForm) -> Change | None:
    span, subject = Span(shown.start, shown.end), Subject(shown.kind)
    before = applying.values_of(shown)
    if decision == "right":
        return Change(subject, Act.CONFIRM, span, before, before)
    if decision == "away":
        return Change(subject, Act.TAKE_AWAY, span, before)
    if decision == "change" and form.is_valid():
        return Change(subject, Act.CHANGE, span, before, before | form.values(FactKind(shown.kind), shown.quote))
    return None


@needs(Permission.REVIEW_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: DeskRequest, person_id: uuid.UUID) -> HttpResponse:
    """Whether a person may be named in public."""
    shown = queries.person_for(request.desk.member, person_id)
    may_release = opens(request.desk.member, Permission.RELEASE_NAMES)
    form = PersonForm(
        answers(request),
        releases=[one for one in Reason if one in RELEASING and may_release],
        withholds=[one for one in Reason if one not in RELEASING],
    )
    refused = ""
    if form.is_valid():
        standing = Standing.RELEASED if form.releases else Standing.MASKED
        span, by = Span(shown.start, shown.end), request.desk.member
        refused = _refusal(
            lambda: operations.rule_on(shown.item, name=span, standing=standing, reason=form.chosen, by=by)
        )
        if not refused:
            return _onward(request)
    context = {
        "person": shown,
        "times": NamedPerson.objects.filter(item__page=shown.item.page_id, quote=shown.quote).count(),
        "may_release": may_release,
        "view": review_words.view_of(shown.item.page, Span(shown.start, shown.end)),
        "form": form,
        "refused": refused,
    }
    return _page(request, "desk/record/review_person.html", shown.item, context, wrong=bool(form.errors or refused))


@needs(Permission.REVIEW_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: DeskRequest, item_id: uuid.UUID) -> HttpResponse:
    """Whether an item is one piece of news, with the ways to correct it."""
    shown = queries.item_for(request.desk.member, item_id)
    refused = ""
    if request.method == "POST":
        values = bounds.values_of(shown)
        change = Change(Subject.ITEM, Act.CONFIRM, Span(shown.headline_start, shown.headline_end), values, values)
        refused = _refusal(lambda: operations.correct(shown, change, by=request.desk.member))
        if not refused:
            return _onward(request)
    facts = sorted(shown.facts.all(), key=lambda one: one.start)
    context = {
        "view": review_words.view_of_item(shown),
        "facts": [(one, review_words.fact_words(one)) for one in facts],
        "countries": [name_of(one.country) for one in shown.countries.all()],
        "persons": sorted(shown.persons.all(), key=lambda one: one.start),
        "acts": list(ITEM_ACTS.items()),
        "refused": refused,
    }
    return _page(request, "desk/record/review_item.html", shown, context, wrong=bool(refused))


@needs(Permission.REVIEW_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: DeskRequest, correction_id: uuid.UUID) -> HttpResponse:
    """A correction that cannot be placed any more, or that contradicts another organisation's."""
    shown = queries.correction_for(request.desk.member, correction_id)
    state = {"holds": State.APPLIED, "not": State.REFUSED}.get(request.POST.get("decision", ""))
    refused = _refusal(lambda: operations.decide(shown, state, by=request.desk.member)) if state else ""
    if state and not refused:
        return _onward(request)
    after, before = review_words.correction_words(shown)
    context = {
        "correction": shown,
        "after": after,
        "before": before,
        "conflict": shown.state == State.CONFLICT,
        "refused": refused,
        **_place(request),
        "page": shown.page,
    }
    return render(request, "desk/record/review_correction.html", context, status=NOT_KEPT if refused else 200)


def _page(request: DeskRequest, template: str, of: Item, context: dict[str, object], *, wrong: bool) -> HttpResponse:
    common = {"item": of, "page": of.page, **_place(request)}
    return render(request, template, {**common, **context}, status=NOT_KEPT if wrong else 200)


def _place(request: DeskRequest) -> dict[str, object]:
    """Where the form goes, without the notice of the page before, and the next decision behind this one."""
    later = start_of(request)
    return {"to": f"{request.path}?from={later}" if later else request.path, "later": later + 1}


def _refusal(act: Callable[[], object]) -> str:
    """Does the act; why it was refused, or nothing."""
    try:
        act()
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""


def _onward(request: DeskRequest) -> HttpResponse:
    later = start_of(request)
    asked = {"done": KEPT} | ({"from": str(later)} if later else {})
    return redirect(f"{reverse('desk:review_next')}?{urlencode(asked)}")
