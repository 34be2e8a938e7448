"""Reading the register. Every read starts with the member; the restricted lane's entries reach its readers only."""

import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission, allows
from safelamp.loop.register.kinds import Kind, Severity
from safelamp.loop.register.models import Correction, Entry, RegisterSource

PAGE = 50  # entries on a screen


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list is narrowed to; empty means all."""

    kind: str = ""
    hazard: str = ""
    severity: str = ""
    workplace_id: uuid.UUID | None = None
    source_id: uuid.UUID | None = None
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One screen of a list: the entries, the place of the first one (from 1), how many there are in all."""

    entries: list[Entry]
    first: int
    total: int
    number: int

    @property
    def last(self) -> int:
        """The place of the last entry shown."""
        return self.first + len(self.entries) - 1

    @property
    def before(self) -> int | None:
        """The number of the page with newer entries."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """The number of the page with older entries."""
        return self.number + 1 if self.number < self.pages else None

    @property
    def pages(self) -> int:
        """How many screens there are."""
        return max(1, -(-self.total // PAGE))


def entries_for(member: Member, filters: Filters | None = None) -> QuerySet[Entry]:
    """The entries that the member may see, newest first."""
    found = Entry.objects.filter(organisation_id=member.organisation_id).order_by("-day", "id")
    if not allows(member, Permission.READ_REGISTER):
        return found.none()
    if not allows(member, Permission.READ_RESTRICTED):
        found = found.filter(restricted=False)
    return found.filter(**_conditions(filters or Filters()))


def page_for(member: Member, *, filters: Filters, number: int = 1) -> Page:
    """One screen of the list; a number outside the list gives the nearest screen."""
    found = entries_for(member, filters)
    total = found.count()
    number = min(max(number, 1), max(1, -(-total // PAGE)))
    start = (number - 1) * PAGE
    # Two steps: the first walks the index alone, so that a far page costs no more than its fifty rows.
    ids = list(found.values_list("id", flat=True)[start : start + PAGE])
    rows = Entry.objects.select_related("workplace", "source").defer("narrative_public", "narrative_sealed")
    by_id = rows.in_bulk(ids)
    return Page([by_id[each] for each in ids], start + 1, total, number)


def entry_for(member: Member, entry_id: uuid.UUID) -> Entry:
    """One entry; raises Entry.DoesNotExist for what the member may not see."""
    found = entries_for(member).select_related("workplace", "source", "organisation", "disease", "person")
    return found.prefetch_related("codes").get(id=entry_id)


def corrections_of(member: Member, entry: Entry) -> QuerySet[Correction]:
    """The entry's corrections, newest first."""
    visible = entries_for(member).filter(id=entry.id).order_by()
    return Correction.objects.filter(entry__in=visible).select_related("entry", "by").order_by("-on", "id")


def sources_for(member: Member) -> QuerySet[RegisterSource]:
    """Where the organisation's imported entries come from."""
    return RegisterSource.objects.filter(organisation_id=member.organisation_id).order_by("name")


def counts_by_month(
    member: Member, *, since: dt.date, until: dt.date, filters: Filters | None = None
) -> dict[dt.date, int]:
    """Entries a month from `since` to `until`, both included, keyed by the first day; empty months count 0."""
    found = entries_for(member, filters).filter(day__range=(since, until)).order_by()
    # By day in the database (an index answers it), by month here: truncating dates there is a call for each row.
    counted: Counter[dt.date] = Counter()
    for day, count in found.values_list("day").annotate(count=Count("id")):
        counted[day.replace(day=1)] += count
    return {month: counted[month] for month in months(since, until)}


def counts_by_hazard(member: Member, *, since: dt.date, until: dt.date) -> dict[str, int]:
    """Entries by hazard key from `since` to `until`, most first."""
    found = entries_for(member).filter(day__range=(since, until)).order_by()
    rows = found.values_list("hazard").annotate(count=Count("id")).order_by("-count", "hazard")
    return dict(rows)


def counts_by_kind(member: Member) -> dict[Kind, int]:
    """Entries of each kind; injuries and diseases are never added up (ILOSTAT)."""
    found = dict(entries_for(member).order_by().values_list("kind").annotate(count=Count("id")))
    return {kind: found.get(kind, 0) for kind in Kind}


def newest_day(member: Member) -> dt.date | None:
    """The day of the newest entry."""
    return entries_for(member).values_list("day", flat=True).first()


def months(since: dt.date, until: dt.date) -> list[dt.date]:
    """The first days of the months from `since` to `until`.

    >>> months(dt.date(2015, 11, 30), dt.date(2016, 1, 1))
    [datetime.date(2015, 11, 1), datetime.date(2015, 12, 1), datetime.date(2016, 1, 1)]
    """
    first, last = since.year * 12 + since.month - 1, until.year * 12 + until.month - 1
    return [dt.date(month // 12, month % 12 + 1, 1) for month in range(first, last + 1)]


def _conditions(filters: Filters) -> dict[str, object]:
    named = {
        "kind": filters.kind if filters.kind in Kind.values else "",
        "hazard": filters.hazard,
        "severity": filters.severity if filters.severity in Severity.values else "",
        "workplace_id": filters.workplace_id,
        "source_id": filters.source_id,
        "day__gte": filters.since,
        "day__lte": filters.until,
    }
    return {name: value for name, value in named.items() if value}
