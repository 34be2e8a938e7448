"""Paper for workers without a phone: a form of A4 that may be copied, and cards of A6 with a code each.

Cards carry a code on both halves, so that whoever drops one in a box can still read the answer. The codes are made for
this printing and kept nowhere: the server learns of one when its card is typed in. A photocopy would give one code to
two workers; so the form, which is made to be copied, has none, and the cards say that they are not to be copied.
"""

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from safelamp.doors.desk import sms_on_paper
from safelamp.doors.desk.permits import DeskRequest, needs
from safelamp.doors.desk.picks import KIND_FIGURES
from safelamp.doors.desk.views.poster import spoken_for, square
from safelamp.doors.look.emergency import numbers_of
from safelamp.doors.look.locale import WORKERS
from safelamp.doors.look.templatetags.look import LanguageLink
from safelamp.engines.sealing import receipts
from safelamp.ground.organisations.policy import Permission
from safelamp.ground.standards.hazards import body_parts, hazards
from safelamp.ground.workplaces import queries
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.reports import looking
from safelamp.loop.reports.models import Harm, Kind
from safelamp.loop.reports.words import When, WhoMayKnow

FORM_QR_MM, CARD_QR_MM = 30, 20
CARDS_A_SHEET, MOST_SHEETS = 4, 25
HARMS = (Harm.NOBODY, Harm.SMALL, Harm.TREATED, Harm.LASTING, Harm.DIED)


@dataclass(frozen=True, slots=True)
class Card:
    """One card: its code in five groups."""

    groups: list[str]


@needs(Permission.READ_CASES)
@require_safe
def listing(request: DeskRequest) -> HttpResponse:
    """The workplaces for which the member can print."""
    return render(request, "desk/paper.html", {"workplaces": queries.reached_by(request.desk.member)})


@needs(Permission.READ_CASES)
@require_safe
def form(request: DeskRequest, workplace_id: uuid.UUID) -> HttpResponse:
    """One form on A4, in the language chosen by `?lang=`, else in the organisation's."""
    workplace = queries.workplace_for(request.desk.member, workplace_id)
    with translation.override(_language(request, workplace)), spoken_for(workplace.organisation):
        poster = request.build_absolute_uri(reverse("worker:poster", args=[workplace.code]))
        context = _choices(request, workplace) | {"square": square(poster, millimetres=FORM_QR_MM)}
        context |= {"address": poster.partition("://")[2], "numbers": numbers_of(workplace.organisation)}
        return render(request, "desk/paper_form.html", context)


@needs(Permission.READ_CASES)
@require_safe
def cards(request: DeskRequest, workplace_id: uuid.UUID) -> HttpResponse:
    """Four cards a sheet, each with a code that nobody has had before."""
    workplace = queries.workplace_for(request.desk.member, workplace_id)
    sheets = _sheets(request)
    with translation.override(_language(request, workplace)), spoken_for(workplace.organisation):
        door = request.build_absolute_uri(reverse("worker:door"))
        context = _choices(request, workplace) | {
            "address": door.partition("://")[2],
            "square": square(door, millimetres=CARD_QR_MM),
            "sheets": [[Card(receipts.grouped(receipts.make())) for _ in range(CARDS_A_SHEET)] for _ in range(sheets)],
            "count": sheets,
            "most": MOST_SHEETS,
        }
        return render(request, "desk/paper_cards.html", context)


def _choices(request: HttpRequest, workplace: Workplace) -> dict[str, object]:
    """What both papers offer to tick, in the language that is spoken now."""
    organisation, here = workplace.organisation, translation.get_language() or ""
    return {
        "workplace": workplace,
        "organisation": organisation,
        "exercise": settings.DEMONSTRATION or organisation.is_practice,
        "hazards": list(hazards().values()),
        "kinds": [(kind.label, KIND_FIGURES[kind]) for kind in Kind],
        "harms": [harm.label for harm in HARMS],
        "parts": list(body_parts().values()),
        "whens": [when.label for when in When],
        "whos": [who.label for who in WhoMayKnow],
        "look_again": looking.on_paper(),
        "sms": sms_on_paper.way_for(workplace, organisation=organisation),
        "tongue": dict(settings.WORKER_LANGUAGES).get(here, ""),
        "tongues": [
            LanguageLink(code, str(name), f"{request.path}?{_asked(request, code)}", code == here)
            for code, name in settings.WORKER_LANGUAGES
        ],
    }


def _asked(request: HttpRequest, code: str) -> str:
    asked = request.GET.copy()
    asked["lang"] = code
    return asked.urlencode()


def _language(request: HttpRequest, workplace: Workplace) -> str:
    asked = request.GET.get("lang", "")
    return asked if asked in WORKERS else workplace.organisation.language


def _sheets(request: HttpRequest) -> int:
    asked = request.GET.get("sheets", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < len("1000") else 1
    return min(max(number, 1), MOST_SHEETS)
