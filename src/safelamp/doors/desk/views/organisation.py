"""The organisation's own settings, who may see what, and who did what."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from safelamp.doors.desk import audit_words
from safelamp.doors.desk.forms.organisation import LeaveAddressForm, NumbersForm, ProfileForm, RetentionForm
from safelamp.doors.desk.navigation import done
from safelamp.doors.desk.permits import DeskRequest, any_member, needs
from safelamp.ground.organisations import operations, queries, retention
from safelamp.ground.organisations.models import Organisation, Profile
from safelamp.ground.organisations.policy import POLICY, Permission, Role
from safelamp.ground.vault import queries as vault
from safelamp.loop.cases.shredding import coming


@needs(Permission.KEEP_ORGANISATION)
@require_safe
def organisation(request: DeskRequest) -> HttpResponse:
    """What the organisation decided for itself."""
    return _page(request)


@needs(Permission.KEEP_ORGANISATION)
@require_POST
def confirm_numbers(request: DeskRequest) -> HttpResponse:
    """Confirms the emergency numbers with name and day."""
    form = NumbersForm(request.POST)
    if not form.is_valid():
        return _page(request, numbers_form=form)
    operations.confirm_emergency_numbers(_own(request), numbers=form.cleaned_data["numbers"], by=request.desk.member)
    return done("desk:organisation")


@needs(Permission.KEEP_ORGANISATION)
@require_POST
def be_findable(request: DeskRequest) -> HttpResponse:
    """Shows the organisation in the list for workers without a poster; a hostile profile refuses."""
    try:
        operations.be_findable(_own(request), by=request.desk.member)
    except ValidationError:
        return _page(request, refused=_("With a hostile profile the organisation is never in the list."))
    return done("desk:organisation")


@needs(Permission.KEEP_ORGANISATION)
@require_POST
def stop_being_findable(request: DeskRequest) -> HttpResponse:
    """Takes the organisation off the list."""
    operations.stop_being_findable(_own(request), by=request.desk.member)
    return done("desk:organisation", notice="taken_away")


@needs(Permission.KEEP_ORGANISATION)
@require_POST
def choose_leave_address(request: DeskRequest) -> HttpResponse:
    """The page that "Leave" opens."""
    form = LeaveAddressForm(request.POST)
    if not form.is_valid():
        return _page(request, leave_form=form)
    operations.choose_leave_address(_own(request), address=form.cleaned_data["address"], by=request.desk.member)
    return done("desk:organisation")


@needs(Permission.KEEP_ORGANISATION)
@require_POST
def choose_profile(request: DeskRequest) -> HttpResponse:
    """Open or hostile."""
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return _page(request, profile_form=form)
    operations.choose_profile(
        _own(request),
        profile=Profile(form.cleaned_data["profile"]),
        neutral_name=form.cleaned_data["neutral_name"],
        by=request.desk.member,
    )
    return done("desk:organisation")


@needs(Permission.KEEP_ORGANISATION)
@require_POST
def choose_retention(request: DeskRequest) -> HttpResponse:
    """For how long words are kept; a shorter time holds after a week."""
    own = queries.organisation(_own(request).id)
    form = RetentionForm(request.POST, most=retention.most_months(own))
    if not form.is_valid():
        return _page(request, retention_form=form)
    given = form.cleaned_data
    retention.choose_retention(
        own, months=given["months"], register_months=given["register_months"], by=request.desk.member
    )
    return done("desk:organisation")


@any_member
@require_safe
def policy(request: DeskRequest) -> HttpResponse:
    """The whole permission policy, in words; names of restricted readers stay out of hostile screens."""
    own = request.desk.member.organisation
    readers = queries.restricted_readers_of(own)
    context = {
        "roles": [role.label for role in Role],
        "rows": [
            (permission.label, [(role.label, permission in POLICY[role]) for role in Role])
            for permission in Permission
            if permission != Permission.READ_RESTRICTED
        ],
        "readers": readers,
        "names_shown": not own.is_hostile or request.desk.member.reads_restricted,
    }
    return render(request, "desk/policy.html", context)


@needs(Permission.READ_AUDIT)
@require_safe
def audit(request: DeskRequest) -> HttpResponse:
    """Who did what on which day, counted; never words that a person wrote."""
    page = audit_words.page_of(request.desk.member.organisation, request.GET.get("page", ""))
    return render(request, "desk/audit.html", {"page": page})


def _own(request: DeskRequest) -> Organisation:
    return request.desk.member.organisation


def _page(
    request: DeskRequest,
    *,
    numbers_form: NumbersForm | None = None,
    leave_form: LeaveAddressForm | None = None,
    profile_form: ProfileForm | None = None,
    retention_form: RetentionForm | None = None,
    refused: str = "",
) -> HttpResponse:
    own = queries.organisation(_own(request).id)
    context = {
        "organisation": own,
        "numbers_form": numbers_form or NumbersForm(initial={"numbers": own.emergency_numbers}),
        "leave_form": leave_form or LeaveAddressForm(initial={"address": own.leave_address}),
        "profile_form": profile_form or ProfileForm(initial={"profile": own.profile, "neutral_name": own.neutral_name}),
        "retention_form": retention_form or _retention_form(own),
        "coming": coming(request.desk.member, on=timezone.localdate()),
        "last": vault.last_shredding(request.desk.member),
        "notice_until": None if retention.destroys_on(own, timezone.localdate()) else own.destroys_from,
        "refused": refused,
    }
    return render(request, "desk/organisation.html", context)


def _retention_form(own: Organisation) -> RetentionForm:
    kept = {"months": own.retention_months, "register_months": own.register_months}
    return RetentionForm(initial=kept, most=retention.most_months(own))
