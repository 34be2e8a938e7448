"""Large bodies come to few threads only: whoever sends one slowly holds none that others need.

Caddy holds a body back until it is whole, up to HELD (`max_buffer_size` in deploy/Caddyfile). What is larger comes in
as fast as its sender sends, and a thread reads it. Where no place for one is free, a view may take what Caddy had held
already, which comes at once: the words before the photo. All others say that nothing was kept.
"""

import threading
from collections.abc import Callable
from typing import Any

from django.core.handlers.wsgi import LimitedStream, WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from safelamp.doors.look import views

HELD = 1_000_000  # bytes of a body that Caddy holds back until they are there; with more its buffers double
PLACES = 2  # of a process's four threads
PATIENCE = 1.0  # seconds; of two that come fast one is read in less, however long its photo takes afterwards
AGAIN_AFTER = 60  # seconds
_CUT = "safelamp.cut_short"
_MARK = "safelamp_takes_cut_short"
_free = threading.BoundedSemaphore(PLACES)
_waiting = threading.Semaphore(1)  # who waits holds a thread: of the four one is left for all others


def takes_cut_short(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For views that ask `is_cut_short` and lose no word that came before a file."""
    setattr(view, _MARK, True)
    return view


def is_cut_short(request: HttpRequest) -> bool:
    """Whether only the beginning of the body was read, because others send large ones just now."""
    return _CUT in request.META


def not_now(response: HttpResponse) -> HttpResponse:
    """The same answer, said with the status that programs understand: later."""
    response.status_code = 503
    response.headers.setdefault("Retry-After", str(AGAIN_AFTER))
    return response


class LargeBodiesMiddleware:
    """Stands before all others: a request without a place goes on with the beginning of its body only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: WSGIRequest) -> HttpResponseBase:
        """Takes a place for a large body until it is there: what is done with it afterwards holds no place."""
        if not _is_large(request):
            return self.get_response(request)
        place = _place()
        if place is None:
            return self.get_response(_beginning_of(request))
        try:
            return self.get_response(_read_in(request, place))
        finally:
            place.give_back()

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        _args: tuple[Any, ...],
        _kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Answers for views that cannot do anything with a beginning."""
        if not is_cut_short(request) or getattr(view, _MARK, False):
            return None
        return not_now(views.not_now(request))


class _Place:
    """One of the places, given back once."""

    def __init__(self) -> None:
        self._taken = True

    def give_back(self) -> None:
        """Lets the next one have it."""
        if self._taken:
            self._taken = False
            _free.release()


def _place() -> _Place | None:
    """A place, if one is free or is soon given back."""
    if _free.acquire(blocking=False):
        return _Place()
    if not _waiting.acquire(blocking=False):
        return None
    try:
        return _Place() if _free.acquire(timeout=PATIENCE) else None
    finally:
        _waiting.release()


class _Body:
    """What comes in; gives the place back with the last byte."""

    def __init__(self, stream: Any, length: int, place: _Place) -> None:  # noqa: ANN401  # whatever the server gives
        self._stream = stream
        self._left = length
        self._place = place

    def read(self, size: int = -1) -> bytes:
        """As of a file."""
        return self._counted(self._stream.read(size))

    def readline(self, size: int = -1) -> bytes:
        """As of a file."""
        return self._counted(self._stream.readline(size))

    def _counted(self, part: bytes) -> bytes:
        self._left -= len(part)
        if self._left <= 0:
            self._place.give_back()
        return part


def _read_in(request: WSGIRequest, place: _Place) -> WSGIRequest:
    """The same request, with a body that says when it is there; of an unknown length nobody knows that."""
    announced = str(request.META.get("CONTENT_LENGTH") or "")
    if announced.isdecimal():
        read_in: Any = _Body(request.environ["wsgi.input"], int(announced), place)
        body: Any = LimitedStream(read_in, int(announced))
        request._stream = body  # noqa: SLF001  # as Django made it, before any of it is read
    return request


def _is_large(request: HttpRequest) -> bool:
    """Whether Caddy lets the body pass before it is whole; of a length that nobody told it may."""
    announced = str(request.META.get("CONTENT_LENGTH") or "")
    return (int(announced) > HELD) if announced.isdecimal() else "HTTP_TRANSFER_ENCODING" in request.META


def _beginning_of(request: WSGIRequest) -> WSGIRequest:
    """The request anew, before anybody has read of it: its body ends where what Caddy held ends."""
    announced = str(request.META.get("CONTENT_LENGTH") or "")
    return WSGIRequest(request.environ | {_CUT: True, "CONTENT_LENGTH": str(HELD) if announced else ""})
