"""Reading the audit."""

import uuid

from django.db.models import QuerySet

from safelamp.ground.audit.models import AuditLine


def lines_of(organisation_id: uuid.UUID) -> QuerySet[AuditLine]:
    """The organisation's lines, newest day first."""
    return AuditLine.objects.filter(organisation_id=organisation_id).order_by("-day")
