"""Adding pages to the public record, what became of them, and taking them out."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safelamp.doors.desk.forms.gathering import AddressForm, ComingForm, FileForm, TextForm, WatchForm
from safelamp.doors.desk.navigation import done
from safelamp.doors.desk.permits import DeskRequest, answers, needs
from safelamp.doors.look.templatetags.look import Link
from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission
from safelamp.record.gathering import operations, queries
from safelamp.record.gathering.models import Way
from safelamp.record.gathering.outcomes import Outcome
from safelamp.record.gathering.readiness import HOW, web_is_ready
from safelamp.record.reading.queries import items_on

TOO_LARGE = _("The file is larger than 10 MB. Add a part of it.")


def _by_address(said: dict[str, Any], by: Member, form: ComingForm) -> str:
    arrival = operations.ask_for(form.cleaned_data["address"], **said, by=by)
    return reverse("desk:record_arrival", args=[arrival.id])


def _by_watching(said: dict[str, Any], by: Member, form: ComingForm) -> str:
    told = form.cleaned_data
    watched = operations.watch(told["address"], every_hours=told["every_hours"], **said, by=by)
    return reverse("desk:record_watch", args=[watched.id])


def _by_file(said: dict[str, Any], by: Member, form: ComingForm) -> str:
    file = form.cleaned_data["file"]
    kind = getattr(file, "content_type", "") or ""
    arrival = operations.bring(
        file.read(),
        name=file.name,
        way=Way.FILE,
        address=form.cleaned_data["address"],
        content_type=kind,
        by=by,
        **said,
    )
    return reverse("desk:record_arrival", args=[arrival.id])


def _by_text(said: dict[str, Any], by: Member, form: ComingForm) -> str:
    words = form.cleaned_data["text"]
    name = next((line.strip() for line in words.splitlines() if line.strip()), said["publisher"])
    arrival = operations.bring(
        words.encode(), name=name, way=Way.PASTE, address=form.cleaned_data["address"],
        content_type="text/plain; charset=utf-8", by=by, **said,
    )  # fmt: skip
    return reverse("desk:record_arrival", args=[arrival.id])


@dataclass(frozen=True, slots=True)
class Coming:
    """One way of adding: its words, its form, and what it does."""

    label: Promise
    button: Promise
    form: type[ComingForm]
    act: Callable[[dict[str, Any], Member, ComingForm], str]


WAYS = {
    "address": Coming(_("An address, once"), _("Read this address"), AddressForm, _by_address),
    "watch": Coming(_("An address, again and again"), _("Watch this address"), WatchForm, _by_watching),
    "file": Coming(_("A file"), _("Add this file"), FileForm, _by_file),
    "text": Coming(_("Pasted text"), _("Add this text"), TextForm, _by_text),
}
WEB = frozenset({"address", "watch"})


@needs(Permission.GATHER)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: DeskRequest) -> HttpResponse:
    """Four ways on one screen; what is sent waits to be read by the working process."""
    asked = request.GET.get("way", "")
    way = asked if asked in WAYS else "address"
    coming, member = WAYS[way], request.desk.member
    form = coming.form(answers(request), request.FILES or None, organisation=member.organisation)
    if request.META.get("safelamp.upload_dropped"):
        form.add_error("file", str(TOO_LARGE))
    if form.is_valid() and (there := _done(coming, member, form)):
        return redirect(there)
    return render(request, "desk/record/add.html", {
        "form": form, "button": coming.button, "ways": _links(way), "web": way in WEB, "ready": web_is_ready(),
        "how": HOW, "hostile": member.organisation.is_hostile,
    }, status=422 if form.errors else 200)  # fmt: skip


def _links(way: str) -> list[Link]:
    address = reverse("desk:record_add")
    return [Link(f"{address}?way={name}", coming.label, name == way) for name, coming in WAYS.items()]


def _done(coming: Coming, by: Member, form: ComingForm) -> str:
    """The address that shows what became of it; nothing where it was refused, which stands above the form then."""
    try:
        return coming.act(form.said(), by, form)
    except ValidationError as refusal:
        _refuse(form, refusal)
        return ""


def _refuse(form: forms.Form, refusal: ValidationError) -> None:
    form.add_error("address" if "address" in form.fields else None, refusal.messages)


@needs(Permission.GATHER)
@require_safe
def arrival(request: DeskRequest, arrival_id: uuid.UUID) -> HttpResponse:
    """What came, and what became of it."""
    came = queries.arrival_of(request.desk.member.organisation, arrival_id)
    return render(request, "desk/record/arrival.html", {
        "arrival": came, "waits": came.outcome == Outcome.WAITING, "items": items_on(came.page) if came.page else (),
        "not_set_up": came.outcome == Outcome.NOT_SET_UP, "how": HOW,
    })  # fmt: skip


@needs(Permission.GATHER)
@require_safe
def as_it_came(request: DeskRequest, arrival_id: uuid.UUID) -> HttpResponse:
    """The bytes as they came, to be kept as a file: never shown as a page of ours, whatever they say they are."""
    came = queries.arrival_of(request.desk.member.organisation, arrival_id)
    headers = {"Content-Disposition": 'attachment; filename="page-as-it-came.bin"'}
    return HttpResponse(operations.raw_of(came), content_type="application/octet-stream", headers=headers)


@needs(Permission.GATHER)
@require_POST
def again(request: DeskRequest, arrival_id: uuid.UUID) -> HttpResponse:
    """Has it read once more."""
    came = queries.arrival_of(request.desk.member.organisation, arrival_id)
    operations.try_again(came, by=request.desk.member)
    return done("desk:record_arrival", came.id, notice="arrival_again")


@needs(Permission.GATHER)
@require_POST
def forget(request: DeskRequest, arrival_id: uuid.UUID) -> HttpResponse:
    """Takes away what could not be read."""
    came = queries.arrival_of(request.desk.member.organisation, arrival_id)
    if came.page_id:
        return redirect("desk:record_remove", came.page_id)
    operations.forget(came, by=request.desk.member)
    return done("desk:record", notice="taken_away")


@needs(Permission.GATHER)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: DeskRequest, page_id: uuid.UUID) -> HttpResponse:
    """Takes a page out of the record, after a second look."""
    page = queries.removable_page(request.desk.member.organisation, page_id)
    if request.method == "POST":
        operations.take_out(page, by=request.desk.member)
        return done("desk:record", notice="page_out")
    return render(request, "desk/record/remove.html", {"page": page, "count": items_on(page).count()})
