"""What a voice says is written down here; the recording is kept for longer here, or not any more."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from safelamp.doors.desk.forms.voices import KeepVoiceForm, WriteDownForm
from safelamp.doors.desk.heard import Heard
from safelamp.doors.desk.navigation import NOTICE
from safelamp.doors.desk.once import led_to, sent_before
from safelamp.doors.desk.permits import DeskRequest, needs
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.organisations.policy import Permission
from safelamp.loop.reports import queries as reading
from safelamp.loop.reports import voice_acts
from safelamp.loop.reports.models import Message, Report
from safelamp.loop.reports.voice_notes import Voice, voice_of

METHODS = ["GET", "HEAD", "POST"]


@needs(Permission.READ_CASES)
@require_http_methods(METHODS)
def of_report(request: DeskRequest, report_id: uuid.UUID) -> HttpResponse:
    """The voice of a report."""
    return _page(request, reading.report_for(request.desk.member, report_id), None)


@needs(Permission.READ_CASES)
@require_http_methods(METHODS)
def of_message(request: DeskRequest, report_id: uuid.UUID, message_id: uuid.UUID) -> HttpResponse:
    """The voice of a reply."""
    report = reading.report_for(request.desk.member, report_id)
    return _page(request, report, report.messages.get(id=message_id))


def _page(request: DeskRequest, report: Report, message: Message | None) -> HttpResponse:
    if before := sent_before(request):
        return before
    try:
        voice = voice_of(request.desk, report, message)
        language = voice.said.language if voice.said else reading.words_of(request.desk, report).language
    except CannotOpen as closed:
        raise Http404 from closed
    act = request.POST.get("act", "")
    write = WriteDownForm(
        request.POST if act == "write" else None,
        initial={"language": language, "words": voice.said.words if voice.said else ""},
    )
    keep = KeepVoiceForm(request.POST if act == "keep" else None)
    if done := _done(request, report, message, voice, write, keep):
        return led_to(request, f"{reverse('desk:report', args=[report.id])}?{NOTICE}={done}")
    context = {"report": report, "heard": Heard(voice), "voice": voice, "write": write, "keep": keep}
    return render(request, "desk/voice.html", context, status=422 if write.errors or keep.errors else 200)


def _done(
    request: DeskRequest,
    report: Report,
    message: Message | None,
    voice: Voice,
    write: WriteDownForm,
    keep: KeepVoiceForm,
) -> str:
    """Does what the form asks for; the notice for the next page, or nothing."""
    if write.is_valid():
        voice_acts.write_down(report, write.said, by=request.desk, message=message)
        return "voice_written"
    if voice.sounds and keep.is_valid():
        voice_acts.keep(report, keep.cleaned_data["reason"], by=request.desk, message=message)
        return "voice_kept"
    if request.POST.get("act") == "end" and voice.reason:
        voice_acts.keep_no_longer(report, by=request.desk, message=message)
        return "voice_kept_no_longer"
    return ""
