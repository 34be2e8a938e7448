"""What members do about their own log-in: passphrase, second factor, language, sessions."""

from urllib.parse import quote

import segno
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safelamp.doors.desk import ways
from safelamp.doors.desk.forms.languages import ReadsForm
from safelamp.doors.desk.forms.own import CodeForm, LanguageForm
from safelamp.doors.desk.navigation import done
from safelamp.doors.desk.permits import DeskRequest, answers, any_member
from safelamp.ground.organisations import operations as organisations
from safelamp.ground.vault import codes, members, queries, roles, security_keys


@any_member
@require_safe
def me(request: DeskRequest) -> HttpResponse:
    """What the member can do about their own log-in."""
    return _page(request)


@any_member
@require_POST
def renew_passphrase(request: DeskRequest) -> HttpResponse:
    """A new passphrase, shown once; other devices are logged out by it."""
    passphrase = members.renew_passphrase(request.desk)
    update_session_auth_hash(request, request.desk.member)
    return render(request, "desk/passphrase.html", {"member": request.desk.member, "passphrase": passphrase})


@any_member
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: DeskRequest) -> HttpResponse:
    """Shows a fresh secret, and keeps it once the phone's first code is right."""
    form = CodeForm(answers(request), initial={"secret": codes.new_secret()})
    if form.is_valid():
        if codes.turn_on(request.desk, form.cleaned_data["secret"], code=form.cleaned_data["code"]):
            return done("desk:me")
        form.add_error("code", _("This is not the code that the phone shows now. Wait for the next one."))
    secret = str(form["secret"].value() or "")
    context = {
        "form": form,
        "letters": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "picture": _qr(request.desk.member.login_name, secret),
    }
    return render(request, "desk/second_factor.html", context)


@any_member
@require_POST
def second_factor_off(request: DeskRequest) -> HttpResponse:
    """The passphrase alone is enough from now on."""
    codes.turn_off(request.desk)
    return done("desk:me")


@any_member
@require_POST
def choose_language(request: DeskRequest) -> HttpResponse:
    """The language of the member's desk."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return _page(request, language_form=form)
    organisations.choose_language(request.desk.member, language=form.cleaned_data["language"])
    return done("desk:me")


@any_member
@require_POST
def log_out_everywhere(request: DeskRequest) -> HttpResponse:
    """Ends the member's sessions on all devices, this one too."""
    roles.log_out_everywhere(request.desk.member, by=request.desk.member)
    logout(request)
    return redirect(reverse("desk:log_in"))


def _page(request: DeskRequest, *, language_form: LanguageForm | None = None) -> HttpResponse:
    member = request.desk.member
    context = {
        "second_factor": codes.are_on(member),
        "security_keys": len(security_keys.keys_of(request.desk)),
        "ways": ways.of_member(member),
        "missing": [each.label for each in queries.missing_for(member)],
        "reads_form": ReadsForm(initial={"reads": member.reads}),
        "language_form": language_form or LanguageForm(initial={"language": member.language}),
    }
    return render(request, "desk/me.html", context)


def _qr(login_name: str, secret: str) -> str:
    """The secret for an authenticator app, as a drawing: no name of ours or of the organisation in it."""
    code = segno.make(f"otpauth://totp/{quote(login_name)}?secret={secret}", micro=False)
    return mark_safe(code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True))  # noqa: S308  # drawn by segno
