"""A form sent twice is done once: the second time leads to where the first one led.

Each form carries a random token. When its act is done, the token lies in the session row with the address that the
act led to (ids only), so a double click, a reload or a lost answer changes nothing.
"""

import uuid
from collections.abc import Callable

from django import forms
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from safelamp.loop.cases.refusals import Refused

FIELD = "once"
KEPT = 20  # tokens in a session; a form older than twenty others is looked at anew
_PLACE = "once"


def new_token() -> str:
    """A token for one showing of a form."""
    return uuid.uuid4().hex


class OnceForm(forms.Form):
    """A form whose act is done once."""

    required_css_class = "required"
    once = forms.CharField(widget=forms.HiddenInput, initial=new_token, max_length=32, required=False)

    def perform(self, act: Callable[[], object]) -> bool:
        """Does the act; what it refuses stands above the form, in its own words."""
        try:
            act()
        except Refused as refusal:
            self.add_error(None, str(refusal))
            return False
        return True


def sent_before(request: HttpRequest) -> HttpResponse | None:
    """Leads to where the same form led when it was sent before."""
    token = request.POST.get(FIELD, "")
    address = request.session.get(_PLACE, {}).get(token) if token else None
    return redirect(address) if address else None


def led_to(request: HttpRequest, address: str) -> HttpResponse:
    """Goes on to `address`, and remembers that this form led there."""
    token = request.POST.get(FIELD, "")
    if token:
        kept = {**request.session.get(_PLACE, {}), token: address}
        request.session[_PLACE] = dict(list(kept.items())[-KEPT:])
    return redirect(address)


def sent_meanwhile(request: HttpRequest) -> HttpResponse | None:
    """The same by what the session row says now: a double click is two requests at the same time.

    Call it with a row locked that both need, and have `kept_at_once` before the lock ends.
    """
    now: SessionBase = type(request.session)(request.session.session_key)
    token = request.POST.get(FIELD, "")
    address = now.get(_PLACE, {}).get(token) if token else None
    return redirect(address) if address else None


def kept_at_once(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Keeps where the form led in the same transaction as its act."""
    request.session.save()
    return answer
