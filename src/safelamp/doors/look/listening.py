"""Screens that people have read aloud: public sounds at addresses that never change what they say."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from safelamp.doors.look.playing import sound
from safelamp.ground.recordings import queries
from safelamp.ground.recordings.models import Recording

FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def listen(request: HttpRequest, mark: str) -> HttpResponse:
    """One recording. Below /r/ nothing is kept on the phone: that address is for the most endangered."""
    try:
        answer = sound(request, queries.sound_of(mark))
    except Recording.DoesNotExist as error:
        raise Http404 from error
    answer["Cache-Control"] = FOR_EVER
    return answer
