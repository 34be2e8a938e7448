"""The kit: everything that a report needs without a connection, in one answer, drawn by the same templates.

Nothing in it is about a person. It holds what stands on the poster's page anyway, and the keys that seal.
"""

import time
from collections.abc import Callable
from itertools import product
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static

from safelamp.doors.look.templatetags.look import style_sheet
from safelamp.doors.worker import pages
from safelamp.doors.worker.screens import Screen
from safelamp.doors.worker.telling import WHO
from safelamp.doors.worker.way import HURT, Way
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.recordings import queries as recordings
from safelamp.ground.vault.models import Audience
from safelamp.loop.reports.models import RESTRICTED_HAZARDS, RESTRICTED_KINDS, SERIOUS_HARM, Harm, Kind, PlaceKind
from safelamp.loop.reports.phone import phone_keys

SHEETS = ("worker_form", "worker_choices", "worker_say", "worker_ticket", "worker_calendar", "worker_alone")
ASKED = (Screen.KIND, Screen.PLACE, Screen.HARM, Screen.BODY)
DRAWN_FOR_SECONDS = 60  # drawing costs as much as a dozen pages, and 200 people may stand at one gate
ANY_HAZARD = "machine"  # the phone puts in the one that was touched
SCRIPTS = ("worker/page.bundle.js", "worker/kept.bundle.js", "worker/media.bundle.js")


def answer(request: HttpRequest, way: Way) -> HttpResponse:
    """The kit of the way's organisation, as JSON; 404 where nobody receives yet.

    A page that is the first screen itself says so (`have`), and the kit leaves it out.
    """
    organisation = pages.organisation_of(way)
    if organisation is None or not pages.goes_on_alone(organisation):
        return JsonResponse({"state": "none"}, status=404)
    begun = _begun(way)
    lines, screens = _drawn(request, begun)
    response = JsonResponse(
        {
            "made": int(time.time() * 1000),
            "mark": pages.kit_mark(begun),
            "language": begun.language,
            "hostile": begun.neutral or organisation.is_hostile,
            "begin": _begin(begun),
            "place": {"workplace": begun.workplace, "name": begun.workplace_name},
            "scripts": [static(path) for path in SCRIPTS],
            "styles": style_sheet(*SHEETS, *(("worker_listen",) if recordings.marks_in(begun.language) else ())),
            "keys": _keys(organisation),
            "who": {name: who.value for name, who in WHO.items()},
            "hurt": sorted(HURT),
            "restricted": sorted(RESTRICTED_KINDS) + sorted(RESTRICTED_HAZARDS),
            "serious": sorted(SERIOUS_HARM),
            "promises": _promises(begun),
            "lines": lines,
            "screens": screens,
            "calendar": _of_a_piece(request, pages.calendar_page),
            "nonce": str(request.csp_nonce),  # type: ignore[attr-defined]  # django-csp
            "shell": "" if "have" in request.POST else _shell(request, begun),
        },
        json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
    )
    response["Cache-Control"] = "no-store"
    return response


def _begun(way: Way) -> Way:
    """The way as it stood at its beginning: with its organisation, and its workplace where a poster told it."""
    return Way.begin(way.language).with_choice(
        organisation=way.organisation, receiver=way.organisation, country=way.country, neutral=way.neutral,
        workplace=way.workplace, workplace_name=way.workplace_name, phrase=way.phrase,
        place_kind=PlaceKind.WORKPLACE if way.workplace else "",
    )  # fmt: skip


def _drawn(request: HttpRequest, way: Way) -> tuple[list[str], dict[str, list[int]]]:
    """The screens, drawn once a minute for everybody who begins at the same place in the same language."""
    begins_at = f"kit-{way.organisation}-{way.workplace}-{way.language}-{way.neutral}"
    found = cache.get(begins_at)  # in this process's memory
    if found is None:
        found = _written_once(_screens(request, way) | _words(request, way))
        cache.set(begins_at, found, DRAWN_FOR_SECONDS)
    drawn: tuple[list[str], dict[str, list[int]]] = found
    return drawn


def _written_once(screens: dict[str, str]) -> tuple[list[str], dict[str, list[int]]]:
    """Every line that the screens share once, and each screen as the numbers of its lines."""
    numbers: dict[str, int] = {}
    drawn = {
        name: [numbers.setdefault(line, len(numbers)) for line in html.splitlines() if line]
        for name, html in screens.items()
    }
    return list(numbers), drawn


def _keys(organisation: Organisation) -> dict[str, Any]:
    """The public keys; of the organisation above only those that a report sent past the first can need."""
    keys = phone_keys(organisation, above=pages.above(organisation))
    if keys["above"]:
        needed = (Audience.READERS.value, Audience.RESTRICTED.value)
        keys["above"]["audiences"] = {name: keys["above"]["audiences"][name] for name in needed}
    return keys


def _begin(way: Way) -> dict[str, str]:
    """What begins this way anew at the server, when the page came from the phone."""
    code = pages.code_of(way)
    return {"code": code} if code else {"union": way.organisation}


def _promises(way: Way) -> dict[str, tuple[str, str]]:
    """Who reads it by when, and when to look again, for danger now, for what is serious, and for the rest."""
    ordinary = way.with_choice(hazard=ANY_HAZARD, kind=Kind.HAZARD)
    sorts = {
        "now": ordinary.with_choice(danger_now=True),
        "day": ordinary.with_choice(kind=Kind.INJURY, harm=Harm.DIED),
        "days": ordinary,
    }
    return {name: (pages.promise(told), pages.look_again(told)) for name, told in sorts.items()}


def _screens(request: HttpRequest, way: Way) -> dict[str, str]:
    drawn = {screen.value: _of_a_piece(request, pages.question, way, screen) for screen in ASKED}
    return drawn | {
        "danger": _of_a_piece(request, pages.danger_now, way),
        "receipt": _of_a_piece(request, pages.receipt_to_fill, way),
        "notes": _of_a_piece(request, pages.page, "notes", way, {}),
    }


def _words(request: HttpRequest, way: Way) -> dict[str, str]:
    """The words screen for each sort of report: (r)estricted, (d)anger now, somebody (h)urt, (e)lsewhere."""
    return {
        f"words{''.join(sort)}": _of_a_piece(request, pages.words, _as_if(way, frozenset(sort)))
        for sort in product(*(("", letter) for letter in "rdhe"))
    }


def _as_if(way: Way, sort: frozenset[str]) -> Way:
    """A way that leads to this words screen; what the phone puts in by itself is left out."""
    elsewhere = {"workplace": "", "workplace_name": "", "phrase": "", "place_kind": PlaceKind.ELSEWHERE}
    return way.with_choice(
        hazard=next(iter(RESTRICTED_HAZARDS)) if "r" in sort else ANY_HAZARD,
        kind=Kind.INJURY if "h" in sort else Kind.HAZARD,
        danger_now="d" in sort,
        **(elsewhere if "e" in sort else {"place_kind": PlaceKind.WORKPLACE}),
    )


def _shell(request: HttpRequest, way: Way) -> str:
    """The first screen as a whole page, for the phone to open without a connection. It carries no way."""
    request.META[pages.PIECE] = "shell"
    return pages.question(request, way, Screen.PICTURES).content.decode()


def _of_a_piece(request: HttpRequest, draw: Callable[..., HttpResponse], *what: object) -> str:
    """What the template draws inside the form, without the page around it."""
    request.META[pages.PIECE] = "piece"
    return draw(request, *what).content.decode()
