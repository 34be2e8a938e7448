"""Shredding rows by the map that their own model declares, and counting what went on which day."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import BinaryField, CharField, F, QuerySet, TextField

from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault.models import ShreddingDay


def shred(rows: "QuerySet[Any, Any]") -> int:
    """Empties the fields that the model says are blanked, or deletes the rows where it says that they drop."""
    ways: Mapping[str, str] = rows.model.SHREDDING  # a house test sees to it that each model has one
    if "drop" in ways.values():
        count = rows.count()
        rows.delete()
        return count
    fields = {field.name: field for field in rows.model._meta.concrete_fields}
    return rows.update(**{name: emptied(fields[name]) for name, way in ways.items() if way == "blank"})


def emptied(field: "models.Field[Any, Any]") -> bytes | str | None:
    """What is left in a blanked field: nothing where that may be, else an empty value of its sort."""
    if field.null:
        return None
    if field.unique or not isinstance(field, BinaryField | CharField | TextField):
        raise TypeError(f"{field} cannot be emptied: allow null, or keep or drop it")
    return b"" if isinstance(field, BinaryField) else ""


@transaction.atomic
def count(organisation: Organisation, *, day: dt.date, restricted: bool, **shredded: int) -> None:
    """Adds to the day's counters: `cases`, `reports`, `entries`. What the restricted lane lost is counted apart."""
    row, _ = ShreddingDay.objects.get_or_create(organisation=organisation, day=day, restricted=restricted)
    ShreddingDay.objects.filter(id=row.id).update(**{name: F(name) + number for name, number in shredded.items()})


def finish(organisation: Organisation, *, day: dt.date) -> None:
    """Keeps that the day's destruction came to its end."""
    ShreddingDay.objects.update_or_create(
        organisation=organisation, day=day, restricted=False, defaults={"finished": True}
    )
