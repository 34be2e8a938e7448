"""Words travel over HTTPS only: who may send them over plain HTTP, and what is said to everybody else.

Plain HTTP can be read by everybody on the way: the employer's network, the café's, the provider's. It is enough where
there is no way (the same machine), where the way is sealed otherwise (an onion address), and where nothing is real (the
demonstration, practice organisations).
"""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safelamp.doors.look.own_address import public_hosts
from safelamp.ground.organisations import queries
from safelamp.ground.organisations.models import Organisation

DESK = "/desk/"
ONION = ".onion"
_FORWARDED = ("HTTP_X_FORWARDED", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_CLIENT_IP", "HTTP_VIA")


def is_protected(request: HttpRequest) -> bool:
    """Whether nobody on the way can read what is sent, or nothing here is real."""
    return (
        settings.DEMONSTRATION or request.is_secure() or _host(request).endswith(ONION) or _from_this_machine(request)
    )


def takes_words(request: HttpRequest, organisation: Organisation | None) -> bool:
    """Whether words, codes and passphrases may come this way; where nobody knows for whom, only if all is practice."""
    return is_protected(request) or (organisation.is_practice if organisation else _asked(queries.all_practise))


def may_go_on(request: HttpRequest, organisation: Organisation | None) -> bool:
    """Whether the way may lead to words: it may still lead to a practice organisation, where none was chosen yet."""
    return is_protected(request) or (organisation.is_practice if organisation else _asked(queries.some_practise))


def protected_address(path: str) -> str:
    """The same page over HTTPS, where this instance knows such an address; else nothing."""
    hosts = [host for host in public_hosts() if not host.endswith(ONION)]
    return f"https://{hosts[0]}{path}" if settings.BEHIND_HTTPS and hosts else ""


class ProtectedDeskMiddleware:
    """The desk opens over plain HTTP on the same machine only: no passphrase travels openly."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Says where the protected desk is, before anything that was sent is looked at."""
        if not request.path.startswith(DESK) or takes_words(request, None):
            return self.get_response(request)
        return render(request, "look/plain_http.html", {"protected": protected_address(DESK)}, status=403)


def _host(request: HttpRequest) -> str:
    host, _, port = request.get_host().casefold().rpartition(":")
    return (host if host and port.isdigit() else request.get_host().casefold()).strip("[]").rstrip(".")


def _from_this_machine(request: HttpRequest) -> bool:
    """Asked from here, for here, and by a browser: a server that passes others' requests on is known by what it adds.

    One that adds nothing and rewrites the host speaks HTTP/1.0 by default (nginx), as no browser does.
    """
    passed_on = any(name.startswith(_FORWARDED) for name in request.META)
    spoken = str(request.META.get("SERVER_PROTOCOL", ""))
    return (
        not passed_on
        and spoken != "HTTP/1.0"
        and _is_loopback(str(request.META.get("REMOTE_ADDR", "")))
        and _is_loopback(_host(request))
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")  # names that never leave the machine (RFC 6761)


def _asked(question: Callable[[], bool]) -> bool:
    try:
        return question()
    except Error:  # the database is away: what nobody knows is not practice
        return False
