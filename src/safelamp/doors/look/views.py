"""The start page and the pages that say what went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Leads a visitor through the doors."""
    return render(request, "look/start.html")


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django passes it
    """A form that was open too long, or was not ours."""
    return render(request, "look/expired.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """A request that cannot be read."""
    return render(request, "look/bad_request.html", status=400)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Nothing here, or nothing that you may see: the same answer."""
    return render(request, "look/not_found.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Our fault. Says whether something was kept and what to do."""
    return render(request, "look/failed.html", status=500)
