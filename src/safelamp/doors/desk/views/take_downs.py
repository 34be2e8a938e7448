"""Requests of visitors to take something down: opened and answered by officers."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from safelamp.doors.desk.forms.review import ExactWords, span_in, spans_of
from safelamp.doors.desk.navigation import done
from safelamp.doors.desk.paging import Paging, start_of
from safelamp.doors.desk.permits import DeskRequest, answers, needs
from safelamp.engines.extraction.values import Span
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.organisations.policy import Permission
from safelamp.record.reading.models import Item
from safelamp.record.reviewing import queries, take_downs
from safelamp.record.reviewing.models import Answer, Ground, TakeDown

PAGE = 25
NOT_KEPT = 422


DOES = [
    (Answer.HIDDEN, _("Take the item down")),
    (Answer.MASKED, _("Withhold a name in it")),
    (Answer.REFUSED, _("Leave it as it is")),
]


class AnswerForm(forms.Form):
    """What is done, and the reason; the name where one is to be withheld."""

    answer = forms.ChoiceField(label=_("What do you do?"), widget=forms.RadioSelect, choices=DOES)
    name = ExactWords(
        label=_("The name to withhold"), max_length=120, required=False, help_text=_("As the page writes it.")
    )
    ground = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect, choices=Ground.choices)

    def __init__(self, *args: Any, item: Item | None, **kwargs: Any) -> None:  # noqa: ANN401  # Django's own arguments
        super().__init__(*args, **kwargs)
        self.item = item

    def clean(self) -> dict[str, Any]:
        """A name that is to be withheld must stand on the page."""
        held = self.cleaned_data
        if held.get("answer") == Answer.MASKED and self.item:
            try:
                words = held.get("name") or ""
                held["span"] = span_in(words, self.item.page, within=spans_of(self.item))
            except forms.ValidationError as problem:
                self.add_error("name", problem)
        return held

    @property
    def span(self) -> Span | None:
        """Where the name stands."""
        return self.cleaned_data.get("span")


@needs(Permission.RELEASE_NAMES)
@require_safe
def listing(request: DeskRequest) -> HttpResponse:
    """The requests, those that wait first."""
    every = queries.take_downs_for(request.desk.member)
    start = start_of(request)
    page = list(every[start : start + PAGE])
    paging = Paging("?", start, len(page), every.count(), PAGE)
    return render(request, "desk/record/take_downs.html", {"requests": page, "paging": paging})


@needs(Permission.RELEASE_NAMES)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: DeskRequest, take_down_id: uuid.UUID) -> HttpResponse:
    """One request, opened; its answer."""
    asked_for = queries.take_down_for(request.desk.member, take_down_id)
    try:
        asked = take_downs.opened(request.desk, asked_for)
    except CannotOpen:
        return render(request, "desk/record/take_down.html", {"asked_for": asked_for})
    item = take_downs.item_of(asked)
    form = AnswerForm(answers(request), item=item)
    if form.is_valid() and _answered(request, asked_for, form):
        return done("desk:take_downs", notice="take_down_answered")
    context = {"asked_for": asked_for, "asked": asked, "item": item, "form": form}
    return render(request, "desk/record/take_down.html", context, status=NOT_KEPT if form.errors else 200)


def _answered(request: DeskRequest, asked_for: TakeDown, form: AnswerForm) -> bool:
    try:
        take_downs.answer(
            asked_for,
            answer=Answer(form.cleaned_data["answer"]),
            ground=Ground(form.cleaned_data["ground"]),
            name=form.span,
            by=request.desk,
        )
    except ValidationError as refusal:
        form.add_error(None, refusal.messages or [_now("This was not done.")])
        return False
    return True
