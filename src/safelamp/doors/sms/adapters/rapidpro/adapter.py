"""A webhook as RapidPro's flows call it: JSON in, JSON out; the flow sends what stands in `text`."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from safelamp.doors.sms.contract import Incoming, NotAMessage, NotLetIn, Reply, incoming, is_secret
from safelamp.engines.writing.sms import segments


class RapidPro:
    """A flow with “call webhook”, which sends the header `Authorization: Token SECRET`."""

    def is_set_up(self) -> bool:
        """Whether SAFELAMP_SMS_RAPIDPRO_SECRET is set."""
        return bool(settings.SMS_SECRETS["rapidpro"])

    def read(self, request: HttpRequest) -> Incoming:
        """The flow's last input: its text, its address (`tel:+...`) and its id."""
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Token" or not is_secret(given, settings.SMS_SECRETS["rapidpro"]):
            raise NotLetIn
        told = _parsed(request.body)
        said, contact = _part(told, "input"), _part(told, "contact")
        urn = _words(said, "urn") or _words(contact, "urn")
        scheme, _, number = urn.partition(":")
        if scheme != "tel":
            raise NotAMessage
        delivery, to = _words(said, "uuid") or _words(said, "created_on"), _words(_part(told, "channel"), "address")
        return incoming(number, _words(said, "text"), delivery=delivery, to=to)

    def answer(self, reply: Reply) -> HttpResponse:
        """What the flow sends; `send` is false where nothing is to be sent."""
        return JsonResponse({"text": reply.text, "segments": segments(reply.text).count, "send": bool(reply.text)})


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except ValueError:  # broken UTF-8 too
        raise NotAMessage from None
    if not isinstance(told, dict):
        raise NotAMessage
    return told


def _part(told: dict[str, Any], name: str) -> dict[str, Any]:
    part = told.get(name)
    return part if isinstance(part, dict) else {}


def _words(part: dict[str, Any], name: str) -> str:
    value = part.get(name)
    return value if isinstance(value, str) else ""
