"""Compression of text answers, and the mark for answers that must never be compressed (DESIGN 4)."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_string

SMALLEST = 500  # bytes; below it gzip saves nothing
RANDOM_BYTES = 100  # at most, in the header of the archive: blurs the length ("Heal the BREACH", 2022)
TEXT = ("text/", "application/json", "application/xml", "application/geo+json", "image/svg+xml")
MARK = "safelamp_never_compressed"

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def never_compressed(view: View[P]) -> View[P]:
    """For pages that show a receipt, a message or opened words beside something that a sender can choose."""

    @wraps(view)
    def marked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        mark(response)
        return response

    return marked


def mark(response: HttpResponse) -> None:
    """Marks one answer as never to be compressed."""
    setattr(response, MARK, True)


class CompressionMiddleware:
    """Answers with gzip where the browser takes it, the answer is text, and nobody marked it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Compresses on the way out."""
        response = self.get_response(request)
        if not isinstance(response, HttpResponse) or not _worth_it(response):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if "gzip" not in request.headers.get("Accept-Encoding", ""):
            return response
        response.content = compress_string(response.content, max_random_bytes=RANDOM_BYTES)
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.content))
        return response


def _worth_it(response: HttpResponse) -> bool:
    return (
        not getattr(response, MARK, False)
        and not response.has_header("Content-Encoding")
        and response.headers.get("Content-Type", "").startswith(TEXT)
        and len(response.content) > SMALLEST
    )
