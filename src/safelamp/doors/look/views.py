"""The start page and the pages that say what went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

DOORS = ("/desk/", "/r/", "/record/")


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Leads a visitor through the doors."""
    return render(request, "look/start.html")


@require_safe
def away(request: HttpRequest) -> HttpResponse:
    """A dull page that says nothing about us, for people who must leave at once."""
    return render(request, "look/away.html")


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django passes it
    """A form that was open too long, or was not ours."""
    return _trouble(request, "look/expired.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """A request that cannot be read."""
    return _trouble(request, "look/bad_request.html", status=400)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Nothing here, or nothing that you may see: the same answer."""
    return _trouble(request, "look/not_found.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Our fault. Says whether something was kept and what to do."""
    return _trouble(request, "look/failed.html", status=500)


def not_now(request: HttpRequest) -> HttpResponse:
    """A large file for which there is no room just now: nothing of it was read."""
    return _trouble(request, "look/not_now.html", status=503)


def _trouble(request: HttpRequest, template: str, *, status: int) -> HttpResponse:
    way_back = next((door for door in DOORS if request.path.startswith(door)), "/")
    return render(request, template, {"way_back": way_back}, status=status)
