"""Members of the organisation: enrolling them, their roles, and handing them keys."""

import uuid
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safelamp.doors.desk.forms.members import EnrolAgainForm, EnrolForm, PostForm, RoleForm
from safelamp.doors.desk.navigation import done
from safelamp.doors.desk.permits import DeskRequest, answers, any_member, needs
from safelamp.ground.organisations import queries as organisations
from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission, Role
from safelamp.ground.vault import members as vault_members
from safelamp.ground.vault import operations as vault
from safelamp.ground.vault import queries, roles
from safelamp.ground.vault.models import Audience
from safelamp.ground.workplaces import operations as workplaces
from safelamp.ground.workplaces import queries as workplace_queries


@needs(Permission.ADMIT_MEMBERS)
@require_safe
def members(request: DeskRequest) -> HttpResponse:
    """All log-ins of the organisation, those who wait for keys first."""
    everybody = list(organisations.members_of(request.desk.member.organisation))
    active = [(each, queries.missing_for(each)) for each in everybody if each.is_active]
    context = {
        "active": sorted(active, key=lambda row: not row[1]),
        "ended": [each for each in everybody if not each.is_active],
    }
    return render(request, "desk/members.html", context)


@needs(Permission.ADMIT_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: DeskRequest) -> HttpResponse:
    """Makes a log-in and shows its passphrase once."""
    organisation = request.desk.member.organisation
    form = EnrolForm(answers(request), initial={"language": organisation.language})
    if not form.is_valid():
        return render(request, "desk/enrol.html", {"form": form})
    enrolled = vault_members.enrol(
        form.cleaned_data["login_name"],
        organisation=organisation,
        role=Role(form.cleaned_data["role"]),
        language=form.cleaned_data["language"],
        by=request.desk.member,
    )
    return _passphrase(request, enrolled.member, enrolled.passphrase)


@needs(Permission.ADMIT_MEMBERS)
@require_safe
def member(request: DeskRequest, member_id: uuid.UUID) -> HttpResponse:
    """One member: what they are for, what they hold, what can be changed."""
    return _page(request, _member(request, member_id))


@needs(Permission.ADMIT_MEMBERS)
@require_POST
def admit(request: DeskRequest, member_id: uuid.UUID) -> HttpResponse:
    """Hands over every key that the member may hold and the officer holds."""
    return _hand_over(request, _member(request, member_id), onward="desk:member")


@needs(Permission.ADMIT_MEMBERS)
@require_POST
def change_role(request: DeskRequest, member_id: uuid.UUID) -> HttpResponse:
    """Gives the member another role."""
    found = _member(request, member_id)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _page(request, found, role_form=form)
    role = Role(form.cleaned_data["role"])
    return _carry_out(request, found, lambda: roles.change_role(found, role=role, by=request.desk.member))


@needs(Permission.ADMIT_MEMBERS)
@require_POST
def name_restricted_reader(request: DeskRequest, member_id: uuid.UUID) -> HttpResponse:
    """Names the member a reader of the restricted lane."""
    found = _member(request, member_id)
    return _carry_out(request, found, lambda: roles.name_restricted_reader(found, by=request.desk.member))


@needs(Permission.ADMIT_MEMBERS)
@require_POST
def unname_restricted_reader(request: DeskRequest, member_id: uuid.UUID) -> HttpResponse:
    """Takes the restricted lane from the member."""
    found = _member(request, member_id)
    return _carry_out(request, found, lambda: roles.unname_restricted_reader(found, by=request.desk.member))


@needs(Permission.ADMIT_MEMBERS)
@require_POST
def deactivate(request: DeskRequest, member_id: uuid.UUID) -> HttpResponse:
    """Ends the member's log-in for good."""
    found = _member(request, member_id)
    return _carry_out(request, found, lambda: roles.deactivate(found, by=request.desk.member))


@needs(Permission.ADMIT_MEMBERS)
@require_POST
def log_out(request: DeskRequest, member_id: uuid.UUID) -> HttpResponse:
    """Ends the member's sessions: their phone is gone."""
    found = _member(request, member_id)
    roles.log_out_everywhere(found, by=request.desk.member)
    return done("desk:member", found.id, notice="logged_out")


