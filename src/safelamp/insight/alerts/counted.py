"""Counts from elsewhere that an organisation brings in to be watched: a table of periods, one row a series."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.models import Organisation


class Period(models.IntegerChoices):
    """How long one column of a table is: how many of them make a year."""

    WEEK = 52, _("weeks")
    MONTH = 12, _("months")
    QUARTER = 4, _("quarters")
    YEAR = 1, _("years")


class CountSource(models.Model):
    """Where imported counts come from; `columns` are the first days of its periods, oldest first.

    `dimensions` names the columns that say what a series is about, such as mine or state.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="count_sources")
    name = models.CharField(max_length=160)
    licence = models.CharField(max_length=160, blank=True)
    url = models.CharField(max_length=300, blank=True)  # text: it is shown, never followed by the machine
    period = models.PositiveSmallIntegerField(choices=Period, default=Period.WEEK)
    columns = models.JSONField(default=list)
    dimensions = models.JSONField(default=list)
    imported_on = models.DateField()

    SHREDDING = {
        "organisation": "keep", "name": "keep", "licence": "keep", "url": "keep", "period": "keep", "columns": "keep",
        "dimensions": "keep", "imported_on": "keep",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="count_source_name_once", fields=["organisation", "name"]),
            models.CheckConstraint(name="count_source_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class CountedSeries(models.Model):
    """One row of an imported table: its name, what it is about, its counts (None where nobody counted)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(CountSource, on_delete=models.CASCADE, related_name="rows")
    name = models.CharField(max_length=200)
    values = models.JSONField(default=list)  # of the source's dimensions, in their order
    counts = models.JSONField(default=list)  # of the source's columns, in their order

    SHREDDING = {"source": "keep", "name": "keep", "values": "keep", "counts": "keep"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_row_a_series", fields=["source", "name"]),
        ]
