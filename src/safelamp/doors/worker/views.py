"""The worker door: one address, no cookie, no JavaScript, nothing stored before Send."""

from dataclasses import replace

from django.conf import settings
from django.core import signing
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from safelamp.doors.look import large_bodies, plain_http
from safelamp.doors.look.locale import WORKERS, asked_of_workers, chosen_in
from safelamp.doors.worker import following, intake, kit, pages, screens, telling, turns, wall
from safelamp.doors.worker.screens import Screen
from safelamp.doors.worker.way import Expired, Way
from safelamp.ground.organisations import queries as organisations
from safelamp.ground.workplaces import queries as workplaces
from safelamp.loop.reports import operations as reports

READ_ONLY = {"rights": pages.rights, "done": wall.show, "danger": pages.danger_now, "kit": kit.answer}
ALWAYS_SHOWN = frozenset({"danger", "rights"})
TAKE_WORDS = frozenset({"send", "stay"} | following.STEPS.keys())
SAME_PAGE = ("lang", "languages", "voice")  # the same page again, otherwise: in a language, with more in it
CLEARED = '"cache", "storage"'
CLEARED_BUT_FOR_WAITING = '"cache"'


@require_safe
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """The first screen of a poster's workplace; a code that no poster has any more says so and still lets them tell."""
    workplace = workplaces.by_code(code)
    way = _begin(request, workplace.organisation.language).at(workplace) if workplace else _begin(request)
    with translation.override(way.language):
        if openly := _openly(request, way):
            return openly
        if workplace is None:
            return pages.question(request, way, Screen.PICTURES, code_unknown=True, status=404)
        return _show(request, way)


@csrf_exempt  # no cookie, no log-in: there is no session that another site could use
@large_bodies.takes_cut_short
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """Every step: what was touched, then the next question. What a phone has sealed comes here too."""
    if request.method == "POST" and request.content_type == intake.CONTENT_TYPE:
        return intake.take(request)
    if request.method != "POST":
        begun = _begin(request)
        with translation.override(begun.language):
            return _openly(request, begun) or _show(request, begun)
    try:
        way, expired = Way.read(request.POST.get("way", "")), False
    except Expired as old:
        way, expired = old.way, True
    except (signing.BadSignature, ValueError, TypeError):
        way, expired = _begin(request), True
    if request.POST.get("lang") in WORKERS:
        way = way.with_choice(language=request.POST["lang"])
    if "so_far" in request.POST:
        way, expired = screens.resumed(way, request.POST), expired and bool(request.POST.get("way"))
    with translation.override(way.language), pages.spoken_for(way):
        response = _openly(request, way) or _step(request, way, expired=expired)
        response["Content-Language"] = way.language
        return large_bodies.not_now(response) if large_bodies.is_cut_short(request) else response


def _openly(request: HttpRequest, way: Way) -> HttpResponse | None:
    """The page that takes no words, where others could read them on the way; advice and rights are always shown."""
    go = _going(request)
    if go in ALWAYS_SHOWN or plain_http.is_protected(request):
        return None
    receiver = pages.organisation_of(way)
    if receiver and request.POST.get("shut") == telling.PAST_THE_UNION:
        receiver = receiver.parent  # whose words they would be: an exercise may be sent past to a real federation
    asked = plain_http.takes_words if go in TAKE_WORDS else plain_http.may_go_on
    return None if asked(request, receiver) else pages.over_plain_http(request, way)


def _going(request: HttpRequest) -> str:
    return request.POST.get("go") or _touched(request)


def _step(request: HttpRequest, way: Way, *, expired: bool) -> HttpResponse:
    go = _going(request)
    if go == "again" and large_bodies.is_cut_short(request):
        go = "reply"  # so that what was written stays
    if go in READ_ONLY:
        return READ_ONLY[go](request, way)
    if go in following.STEPS:
        return following.step(request, way, go)
    if go in {"send", "stay"}:
        return _send(request, way, hold=expired or go == "stay", expired=expired)
    if go == "back":
        return _show(request, screens.back_from(way))
    if go == "told":  # the worker is safe and goes on
        way = way.with_choice(danger_now=True)
    asked_for_code = request.POST.get("code", "")
    if "so_far" not in request.POST:  # else every choice has been read already
        way = screens.chosen(way, request.POST)
    return _show(request, way, code_unknown=bool(asked_for_code) and not way.workplace)


def _touched(request: HttpRequest) -> str:
    """The step of a button that carries an answer of its own; another language means the same page again.

    So does a body that was cut short: the button stands behind the photo.
    """
    for name, step in (("ready", "reply"), ("fixed", "judge")):
        if name in request.POST:
            return step
    again = large_bodies.is_cut_short(request) or any(name in request.POST for name in SAME_PAGE)
    return request.POST.get("at", "") if again else ""


def _send(request: HttpRequest, way: Way, *, hold: bool, expired: bool) -> HttpResponse:
    if screens.next_screen(way) is not Screen.WORDS:
        return _show(request, way)
    sent = telling.read(request, way)
    if large_bodies.is_cut_short(request):
        return pages.not_sent(request, way, sent)
    if sent.errors or hold:
        return pages.words(request, way, sent=sent, expired=expired)
    receiver = _receiver(way, sent)
    if receiver is None:
        return pages.not_sent(request, way, sent)
    sent = telling.with_photo(request, sent)
    try:
        with turns.in_turn(receiver.organisation_row, receiver.workplace_row):
            received = reports.receive(telling.as_telling(way, sent, receiver=receiver))
    except (OSError, Error, turns.Full):  # neither database nor spool could be used, or a flood is on
        return pages.not_sent(request, way, sent)
    return pages.receipt(request, way, received, photo_left_out=sent.photo_left_out)


def _receiver(way: Way, sent: telling.Sent) -> Way | None:
    """The way with whom it goes to; None where it is to go past the union and nobody above it is known just now.

    `above` was found when the page was made: sending must not need to read the database. A page from a phone has none.
    """
    if not sent.past_the_union:
        return way
    above = way.above or pages.id_above(way)
    return replace(way, receiver=above) if above else None


def _show(request: HttpRequest, way: Way, *, code_unknown: bool = False) -> HttpResponse:
    screen = screens.next_screen(way)
    if screen is Screen.WORDS:
        return pages.words(request, way)
    return pages.question(request, way, screen, code_unknown=code_unknown)


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """A dull page: this month's calendar; from there on to the page that the organisation chose."""
    response = pages.calendar_page(request)
    response["Cache-Control"] = "no-store"
    # A sealed report that still waits on the phone stays there; the page has put everything else away.
    response["Clear-Site-Data"] = CLEARED_BUT_FOR_WAITING if "hold" in request.POST else CLEARED
    if address := pages.leave_address(request.POST.get("to", "")):
        response["Refresh"] = f"0; url={address}"  # browsers put it in this page's place, so Back does not lead here
    return response


def _begin(request: HttpRequest, otherwise: str = "") -> Way:
    """A fresh way. Before its organisation is known it speaks for the most endangered of the instance.

    A worker whose browser asks for none of our languages is spoken to in `otherwise`: what the organisation speaks.
    """
    asked = chosen_in(request) or asked_of_workers(request) or (otherwise if otherwise in WORKERS else "")
    way = Way.begin(asked or settings.LANGUAGE_CODE)
    return way.with_choice(neutral=organisations.somebody_is_endangered())
