"""Pages that no browser and no proxy may keep."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PRIVATE = ("/desk/", "/r/")


class NoStoreMiddleware:
    """Forbids keeping any page of the desk and of the worker door, errors and redirects too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Adds the header."""
        response = self.get_response(request)
        if request.path.startswith(PRIVATE):
            response.headers["Cache-Control"] = "no-store"
        return response
