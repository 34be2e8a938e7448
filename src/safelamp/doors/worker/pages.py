"""The worker door's pages: what each one shows. Nothing here writes."""

import calendar
import datetime as dt
import json
import uuid
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from safelamp.doors.look import plain_http
from safelamp.doors.look.emergency import numbers_of
from safelamp.doors.worker.on_the_wall import has_something
from safelamp.doors.worker.screens import PEOPLE, Screen
from safelamp.doors.worker.telling import WHO, Sent
from safelamp.doors.worker.way import Way
from safelamp.engines.sealing import receipts
from safelamp.ground.languages import neutral
from safelamp.ground.languages.queries import lacks_words
from safelamp.ground.organisations import queries as organisations
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.recordings import queries as recordings
from safelamp.ground.standards.hazards import body_parts, hazards
from safelamp.ground.vault import queries as vault
from safelamp.ground.vault.models import Audience
from safelamp.ground.workplaces import queries as workplaces
from safelamp.loop.duty.calling import somebody_is_on_duty
from safelamp.loop.reports import looking
from safelamp.loop.reports.models import Harm, Kind, Lane, PlaceKind, clock_of
from safelamp.loop.reports.operations import Received
from safelamp.loop.reports.words import LONGEST_CONTACT, LONGEST_STORY, ReportWords, When

KIND_PICTURES = {
    Kind.HAZARD: "kind_see",
    Kind.NEAR_MISS: "kind_near",
    Kind.INJURY: "kind_hurt",
    Kind.ILLNESS: "illness_bio",
    Kind.RETALIATION: "retaliation",
    Kind.FORCED: "kind_forced",
}
SHUT_TO = {
    Audience.NO_REPRESENTATIVES: gettext_lazy("The safety representative at my workplace"),
    Audience.NO_FOCAL_POINTS: gettext_lazy("The union's focal points"),
}

NO_ROOM_SECONDS = "180"
PIECE = "safelamp.piece"  # "piece": what stands inside the form; "shell": the page that a phone opens by itself
GOES_ON_ALONE = frozenset({*Screen, "danger_now", "rights"}) - {Screen.UNION}
WRITTEN = ("story", "contact", "place", "text", "receipt")


