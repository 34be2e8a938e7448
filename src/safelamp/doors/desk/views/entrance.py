"""Coming in and leaving."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safelamp.doors.desk import carried, second_step
from safelamp.doors.desk.forms.own import LogInForm, SecondStepForm
from safelamp.doors.desk.navigation import TRIES, first_page
from safelamp.doors.desk.permits import DeskRequest, answers, any_member, open_session, visitors
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.vault import members, sessions
from safelamp.ground.vault.sessions import OpenSession

BACKEND = "safelamp.ground.vault.backend.PassphraseBackend"
TELL_FROM = 10  # wrong passphrases: fewer are most often one's own slips


@any_member
@require_safe
def home(request: DeskRequest) -> HttpResponse:
    """Opens the first page that the member may see."""
    return redirect(first_page(request.desk.member))


@visitors
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """The first step: name and passphrase. Whatever was wrong, the answer is the same."""
    already = open_session(request)
    if already is not None:
        return _onward(request, already)
    form = LogInForm(answers(request), initial={"next": request.GET.get("next", "")})
    context = {"form": form, "ended": request.GET.get("why") == "ended"}
    if form.is_valid():
        try:
            opened = members.first_step(form.cleaned_data["login_name"], form.cleaned_data["passphrase"])
        except members.Busy:
            form.add_error(None, _("Many people log in at this moment. Wait a few seconds, then try again."))
            return render(request, "desk/log_in.html", context, status=503)
        if opened is not None:
            return (
                _ask_second_step(request, opened)
                if members.owes_second_step(opened.member)
                else _enter(request, opened)
            )
        form.add_error(None, _("Name and passphrase do not belong together. Look at each word on your paper."))
    return render(request, "desk/log_in.html", context)


@visitors
@require_http_methods(["GET", "HEAD", "POST"])
def log_in_second(request: HttpRequest) -> HttpResponse:
    """The second step: a code from the phone or the touch of a key."""
    try:
        opened = sessions.reopen_pending(request.session, request.COOKIES.get(sessions.COOKIE, ""))
    except CannotOpen:
        return redirect("desk:log_in")
    form = SecondStepForm(answers(request))
    if not form.is_valid():
        return _second_page(request, opened, form)
    why = second_step.refusal(request, opened, code=form.cleaned_data["code"], answer=form.cleaned_data["answer"])
    if not why:
        return _enter(request, opened)
    form.add_error(None, why)
    return _second_page(request, opened, form)


@any_member
@require_POST
def leave(request: DeskRequest) -> HttpResponse:
    """Ends the session at once and shows a dull page, or the one that the organisation chose."""
    elsewhere = request.desk.member.organisation.leave_address
    logout(request)
    response = render(request, "look/away.html")
    response.delete_cookie(sessions.COOKIE, path="/desk/", samesite="Strict")
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    if elsewhere:
        # Not a redirect: the policy "form-action 'self'" would stop it.
        response.headers["Refresh"] = f"0; url={elsewhere}"
    return response


def _ask_second_step(request: HttpRequest, opened: OpenSession) -> HttpResponse:
    cookie = sessions.keep_pending(request.session, opened)
    response = _second_page(request, opened, SecondStepForm(initial=request.POST.dict()))
    return _with_cookie(response, cookie)


def _second_page(request: HttpRequest, opened: OpenSession, form: SecondStepForm) -> HttpResponse:
    return render(request, "desk/log_in_second.html", {"form": form, **second_step.asks(request, opened)})


def _enter(request: HttpRequest, opened: OpenSession) -> HttpResponse:
    login(request, opened.member, backend=BACKEND)
    request.desk = opened  # type: ignore[attr-defined]
    tries = members.forget_wrong_tries(opened.member)
    if tries >= TELL_FROM:
        request.session[TRIES] = tries
    return _with_cookie(_onward(request, opened), sessions.keep(request.session, opened))


def _with_cookie(response: HttpResponse, value: str) -> HttpResponse:
    response.set_cookie(
        sessions.COOKIE, value, path="/desk/", httponly=True, samesite="Strict", secure=settings.BEHIND_HTTPS
    )
    return response


def _onward(request: HttpRequest, opened: OpenSession) -> HttpResponse:
    """The page that was wanted, or the words that were being written when the session ended."""
    words = carried.read(request.POST.get(carried.FIELD, ""))
    if words is not None:
        return render(request, "desk/carried.html", {"carried": words})
    return redirect(_wanted(request, opened))


def _wanted(request: HttpRequest, opened: OpenSession) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    inside = wanted.startswith("/desk/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if inside else first_page(opened.member)
