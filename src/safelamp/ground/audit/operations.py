"""Writing the audit."""

import datetime as dt
import uuid

from django.utils import timezone

from safelamp.ground.audit.inserting import insert
from safelamp.ground.audit.models import AuditLine


def record(
    verb: str,
    *,
    organisation_id: uuid.UUID,
    by: uuid.UUID | None,
    subject_id: uuid.UUID | None = None,
    day: dt.date | None = None,
) -> None:
    """Adds one line, `by` None where the system or a reporter acted.

    `verb` is `room.operation`, such as "cases.take"; it and the ids are all that is kept.
    """
    line = AuditLine(
        organisation_id=organisation_id, member_id=by, verb=verb, subject_id=subject_id, day=day or timezone.localdate()
    )
    insert(line)


def forget_before(day: dt.date, *, organisation_id: uuid.UUID) -> int:
    """Takes away the organisation's lines of earlier days; how many."""
    return AuditLine.objects.filter(organisation_id=organisation_id, day__lt=day).delete()[0]
