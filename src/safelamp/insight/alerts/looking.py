"""Looking for what fires a rule: every few seconds at what came lately, once a day at everything since the beginning.

Nothing is lost and nothing fires twice: what has fired is marked (`models.Behind`) in the same transaction, and what is
looked at is whatever lies in the days and has no mark, not what came after a moment: a report that was stored late,
by a slow process or while the clock was wrong, is found all the same.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from safelamp.ground.organisations.each_by_itself import each_by_itself
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault.models import Audience
from safelamp.insight.alerts import standing
from safelamp.insight.alerts.choices import Rule, Source
from safelamp.insight.alerts.dimensions import Pair
from safelamp.insight.alerts.models import Alert, Behind, Lookout
from safelamp.insight.alerts.raising import Happened, go_on, open_alert_of, raise_alert
from safelamp.insight.alerts.rules import (
    FIRE,
    NEAR_MISS_SPAN,
    EntryFacts,
    Facts,
    Place,
    ReportFacts,
    by_place,
    near_misses,
    rule_of_entry,
    rule_of_report,
    run_of,
)
from safelamp.loop.register.kinds import ACCIDENTS, Severity
from safelamp.loop.register.kinds import Kind as EntryKind
from safelamp.loop.register.models import Entry
from safelamp.loop.reports.models import Harm, Kind, Report

LATELY = dt.timedelta(days=3)
NEAR_MISSES_SINCE = dt.timedelta(days=35)
RECENT_ENTRY = dt.timedelta(days=30)  # what is written down of older years is history, not an alert


def look(*, at: dt.datetime | None = None) -> int:
    """Looks at every organisation and raises what has to be raised; returns at how many events.

    A job of every few seconds: where nothing is new, three reads an organisation and no write. It may be cut off
    anywhere and run twice at once.
    """
    moment = at or timezone.now()
    return each_by_itself(Organisation.objects.order_by("id"), lambda each: look_at(each, at=moment))


def look_at(organisation: Organisation, *, at: dt.datetime) -> int:
    """The same for one organisation; on the first look of a day at everything, and at what stands still."""
    today = timezone.localdate(at)
    lookout = Lookout.objects.filter(organisation=organisation).first() or begin(organisation, since=today)
    whole = lookout.looked_on != today
    since = lookout.since if whole else max(lookout.since, today - LATELY)
    fresh = _fresh(organisation, since, today)
    if not any(fresh) and not whole:
        return 0
    with transaction.atomic():
        Lookout.objects.select_for_update().get(id=lookout.id)
        reports, entries = _fresh(organisation, since, today)  # again, with the lock: somebody may have been faster
        raised = _of_single_things(organisation, reports, entries, at) + _of_near_misses(organisation, reports, at)
        if whole:
            raised += standing.look_at(organisation, since=lookout.since, at=at)
            Lookout.objects.filter(id=lookout.id).update(looked_on=today)
    return raised


def begin(organisation: Organisation, *, since: dt.date) -> Lookout:
    """From that day on the organisation is looked out for; what came before fires no rule."""
    lookout, _new = Lookout.objects.get_or_create(organisation=organisation, defaults={"since": since})
    return lookout


def _fresh(
    organisation: Organisation, since: dt.date, today: dt.date
) -> tuple[Sequence[ReportFacts], Sequence[EntryFacts]]:
    near = Q(kind=Kind.NEAR_MISS, workplace__isnull=False, arrived_on__gte=today - NEAR_MISSES_SINCE)
    grave = Q(danger_now=True) | Q(harm=Harm.DIED) | Q(audience=Audience.RESTRICTED)
    burnt = Q(hazard=FIRE, kind__in=[Kind.NEAR_MISS, Kind.INJURY])
    marked = Behind.objects.filter(report=OuterRef("pk"))
    reports = Report.objects.filter(
        grave | burnt | near, ~Exists(marked), organisation=organisation, set_aside_on__isnull=True, shredded_on=None
    )
    lately = {row.id: row for row in _facts_of(reports.filter(arrived_on__gte=since))}
    waiting = {row.id: row for row in _facts_of(reports.filter(due_at__isnull=False))}
    return list((lately | waiting).values()), _entries(organisation, since, today)


def _facts_of(reports: "QuerySet[Report]") -> list[ReportFacts]:
    rows = reports.order_by().values_list(
        "id", "workplace_id", "audience", "kind", "hazard", "harm", "danger_now", "arrived_on"
    )
    return [
        ReportFacts(
            id=key, workplace_id=place, audience=Audience(audience), kind=Kind(kind), hazard=hazard, harm=Harm(harm),
            danger_now=danger_now, day=day,
        )
        for key, place, audience, kind, hazard, harm, danger_now, day in rows
    ]  # fmt: skip


def _entries(organisation: Organisation, since: dt.date, today: dt.date) -> list[EntryFacts]:
    """Entries of the last month: of imports only those that name a workplace; the others the statistics see."""
    fires = Q(severity=Severity.FATAL, kind__in=ACCIDENTS) | Q(amputations__gt=0)
    burnt = Q(hazard=FIRE, kind__in=[EntryKind.INJURY, EntryKind.DANGEROUS_OCCURRENCE])
    rows = Entry.objects.filter(
        fires | burnt,
        Q(workplace__isnull=False) | Q(source__isnull=True),
        ~Exists(Behind.objects.filter(entry=OuterRef("pk"))),
        organisation=organisation,
        day__gte=today - RECENT_ENTRY,
        recorded_on__gte=since,
        shredded_on=None,
    ).order_by()
    columns = ("id", "workplace_id", "restricted", "kind", "hazard", "severity", "amputations", "day")
    return [
        EntryFacts(
            id=key, workplace_id=place, restricted=restricted, kind=EntryKind(kind), hazard=hazard,
            severity=Severity(severity), amputations=amputations or 0, day=day,
        )
        for key, place, restricted, kind, hazard, severity, amputations, day in rows.values_list(*columns)
    ]  # fmt: skip


def _of_single_things(
    organisation: Organisation, reports: Iterable[ReportFacts], entries: Iterable[EntryFacts], at: dt.datetime
) -> int:
    fired: list[tuple[Rule, Facts]] = []
    fired += [(rule, each) for each in reports if (rule := rule_of_report(each))]
    fired += [(rule, each) for each in entries if (rule := rule_of_entry(each))]
    groups = by_place(fired)
    for place, found in groups:
        for facts in (ReportFacts, EntryFacts):
            of_kind = [each for each in found if isinstance(each, facts)]
            if of_kind:
                _add(organisation, place, of_kind, at)
    return len(groups)


def _of_near_misses(organisation: Organisation, reports: Iterable[ReportFacts], at: dt.datetime) -> int:
    raised = 0
    for place, found in near_misses(each for each in reports if rule_of_report(each) is None).items():
        run = _joining(organisation, place, found) or run_of(found)
        if run:
            _add(organisation, place, run, at)
            raised += 1
    return raised


def _joining(organisation: Organisation, place: Place, found: Sequence[ReportFacts]) -> Sequence[ReportFacts]:
    """Those that belong to an alert that is open."""
    alert = open_alert_of(_happened(organisation, place, found))
    return [each for each in found if alert and each.day - alert.last_day < NEAR_MISS_SPAN]


def _add(organisation: Organisation, place: Place, found: Sequence[Facts], at: dt.datetime) -> Alert:
    happened = _happened(organisation, place, found)
    open_one = open_alert_of(happened)
    alert = go_on(open_one, happened, at=at) if open_one else raise_alert(happened, at=at)
    field = "report_id" if isinstance(found[0], ReportFacts) else "entry_id"
    mark: Callable[[uuid.UUID], Behind] = lambda key: Behind(alert=alert, rule=place.rule, **{field: key})  # noqa: E731
    Behind.objects.bulk_create(mark(each.id) for each in found)
    return alert


def _happened(organisation: Organisation, place: Place, found: Sequence[Facts]) -> Happened:
    about: list[Pair] = [("workplace", str(place.workplace_id))] if place.workplace_id else []
    hazards = {each.hazard for each in found}
    if len(hazards) == 1:
        about.append(("hazard", found[0].hazard))
    return Happened(
        organisation=organisation,
        audience=place.audience,
        source=Source.REPORTS if isinstance(found[0], ReportFacts) else Source.REGISTER,
        rule=place.rule,
        key=f"{place.rule}:{found[0].id}",
        first_day=min(each.day for each in found),
        last_day=max(each.day for each in found),
        observed=len(found),
        about=tuple(about),
        workplace_id=place.workplace_id,
        hazard=place.hazard,
        rings=any(isinstance(each, ReportFacts) and each.rings for each in found),
    )
