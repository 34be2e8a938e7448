"""The second step of the log-in: between a right passphrase and an open desk."""

import json

from django.http import HttpRequest
from django.utils.translation import gettext as _

from safelamp.ground.vault import codes, security_keys
from safelamp.ground.vault.security_keys import KeyRefused, Place
from safelamp.ground.vault.sessions import OpenSession

_ASKED = "key_asked"  # in the session row: what the browser was told to sign, good for one answer


def place_of(request: HttpRequest) -> Place:
    """Where the member's browser stands, from the host name that settings allow."""
    host = request.get_host()
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    return Place(name, f"{request.scheme}://{host}")


def asks(request: HttpRequest, opened: OpenSession) -> dict[str, object]:
    """What the page of the second step shows: whether codes are on, and what a key is told to sign."""
    begun = (
        security_keys.begin_proving(opened, place=place_of(request)) if security_keys.are_on(opened.member) else None
    )
    request.session[_ASKED] = begun[1] if begun else None
    return {
        "codes": codes.are_on(opened.member),
        "keys": security_keys.are_on(opened.member),
        "options": json.dumps(begun[0], default=dict) if begun else "",
    }


def refusal(request: HttpRequest, opened: OpenSession, *, code: str, answer: str) -> str:
    """Why the second step does not let them in; empty where it does. What was asked of a key is used up."""
    asked = request.session.pop(_ASKED, None)
    if answer:
        if not asked:
            return _("This took too long. Touch the key once more.")
        try:
            security_keys.prove(opened, answer, state=asked, place=place_of(request))
        except KeyRefused as refused:
            return str(refused)
        return ""
    if codes.use(opened, code):
        return ""
    return _(
        "This code does not count: it is wrong, used already, or you have to wait. After five wrong codes each new one "
        "waits, up to 15 minutes. If it is right, look whether the phone's clock is right."
    )


def begin_adding(request: HttpRequest, opened: OpenSession) -> str:
    """What a new key is told to sign, for the page."""
    options, request.session[_ASKED] = security_keys.begin_adding(opened, place=place_of(request))
    return json.dumps(options, default=dict)


def asked_of_new_key(request: HttpRequest) -> security_keys.State:
    """What the new key was told to sign, once; raises KeyRefused."""
    asked: security_keys.State | None = request.session.pop(_ASKED, None)
    if not asked or "handle" not in asked:
        raise KeyRefused(_("This took too long. Touch the key once more."))
    return asked
