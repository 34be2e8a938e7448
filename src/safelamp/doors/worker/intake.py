"""What a phone has sealed comes in here: one POST, one answer that the phone's program reads and shows.

Nothing of it is logged: neither size nor reason nor sender.
"""

import uuid

from django.conf import settings
from django.core import signing
from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelamp.doors.look import large_bodies, plain_http
from safelamp.doors.worker.way import Expired, Way
from safelamp.engines.sealing import parcels
from safelamp.ground.organisations import queries as organisations
from safelamp.ground.organisations.models import Organisation
from safelamp.loop.reports import arriving, intake
from safelamp.loop.reports.arriving import Arriving, NotTaken, Reason
from safelamp.loop.reports.floods import WorkAsked
from safelamp.loop.reports.intake import NotNow, Outcome, Vouched

CONTENT_TYPE = "application/octet-stream"
BUSY_SECONDS = 60

SAID = {
    Outcome.KEPT: gettext_lazy("Your report has arrived."),
    Outcome.AGAIN: gettext_lazy("Your report had already arrived. It is there once."),
    Outcome.SPOOLED: gettext_lazy("Your report has arrived."),
    Outcome.UNREADABLE: gettext_lazy(
        "Your report has arrived, but nobody can open its words: this page was too old. Open it anew and tell it again."
    ),
}
_AGAIN = gettext_lazy("Your report did not arrive whole. Send it again.")
_ANEW = gettext_lazy("We cannot take this report: this page is too old. Open it anew and tell it again.")
REFUSED = {
    Reason.CUT_OFF: (400, _AGAIN),
    Reason.MOVED: (400, _AGAIN),
    Reason.TOO_LARGE: (413, gettext_lazy("This is too large. Send it with a smaller photo, or without.")),
    Reason.NO_PARCEL: (400, _ANEW),
    Reason.OTHER_SERVER: (422, _ANEW),
    Reason.UNKNOWN_CHOICE: (422, _ANEW),
    Reason.NO_RECEIVER: (
        422, gettext_lazy("Nobody receives reports at this address any more. Ask your union where to tell it."),
    ),
    Reason.TAKEN: (409, _ANEW),
}  # fmt: skip


def take(request: HttpRequest) -> HttpResponse:
    """The parcel in the body; the answer is JSON with `state` and `say`, and never stored."""
    if large_bodies.is_cut_short(request):
        return _not_now()
    try:
        found = arriving.opened(_body(request))
    except NotTaken as refused:
        return _refused(refused.reason)
    language = found.head.language
    known = language in dict(settings.WORKER_LANGUAGES)
    with translation.override(language if known else translation.get_language()):
        response = _taken(request, found)
        response["Content-Language"] = translation.get_language() or "en"
        return response


def _body(request: HttpRequest) -> bytes:
    """The whole body in memory; raises NotTaken where it is too large or the connection broke."""
    announced = str(request.META.get("CONTENT_LENGTH") or "0")
    length = int(announced) if announced.isdecimal() else 0
    if length > parcels.LARGEST:
        raise NotTaken(Reason.TOO_LARGE)
    try:
        raw = request.read(length)
    except OSError as error:  # the phone is gone
        raise NotTaken(Reason.CUT_OFF) from error
    if len(raw) < length:
        raise NotTaken(Reason.CUT_OFF)
    return raw


def _taken(request: HttpRequest, found: Arriving) -> HttpResponse:
    if not plain_http.is_protected(request):
        receiver = _organisation(found.head.organisation)
        if not plain_http.takes_words(request, receiver):
            return _openly_refused()
    try:
        outcome = intake.take_in(found, vouched=_vouched(found.head.way))
    except NotTaken as refused:
        return _refused(refused.reason)
    except NotNow:
        return _not_now()
    except WorkAsked as asked:
        wait = _("Very many reports arrive just now. Your phone has to work for a moment first.")
        return _answer("work", wait, status=429, challenge=asked.challenge, bits=asked.bits)
    return _answer(outcome.value, str(SAID[outcome]), status=200)


def _vouched(signed: str) -> Vouched | None:
    """What the signed field says; one that is too old still shows that these ids were ours."""
    try:
        way = Way.read(signed)
    except Expired as old:
        way = old.way
    except (signing.BadSignature, ValueError, TypeError):
        return None
    receivers = (way.organisation, way.receiver, way.above)
    return Vouched(
        organisations={uuid.UUID(each) for each in receivers if each},
        workplace=uuid.UUID(way.workplace) if way.workplace else None,
        country=way.country,
    )


def _organisation(organisation_id: uuid.UUID) -> Organisation | None:
    try:
        return organisations.organisation(organisation_id)
    except (Organisation.DoesNotExist, Error):
        return None


def _refused(reason: Reason) -> HttpResponse:
    status, said = REFUSED[reason]
    return _answer("refused", str(said), status=status, why=reason.value)


def _not_now() -> HttpResponse:
    busy = _("We cannot take it just now. It is safe on this phone. It can be sent again later.")
    response = _answer("busy", busy, status=503, retry=BUSY_SECONDS)
    response["Retry-After"] = str(BUSY_SECONDS)
    return response


def _openly_refused() -> HttpResponse:
    openly = _("Others could see on the way that this phone reports. Nothing was kept. Open the page over HTTPS.")
    return _answer("refused", openly, status=403, why="plain_http")


def _answer(state: str, say: str, *, status: int, **more: str | int) -> HttpResponse:
    response = JsonResponse({"state": state, "say": say} | more, status=status)
    response["Cache-Control"] = "no-store"
    return response
