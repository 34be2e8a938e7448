"""Events: what many people tell of one danger at one time, seen together before anybody has taken it.

An event is the reports of one workplace, one hazard and one circle of readers that came within an hour of the first of
them, by this server's clock, while their own clocks run. It is one row of the inbox, and nothing else: every report
stays what it is, with its own clock, and only a person makes a case of them. When a report is taken or set aside, its
event is forgotten with the minute of its arrival: that two reports came together would tell when each of them came.
"""

import datetime as dt
import hashlib
import uuid
from typing import Any

from django.db import connection

from safelamp.ground.vault.models import Audience
from safelamp.loop.reports.models import Report

WITHIN = dt.timedelta(hours=1)
# Written out, as it is asked for each report of a crowd: Django needs thirty times as long to write it as SQLite to
# answer it, from the index report_of_event. An event that began too early has a row before the hour.
_FIRST = """
SELECT near.event FROM reports_report AS near
WHERE near.workplace_id = %s AND near.hazard = %s AND near.audience = %s AND near.arrived_at BETWEEN %s AND %s
  AND near.due_at IS NOT NULL AND near.event IS NOT NULL AND near.organisation_id = %s
  AND (near.audience <> %s OR near.kind = %s)
  AND NOT EXISTS (
    SELECT 1 FROM reports_report AS earlier
    WHERE earlier.workplace_id = near.workplace_id AND earlier.hazard = near.hazard
      AND earlier.audience = near.audience AND earlier.arrived_at < %s AND earlier.due_at IS NOT NULL
      AND earlier.event = near.event)
ORDER BY near.arrived_at, near.event LIMIT 1"""


def event_of(report: Report) -> uuid.UUID | None:
    """The event that a report which comes belongs to: its own id where it is the first, none without a clock.

    Reports without a workplace stay alone: “a street” is not one place. In the restricted lane different kinds are
    different things, whatever picture was chosen. Of a crowd the first row in time answers: what is asked does not
    grow with how many came.
    """
    if report.arrived_at is None or report.due_at is None:
        return None
    if report.workplace_id is None:
        return report.id
    return _begun_near(report, at=report.arrived_at) or _begun_meanwhile(report, at=report.arrived_at) or report.id


def _begun_near(report: Report, *, at: dt.datetime) -> uuid.UUID | None:
    with connection.cursor() as cursor:
        cursor.execute(_FIRST, _asked(report, around=at))
        found = cursor.fetchone()
    return uuid.UUID(str(found[0])) if found else None


def _begun_meanwhile(report: Report, *, at: dt.datetime) -> uuid.UUID | None:
    """The same, once those have ended that were at it: where writers run side by side, two may both be the first.

    Only the first of an event waits so, and only for others of its own place and danger. SQLite has one writer at a
    time anyway.
    """
    if connection.vendor != "postgresql":
        return None
    place = f"{report.organisation_id}/{report.workplace_id}/{report.hazard}/{report.audience}"
    number = int.from_bytes(hashlib.sha256(place.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
    return _begun_near(report, at=at)


def _asked(report: Report, *, around: dt.datetime) -> list[Any]:
    """What the statement asks with, as the database writes it."""
    first, last = around - WITHIN, around + WITHIN
    values = [
        ("workplace", report.workplace_id),
        ("hazard", report.hazard),
        ("audience", report.audience),
        ("arrived_at", first),
        ("arrived_at", last),
        ("organisation", report.organisation_id),
        ("audience", Audience.RESTRICTED),
        ("kind", report.kind),
        ("arrived_at", first),
    ]
    fields = {field.name: field for field in Report._meta.concrete_fields}
    return [fields[name].get_db_prep_value(value, connection) for name, value in values]
