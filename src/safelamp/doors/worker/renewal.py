"""The first use of a code that somebody else made: the worker takes a new one before anything is shown.

The new code comes from a random value in a field sealed to this server, so the same page always means the same code,
and nobody who knows the old code can work it out. Nothing changes until the worker says that it is written down.
"""

import base64
import datetime as dt
import secrets
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from safelamp.doors.look.one_slot import Busy, one_slot
from safelamp.doors.worker import pages
from safelamp.doors.worker.visit import Visit
from safelamp.doors.worker.way import Way
from safelamp.engines.sealing import receipts, wrapping
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.engines.sealing.receipts import Sort
from safelamp.loop.reports import receiving
from safelamp.loop.reports.queries import ReporterAccess
from safelamp.loop.reports.receiving import ReceiptLookup
from safelamp.loop.reports.renewing import RenewedBefore, renew_receipt

LASTS = dt.timedelta(hours=1)  # longer than a visit: somebody copies twenty digits by hand
DONE = gettext_lazy("Your new code works now. The old one opens nothing any more: destroy that paper.")
OVER = gettext_lazy(
    "This page was open too long. Type the code of your paper again. You get another new code then: cross out the one "
    "that you wrote down."
)
CHANGED = gettext_lazy(
    "This code has been changed already. Type the new code that you wrote down. If it was not you who changed it, "
    "somebody else had your paper: tell us once more."
)
WAIT = gettext_lazy("Not changed yet: your old code still works. Wait a minute, then touch the button again.")
RETRY_SECONDS = "20"
_PURPOSE = "worker renewal"
_TIME = struct.Struct(">Q")
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Renewal:
    """What the old code gave, and the random value that the new one comes from."""

    old: ReceiptLookup
    secret: bytes
    neutral: bool  # the profile is hostile: also the next page must not tell

    @classmethod
    def begin(cls, old: ReceiptLookup, access: ReporterAccess) -> Self:
        """With a fresh random value."""
        return cls(old, secrets.token_bytes(receiving.SECRET_BYTES), access.report.organisation.is_hostile)

    @classmethod
    def read(cls, field: str, *, now: dt.datetime) -> Self:
        """From the hidden field; raises CannotOpen when it is forged or too old."""
        try:
            raw = base64.urlsafe_b64decode(field.encode())
        except ValueError as error:
            raise CannotOpen("not a renewal") from error
        opened = wrapping.unwrap(raw, key=_key(), purpose=_PURPOSE)
        if now.timestamp() - _TIME.unpack(opened[: _TIME.size])[0] > LASTS.total_seconds():
            raise CannotOpen("the renewal is over")
        neutral, values = opened[_TIME.size : _TIME.size + 1], opened[_TIME.size + 1 :]
        old = ReceiptLookup(values[:_KEY_BYTES], values[_KEY_BYTES : 2 * _KEY_BYTES])
        return cls(old, values[2 * _KEY_BYTES :], neutral == b"\x01")

    def field(self, *, now: dt.datetime) -> str:
        """The hidden field's value."""
        text = _TIME.pack(int(now.timestamp())) + bytes([self.neutral]) + b"".join(self.old) + self.secret
        return base64.urlsafe_b64encode(wrapping.wrap(text, key=_key(), purpose=_PURPOSE)).decode()

    @property
    def receipt(self) -> str:
        """The new code."""
        return receipts.from_secret(wrapping.derive(self.secret, "renewed receipt"))


class NotYet(Exception):
    """The code could not be changed now; `page` says what to do."""

    def __init__(self, page: Callable[[HttpRequest, Way], HttpResponse]) -> None:
        super().__init__("the code was not changed")
        self.page = page


def offer(request: HttpRequest, way: Way, old: ReceiptLookup, access: ReporterAccess) -> HttpResponse:
    """The page with the new code. Nothing of the report is on it."""
    return _page(request, way, Renewal.begin(old, access))


def again(request: HttpRequest, way: Way) -> HttpResponse:
    """The same page and the same code, in another language."""
    try:
        return _page(request, way, _read(request))
    except NotYet as why:
        return why.page(request, way)


def confirmed(request: HttpRequest) -> tuple[Visit, ReporterAccess]:
    """Puts the new code in the old one's place; raises NotYet with the page that is shown instead."""
    found = _read(request)
    try:
        with one_slot():
            new = receiving.lookups_of(found.receipt)[Sort.OWN]
        access = renew_receipt(found.old, new)
    except (Busy, Error) as error:
        raise NotYet(lambda request, way: _waits(request, way, found)) from error
    except RenewedBefore as error:
        raise NotYet(_asks(str(CHANGED))) from error
    return Visit(*new, Sort.OWN), access


def _read(request: HttpRequest) -> Renewal:
    try:
        return Renewal.read(request.POST.get("renewal", ""), now=timezone.now())
    except CannotOpen as error:
        raise NotYet(_asks(str(OVER))) from error


def _asks(error: str) -> Callable[[HttpRequest, Way], HttpResponse]:
    return lambda request, way: pages.page(request, "follow_code", way, {"error": error}, status=422)


def _waits(request: HttpRequest, way: Way, found: Renewal) -> HttpResponse:
    response = _page(request, way, found, error=str(WAIT), status=503)
    response["Retry-After"] = RETRY_SECONDS
    return response


def _page(request: HttpRequest, way: Way, found: Renewal, *, error: str = "", status: int = 200) -> HttpResponse:
    groups = receipts.grouped(found.receipt)
    context = {
        "renewal": found.field(now=timezone.now()),
        "groups": groups,
        "aloud": ", ".join(" ".join(group) for group in groups),
        "error": error,
    }
    return pages.page(request, "follow_renew", way.with_choice(neutral=found.neutral), context, status=status)


def _key() -> bytes:
    return wrapping.derive(bytes.fromhex(settings.SECRET_KEY), _PURPOSE)