def page(request: HttpRequest, name: str, way: Way, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Renders a worker page: never stored by browser or proxy, no cookie."""
    organisation = organisation_of(way)
    piece = request.META.get(PIECE, "")
    alone = name in GOES_ON_ALONE and organisation is not None and goes_on_alone(organisation)
    frame = {
        "way": "" if piece else way.signed(),
        "piece": piece == "piece",
        "kit_mark": kit_mark(way) if alone else "",
        "so_far": json.dumps(_so_far(way)) if alone and not piece and way.hazard + way.kind else "",
        "choices": way,
        "organisation": organisation,
        "leave_to": leave_to(organisation),
        "page_title": _title(organisation, way),
        "worker_languages": settings.WORKER_LANGUAGES,
        "falls_back_to": _own_name(settings.LANGUAGE_CODE) if lacks_words(way.language) else "",
        "practice": bool(organisation and organisation.is_practice),
        "listen": _listen(name, way),
    }
    with spoken_for(way):
        response = render(request, f"worker/{name}.html", frame | context, status=status)
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = way.language
    return response


def _listen(name: str, way: Way) -> str:
    """Where the page is read aloud by a person; nothing where nobody has read it. The endangered keep no copy."""
    mark = recordings.marks_in(way.language).get(name)
    return reverse("worker:listen" if way.neutral else "look:listen", args=[mark]) if mark else ""


def _own_name(language: str) -> str:
    return dict(settings.WORKER_LANGUAGES)[language]


def spoken_for(way: Way) -> AbstractContextManager[None]:
    """How the pages of this way speak: neutrally where no word may tell who receives it."""
    return neutral.words() if way.neutral else nullcontext()


def question(
    request: HttpRequest, way: Way, screen: Screen, *, code_unknown: bool = False, status: int = 200
) -> HttpResponse:
    """One question with its buttons."""
    context: dict[str, Any] = {"code_unknown": code_unknown, "first": screen is Screen.PICTURES}
    if screen is Screen.PICTURES:
        context["hazards"] = list(hazards().values())
        context["wall_says"] = has_something(way)
    elif screen is Screen.KIND:
        context["kinds"] = [(kind.value, kind.label, KIND_PICTURES[kind]) for kind in Kind]
    elif screen is Screen.UNION:
        context["unions"] = organisations.findable()
    elif screen is Screen.PLACE:
        union = organisations.findable().filter(id=way.organisation).first()
        context["workplaces"] = workplaces.listed_for(union) if union else []
        context["place_kinds"] = [kind for kind in PlaceKind if kind is not PlaceKind.WORKPLACE]
    elif screen is Screen.HARM:
        context["harms"] = [Harm.SMALL, Harm.TREATED, Harm.LASTING, Harm.DIED]
    elif screen is Screen.BODY:
        context["parts"] = list(body_parts().values())
    return page(request, screen.value, way, context, status=status)


def not_sent(request: HttpRequest, way: Way, sent: Sent) -> HttpResponse:
    """The last screen again with every word, where neither database nor spool had room."""
    response = words(request, way, sent=sent, no_room=True)
    response.status_code = 503
    response["Retry-After"] = NO_ROOM_SECONDS
    return response


def words(
    request: HttpRequest, way: Way, *, sent: Sent | None = None, expired: bool = False, no_room: bool = False
) -> HttpResponse:
    """The last screen: story, photo and contact share it with Send."""
    organisation = organisation_of(way)
    past = above(organisation)
    if organisation:
        way = way.with_choice(above=past.id.hex if past else "")
    restricted = way.lane == Lane.RESTRICTED
    readers = organisations.restricted_readers_of(organisation).count() if organisation and restricted else 0
    context = {
        "words": sent.words if sent else ReportWords(),
        "kept": sent.kept if sent else {},
        "shut": sent.shut if sent else Audience.READERS.value,
        "no_room": no_room,
        "errors": sent.errors if sent else {},
        "expired": expired,
        "whens": list(When),
        "whos": [(value, who.value, who.label) for value, who in WHO.items()],
        "shuts": [] if restricted else list(SHUT_TO.items()),
        "above": past,
        "restricted_lane": restricted,
        "restricted_readers": readers,
        "unheard": (restricted or way.danger_now) and _unheard(organisation, way),
        "numbers": numbers_of(organisation) if organisation and way.danger_now else [],
        "people": PEOPLE,
        "elsewhere": way.place_kind != PlaceKind.WORKPLACE,
        "promise": promise(way),
        "most_story": LONGEST_STORY,
        "most_contact": LONGEST_CONTACT,
        "hazard": hazards()[way.hazard],
        "kind_label": Kind(way.kind).label,
    }
    return page(request, "words", way, context, status=422 if sent and sent.errors else 200)


def receipt(request: HttpRequest, way: Way, received: Received, *, photo_left_out: bool) -> HttpResponse:
    """The receipt, like a tear-off ticket. The page carries no way back into the form."""
    context = {
        "groups": receipts.grouped(received.receipt),
        "aloud": ", ".join(" ".join(group) for group in receipts.grouped(received.receipt)),
        "added": received.added,
        "photo_left_out": photo_left_out,
        "promise": promise(way),
        "again": look_again(way),
        "leave_to": leave_to(organisation_of(way)),
    }
    return page(request, "receipt", Way.begin(way.language).with_choice(neutral=way.neutral), context)


def receipt_to_fill(request: HttpRequest, way: Way) -> HttpResponse:
    """The receipt's page without its code: the phone makes the code and puts it in."""
    context = {"groups": [""] * (receipts.DIGITS // receipts.GROUP), "to_fill": True, "promise": ""}
    return page(request, "receipt", way, context)


def danger_now(request: HttpRequest, way: Way) -> HttpResponse:
    """Advice before form. Numbers only where the organisation confirmed them."""
    organisation = organisation_of(way)
    context = {
        "numbers": numbers_of(organisation) if organisation else [],
        "unheard": _unheard(organisation, way),
        "goes_on": plain_http.may_go_on(request, organisation),
        "protected": plain_http.protected_address(reverse("worker:door")),
    }
    return page(request, "danger_now", way, context)


def over_plain_http(request: HttpRequest, way: Way) -> HttpResponse:
    """Why nothing is taken here and where it is; `sent` where something came nevertheless, and was not kept."""
    code = request.resolver_match.kwargs.get("code", "") if request.resolver_match else ""
    sent = any(request.POST.get(name) for name in WRITTEN) or bool(request.FILES)
    context = {"protected": plain_http.protected_address(reverse("worker:door") + code), "sent": sent, "first": True}
    return page(request, "plain_http", way, context, status=403)


def rights(request: HttpRequest, way: Way) -> HttpResponse:
    """What the worker may count on: the ILO principle, until a country's law is reviewed."""
    return page(request, "rights", way, {})


def promise(way: Way) -> str:
    """Who reads it by when, from the lane's own clock; no minutes are promised for danger now."""
    if way.danger_now:
        return _("Your report stands first on the union’s list. This form is not an emergency service.")
    hours = int(clock_of(way.lane, way.harm_said, danger_now=False).total_seconds() // 3600)
    if hours <= 24:  # noqa: PLR2004  # a day
        return _("A person from the union reads your report within 24 hours.")
    days = hours // 24
    return ngettext(
        "A person from the union reads your report within {days} day.",
        "A person from the union reads your report within {days} days.",
        days,
    ).format(days=days)


def goes_on_alone(organisation: Organisation) -> bool:
    """Whether phones may seal for it by themselves: it has keys, whose public halves they get."""
    try:
        return vault.can_receive(organisation)
    except Error:
        return False


def kit_mark(way: Way) -> str:
    """Tells a phone whether the kit that it kept belongs to this page."""
    return (way.workplace or way.organisation)[:12]


def code_of(way: Way) -> str:
    """The poster code of the way's workplace, if it has one."""
    return workplaces.code_of(uuid.UUID(way.workplace)) if way.workplace else ""


def _so_far(way: Way) -> dict[str, str | bool]:
    """What was chosen before this page, for the scripts of the page."""
    chosen = {name: getattr(way, name) for name in ("hazard", "kind", "harm", "body_part", "place_kind")}
    if way.danger_now:
        chosen["danger"] = True
    return {name: value for name, value in chosen.items() if value}


def look_again(way: Way) -> str:
    """On which day to look again."""
    return looking.sentence(looking.look_again_on(way.lane, way.harm_said, danger_now=way.danger_now))


def leave_to(organisation: Organisation | None) -> str:
    """Whose page "Leave" opens, if the organisation chose one; else it opens the dull page by a plain link."""
    return organisation.id.hex if organisation and organisation.leave_address else ""


def leave_address(organisation_id: str) -> str:
    """The page that the organisation with this id (hexadecimal) chose, or nothing; never an address from outside."""
    try:
        found = Organisation.objects.filter(id=uuid.UUID(organisation_id)).first()
    except (ValueError, Error):
        return ""
    return found.leave_address if found else ""


def _title(organisation: Organisation | None, way: Way) -> str:
    """What stands in the list of visited pages: for a hostile profile its neutral name, or nothing that tells."""
    if way.neutral:
        return organisation.shown_name if organisation and organisation.shown_name else _("Questions")
    return _("Safe work report")


def calendar_page(request: HttpRequest) -> HttpResponse:
    """The dull page."""
    return render(request, "worker/calendar.html", calendar_of_this_month() | {"piece": request.META.get(PIECE, "")})


def calendar_of_this_month() -> dict[str, Any]:
    """Weeks of this month, for the dull page."""
    today = timezone.localdate()
    weeks = calendar.Calendar().monthdayscalendar(today.year, today.month)
    monday = dt.date(2024, 1, 1)
    return {
        "title": date_format(today, "F Y"),
        "days": [date_format(monday + dt.timedelta(days=number), "D") for number in range(7)],
        "weeks": weeks,
        "today": today.day,
    }


def organisation_of(way: Way) -> Organisation | None:
    """The organisation that the way leads to, as far as it is known and the database answers."""
    if not way.organisation:
        return None
    try:
        return Organisation.objects.select_related("parent").filter(id=way.organisation).first()
    except Error:  # the database is away: the page still comes, and what was sent has been spooled
        return None


def _unheard(organisation: Organisation | None, way: Way) -> bool:
    """Whether it is known that nobody who may read the report can be rung now: what is not known is not said."""
    if organisation is None:
        return False
    audience = Audience.RESTRICTED if way.lane == Lane.RESTRICTED else Audience.READERS
    try:
        return not somebody_is_on_duty(organisation, audience=audience)
    except Error:  # the database has just gone away
        return False


def above(organisation: Organisation | None) -> Organisation | None:
    """The organisation that a report may be sent to past this one, if its name may be said here."""
    parent = organisation.parent if organisation else None
    if organisation and parent and organisation.is_hostile and not (parent.is_hostile and parent.neutral_name):
        return None  # its name would tell
    return parent if parent and parent.takes_reports and goes_on_alone(parent) else None


def id_above(way: Way) -> str:
    """The same by the way alone, as hexadecimal; empty where there is none, or the database is away."""
    past = above(organisation_of(way))
    return past.id.hex if past else ""
