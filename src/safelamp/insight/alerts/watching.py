"""Watching counts: each night, or on demand, every watch of every organisation is judged, and events become alerts.

A verdict on a period rests on that period and what lies before it; the period that runs is judged each night as far as
it has come: what is too many on Wednesday is too many on Sunday. Loaded by name by `site`: it needs arrays.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from safelamp.ground.organisations.each_by_itself import each_by_itself
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault.models import Audience
from safelamp.insight.alerts import watches
from safelamp.insight.alerts.calibrating import settings_for
from safelamp.insight.alerts.choices import Rule, Source, Watchfulness
from safelamp.insight.alerts.counted import Period
from safelamp.insight.alerts.dimensions import Pair
from safelamp.insight.alerts.events import PAUSE, Event, Judged, events_of
from safelamp.insight.alerts.judging import judge
from safelamp.insight.alerts.looking import begin
from safelamp.insight.alerts.models import Alert, Lookout, Watch
from safelamp.insight.alerts.periods import is_over, later
from safelamp.insight.alerts.picture import picture
from safelamp.insight.alerts.raising import Happened, Unusual, go_on, open_one, raise_alert
from safelamp.insight.alerts.series import tables_of
from safelamp.insight.alerts.tables import Table

CALIBRATED_ON = 0  # Mondays
LOOKED_BACK = 4  # periods judged again each night: what was recorded late counts too
AT_FIRST = {Period.WEEK: 26, Period.MONTH: 6, Period.QUARTER: 2, Period.YEAR: 1}  # of a batch that comes all at once


def watch_due(*, at: dt.datetime | None = None) -> int:
    """Judges every watch that has not been judged today; returns how many."""
    moment = at or timezone.now()
    today = timezone.localdate(moment)
    for organisation in Organisation.objects.order_by("id"):
        watches.begin_usual(organisation, on=today)
    due = Watch.objects.filter(resting=False).exclude(watched_on=today).select_related(
        "organisation", "register_source", "count_source"
    )  # fmt: skip

    def judged(watch: Watch) -> int:
        watch_one(watch, at=moment)
        return 1

    return each_by_itself(due.order_by("id"), judged)


def watch_one(watch: Watch, *, at: dt.datetime) -> list[Alert]:
    """Judges one watch now; returns the alerts that are new or go on."""
    today = timezone.localdate(at)
    begin(watch.organisation, since=today)
    tables = list(tables_of(watch, today=today))
    watch.series = sum(len(table.series) for table in tables if table.audience == Audience.READERS)
    if today.weekday() == CALIBRATED_ON or set(watch.alphas) != {table.audience.value for table in tables}:
        _calibrate(watch, tables)
    alerts = [alert for table in tables for alert in _judge(watch, table, at)]
    watch.watched_on = today
    watch.judged_until = max((table.columns[-1] for table in tables), default=watch.judged_until)
    watch.save(update_fields=["series", "expected", "alphas", "watched_on", "judged_until"])
    return alerts


def _calibrate(watch: Watch, tables: Sequence[Table]) -> None:
    """Finds anew what each setting means for these tables: once a week, and when circles of readers come or go."""
    found = {table.audience.value: settings_for(table, seed=watch.id.int % 2**32) for table in tables}
    watch.alphas = {
        audience: {each.value: setting.alpha for each, setting in settings.items()}
        for audience, settings in found.items()
    }
    watch.expected = {
        _expected_by(Audience(audience), each): round(setting.a_month, 3)
        for audience, settings in found.items()
        for each, setting in settings.items()
    }


def _expected_by(audience: Audience, setting: Watchfulness) -> str:
    """Under which key the false alarms stand; those of the widest circle under the setting, as everybody is told them.

    A sum over all circles would tell the others that something was reported to one of them.
    """
    return setting.value if audience == Audience.READERS else f"{audience.value}:{setting.value}"


def _judge(watch: Watch, table: Table, at: dt.datetime) -> list[Alert]:
    if len(table.columns) < 2:  # noqa: PLR2004  # one period alone has nothing to be compared with
        return []
    setting = Watchfulness(watch.watchfulness)
    judged = judge(table, alpha=watch.alphas[table.audience][setting])
    since = _first_column(watch, table, on=timezone.localdate(at))
    happened = [
        _happened(watch, table, judged, event) for event in events_of(table, judged, since=max(since, judged.first))
    ]
    with transaction.atomic():
        Lookout.objects.select_for_update().get(organisation=watch.organisation)
        return [alert for each in happened if (alert := _keep(watch, table.period, each, at))]


def _first_column(watch: Watch, table: Table, *, on: dt.date) -> int:
    """From where on alarms become alerts: a little before the last look; at first what can still be acted on."""
    if watch.judged_until is not None:
        first = later(watch.judged_until, table.period, by=1 - LOOKED_BACK)
        return next((place for place, day in enumerate(table.columns) if day >= first), len(table.columns))
    live = not is_over(later(table.columns[-1], table.period), table.period, on=on)
    return max(1, len(table.columns) - (PAUSE if live else AT_FIRST[table.period]))


def _happened(watch: Watch, table: Table, judged: Judged, event: Event) -> Happened:
    drawn = picture(table, judged, event)
    strongest = event.strongest
    about = _about(table, event)
    setting = Watchfulness(watch.watchfulness)
    named = dict(about)
    workplace = watches.workplace_of(named.get("workplace"))
    first = table.columns[max(0, event.first)]
    return Happened(
        organisation=watch.organisation,
        audience=table.audience,
        source=Source(watch.source),
        rule=Rule.STATISTIC,
        key=_key(watch, table, event),
        first_day=first,
        last_day=table.columns[event.last],
        observed=drawn.observed,
        about=about,
        workplace_id=workplace,
        hazard=named.get("hazard", ""),
        units=drawn.units,
        unusual=Unusual(
            watch=watch,
            expected=drawn.expected,
            upper=drawn.upper,
            p=strongest.p,
            score=strongest.score,
            evidence=strongest.evidence,
            watchfulness=setting,
            false_alarms=watch.expected.get(_expected_by(table.audience, setting)),
            weeks=drawn.weeks,
        ),
    )


def _key(watch: Watch, table: Table, event: Event) -> str:
    """The event's name: its strongest series and its first period."""
    words = json.dumps(
        [table.audience, table.columns[max(0, event.first)].isoformat(), table.series[event.series[0]].parts]
    )
    return f"{watch.id}:{hashlib.sha256(words.encode()).hexdigest()[:40]}"


