"""The reader's language, without a cookie: `?lang=`, else what the browser asks for. Doors may set their own.

The worker door speaks more languages than the others: all of its screens are small.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from safelamp.ground.languages import overlay

KNOWN = frozenset(code for code, _ in settings.LANGUAGES)
WORKERS = frozenset(code for code, _ in settings.WORKER_LANGUAGES)
# What browsers call languages that we have under another name: macrolanguages, old codes, other scripts.
MEANT = {"tl": "fil", "in": "id", "zh": "zh-hans", "zh-cn": "zh-hans", "zh-sg": "zh-hans", "prs": "fa", "mo": "my"}
WORKER_DOOR = "/r/"


def chosen_in(request: HttpRequest) -> str:
    """The language that the reader chose by a link, or nothing."""
    chosen = request.GET.get("lang", "")
    return chosen if chosen in _known_at(request) else ""


def chosen_for_workers(request: HttpRequest) -> str:
    """The language of workers that was chosen by a link, for paper that the desk prints; or nothing."""
    chosen = request.GET.get("lang", "")
    return chosen if chosen in WORKERS else ""


def asked_of_workers(request: HttpRequest) -> str:
    """The first language that the browser asks for and workers' screens have; nothing where there is none."""
    for asked, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        for code in (asked, asked.partition("-")[0]):
            known = MEANT.get(code, code)
            if known in WORKERS:
                return known
    return ""


class LanguageMiddleware:
    """Activates a language for the request and says so in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Chooses, answers, and leaves the thread as it was."""
        overlay.refresh()
        with translation.override(chosen_in(request) or _asked(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
            if not chosen_in(request):
                patch_vary_headers(response, ("Accept-Language",))
        return response


def _known_at(request: HttpRequest) -> frozenset[str]:
    return WORKERS if request.path.startswith(WORKER_DOOR) else KNOWN


def _asked(request: HttpRequest) -> str:
    if request.path.startswith(WORKER_DOOR):
        return asked_of_workers(request) or settings.LANGUAGE_CODE
    return translation.get_language_from_request(request)
