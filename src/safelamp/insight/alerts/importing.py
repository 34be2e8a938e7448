"""Bringing in a table of counts from elsewhere, to be watched: the table that `safelamp watch` reads too."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member, Organisation
from safelamp.insight.alerts.choices import Source
from safelamp.insight.alerts.counted import CountedSeries, CountSource, Period
from safelamp.insight.alerts.models import Watch
from safelamp.insight.alerts.periods import first_day, later
from safelamp.insight.alerts.watches import begin_watch

_ISO_WEEK = re.compile(r"(\d{4})-?W(\d{2})")
_NUMBER = re.compile(r"w?(\d+)")


class CountsNotImported(ValueError):
    """The table cannot be kept; the message says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One series: its name, the values of the table's dimensions, its counts (None where nobody counted)."""

    name: str
    values: tuple[str, ...]
    counts: tuple[int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedTable:
    """A table with the first days of its periods; `dimensions` are the columns that say what a series is about."""

    name: str
    period: Period
    columns: Sequence[dt.date]
    dimensions: tuple[str, ...]
    rows: Sequence[Row]
    licence: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise CountsNotImported("Give the table a name, so that people know where its counts come from.")
        if not self.rows or not self.columns:
            raise CountsNotImported("There is nothing to import: the table has no series or no periods.")
        if len({row.name for row in self.rows}) != len(self.rows):
            raise CountsNotImported("Two rows have the same name: give each series one row.")
        if any(later(one, self.period) != other for one, other in zip(self.columns, self.columns[1:], strict=False)):
            raise CountsNotImported("The periods must follow each other without a gap; leave cells empty instead.")
        self._check_lengths()
        for row in self.rows:
            if len(row.counts) != len(self.columns) or len(row.values) != len(self.dimensions):
                raise CountsNotImported(f"Row “{row.name}” is not as wide as the table.")
            if any(count is not None and count < 0 for count in row.counts):
                raise CountsNotImported(f"Row “{row.name}” has a count below zero.")

    def _check_lengths(self) -> None:
        """Words that the database has no room for."""
        of_source = [(CountSource, field, getattr(self, field)) for field in ("name", "licence", "url")]
        of_rows = [(CountedSeries, "name", row.name) for row in self.rows]
        for model, field, words in [*of_source, *of_rows]:
            longest = getattr(model._meta.get_field(field), "max_length", None)
            if longest and len(words) > longest:
                raise CountsNotImported(f"“{words[:40]}…” is longer than {longest} signs. Shorten it.")


@transaction.atomic
def import_counts(table: ImportedTable, *, organisation: Organisation, on: dt.date, by: Member | None) -> CountSource:
    """Keeps a table and begins to watch it; a table of the same name takes the place of the older one."""
    source, _new = CountSource.objects.update_or_create(
        organisation=organisation,
        name=table.name.strip(),
        defaults={
            "licence": table.licence,
            "url": table.url,
            "period": table.period,
            "columns": [day.isoformat() for day in table.columns],
            "dimensions": list(table.dimensions),
            "imported_on": on,
        },
    )
    source.rows.all().delete()
    CountedSeries.objects.bulk_create(
        (
            CountedSeries(source=source, name=row.name, values=list(row.values), counts=list(row.counts))
            for row in table.rows
        ),
        batch_size=500,
    )
    watch = begin_watch(organisation, Source.COUNTS, on=on, by=by, count_source=source, dimensions=table.dimensions)
    Watch.objects.filter(id=watch.id).update(watched_on=None, alphas={})  # judged and calibrated anew this night
    audit.record(
        "alerts.import_counts",
        organisation_id=organisation.id,
        by=by.id if by else None,
        subject_id=source.id,
        day=on,
    )
    return source


def columns_of(labels: Iterable[str], *, period: Period, starts: dt.date | None) -> list[dt.date]:
    """The first days of the periods that columns are named after: 2025-W07, or w1, w2, ... from a first day on.

    >>> columns_of(["2025-W52", "2026-W01"], period=Period.WEEK, starts=None)
    [datetime.date(2025, 12, 22), datetime.date(2025, 12, 29)]
    >>> columns_of(["w1", "w2"], period=Period.QUARTER, starts=dt.date(2000, 2, 1))
    [datetime.date(2000, 1, 1), datetime.date(2000, 4, 1)]
    """
    return [_first_day_of(label, period, starts) for label in labels]


def _first_day_of(label: str, period: Period, starts: dt.date | None) -> dt.date:
    try:
        return _first_day(label, period, starts)
    except CountsNotImported:
        raise
    except (ValueError, OverflowError) as error:  # a year without a week 53, a column beyond the calendar
        raise CountsNotImported(f"There is no period “{label}” in the calendar.") from error


def _first_day(label: str, period: Period, starts: dt.date | None) -> dt.date:
    if iso := _ISO_WEEK.fullmatch(label):
        return dt.date.fromisocalendar(int(iso[1]), int(iso[2]), 1)
    number = _NUMBER.fullmatch(label)
    if number is None:
        raise CountsNotImported(f"“{label}” is no period: name columns w1, w2, ... or by ISO week, 2025-W07.")
    if starts is None:
        raise CountsNotImported("Say on which day the first column begins, such as --starts 2000-01-01.")
    return later(first_day(starts, period), period, by=int(number[1]) - 1)
