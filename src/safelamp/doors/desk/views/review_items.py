"""One page for each way to correct an item: the form, and the page's text beside it."""

import io
import uuid
import zipfile

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from safelamp.doors.desk import review_words
from safelamp.doors.desk.forms.review_items import ItemForm, NameForm
from safelamp.doors.desk.permits import DeskRequest, View, answers, needs
from safelamp.doors.desk.review_acts import ITEM_ACTS, ItemAct
from safelamp.ground.organisations.policy import Permission
from safelamp.record.reading.models import Item, Standing
from safelamp.record.reviewing import gold, operations, queries
from safelamp.record.reviewing.models import Reason
from safelamp.record.reviewing.operations import Change

NOT_KEPT = 422


def urlpatterns() -> list[URLPattern]:
    """An address for each act."""
    return [
        path(f"record/review/item/<uuid:item_id>/{act.path}/", _view_of(act), name=name)
        for name, act in ITEM_ACTS.items()
    ]


def _view_of(act: ItemAct) -> View[[uuid.UUID]]:
    @needs(Permission.REVIEW_RECORD)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: DeskRequest, item_id: uuid.UUID) -> HttpResponse:
        shown = queries.item_for(request.desk.member, item_id)
        form = act.form(answers(request), item=shown)
        if form.is_valid() and _kept(form, shown, request):
            if act.takes_away:
                return redirect(f"{reverse('desk:review_next')}?done=taken_away")
            return redirect(f"{reverse('desk:review_item', args=[item_id])}?done=kept")
        return _page(request, act, shown, form)

    return view


def _kept(form: ItemForm, shown: Item, request: DeskRequest) -> bool:
    """All of it or nothing."""
    try:
        with transaction.atomic():
            for change in form.changes():
                _correct(shown, change, request)
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return False
    return True


def _correct(shown: Item, change: Change, request: DeskRequest) -> None:
    """The item as the change before left it; a neighbour that goes is corrected as the item that it is."""
    fresh = queries.item_for(request.desk.member, shown.id)
    operations.correct(fresh, change, by=request.desk.member)


def _page(request: DeskRequest, act: ItemAct, shown: Item, form: ItemForm) -> HttpResponse:
    context = {
        "act": act,
        "item": shown,
        "page": shown.page,
        "form": form,
        "view": review_words.view_of_item(shown),
    }
    return render(request, "desk/record/review_act.html", context, status=NOT_KEPT if form.errors else 200)


@needs(Permission.REVIEW_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: DeskRequest, item_id: uuid.UUID) -> HttpResponse:
    """Withholds a name that the program did not take for one."""
    shown = queries.item_for(request.desk.member, item_id)
    form = NameForm(answers(request), item=shown)
    if form.is_valid():
        span, by = form.cleaned_data["words"], request.desk.member
        operations.rule_on(shown, name=span, standing=Standing.MASKED, reason=Reason.PRIVATE, by=by)
        return redirect(f"{reverse('desk:review_item', args=[item_id])}?done=kept")
    context = {"item": shown, "page": shown.page, "form": form, "view": review_words.view_of_item(shown)}
    return render(request, "desk/record/review_name.html", context, status=NOT_KEPT if form.errors else 200)


@needs(Permission.REVIEW_RECORD)
@require_safe
def gold_files(request: DeskRequest) -> HttpResponse:
    """The corrected pages with their gold, as one archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in gold.files(request.desk.member.organisation):
            if not file.problems:
                archive.writestr(f"{file.name}.txt", file.text)
                archive.writestr(f"{file.name}.json", file.json)
    answer = HttpResponse(content.getvalue(), content_type="application/zip")
    answer.headers["Content-Disposition"] = 'attachment; filename="gold.zip"'
    return answer
