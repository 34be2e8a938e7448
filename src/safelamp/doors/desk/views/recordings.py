"""Screens read aloud: what there is in a language, adding and taking away, sets to pass on."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from safelamp.doors.desk.forms.recordings import RecordingForm, SetForm
from safelamp.doors.desk.heard import HOW
from safelamp.doors.desk.navigation import NOTICE
from safelamp.doors.desk.once import led_to, sent_before
from safelamp.doors.desk.permits import DeskRequest, answers, needs
from safelamp.ground.apart import anew
from safelamp.ground.organisations.policy import Permission
from safelamp.ground.recordings import operations, queries, sets
from safelamp.ground.recordings.models import Licence, Recording
from safelamp.ground.recordings.operations import Spoken
from safelamp.ground.recordings.screens import ALOUD, DIGITS, Aloud

METHODS = ["GET", "HEAD", "POST"]
NAMES = dict(settings.WORKER_LANGUAGES)


@dataclass(frozen=True, slots=True)
class Row:
    """A screen with its recording, if there is one."""

    screen: Aloud
    recording: Recording | None
    address: str


@needs(Permission.REVIEW_WORDS)
@require_http_methods(METHODS)
def listing(request: DeskRequest) -> HttpResponse:
    """Every screen of a language; a set brought here is looked through, made anew and kept whole or not at all."""
    if before := sent_before(request):
        return before
    languages = queries.languages_for(request.desk.member)
    if not languages:
        return _none(request)
    language = _language(request, languages)
    form = SetForm(answers(request), request.FILES or None)
    if form.is_valid() and (count := _brought(request, form, languages)):
        return led_to(request, f"{_address('recordings', language=language)}&{NOTICE}=recordings_brought&n={count}")
    return _list(request, language, languages, form)


@needs(Permission.REVIEW_WORDS)
@require_http_methods(METHODS)
def one(request: DeskRequest) -> HttpResponse:
    """One screen: what to read, the recording, a new one, or none any more."""
    if before := sent_before(request):
        return before
    languages = queries.languages_for(request.desk.member)
    language, key = request.GET.get("language", ""), request.GET.get("key", "")
    if not languages or not key:
        return _none(request) if not languages else redirect("desk:recordings")
    if language not in languages or key not in ALOUD:
        raise Http404
    taken_away = request.POST.get("act") == "away"
    form = RecordingForm(None if taken_away else answers(request), request.FILES or None)
    if taken_away and operations.take_away(request.desk.member, language, key):
        return led_to(request, f"{_address('recordings', language=language)}&{NOTICE}=taken_away")
    if form.is_valid() and _added(request, form, language, key):
        return led_to(request, f"{_address('recordings', language=language)}&{NOTICE}=recording_kept")
    return _one(request, language, key, form)


@needs(Permission.REVIEW_WORDS)
@require_safe
def download(request: DeskRequest) -> HttpResponse:
    """A language's set as a ZIP file."""
    languages = queries.languages_for(request.desk.member)
    if not languages:
        return _none(request)
    language = _language(request, languages)
    headers = {"Content-Disposition": f'attachment; filename="recordings-{language}.zip"'}
    return HttpResponse(sets.packed(language), content_type="application/zip", headers=headers)


def _none(request: DeskRequest) -> HttpResponse:
    return render(request, "desk/recordings_none.html", {"practice": request.desk.member.organisation.is_practice})


def _language(request: DeskRequest, languages: Sequence[str]) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in languages else next(iter(languages), "")


def _address(name: str, **asked: str) -> str:
    return f"{reverse(f'desk:{name}')}?{urlencode(asked)}"


def _list(request: DeskRequest, language: str, languages: Sequence[str], form: SetForm) -> HttpResponse:
    known = queries.recordings_in(language)
    rows = [
        Row(each, known.get(each.key), _address("recording", language=language, key=each.key))
        for each in ALOUD.values()
    ]
    context = {
        "read_in": language,
        "language_name": NAMES[language],
        "languages": [(NAMES[each], _address("recordings", language=each), each == language) for each in languages],
        "rows": [row for row in rows if row.screen.key not in DIGITS],
        "digits": [row for row in rows if row.screen.key in DIGITS],
        "all": len(rows),
        "count": len(known),
        "set_address": _address("recordings_set", language=language),
        "form": form,
        "missing": "" if anew.voices_can_be_heard() else HOW,
    }
    return render(request, "desk/recordings.html", context, status=422 if form.errors else 200)


def _one(request: DeskRequest, language: str, key: str, form: RecordingForm) -> HttpResponse:
    with override(language):
        words = ALOUD[key].words
    context = {
        "read_in": language,
        "language_name": NAMES[language],
        "screen": ALOUD[key],
        "words": words,
        "recording": queries.recordings_in(language).get(key),
        "back": _address("recordings", language=language),
        "form": form,
        "hostile": request.desk.member.organisation.is_hostile,
        "missing": "" if anew.voices_can_be_heard() else HOW,
    }
    return render(request, "desk/recording.html", context, status=422 if form.errors else 200)


def _added(request: DeskRequest, form: RecordingForm, language: str, key: str) -> bool:
    given = form.cleaned_data
    spoken = Spoken(key, given["sound"].read(), Licence(given["licence"]), given["speaker"])
    try:
        operations.add(request.desk.member, language, [spoken])
    except anew.Missing:
        form.add_error("sound", _not_installed())
    except anew.Refused:
        form.add_error("sound", _("This cannot be heard, or it is longer than a minute. Record it again."))
    return not form.errors


def _brought(request: DeskRequest, form: SetForm, languages: Sequence[str]) -> int:
    try:
        brought = sets.unpacked(form.cleaned_data["file"].read())
        if brought.language not in languages:
            form.add_error("file", _("This set is in a language that you have not said you read. Say so on My page."))
            return 0
        return operations.add(request.desk.member, brought.language, brought.spoken)
    except sets.Unreadable as wrong:
        form.add_error("file", str(wrong))
    except anew.Missing:
        form.add_error("file", _not_installed())
    except anew.Refused:
        form.add_error("file", _("A recording in this set cannot be heard. Nothing was kept."))
    return 0


def _not_installed() -> str:
    return _("This server cannot read sounds yet. Whoever keeps it installs: {how}").format(how=HOW)
