"""Promises that the union follows: the list, one promise, a new one, and one page for each act."""

import uuid

from django.db import models
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from safelamp.doors.desk import from_record
from safelamp.doors.desk.commitment_acts import ACTS, CommitmentAct, acts_for
from safelamp.doors.desk.forms.followed import CommitmentForm, EvidenceForm
from safelamp.doors.desk.once import led_to, sent_before
from safelamp.doors.desk.paging import Paging, start_of
from safelamp.doors.desk.permits import DeskRequest, View, answers, needs
from safelamp.doors.desk.views.case_work import IMPOSSIBLE_NOW
from safelamp.doors.desk.views.cited import WritingDown, write_down
from safelamp.ground.organisations.policy import Permission
from safelamp.loop.agreements import queries
from safelamp.loop.agreements.states import CommitmentState

PAGE = 50
WRITING = WritingDown(
    form=CommitmentForm, propose=from_record.for_commitment, page="desk:commitment", back="desk:followed",
    way="commitments", question=_("Follow a promise"), button=_("Follow it"), notice="followed",
)  # fmt: skip
SETTLED = (CommitmentState.KEPT, CommitmentState.PARTLY_KEPT, CommitmentState.BROKEN, CommitmentState.DROPPED)


class Show(models.TextChoices):
    """Which promises the list shows."""

    FOLLOWED = "followed", _("Followed")
    OVERDUE = "overdue", _("Day has passed")
    SETTLED = "settled", _("Kept, broken or dropped")


@needs(Permission.FOLLOW_PROMISES)
@require_safe
def listing(request: DeskRequest) -> HttpResponse:
    """The promises, the one whose day comes first on top."""
    member, today = request.desk.member, timezone.localdate()
    followed = queries.followed_by(member)
    found = {
        Show.FOLLOWED: followed,
        Show.OVERDUE: followed.filter(due_on__lt=today),
        Show.SETTLED: queries.commitments_for(member).filter(state__in=SETTLED).order_by("-settled_on", "id"),
    }
    wanted = request.GET.get("show", "")
    shown = Show(wanted) if wanted in Show.values else Show.FOLLOWED
    counts = {each: rows.count() for each, rows in found.items()}
    start = start_of(request)
    page = list(found[shown][start : start + PAGE])
    address = reverse("desk:followed")
    context = {
        "rows": [(each, each.commitment.is_overdue_on(today)) for each in queries.commitment_words(request.desk, page)],
        "chips": [(each.label, counts[each], f"{address}?show={each.value}", each == shown) for each in Show],
        "paging": Paging(f"{address}?show={shown.value}", start, len(page), counts[shown], PAGE),
        "counts": queries.commitment_counts(member, on=today),
        "way": "commitments",
    }
    return render(request, "desk/followed/commitments.html", context)


@needs(Permission.FOLLOW_PROMISES)
@require_safe
def show(request: DeskRequest, commitment_id: uuid.UUID) -> HttpResponse:
    """One promise with the words that it rests on, and its history."""
    commitment = queries.commitment_for(request.desk.member, commitment_id)
    context = {
        "row": queries.commitment_words(request.desk, [commitment])[0],
        "overdue": commitment.is_overdue_on(timezone.localdate()),
        "citation": queries.citation_of(request.desk, commitment),
        "history": queries.history_of(request.desk, commitment),
        "acts": acts_for(commitment),
        "way": "commitments",
    }
    return render(request, "desk/followed/commitment.html", context)


@needs(Permission.FOLLOW_PROMISES)
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: DeskRequest) -> HttpResponse:
    """Begins to follow a promise, from words of the record or from what is known."""
    return write_down(request, WRITING)


def urlpatterns() -> list[URLPattern]:
    """An address for each act."""
    return [path(f"followed/<uuid:commitment_id>/{act.path}/", _view_of(act), name=act.name) for act in ACTS]


def _view_of(act: CommitmentAct) -> View[[uuid.UUID]]:
    @needs(Permission.FOLLOW_PROMISES)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: DeskRequest, commitment_id: uuid.UUID) -> HttpResponse:
        if request.method == "POST" and (before := sent_before(request)):
            return before
        commitment = queries.commitment_for(request.desk.member, commitment_id)
        back = reverse("desk:commitment", args=[commitment.id])
        form = EvidenceForm(answers(request), commitment=commitment, verb=act.verb, session=request.desk)
        if form.is_valid() and form.perform(form.act):
            return led_to(request, f"{back}?done=promise_kept")
        possible = act in acts_for(commitment)
        context = {
            "form": form, "question": act.question, "button": act.button, "hint": act.hint, "back": back, "plain": True,
            "row": queries.commitment_words(request.desk, [commitment])[0], "possible": possible, "way": "commitments",
        }  # fmt: skip
        return render(request, "desk/followed/judge.html", context, status=200 if possible else IMPOSSIBLE_NOW)

    return view
