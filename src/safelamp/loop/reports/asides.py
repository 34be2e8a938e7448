"""The clock of a report that is set aside stops without counting as answered, and runs again when it is taken back."""

import datetime as dt

from django.utils import timezone

from safelamp.ground.audit import operations as audit
from safelamp.loop.reports.events import event_of
from safelamp.loop.reports.models import Harm, Lane, Report, SetAside, clock_of
from safelamp.loop.reports.times import coarse_day

_CLOCK = ["arrived_on", "arrived_at", "due_at", "event", "set_aside_on"]


def stop(report: Report, *, at: dt.datetime) -> None:
    """Forgets hour and minute; no waiting time is counted, because nobody answered."""
    report.arrived_on = coarse_day(report.organisation, report.arrived_on)
    report.arrived_at = report.due_at = report.event = None
    report.set_aside_on = coarse_day(report.organisation, timezone.localdate(at))
    report.save(update_fields=_CLOCK)


def run_again(report: Report, *, at: dt.datetime) -> None:
    """The whole clock of its lane, from this moment; the day on which it came stays."""
    report.arrived_at = at.replace(second=0, microsecond=0)
    report.due_at = report.arrived_at + clock_of(Lane(report.lane), Harm(report.harm), danger_now=report.danger_now)
    report.set_aside_on = None
    report.event = event_of(report)
    report.save(update_fields=_CLOCK)
    SetAside.objects.filter(report=report).delete()


def reporter_speaks(report: Report, *, at: dt.datetime) -> None:
    """A person wrote once more: what was set aside waits in the inbox again, and what is only asked is dropped."""
    found = Report.objects.select_for_update().select_related("organisation").get(id=report.id)
    if found.set_aside_on is None:
        SetAside.objects.filter(report=found).delete()
        return
    run_again(found, at=at)
    day = coarse_day(found.organisation, timezone.localdate(at))
    audit.record("reports.take_back", organisation_id=found.organisation_id, by=None, subject_id=found.id, day=day)
