"""A webhook as Twilio calls it: a signed form in, TwiML out."""

import base64
import hashlib
import hmac
from html import escape

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from safelamp.doors.sms.contract import Incoming, NotLetIn, Reply, incoming


class Twilio:
    """A number's “a message comes in”. The signature covers the whole address and every field (HMAC-SHA1)."""

    def is_set_up(self) -> bool:
        """Whether SAFELAMP_SMS_TWILIO_TOKEN is set."""
        return bool(settings.SMS_SECRETS["twilio"])

    def read(self, request: HttpRequest) -> Incoming:
        """The form's From, Body and MessageSid."""
        given = request.headers.get("X-Twilio-Signature", "")
        if not hmac.compare_digest(given.encode(), signature(request, token=settings.SMS_SECRETS["twilio"]).encode()):
            raise NotLetIn
        form = request.POST
        delivery, to = form.get("MessageSid", ""), form.get("To", "")
        return incoming(form.get("From", ""), form.get("Body", ""), delivery=delivery, to=to)

    def answer(self, reply: Reply) -> HttpResponse:
        """One message, or an empty response."""
        said = "".join(sign for sign in reply.text if sign >= " " or sign == "\n")
        message = f"<Message>{escape(said)}</Message>" if said else ""
        xml = f'<?xml version="1.0" encoding="UTF-8"?><Response>{message}</Response>'
        return HttpResponse(xml, content_type="text/xml; charset=UTF-8")


def signature(request: HttpRequest, *, token: str) -> str:
    """What the header must say: base64 of HMAC-SHA1 over the address, then each field's name and value, sorted."""
    fields = sorted((name, value) for name, values in request.POST.lists() for value in values)
    signed = request.build_absolute_uri() + "".join(name + value for name, value in fields)
    return base64.b64encode(hmac.new(token.encode(), signed.encode(), hashlib.sha1).digest()).decode()
