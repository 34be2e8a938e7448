"""The worker door: one address, no cookie, no JavaScript, nothing stored before Send."""

from dataclasses import replace

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from safelamp.doors.look import plain_http
from safelamp.doors.look.locale import KNOWN
from safelamp.doors.worker import following, pages, screens, telling
from safelamp.doors.worker.screens import Screen
from safelamp.doors.worker.way import Expired, Way
from safelamp.ground.organisations import queries as organisations
from safelamp.ground.workplaces import queries as workplaces
from safelamp.loop.reports import operations as reports

ALWAYS_SHOWN = frozenset({"danger", "rights"})
TAKE_WORDS = frozenset({"send", "stay"} | following.STEPS.keys())
CLEARED = '"cache", "storage"'


@require_safe
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """The first screen of a poster's workplace; a code that no poster has any more says so and still lets them tell."""
    workplace = workplaces.by_code(code)
    way = _begin().at(workplace) if workplace else _begin()
    if openly := _openly(request, way):
        return openly
    if workplace is None:
        return pages.question(request, way, Screen.PICTURES, code_unknown=True, status=404)
    return _show(request, way)


@csrf_exempt  # no cookie, no log-in: there is no session that another site could use
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """Every step: what was touched, then the next question."""
    if request.method != "POST":
        begun = _begin()
        return _openly(request, begun) or _show(request, begun)
    try:
        way, expired = Way.read(request.POST.get("way", "")), False
    except Expired as old:
        way, expired = old.way, True
    except (signing.BadSignature, ValueError, TypeError):
        way, expired = _begin(), True
    if request.POST.get("lang") in KNOWN:
        way = way.with_choice(language=request.POST["lang"])
    with translation.override(way.language), pages.spoken_for(way):
        response = _openly(request, way) or _step(request, way, expired=expired)
        response["Content-Language"] = way.language
        return response


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
    if go == "rights":
        return pages.rights(request, way)
    if go in following.STEPS:
        return following.step(request, way, go)
    if go == "danger":
        return pages.danger_now(request, way)
    if go in {"send", "stay"}:
        return _send(request, way, hold=expired or go == "stay", expired=expired)
    if go == "back":
        return _show(request, screens.back_from(way))
    if go == "told":  # the worker is safe and goes on
        way = way.with_choice(danger_now=True)
    asked_for_code = request.POST.get("code", "")
    way = screens.chosen(way, request.POST)
    return _show(request, way, code_unknown=bool(asked_for_code) and not way.workplace)


def _touched(request: HttpRequest) -> str:
    """The step of a button that carries an answer of its own; another language means the same page again."""
    for name, step in (("ready", "reply"), ("fixed", "judge")):
        if name in request.POST:
            return step
    return request.POST.get("at", "") if "lang" in request.POST else ""


def _send(request: HttpRequest, way: Way, *, hold: bool, expired: bool) -> HttpResponse:
    if screens.next_screen(way) is not Screen.WORDS:
        return _show(request, way)
    sent = telling.read(request, way)
    if sent.errors or hold:
        return pages.words(request, way, sent=sent, expired=expired)
    # `above` was found when the page was made: sending must not need to read the database.
    receiver = replace(way, receiver=way.above) if sent.past_the_union and way.above else way
    try:
        received = reports.receive(telling.as_telling(way, sent, receiver=receiver))
    except OSError:  # neither the database nor the spool could be written
        return pages.not_sent(request, way, sent)
    return pages.receipt(request, way, received, photo_left_out=sent.photo_left_out)


def _show(request: HttpRequest, way: Way, *, code_unknown: bool = False) -> HttpResponse:
    screen = screens.next_screen(way)
    if screen is Screen.WORDS:
        return pages.words(request, way)
    return pages.question(request, way, screen, code_unknown=code_unknown)


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """A dull page: this month's calendar; from there on to the page that the organisation chose."""
    response = render(request, "worker/calendar.html", pages.calendar_of_this_month())
    response["Cache-Control"] = "no-store"
    response["Clear-Site-Data"] = CLEARED
    if address := pages.leave_address(request.POST.get("to", "")):
        response["Refresh"] = f"0; url={address}"  # browsers put it in this page's place, so Back does not lead here
    return response


def _begin() -> Way:
    """A fresh way. Before its organisation is known it speaks for the most endangered of the instance."""
    return Way.begin(_language()).with_choice(neutral=organisations.somebody_is_endangered())


def _language() -> str:
    language = translation.get_language() or "en"
    return language if language in KNOWN else "en"
