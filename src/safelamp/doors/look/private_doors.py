"""Headers of the private doors: nothing is kept, nothing is told to other sites."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PRIVATE = ("/desk/", "/r/", "/sms/")
# Under "no-referrer" browsers send "Origin: null" with a form, and the check against forged requests refuses it.
CHECKED_FOR_FORGERY = "/desk/"


class PrivateDoorsMiddleware:
    """Forbids keeping any page of the desk and of the worker door, errors and redirects too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Adds the headers."""
        response = self.get_response(request)
        if request.path.startswith(PRIVATE):
            response.headers["Cache-Control"] = "no-store"
        if request.path.startswith(CHECKED_FOR_FORGERY):
            response.headers["Referrer-Policy"] = "same-origin"
        return response