@needs(Permission.ADMIT_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def enrol_again(request: DeskRequest, member_id: uuid.UUID) -> HttpResponse:
    """Phone gone or passphrase forgotten: says what follows, then does it all at once and shows the new passphrase."""
    found = _member(request, member_id)
    if found.id == request.desk.member.id or not found.is_active:
        raise Http404
    form = EnrolAgainForm(answers(request), initial={"instead_of": found.key.id})
    if not form.is_valid():
        return _again_page(request, found, form)
    try:
        passphrase = vault_members.enrol_again(
            found, by=request.desk.member, instead_of=form.cleaned_data["instead_of"]
        )
    except vault_members.AlreadyDone as refused:
        return _again_page(request, found, EnrolAgainForm(initial={"instead_of": found.key.id}), refused=refused)
    return _passphrase(request, found, passphrase)


@needs(Permission.ADMIT_MEMBERS)
@require_POST
def post(request: DeskRequest, member_id: uuid.UUID) -> HttpResponse:
    """Names the representative of a floor."""
    found = _member(request, member_id)
    form = _post_form(request, request.POST)
    if not form.is_valid():
        return _page(request, found, post_form=form)
    workplaces.post(found, form.cleaned_data["workplace"], by=request.desk.member)
    return done("desk:member", found.id)


@needs(Permission.ADMIT_MEMBERS)
@require_POST
def unpost(request: DeskRequest, member_id: uuid.UUID, workplace_id: uuid.UUID) -> HttpResponse:
    """Takes a floor from the representative."""
    found = _member(request, member_id)
    workplaces.unpost(found, workplace_queries.workplace_for(request.desk.member, workplace_id), by=request.desk.member)
    return done("desk:member", found.id, notice="taken_away")


@any_member
@require_safe
def hand_keys(request: DeskRequest) -> HttpResponse:
    """Colleagues who wait for a key that this member holds."""
    waiting = [(each, queries.missing_for(each)) for each in queries.waiting_for(request.desk.member)]
    return render(request, "desk/hand_keys.html", {"waiting": waiting})


@any_member
@require_POST
def hand_keys_to(request: DeskRequest, member_id: uuid.UUID) -> HttpResponse:
    """Hands a waiting colleague the keys that this member holds."""
    found = _member(request, member_id)
    if found not in queries.waiting_for(request.desk.member):
        raise Http404
    return _hand_over(request, found, onward="desk:hand_keys")


def _member(request: DeskRequest, member_id: uuid.UUID) -> Member:
    return organisations.member_of(request.desk.member.organisation, member_id)


def _hand_over(request: DeskRequest, found: Member, *, onward: str) -> HttpResponse:
    still_missing = vault.admit(found, by=request.desk)
    arguments = (found.id,) if onward == "desk:member" else ()
    return done(onward, *arguments, notice="keys_partly_given" if still_missing else "keys_given")


def _carry_out(request: DeskRequest, found: Member, act: Callable[[], None]) -> HttpResponse:
    """Does it, or says beside the member's page why it cannot be done."""
    try:
        act()
    except ValidationError as error:
        found.refresh_from_db()
        return _page(request, found, refused=" ".join(error.messages))
    return done("desk:member", found.id)


def _again_page(
    request: DeskRequest, found: Member, form: EnrolAgainForm, *, refused: ValidationError | None = None
) -> HttpResponse:
    context = {
        "member": found,
        "form": form,
        "refused": " ".join(refused.messages) if refused else "",
        "can_give": [(each.label, _who_can(found, each)) for each in queries.audiences_of(found)],
    }
    return render(request, "desk/enrol_again.html", context)


def _passphrase(request: DeskRequest, found: Member, passphrase: str) -> HttpResponse:
    onward = reverse("desk:member", args=[found.id])
    return render(request, "desk/passphrase.html", {"member": found, "passphrase": passphrase, "onward": onward})


def _post_form(request: DeskRequest, answers: object = None) -> PostForm:
    form = PostForm(answers)  # type: ignore[arg-type]
    form.fields["workplace"].queryset = workplace_queries.workplaces_of(  # type: ignore[attr-defined]
        request.desk.member.organisation
    )
    return form


def _page(
    request: DeskRequest,
    found: Member,
    *,
    role_form: RoleForm | None = None,
    post_form: PostForm | None = None,
    refused: str = "",
) -> HttpResponse:
    missing = queries.missing_for(found) if found.is_active else []
    context = {
        "member": found,
        "missing": [(each.label, _who_can(found, each)) for each in missing],
        "i_can": found.id != request.desk.member.id and found in queries.waiting_for(request.desk.member),
        "role_form": role_form or RoleForm(initial={"role": found.role}),
        "post_form": post_form or _post_form(request),
        "postings": [each.workplace for each in found.postings.select_related("workplace")],
        "tries": vault_members.wrong_tries(found),
        "is_representative": found.role == Role.REPRESENTATIVE,
        "refused": refused,
    }
    return render(request, "desk/member.html", context)


def _who_can(found: Member, audience: Audience) -> list[str]:
    holders = queries.holders_of(found.organisation, audience)
    return [each.login_name for each in holders if each.id != found.id]
