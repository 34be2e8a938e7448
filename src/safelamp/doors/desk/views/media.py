"""Photos and voices of reports: opened in memory and made anew, or a page that says why they cannot be shown."""

import uuid
from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safelamp.doors.desk.heard import HOW
from safelamp.doors.desk.permits import DeskRequest, needs
from safelamp.doors.look.playing import sound
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.apart import anew
from safelamp.ground.organisations.policy import Permission
from safelamp.loop.reports import opened_media
from safelamp.loop.reports import queries as reading
from safelamp.loop.reports.models import Message, Report


@needs(Permission.READ_CASES)
@require_safe
def photo(request: DeskRequest, report_id: uuid.UUID) -> HttpResponse:
    """The report's photo."""
    report = _report(request, report_id)
    if not report.photo_sealed:
        raise Http404
    return _shown(request, report, lambda: _picture(opened_media.photo_of(request.desk, report)))


@needs(Permission.READ_CASES)
@require_safe
def message_photo(request: DeskRequest, report_id: uuid.UUID, message_id: uuid.UUID) -> HttpResponse:
    """The photo of a reply."""
    report = _report(request, report_id)
    message: Message = report.messages.exclude(photo_sealed=b"").get(id=message_id)
    return _shown(request, report, lambda: _picture(opened_media.message_photo_of(request.desk, message)))


@needs(Permission.READ_CASES)
@require_safe
def voice(request: DeskRequest, report_id: uuid.UUID) -> HttpResponse:
    """The report's voice."""
    report = _report(request, report_id)
    if not report.voice_sealed:
        raise Http404
    return _shown(request, report, lambda: sound(request, opened_media.voice_of(request.desk, report)))


@needs(Permission.READ_CASES)
@require_safe
def message_voice(request: DeskRequest, report_id: uuid.UUID, message_id: uuid.UUID) -> HttpResponse:
    """The voice of a reply."""
    report = _report(request, report_id)
    message: Message = report.messages.exclude(voice_sealed=b"").get(id=message_id)
    return _shown(request, report, lambda: sound(request, opened_media.message_voice_of(request.desk, message)))


def _report(request: DeskRequest, report_id: uuid.UUID) -> Report:
    return reading.report_for(request.desk.member, report_id)


def _picture(raw: bytes) -> HttpResponse:
    return HttpResponse(raw, content_type="image/jpeg", headers={"Content-Disposition": "inline"})


def _shown(request: DeskRequest, report: Report, opened: Callable[[], HttpResponse]) -> HttpResponse:
    """What was opened; what cannot be shown is told on a page, which a player or a picture does not show."""
    try:
        return opened()
    except CannotOpen as closed:
        raise Http404 from closed
    except anew.NotMade as refused:
        how = HOW if isinstance(refused, anew.Missing) else ""
        return render(request, "desk/not_shown.html", {"report": report, "how": how}, status=503 if how else 422)
