"""From fact to action: choosing the words of an item, and writing down what comes of them, with their citation."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from safelamp.doors.desk import from_record
from safelamp.doors.desk.forms.followed import AgreementForm, CommitmentForm, TrainingForm
from safelamp.doors.desk.from_record import INITIAL, Words
from safelamp.doors.desk.once import led_to, sent_before
from safelamp.doors.desk.permits import DeskRequest, answers, needs
from safelamp.ground.organisations.policy import Permission
from safelamp.record.reading.models import Item


@dataclass(frozen=True, slots=True)
class WritingDown:
    """How one sort of thing is written down: its form, what an item proposes for it, addresses, words."""

    form: type[CommitmentForm] | type[AgreementForm] | type[TrainingForm]
    propose: Callable[[Item, Words], INITIAL]
    page: str  # the name of the address of what was made
    back: str
    way: str
    question: Promise | str
    button: Promise | str
    notice: str


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


def write_down(request: DeskRequest, sort: WritingDown) -> HttpResponse:
    """Writes a thing down, from words of the record that the address names, or from what is known."""
    if request.method == "POST" and (before := sent_before(request)):
        return before
    source = _named(request)
    citation = from_record.citation(*source) if source else None
    initial = dict(sort.propose(*source)) if source else {}
    form = sort.form(answers(request), session=request.desk, citation=citation, initial=initial)
    if form.is_valid():
        made: list[uuid.UUID] = []
        if form.perform(lambda: made.append(form.act().id)):
            return led_to(request, f"{reverse(sort.page, args=made)}?done={sort.notice}")
    context = {
        "form": form, "citation": citation, "question": sort.question, "button": sort.button,
        "back": reverse(sort.back), "way": sort.way,
    }  # fmt: skip
    return render(request, "desk/followed/form.html", context)


def _named(request: DeskRequest) -> tuple[Item, Words] | None:
    """The words that the address names, if it names an item; an item that is not theirs is 404."""
    named = request.GET.get("item", "")
    if not named:
        return None
    try:
        item = from_record.item_for(request.desk.member, uuid.UUID(named))
    except ValueError as error:
        raise Http404 from error
    return item, from_record.chosen(item, request.GET.get("words", ""))
