"""The reader's language, without a cookie: `?lang=`, else what the browser asks for. Doors may set their own."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from safelamp.ground.languages import overlay

KNOWN = frozenset(code for code, _ in settings.LANGUAGES)


def chosen_in(request: HttpRequest) -> str:
    """The language that the reader chose by a link, or nothing."""
    chosen = request.GET.get("lang", "")
    return chosen if chosen in KNOWN else ""


class LanguageMiddleware:
    """Activates a language for the request and says so in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Chooses, answers, and leaves the thread as it was."""
        overlay.refresh()
        language = chosen_in(request) or translation.get_language_from_request(request)
        with translation.override(language):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
            if not chosen_in(request):
                patch_vary_headers(response, ("Accept-Language",))
        return response
