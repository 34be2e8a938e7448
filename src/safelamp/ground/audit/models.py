"""Who did what on which day, in plain ids: no names, no words, no foreign keys."""

import uuid

from django.db import models


class AuditLine(models.Model):
    """One act of one member on one thing; the day, never the hour."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation_id = models.UUIDField(db_index=True)
    member_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    subject_id = models.UUIDField(null=True)
    day = models.DateField()

    SHREDDING = {"organisation_id": "drop", "member_id": "drop", "verb": "drop", "subject_id": "drop", "day": "drop"}
