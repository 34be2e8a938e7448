"""What we did: what the union let out to everybody at a workplace. No code and no answer stands in an address."""

from django.http import HttpRequest, HttpResponse

from safelamp.doors.worker import pages, screens
from safelamp.doors.worker.way import Way
from safelamp.ground.releases import queries as releases
from safelamp.ground.releases.queries import Wall
from safelamp.ground.workplaces.models import Workplace


def show(request: HttpRequest, way: Way) -> HttpResponse:
    """What hangs at the workplace of this way, or of the code that was typed, newest first."""
    way = screens.chosen(way, request.POST)
    unknown = bool(request.POST.get("code")) and not way.workplace
    context = {"wall": _wall(way), "weekly": way.neutral, "code_unknown": unknown}
    return pages.page(request, "done", way, context)


def _wall(way: Way) -> Wall | None:
    row = way.workplace_row
    workplace = Workplace.objects.filter(id=row.id).first() if row else None
    return releases.wall_of(workplace, language=way.language) if workplace else None
