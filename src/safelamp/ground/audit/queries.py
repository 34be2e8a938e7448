"""Reading the audit."""

import uuid
from typing import Any

from django.db import models
from django.db.models import QuerySet

from safelamp.ground.audit.models import AuditLine


def lines_of(organisation_id: uuid.UUID) -> QuerySet[AuditLine]:
    """The organisation's lines, newest day first."""
    return AuditLine.objects.filter(organisation_id=organisation_id).order_by("-day")


def counted_of(organisation_id: uuid.UUID) -> "QuerySet[AuditLine, Any]":
    """Rows of day, member_id, verb and `times`, newest day first: how often each member did what on each day."""
    rows = lines_of(organisation_id).values("day", "member_id", "verb").annotate(times=models.Count("id"))
    return rows.order_by("-day", "member_id", "verb")
