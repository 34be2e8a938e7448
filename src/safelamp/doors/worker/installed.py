"""What the page puts on a phone beside itself: the script that opens it without a connection, its name and its icon."""

from functools import cache

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from safelamp.doors.worker import scripts
from safelamp.ground.organisations import queries as organisations


@cache
def _script() -> str:
    return scripts.bundle("phone")


@require_safe
def service_worker(_request: HttpRequest) -> HttpResponse:
    """The service worker; browsers compare it byte by byte at each visit and take a new one over by themselves."""
    return HttpResponse(_script(), content_type="text/javascript; charset=utf-8")


@require_safe
def manifest(_request: HttpRequest) -> HttpResponse:
    """Name and icon on the phone's screen: neutral ones where anybody on this instance is endangered."""
    neutral = organisations.somebody_is_endangered()
    name = _("Questions") if neutral else _("Safe work report")
    icon = static("worker/neutral.svg" if neutral else "worker/lamp.svg")
    return JsonResponse(
        {
            "name": name,
            "short_name": name,
            "start_url": "/r/",
            "scope": "/r/",
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": "#ffffff",
            "icons": [{"src": icon, "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )
