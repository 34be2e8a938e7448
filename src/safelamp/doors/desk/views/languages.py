"""The languages that members read."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from safelamp.doors.desk.navigation import done
from safelamp.doors.desk.permits import DeskRequest, any_member
from safelamp.ground.organisations import operations


@any_member
@require_POST
def say_what_is_read(request: DeskRequest) -> HttpResponse:
    """Keeps the languages that the member ticked; what is no language of ours is left out."""
    operations.say_what_is_read(request.desk.member, languages=request.POST.getlist("reads"))
    return done("desk:me")
