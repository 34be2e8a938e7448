"""The counts that an organisation has, as tables: one grouped read a source, however many reports there are.

Each circle of readers has tables of its own, made of its own reports alone: what is shut to somebody, or belongs to the
restricted lane, is in no total, no expectation and no silence of anybody else.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Max, Min, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Substr

from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault.models import Audience
from safelamp.ground.workplaces.models import Employer, EmployerRole, Workplace, WorkplaceMonth
from safelamp.insight.alerts.choices import Source
from safelamp.insight.alerts.counted import CountedSeries, Period
from safelamp.insight.alerts.dimensions import NOT_KNOWN, Pair
from safelamp.insight.alerts.industries import FOLDED
from safelamp.insight.alerts.models import Watch
from safelamp.insight.alerts.periods import first_day
from safelamp.insight.alerts.tables import Counted, Series, Table, Values, columns_of, rows_of
from safelamp.loop.register.kinds import Axis, Kind
from safelamp.loop.register.models import Code, Entry
from safelamp.loop.reports.models import Report
from safelamp.record.searching.asked import Search
from safelamp.record.searching.toll_queries import tolls

USUAL = ("workplace", "hazard")
NONCLASSIFIABLE = "9"  # of OIICS: 9999, nobody could tell what kind of accident it was
OF_A_PUBLIC_SOURCE = ("event", "industry", "state")


@dataclass(frozen=True, slots=True)
class Reading:
    """How a dimension is read from an entry: an expression, and what is made of it afterwards."""

    column: Combinable
    fold: Callable[[str], str] = str


def _code(axis: Axis, digits: int) -> Combinable:
    codes = Code.objects.filter(entry=OuterRef("pk"), axis=axis).order_by("scheme").values("code")[:1]
    return Coalesce(Substr(Subquery(codes), 1, digits), Value(NOT_KNOWN))


def _state(place: str) -> str:
    """What stands behind the last comma of a place: “Tucson, ARIZONA”.

    >>> _state("Tucson, ARIZONA"), _state("Tucson")
    ('Arizona', '')
    """
    return place.rpartition(",")[2].strip().title() if "," in place else NOT_KNOWN


OF_ENTRIES: Mapping[str, Reading] = {
    "workplace": Reading(F("workplace_id"), lambda value: str(value) if value else NOT_KNOWN),
    "hazard": Reading(F("hazard")),
    "event": Reading(_code(Axis.EVENT, 1), lambda value: NOT_KNOWN if value == NONCLASSIFIABLE else value),
    "nature": Reading(_code(Axis.NATURE, 1)),
    "part": Reading(_code(Axis.PART, 1)),
    "industry": Reading(_code(Axis.SECTOR, 2), lambda value: FOLDED.get(value, value)),
    "state": Reading(F("place_public"), _state),
    "employer": Reading(F("employer_public")),
}


def tables_of(watch: Watch, *, today: dt.date) -> Iterator[Table]:
    """The tables of a watch as of a day, one a circle of readers; none where nothing was ever counted."""
    match Source(watch.source):
        case Source.REPORTS:
            found = (_of_reports(watch.organisation, audience, today) for audience in Audience)
        case Source.REGISTER:
            found = (_of_register(watch, audience, today) for audience in (Audience.READERS, Audience.RESTRICTED))
        case Source.TOLLS:
            found = (_of_tolls(today) for _once in range(1))
        case _:
            found = (_imported(watch) for _once in range(1))
    yield from (table for table in found if table is not None and table.series)


def _of_reports(organisation: Organisation, audience: Audience, today: dt.date) -> Table | None:
    reports = Report.objects.filter(organisation=organisation, audience=audience, set_aside_on__isnull=True)
    rows = reports.order_by().values_list("workplace_id", "hazard", "arrived_on").annotate(count=Count("id"))
    counted = [Counted((_text(place), hazard), day, count) for place, hazard, day, count in rows]
    return _at_workplaces(organisation, audience, counted, today)


def _of_register(watch: Watch, audience: Audience, today: dt.date) -> Table | None:
    """Accidents and occurrences, not diseases: those come years after what caused them.

    What a source delivers in batches ends with its newest entry: what lies behind it is not zero, but unknown.
    """
    entries = Entry.objects.filter(
        organisation=watch.organisation,
        source=watch.register_source,
        restricted=audience == Audience.RESTRICTED,
        kind__in=[Kind.INJURY, Kind.COMMUTING, Kind.DANGEROUS_OCCURRENCE],
    ).order_by()
    by = tuple(key for key in watch.by if key in OF_ENTRIES) or USUAL
    counted = list(_counted_entries(entries, by))
    if watch.register_source is None and by == USUAL:
        return _at_workplaces(watch.organisation, audience, counted, today)
    newest: dt.date | None = entries.aggregate(newest=Max("day"))["newest"]
    if newest is None:
        return None
    until = min(newest, today) if watch.register_source else today
    columns = columns_of(counted, until=until, period=Period.WEEK)
    series = [
        Series(tuple(zip(by, values, strict=True)), (), counts)
        for values, counts in rows_of(counted, columns, period=Period.WEEK)
    ]
    return Table(audience, Period.WEEK, columns, series, running=first_day(today, Period.WEEK) in columns[-1:])


def _counted_entries(entries: QuerySet[Entry], by: Sequence[str]) -> Iterator[Counted]:
    named = {f"of_{key}": OF_ENTRIES[key].column for key in by}
    rows = entries.annotate(**named).values_list(*named, "day").annotate(count=Count("id"))
    for *values, day, count in rows:
        yield Counted(tuple(OF_ENTRIES[key].fold(value) for key, value in zip(by, values, strict=True)), day, count)


def _at_workplaces(
    organisation: Organisation, audience: Audience, counted: Sequence[Counted], today: dt.date
) -> Table | None:
    columns = columns_of(counted, until=today, period=Period.WEEK)
    if not columns:
        return None
    workplaces, exposure = _workplaces(organisation), _exposure(organisation)
    began = _beginnings(counted, organisation)
    series = [
        Series(
            parts=tuple(zip(USUAL, values, strict=True)),
            above=workplaces.get(values[0], ()),
            counts=counts,
            exposure=_by_week(exposure.get(values[0]), columns),
        )
        for values, counts in rows_of(counted, columns, period=Period.WEEK, since=began)
    ]
    return Table(audience, Period.WEEK, columns, series, running=True)


def _workplaces(organisation: Organisation) -> Mapping[str, tuple[Pair, ...]]:
    """By workplace: employer, sector and region."""
    sites = Employer.objects.filter(workplace=OuterRef("pk"), role=EmployerRole.SITE).order_by("name").values("name")
    rows = Workplace.objects.filter(organisation=organisation).annotate(site=Subquery(sites[:1]))
    return {
        str(key): (("employer", site or NOT_KNOWN), ("sector", sector), ("region", f"{country}/{place}"))
        for key, site, sector, country, place in rows.values_list("id", "site", "sector", "country", "place")
    }


def _beginnings(counted: Sequence[Counted], organisation: Organisation) -> Mapping[str, dt.date]:
    """The day from which on a workplace is known: its first count, or its first month with figures."""
    began: dict[str, dt.date] = {}
    for each in counted:
        if each.values[0]:
            began[each.values[0]] = min(each.day, began.get(each.values[0], each.day))
    months = WorkplaceMonth.objects.filter(workplace__organisation=organisation).order_by()
    for key, month in months.values_list("workplace_id").annotate(first=Min("month")):
        began[str(key)] = min(month, began.get(str(key), month))
    return began


def _exposure(organisation: Organisation) -> Mapping[str, Mapping[dt.date, float]]:
    """Hours worked by workplace and month where every month of the organisation has them, else people."""
    months = WorkplaceMonth.objects.filter(workplace__organisation=organisation).order_by()
    by_hours = not months.filter(hours__isnull=True).exists()
    found: dict[str, dict[dt.date, float]] = defaultdict(dict)
    for key, month, people, hours in months.values_list("workplace_id", "month", "head_count", "hours"):
        amount = hours if by_hours else people
        if amount:
            found[str(key)][month] = float(amount)
    return found


def _by_week(months: Mapping[dt.date, float] | None, columns: Sequence[dt.date]) -> Sequence[float | None]:
    """Before the first month with figures as in that one: else nothing before it could be learnt from."""
    if not months:
        return ()
    first = min(months)
    return [months.get(max(first, day.replace(day=1))) for day in columns]


def _of_tolls(today: dt.date) -> Table | None:
    """Fatal accidents of the public record, each once (decision 0020), by country and month. Accidents, not deaths."""
    accidents = tolls(Search(), metric="deaths").toll.accidents
    counted = [Counted((each.country,), each.day, 1) for each in accidents]
    columns = columns_of(counted, until=today, period=Period.MONTH)
    series = [
        Series((("country", values[0]),), (), counts)
        for values, counts in rows_of(counted, columns, period=Period.MONTH)
    ]
    return Table(Audience.READERS, Period.MONTH, columns, series, running=True) if columns else None


def _imported(watch: Watch) -> Table | None:
    source = watch.count_source
    if source is None or not source.columns:
        return None
    columns = [dt.date.fromisoformat(day) for day in source.columns]
    series = [
        Series((("series", row.name),), tuple(zip(source.dimensions, row.values, strict=True)), row.counts)
        for row in CountedSeries.objects.filter(source=source).order_by("name")
    ]
    return Table(Audience.READERS, Period(source.period), columns, series, running=False)


def _text(key: uuid.UUID | None) -> str:
    return str(key) if key else NOT_KNOWN


__all__ = ["OF_A_PUBLIC_SOURCE", "OF_ENTRIES", "USUAL", "Values", "tables_of"]
