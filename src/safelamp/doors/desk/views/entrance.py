"""Coming in and leaving."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safelamp.doors.desk.forms.own import LogInForm
from safelamp.doors.desk.navigation import first_page
from safelamp.doors.desk.permits import DeskRequest, answers, any_member, open_session, visitors
from safelamp.ground.vault import members, sessions
from safelamp.ground.vault.sessions import OpenSession

BACKEND = "safelamp.ground.vault.backend.PassphraseBackend"


@any_member
@require_safe
def home(request: DeskRequest) -> HttpResponse:
    """Opens the first page that the member may see."""
    return redirect(first_page(request.desk.member))


@visitors
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """Opens a session; whatever was wrong, the answer is the same."""
    already = open_session(request)
    if already is not None:
        return redirect(_wanted(request, already))
    form = LogInForm(answers(request), initial={"next": request.GET.get("next", "")})
    if form.is_valid():
        opened = members.log_in(
            form.cleaned_data["login_name"], form.cleaned_data["passphrase"], code=form.cleaned_data["code"]
        )
        if opened is not None:
            return _enter(request, opened)
        form.add_error(None, _wrong())
    return render(request, "desk/log_in.html", {"form": form})


@any_member
@require_POST
def leave(request: DeskRequest) -> HttpResponse:
    """Ends the session at once and shows a dull page, or the one that the organisation chose."""
    elsewhere = request.desk.member.organisation.leave_address
    logout(request)
    response = render(request, "look/away.html")
    response.delete_cookie(sessions.COOKIE, path="/desk/", samesite="Strict")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    if elsewhere:
        # Not a redirect: the policy "form-action 'self'" would stop it.
        response.headers["Refresh"] = f"0; url={elsewhere}"
    return response


def _enter(request: HttpRequest, opened: OpenSession) -> HttpResponse:
    login(request, opened.member, backend=BACKEND)
    response = redirect(_wanted(request, opened))
    response.set_cookie(
        sessions.COOKIE,
        sessions.keep(request.session, opened),
        path="/desk/",
        httponly=True,
        samesite="Strict",
        secure=settings.BEHIND_HTTPS,
    )
    return response


def _wanted(request: HttpRequest, opened: OpenSession) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    inside = wanted.startswith("/desk/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if inside else first_page(opened.member)


def _wrong() -> str:
    return _(
        "Name, passphrase and code do not belong together. After five wrong tries, each new try has to wait, "
        "up to 15 minutes."
    )
