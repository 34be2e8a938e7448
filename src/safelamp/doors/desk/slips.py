"""The slip that a worker takes home: the code, where to type it, when to look again. Rendered once, kept nowhere."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info

from safelamp.doors.desk import sms_on_paper
from safelamp.doors.desk.permits import DeskRequest
from safelamp.doors.desk.views.poster import spoken_for, square
from safelamp.engines.sealing import receipts
from safelamp.loop.reports import looking
from safelamp.loop.reports.operations import Received
from safelamp.loop.reports.receiving import Telling

QR_MM = 30


def rendered(request: DeskRequest, telling: Telling, received: Received, *, language: str) -> SafeString:
    """The slip in the worker's language; its square leads to the door, never to the report."""
    organisation = request.desk.member.organisation
    with translation.override(language), spoken_for(organisation):
        groups = receipts.grouped(received.receipt)
        context = {
            "groups": groups,
            "aloud": ", ".join(" ".join(group) for group in groups),
            "look_on": looking.sentence(
                looking.look_again_on(telling.lane, telling.harm, danger_now=telling.danger_now)
            ),
            "language": language,
            "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
            "sms": sms_on_paper.way_for(telling.workplace, organisation=organisation),
            "exercise": settings.DEMONSTRATION or organisation.is_practice,
            **door(request),
        }
        return render_to_string("desk/parts/slip.html", context)


def door(request: DeskRequest) -> dict[str, object]:
    """Where a code is typed: the address in words, and its square."""
    address = request.build_absolute_uri(reverse("worker:door"))
    return {"address": address.partition("://")[2], "square": square(address, millimetres=QR_MM)}
