"""Opens the member's session: the private key from the session row and the second cookie together."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import translation

from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.organisations.models import Member
from safelamp.ground.vault import sessions

DESK = "/desk/"


class DeskSessionMiddleware(SessionMiddleware):
    """Sessions live at the desk only: at every other door no cookie is read and none is set."""

    def process_request(self, request: HttpRequest) -> None:
        """Gives other doors an empty session that is never stored."""
        if request.path.startswith(DESK):
            super().process_request(request)
        else:
            request.session = self.SessionStore(None)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Keeps the session's row; a visitor gets none, whatever cookie they bring."""
        if not request.path.startswith(DESK):
            return response
        if not request.session.keys():
            request.session = self.SessionStore(None)
            if sessions.COOKIE in request.COOKIES:
                response.delete_cookie(sessions.COOKIE, path=DESK, samesite="Strict")
        return super().process_response(request, response)


class DeskForgeryMiddleware(CsrfViewMiddleware):
    """The check against forged forms, with its cookie, at the desk only: other doors have no session to misuse."""

    def process_request(self, request: HttpRequest) -> None:
        """Reads the cookie at the desk."""
        if request.path.startswith(DESK):
            super().process_request(request)

    def process_view(
        self,
        request: HttpRequest,
        callback: Callable[..., HttpResponseBase],
        callback_args: tuple[Any, ...],
        callback_kwargs: dict[str, Any],
    ) -> HttpResponseForbidden | None:
        """Refuses a forged form at the desk."""
        if not request.path.startswith(DESK):
            return None
        return super().process_view(request, callback, callback_args, callback_kwargs)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Sets the cookie at the desk."""
        return super().process_response(request, response) if request.path.startswith(DESK) else response


class OpenSessionMiddleware:
    """Sets `request.desk`, the open session, or None for a visitor; speaks the member's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Reopens the vault for this request only."""
        request.desk = None  # type: ignore[attr-defined]
        if not request.path.startswith(DESK) or not isinstance(request.user, Member):
            return self.get_response(request)
        try:
            cookie = request.COOKIES.get(sessions.COOKIE, "")
            request.desk = sessions.reopen(request.session, cookie, request.user)  # type: ignore[attr-defined]
        except CannotOpen:
            logout(request)
            return self.get_response(request)
        with translation.override(request.desk.member.language or translation.get_language()):  # type: ignore[attr-defined]
            response = self.get_response(request)
            response["Content-Language"] = translation.get_language()
        return response
