"""Rules about what does not happen: actions behind schedule, and workplaces of which nothing is heard any more.

Both change at midnight only, so they are looked at once a day.
"""

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault.models import Audience
from safelamp.ground.workplaces.queries import workplaces_of
from safelamp.insight.alerts.choices import Rule, Source
from safelamp.insight.alerts.models import Alert, Behind
from safelamp.insight.alerts.raising import Happened, go_on, open_alert_of, raise_alert, settle
from safelamp.insight.alerts.states import OPEN
from safelamp.insight.indicators.queries import SILENT_AFTER, Silent, silent_among
from safelamp.loop.actions.models import CorrectiveAction
from safelamp.loop.actions.states import NOT_DONE
from safelamp.loop.reports.models import Report


def look_at(organisation: Organisation, *, since: dt.date, at: dt.datetime) -> int:
    """Raises what has to be raised; returns for how many places."""
    return _overdue(organisation, since, at) + _silent(organisation, since, at)


def _overdue(organisation: Organisation, since: dt.date, at: dt.datetime) -> int:
    """One alert a workplace and circle of readers, however many actions; done and late again is late anew."""
    today = timezone.localdate(at)
    of_us = Behind.objects.filter(rule=Rule.OVERDUE, action__case__organisation=organisation)
    over = ~Q(action__state__in=NOT_DONE) | Q(action__due_on__gte=today) | Q(action__case__set_aside_on__isnull=False)
    of_us.filter(over).delete()
    _count_again(organisation, at)
    late = CorrectiveAction.objects.filter(
        ~Exists(Behind.objects.filter(action=OuterRef("pk"))),
        case__organisation=organisation,
        case__set_aside_on__isnull=True,
        state__in=NOT_DONE,
        due_on__range=(since, today - dt.timedelta(days=1)),
    )
    groups: dict[tuple[uuid.UUID | None, str], list[tuple[dt.date, uuid.UUID]]] = defaultdict(list)
    rows = late.order_by("due_on", "id").values_list("case__workplace_id", "case__audience", "due_on", "id")
    for workplace_id, audience, due_on, action_id in rows:
        groups[workplace_id, audience].append((due_on, action_id))
    for (place, audience), found in groups.items():
        happened = _late(organisation, place, Audience(audience), found, today=today)
        _add_late(happened, [key for _day, key in found], at)
    return len(groups)


def _count_again(organisation: Organisation, at: dt.datetime) -> None:
    """An alert tells of the actions that are late now; of none any more: then it is over."""
    alerts = {each.id: each for each in _standing(organisation, Rule.OVERDUE)}
    behind = Behind.objects.filter(Q(alert__in=alerts) | Q(alert__merged_into__in=alerts), action__isnull=False)
    still = Counter(merged or own for own, merged in behind.values_list("alert_id", "alert__merged_into_id"))
    for key, alert in alerts.items():
        if not still[key]:
            settle(alert, at=at)
        elif still[key] != alert.observed:
            alert.observed = still[key]
            alert.save(update_fields=["observed"])


def _standing(organisation: Organisation, rule: Rule) -> QuerySet[Alert]:
    return Alert.objects.select_for_update().filter(organisation=organisation, rule=rule, state__in=OPEN)


def _late(
    organisation: Organisation,
    workplace_id: uuid.UUID | None,
    audience: Audience,
    found: Sequence[tuple[dt.date, uuid.UUID]],
    *,
    today: dt.date,
) -> Happened:
    """The event is named after the day on which it is found, too: the same action may be late again as it was due."""
    return Happened(
        organisation=organisation,
        audience=audience,
        source=Source.ACTIONS,
        rule=Rule.OVERDUE,
        key=f"{Rule.OVERDUE}:{found[0][1]}:{found[0][0]}:{today}",
        first_day=found[0][0],
        last_day=found[-1][0],
        observed=len(found),
        about=(("workplace", str(workplace_id)),) if workplace_id else (),
        workplace_id=workplace_id,
    )


def _add_late(happened: Happened, action_ids: Sequence[uuid.UUID], at: dt.datetime) -> None:
    open_one = open_alert_of(happened)
    alert = go_on(open_one, happened, at=at) if open_one else raise_alert(happened, at=at)
    Behind.objects.bulk_create(Behind(alert=alert, rule=Rule.OVERDUE, action_id=each) for each in action_ids)


def _silent(organisation: Organisation, since: dt.date, at: dt.datetime) -> int:
    """A workplace that became silent while somebody looked: judged on what everybody who handles reports may read.

    Were a report of the restricted lane, or one shut to a role, to end the silence, the silence would tell of it.
    """
    today = timezone.localdate(at)
    reports = Report.objects.filter(organisation=organisation, audience=Audience.READERS)
    silent = silent_among(workplaces_of(organisation), reports, on=today)
    for heard in _standing(organisation, Rule.SILENT).exclude(workplace__in=[row.workplace.id for row in silent]):
        settle(heard, at=at)
    new = [row for row in silent if (row.last_on or since) + SILENT_AFTER >= since and _long(row, since, today)]
    keys = {_key(row): row for row in new}
    known = Alert.objects.filter(organisation=organisation, key__in=keys).values_list("key", flat=True)
    wanted = [row for key, row in keys.items() if key not in set(known)]
    for row in wanted:
        raise_alert(_silence(organisation, row, since, today), at=at)
    return len(wanted)


def _long(row: Silent, since: dt.date, today: dt.date) -> bool:
    return row.last_on is not None or since + SILENT_AFTER <= today


def _key(row: Silent) -> str:
    return f"{Rule.SILENT}:{row.workplace.id}:{row.last_on or 'never'}"


def _silence(organisation: Organisation, row: Silent, since: dt.date, today: dt.date) -> Happened:
    return Happened(
        organisation=organisation,
        audience=Audience.READERS,
        source=Source.WORKPLACES,
        rule=Rule.SILENT,
        key=_key(row),
        first_day=row.last_on or since,
        last_day=today,
        observed=0,
        about=(("workplace", str(row.workplace.id)),),
        workplace_id=row.workplace.id,
    )
