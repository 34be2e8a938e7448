"""The poster of a workplace: one A4 page in the language that its readers speak."""

import uuid
from contextlib import AbstractContextManager, nullcontext

import segno
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from safelamp.doors.desk import sms_on_paper
from safelamp.doors.desk.permits import DeskRequest, needs
from safelamp.doors.look.emergency import numbers_of
from safelamp.doors.look.locale import chosen_for_workers
from safelamp.ground.languages import neutral
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.organisations.policy import Permission
from safelamp.ground.standards.hazards import hazards
from safelamp.ground.workplaces import queries
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.reports import looking

PICTURES = (
    "fall", "struck", "machine", "fire", "chemical", "electric", "strain", "heat_cold", "violence", "hours_stress",
)  # fmt: skip
QR_MM = 62  # the code itself; at least 60 is read from an arm's length
QUIET_MODULES = 4


@needs(Permission.KEEP_WORKPLACES)
@require_safe
def poster(request: DeskRequest, workplace_id: uuid.UUID) -> HttpResponse:
    """The poster, in the language chosen by `?lang=`, else in the organisation's."""
    workplace = queries.workplace_for(request.desk.member, workplace_id)
    address = request.build_absolute_uri(reverse("worker:poster", args=[workplace.code]))
    language = chosen_for_workers(request) or workplace.organisation.language
    with translation.override(language), spoken_for(workplace.organisation):
        return render(request, "desk/poster.html", context_of(workplace, address=address))


def spoken_for(organisation: Organisation) -> AbstractContextManager[None]:
    """How paper of this organisation speaks: with a hostile profile nothing on it says "union"."""
    return neutral.words() if organisation.is_hostile else nullcontext()


def context_of(workplace: Workplace, *, address: str) -> dict[str, object]:
    """What the poster shows, in the language that is spoken now; `address` is what its square leads to."""
    organisation = workplace.organisation
    return {
        "workplace": workplace,
        "organisation": organisation,
        "address": address.partition("://")[2],
        "square": square(address),
        "pictures": [hazards()[key] for key in PICTURES],
        "exercise": settings.DEMONSTRATION or organisation.is_practice,
        "numbers": numbers_of(organisation),
        "again": looking.on_paper(),
        "sms": sms_on_paper.way_for(workplace, organisation=organisation),
    }


def square(text: str, *, millimetres: int = QR_MM) -> SafeString:
    """The text as a QR code in millimetres, with its four modules of white around it."""
    code = segno.make(text, error="q", micro=False)
    modules = code.symbol_size(scale=1, border=0)[0]
    drawing = code.svg_inline(
        scale=round(millimetres / modules, 3),
        unit="mm",
        border=QUIET_MODULES,
        dark="#000",
        light="#fff",
        omitsize=False,
    )
    return mark_safe(drawing)  # noqa: S308  # drawn by segno
