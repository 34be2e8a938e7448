"""Workplaces: who employs there, how many people work how many hours, and the poster."""

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safelamp.doors.desk.forms.workplaces import AddWorkplaceForm, EmployerForm, MonthForm, WorkplaceForm
from safelamp.doors.desk.navigation import done
from safelamp.doors.desk.permits import DeskRequest, answers, needs, opens
from safelamp.ground.organisations.policy import Permission
from safelamp.ground.standards import countries
from safelamp.ground.standards import sectors as isic
from safelamp.ground.workplaces import operations, queries
from safelamp.ground.workplaces.models import EmployerRole, Workplace


@needs(Permission.KEEP_WORKPLACES)
@require_safe
def workplaces(request: DeskRequest) -> HttpResponse:
    """The workplaces that the member reaches."""
    found = [(each, isic.name_of(each.sector)) for each in queries.reached_by(request.desk.member)]
    return render(request, "desk/workplaces.html", {"workplaces": found})


@needs(Permission.KEEP_WORKPLACES)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: DeskRequest) -> HttpResponse:
    """Adds a workplace."""
    organisation = request.desk.member.organisation
    form = AddWorkplaceForm(answers(request), organisation=organisation, initial={"country": organisation.country})
    if not form.is_valid():
        return render(request, "desk/workplace_add.html", {"form": form})
    workplace = operations.add(organisation=organisation, by=request.desk.member, **form.cleaned_data)
    return done("desk:workplace", workplace.id)


@needs(Permission.KEEP_WORKPLACES)
@require_safe
def workplace(request: DeskRequest, workplace_id: uuid.UUID) -> HttpResponse:
    """One workplace."""
    return _page(request, _workplace(request, workplace_id))


@needs(Permission.KEEP_WORKPLACES)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: DeskRequest, workplace_id: uuid.UUID) -> HttpResponse:
    """Corrects what is known about the workplace."""
    found = _workplace(request, workplace_id)
    known = {name: getattr(found, name) for name in ("name", "sector", "country", "place", "union_members")}
    form = WorkplaceForm(answers(request), organisation=found.organisation, own=found, initial=known)
    if not form.is_valid():
        return render(request, "desk/workplace_correct.html", {"form": form, "workplace": found})
    operations.correct(found, by=request.desk.member, **form.cleaned_data)
    return done("desk:workplace", found.id)


@needs(Permission.KEEP_WORKPLACES)
@require_POST
def add_employer(request: DeskRequest, workplace_id: uuid.UUID) -> HttpResponse:
    """Adds a contractor or an agency."""
    found = _workplace(request, workplace_id)
    form = EmployerForm(request.POST, workplace=found)
    if not form.is_valid():
        return _page(request, found, employer_form=form)
    operations.add_employer(
        found, name=form.cleaned_data["name"], role=EmployerRole(form.cleaned_data["role"]), by=request.desk.member
    )
    return done("desk:workplace", found.id)


@needs(Permission.KEEP_WORKPLACES)
@require_POST
def remove_employer(request: DeskRequest, workplace_id: uuid.UUID, employer_id: uuid.UUID) -> HttpResponse:
    """Takes an employer away."""
    found = _workplace(request, workplace_id)
    try:
        operations.remove_employer(found.employers.get(id=employer_id), by=request.desk.member)
    except ValidationError as error:
        return _page(request, found, refused=" ".join(error.messages))
    return done("desk:workplace", found.id, notice="taken_away")


@needs(Permission.KEEP_WORKPLACES)
@require_POST
def keep_month(request: DeskRequest, workplace_id: uuid.UUID) -> HttpResponse:
    """Keeps or corrects the figures of one month."""
    found = _workplace(request, workplace_id)
    form = MonthForm(request.POST)
    if not form.is_valid():
        return _page(request, found, month_form=form)
    operations.keep_month(found, by=request.desk.member, **form.cleaned_data)
    return done("desk:workplace", found.id)


@needs(Permission.KEEP_WORKPLACES)
@require_POST
def be_listed(request: DeskRequest, workplace_id: uuid.UUID) -> HttpResponse:
    """Shows the workplace to workers without a poster."""
    found = _workplace(request, workplace_id)
    operations.be_listed(found, by=request.desk.member)
    return done("desk:workplace", found.id)


@needs(Permission.KEEP_WORKPLACES)
@require_POST
def stop_being_listed(request: DeskRequest, workplace_id: uuid.UUID) -> HttpResponse:
    """Takes the workplace off the list."""
    found = _workplace(request, workplace_id)
    operations.stop_being_listed(found, by=request.desk.member)
    return done("desk:workplace", found.id, notice="taken_away")


@needs(Permission.KEEP_WORKPLACES)
@require_POST
def renew_code(request: DeskRequest, workplace_id: uuid.UUID) -> HttpResponse:
    """A new code and check phrase: the old posters stop working."""
    found = _workplace(request, workplace_id)
    operations.renew_code(found, by=request.desk.member)
    return done("desk:workplace", found.id)


def _workplace(request: DeskRequest, workplace_id: uuid.UUID) -> Workplace:
    return queries.workplace_for(request.desk.member, workplace_id)


def _page(
    request: DeskRequest,
    found: Workplace,
    *,
    employer_form: EmployerForm | None = None,
    month_form: MonthForm | None = None,
    refused: str = "",
) -> HttpResponse:
    context = {
        "workplace": found,
        "sector": isic.name_of(found.sector),
        "country": countries.name_of(found.country),
        "employers": found.employers.order_by("role", "name"),
        "months": found.months.order_by("-month"),
        "postings": found.postings.select_related("member").filter(member__is_active=True),
        "employer_form": employer_form or EmployerForm(workplace=found),
        "month_form": month_form or MonthForm(),
        "refused": refused,
        "may_tell_all": opens(request.desk.member, Permission.RELEASE),
    }
    return render(request, "desk/workplace.html", context)
