"""Kannel's sms-service with `post-url`: the text is the body, the number a header, the reply is the answer's body."""

import base64
import binascii

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from safelamp.doors.sms.contract import Incoming, NotLetIn, Reply, incoming, is_secret
from safelamp.engines.writing.sms import Coding, coding_of

_OCTETS, _UCS2 = "1", "2"  # Kannel's `coding`


class Kannel:
    """An smsbox. It shows the secret as the password of `post-url`, and is asked to name each message by `id=%I`."""

    def is_set_up(self) -> bool:
        """Whether SAFELAMP_SMS_KANNEL_SECRET is set."""
        return bool(settings.SMS_SECRETS["kannel"])

    def read(self, request: HttpRequest) -> Incoming:
        """The text in the charset that Kannel names; UCS-2 is UTF-16, the high byte first."""
        if not is_secret(_password(request.headers.get("Authorization", "")), settings.SMS_SECRETS["kannel"]):
            raise NotLetIn
        delivery = request.GET.get("id", "") or request.headers.get("X-Kannel-Time", "")
        number, to = (request.headers.get(f"X-Kannel-{name}", "") for name in ("From", "To"))
        return incoming(number, _text(request), delivery=delivery, to=to)

    def answer(self, reply: Reply) -> HttpResponse:
        """The body is the reply. Kannel must be told of what is not GSM, or it sends question marks."""
        response = HttpResponse(reply.text, content_type="text/plain; charset=UTF-8")
        if coding_of(reply.text) is Coding.UCS2:
            response["X-Kannel-Coding"] = _UCS2
        return response


def _text(request: HttpRequest) -> str:
    """The text; empty where it cannot be read, which the dialogue tells in its language, with its question."""
    if request.headers.get("X-Kannel-Coding") == _OCTETS:
        return ""
    named = (request.content_params or {}).get("charset") or "utf-8"
    charset = "utf-16-be" if request.headers.get("X-Kannel-Coding") == _UCS2 else named
    try:
        return request.body.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return ""


def _password(header: str) -> str:
    scheme, _, value = header.partition(" ")
    try:
        return base64.b64decode(value, validate=True).decode().partition(":")[2] if scheme == "Basic" else ""
    except (binascii.Error, UnicodeDecodeError):
        return ""
