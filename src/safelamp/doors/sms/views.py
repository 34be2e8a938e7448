"""The sms door: an address for each kind of gateway. No number, no text in an address, a header or a log of ours."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from safelamp.doors.look import plain_http
from safelamp.doors.sms import sentences, talking
from safelamp.doors.sms.adapters.kannel.adapter import Kannel
from safelamp.doors.sms.adapters.rapidpro.adapter import RapidPro
from safelamp.doors.sms.adapters.twilio.adapter import Twilio
from safelamp.doors.sms.contract import Adapter, NotAMessage, NotLetIn
from safelamp.doors.sms.speaking import said

ADAPTERS: dict[str, Adapter] = {"kannel": Kannel(), "rapidpro": RapidPro(), "twilio": Twilio()}


@csrf_exempt  # a machine asks, with a secret of its own; there is no cookie
@require_POST
@sensitive_variables()
def receive(request: HttpRequest, gateway: str) -> HttpResponse:
    """One text message; its reply is the answer."""
    adapter = ADAPTERS.get(gateway)
    if adapter is None or not adapter.is_set_up():
        raise Http404
    if not plain_http.is_protected(request):
        return HttpResponse(status=403)
    try:
        message = adapter.read(request)
    except NotLetIn:
        return HttpResponse(status=403)
    except NotAMessage:
        response = adapter.answer(said(sentences.NO_TEXT, language="en", hostile=True))
    else:
        response = adapter.answer(talking.answer(message))
    response["Cache-Control"] = "no-store"
    return response
