"""The register at the desk: the list, one entry, and the forms that record and correct."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safelamp.doors.desk.forms.register import DiseaseForm, InjuryForm, OccurrenceForm
from safelamp.doors.desk.forms.register_known import consent_of, form_of, kept, known
from safelamp.doors.desk.forms.register_parts import FilterForm, ReasonForm
from safelamp.doors.desk.navigation import done
from safelamp.doors.desk.permits import DeskRequest, needs
from safelamp.ground.organisations.policy import Permission, allows
from safelamp.loop.register import operations, queries, schemes, words
from safelamp.loop.register.facts import DiseaseFacts, Facts, InjuryFacts, OccurrenceFacts
from safelamp.loop.register.kinds import Axis
from safelamp.loop.register.models import Code, Entry
from safelamp.loop.register.queries import Page
from safelamp.loop.register.schemes import Scheme

_LONGEST_NUMBER = 9  # digits of a page number; nothing longer is read


@needs(Permission.READ_REGISTER)
@require_safe
def register(request: DeskRequest) -> HttpResponse:
    """The entries, newest first, fifty at a time."""
    member = request.desk.member
    form = FilterForm(request.GET, member=member)
    page = queries.page_for(member, filters=form.filters(), number=_number(request.GET.get("page", "")))
    context = {"form": form, "page": page, "showing": _showing(page), "writes": _writes(request)}
    return render(request, "desk/register_list.html", context)


@needs(Permission.READ_REGISTER)
@require_safe
def entry(request: DeskRequest, entry_id: uuid.UUID) -> HttpResponse:
    """One entry with its opened words."""
    found = _entry(request, entry_id)
    corrections = queries.corrections_of(request.desk.member, found)
    context = {
        "entry": found,
        "words": words.opened(request.desk, found),
        "codes": [_named(code) for code in found.codes.order_by("axis", "scheme")],
        "person": getattr(found, "person", None),
        "disease": getattr(found, "disease", None),
        "corrections": [(each, words.reason(request.desk, each)) for each in corrections],
        "writes": _writes(request),
    }
    return render(request, "desk/register_entry.html", context)


@needs(Permission.WRITE_REGISTER)
@require_safe
def new(request: DeskRequest) -> HttpResponse:
    """Asks what kind of entry it is."""
    return render(request, "desk/register_new.html")


@needs(Permission.WRITE_REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def new_injury(request: DeskRequest) -> HttpResponse:
    """Records an injury."""
    return _new(request, InjuryForm(request.POST or None, member=request.desk.member))


@needs(Permission.WRITE_REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def new_disease(request: DeskRequest) -> HttpResponse:
    """Records a disease."""
    return _new(request, DiseaseForm(request.POST or None, member=request.desk.member))


@needs(Permission.WRITE_REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def new_occurrence(request: DeskRequest) -> HttpResponse:
    """Records a dangerous occurrence."""
    return _new(request, OccurrenceForm(request.POST or None, member=request.desk.member))


@needs(Permission.WRITE_REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: DeskRequest, entry_id: uuid.UUID) -> HttpResponse:
    """Corrects an entry, with the reason."""
    found = _entry(request, entry_id)
    opened = words.opened(request.desk, found)
    if opened.unreadable:
        raise Http404  # whoever cannot read the words would wipe them
    form = form_of(found.kind)(
        request.POST or None,
        member=request.desk.member,
        initial=known(found, opened),
        kept=kept(found),
        consent_on=consent_of(found),
    )
    if found.source is not None and found.source.public:
        form.keep_public_words()
    reason = ReasonForm(request.POST or None)
    if form.is_valid() and reason.is_valid() and form.built:
        operations.correct(found, facts=form.built, reason=reason.cleaned_data["reason"], by=request.desk)
        return _after(request, found)
    return render(request, "desk/register_form.html", {"form": form, "reason_form": reason, "entry": found})


@needs(Permission.WRITE_REGISTER)
@require_POST
def withdraw_consent(request: DeskRequest, entry_id: uuid.UUID) -> HttpResponse:
    """Forgets who it was."""
    found = _entry(request, entry_id)
    operations.withdraw_consent(found, by=request.desk)
    return done("desk:register_entry", found.id, notice="taken_away")


def _new(request: DeskRequest, form: InjuryForm | DiseaseForm | OccurrenceForm) -> HttpResponse:
    if not form.is_valid() or form.built is None:
        return render(request, "desk/register_form.html", {"form": form})
    return _after(request, _record(form.built, request))


def _record(facts: Facts, request: DeskRequest) -> Entry:
    match facts:
        case InjuryFacts():
            return operations.record_injury(facts, by=request.desk)
        case DiseaseFacts():
            return operations.record_disease(facts, by=request.desk)
        case OccurrenceFacts():
            return operations.record_dangerous_occurrence(facts, by=request.desk)


def _after(request: DeskRequest, written: Entry) -> HttpResponse:
    """The entry, or the list when its own writer may not read it: violence is for the restricted lane's readers."""
    try:
        queries.entry_for(request.desk.member, written.id)
    except Entry.DoesNotExist:
        return done("desk:register", notice="shut_to_restricted")
    return done("desk:register_entry", written.id)


def _entry(request: DeskRequest, entry_id: uuid.UUID) -> Entry:
    try:
        return queries.entry_for(request.desk.member, entry_id)
    except Entry.DoesNotExist as error:
        raise Http404 from error


def _writes(request: DeskRequest) -> bool:
    return allows(request.desk.member, Permission.WRITE_REGISTER)


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= _LONGEST_NUMBER else 1


def _showing(page: Page) -> str:
    numbers = {name: number_format(getattr(page, name), force_grouping=True) for name in ("first", "last", "total")}
    sentence: str = ngettext(
        "Showing %(first)s–%(last)s of %(total)s entry", "Showing %(first)s–%(last)s of %(total)s entries", page.total
    )
    return sentence % numbers


def _named(code: Code) -> dict[str, Any]:
    scheme = Scheme(Axis(code.axis), code.scheme, code.version)
    # Long lists exist in English only: said so, and read aloud as English.
    return {"code": code, "title": schemes.title(scheme, code.code), "english": scheme.name in schemes.IN_ENGLISH}
