"""Opens the member's session: the private key from the session row and the second cookie together."""

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.organisations.models import Member
from safelamp.ground.vault import sessions


class OpenSessionMiddleware:
    """Sets `request.desk`, the open session, or None for a visitor; speaks the member's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Reopens the vault for this request only."""
        request.desk = None  # type: ignore[attr-defined]
        if not request.path.startswith("/desk/") or not isinstance(request.user, Member):
            return self.get_response(request)
        try:
            cookie = request.COOKIES.get(sessions.COOKIE, "")
            request.desk = sessions.reopen(request.session, cookie, request.user)  # type: ignore[attr-defined]
        except CannotOpen:
            logout(request)
            return self.get_response(request)
        with translation.override(request.desk.member.language):  # type: ignore[attr-defined]
            response = self.get_response(request)
            response["Content-Language"] = translation.get_language()
        return response
