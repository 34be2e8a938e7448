"""Recorded voices of a case: written down before it closes, destroyed when it has closed."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils.translation import ngettext

from safelamp.ground.organisations.models import Organisation
from safelamp.loop.cases.models import Case
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.cases.states import State
from safelamp.loop.reports import voice_acts
from safelamp.loop.reports.models import Report
from safelamp.loop.reports.voice_notes import not_written_down, with_voices


def check_written_down(case: Case) -> None:
    """Raises Refused while a voice would be destroyed that nobody has written down or decided to keep."""
    left = not_written_down(_reports_in(case))
    if left:
        raise Refused(
            ngettext(
                "%(count)d voice is destroyed when the case closes, and nobody has written down what it says. Do that "
                "first, or write why the recording must stay.",
                "%(count)d voices are destroyed when the case closes, and nobody has written down what they say. Do "
                "that first, or write why the recordings must stay.",
                left,
            )
            % {"count": left}
        )


def destroy(case: Case, *, day: dt.date) -> int:
    """Destroys the recordings of a closed case that nobody keeps; how many. A case that is held back keeps them."""
    if case.held_since is not None:
        return 0
    return voice_acts.destroy_voices(_reports_in(case), day=day)


def destroy_late(organisation: Organisation, *, day: dt.date) -> int:
    """The same for what came after the case had closed or was held back, once it is written down; how many."""
    cases = Case.objects.filter(organisation=organisation, state=State.CLOSED, held_since=None)
    closed = Q(case_report__case__in=cases) | Q(case_report__case__merged_into__in=cases)
    gone = 0
    for report_id in with_voices(organisation).filter(closed).values_list("id", flat=True):
        own = Report.objects.filter(id=report_id)
        if not not_written_down(own):
            gone += voice_acts.destroy_voices(own, day=day)
    return gone


def _reports_in(case: Case) -> QuerySet[Report]:
    found = Report.objects.filter(Q(case_report__case=case) | Q(case_report__case__merged_into=case))
    return found.select_related("organisation")