def _about(table: Table, event: Event) -> tuple[Pair, ...]:
    """What all series of the event share; of one series what it is."""
    first, *others = (table.series[each] for each in event.series)
    if not others:
        return first.parts
    rest = [set(each.shared) for each in others]
    return tuple(pair for pair in first.shared if all(pair in pairs for pairs in rest))


def _keep(watch: Watch, period: Period, happened: Happened, at: dt.datetime) -> Alert | None:
    """Raises the event, adds it to the alert that it belongs to, or leaves it where that alert is closed already."""
    same = _same_event(watch, period, happened)
    open_alert = open_one(same) or _open_rule(happened)
    if open_alert:
        return go_on(open_alert, happened, at=at)
    if any(happened.last_day <= max(each.last_day, each.closed_on or each.last_day) for each in same):
        return None
    if Alert.objects.filter(organisation=happened.organisation, key=happened.key).exists():
        return None
    return raise_alert(happened, at=at)


def _same_event(watch: Watch, period: Period, happened: Happened) -> list[Alert]:
    """Alerts of this watch and these readers that share a series and lie near in time, the last first."""
    near = later(happened.first_day, period, by=-PAUSE)
    alerts = Alert.objects.filter(watch=watch, audience=happened.audience, last_day__gte=near)
    mine = {_named(unit.parts) for unit in happened.units}
    found = alerts.select_related("merged_into").prefetch_related("units").order_by("-last_day", "id")
    return [each for each in found if mine & {_named(unit.parts) for unit in each.units.all()}]


def _open_rule(happened: Happened) -> Alert | None:
    """An open alert of a rule about the same workplace and danger in these weeks: the statistics say it once more."""
    if happened.workplace_id is None or not happened.hazard:
        return None
    rules = Alert.objects.filter(
        organisation=happened.organisation,
        audience=happened.audience,
        source=happened.source,
        workplace_id=happened.workplace_id,
        hazard=happened.hazard,
        watch__isnull=True,
        last_day__gte=happened.first_day,
    ).exclude(rule__in=[Rule.OVERDUE, Rule.SILENT])
    return open_one(rules.select_related("merged_into").order_by("-last_day", "id"))


def _named(parts: Iterable[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(pair) for pair in parts)
