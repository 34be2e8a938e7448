"""What stands beside an alert: what it rests on, trainings, the public record; and how often alerts were right."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safelamp.doors.desk import bell_words, titles
from safelamp.doors.desk.action_rows import rows_of
from safelamp.doors.desk.permits import opens
from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission
from safelamp.ground.vault.sessions import OpenSession
from safelamp.insight.alerts import queries
from safelamp.insight.alerts.choices import Source
from safelamp.insight.alerts.models import Alert
from safelamp.insight.alerts.precision import Precision, interval
from safelamp.loop.cases.queries import case_of
from safelamp.loop.reports.models import Kind
from safelamp.loop.training.queries import trainings_for
from safelamp.record.searching.asked import Search
from safelamp.record.searching.finding import rows_found

WEEKS_OF_THE_RECORD = 12
WEEKS_OF_TRAINING = 6
MOST_BEHIND = 12  # things that are named; the rest is counted


@dataclass(frozen=True, slots=True)
class Thing:
    """A report, case, entry or action that an alert rests on."""

    address: str
    words: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class InTheRecord:
    """How many items of the public record are about the same country in the last weeks, and where they are listed."""

    count: int
    query: str
    words: str


def behind(session: OpenSession, alert: Alert) -> list[Thing]:
    """What a rule's alert rests on, as far as the member may read it: reports lead to their case once they have one."""
    member = session.member
    found = []
    for report in queries.reports_behind(member, alert)[:MOST_BEHIND]:
        case = case_of(member, report)
        name = titles.of_report(Kind(report.kind), report.hazard)
        if case is not None:
            words = _("Case %(number)s: %(title)s") % {"number": case.number, "title": titles.of_case(session, case)}
            found.append(Thing(reverse("desk:case", args=[case.id]), words, report.arrived_on))
        else:
            words = _("Report: %(title)s") % {"title": name}
            found.append(Thing(reverse("desk:report", args=[report.id]), words, report.arrived_on))
    if opens(member, Permission.READ_REGISTER):
        for entry in queries.entries_behind(member, alert)[:MOST_BEHIND]:
            words = _("Register: %(title)s") % {"title": titles.of_hazard(entry.hazard)}
            found.append(Thing(reverse("desk:register_entry", args=[entry.id]), words, entry.day))
    actions = list(queries.actions_behind(member, alert)[:MOST_BEHIND])
    for row in rows_of(session, actions, on=alert.raised_on):
        words = _("Action: %(title)s") % {"title": row.what}
        found.append(Thing(reverse("desk:action", args=[row.action.id]), words, row.action.due_on))
    return found


def rung(member: Member, alert: Alert) -> list[tuple[str, str]]:
    """For whom the bell rang because of the alert's reports, each with its number where there are several."""
    if not alert.rings:
        return []
    reports = queries.reports_behind(member, alert)[:MOST_BEHIND]
    return bell_words.of_case(member, {each.id: each.number for each in reports})


def trainings_before(member: Member, alert: Alert) -> str:
    """Whether trainings were held shortly before reports came in: after one, people tell more, and that is good."""
    if alert.source != Source.REPORTS or not opens(member, Permission.FOLLOW_PROMISES):
        return ""
    since = alert.first_day - dt.timedelta(weeks=WEEKS_OF_TRAINING)
    held = trainings_for(member).filter(held_until__gte=since, held_from__lte=alert.last_day).count()
    said = {"count": held, "weeks": WEEKS_OF_TRAINING}
    if not held:
        return _("No training was written down in the %(weeks)s weeks before.") % said
    words = ngettext(
        "%(count)s training was held in the %(weeks)s weeks before: more people may tell, and that is good.",
        "%(count)s trainings were held in the %(weeks)s weeks before: more people may tell, and that is good.",
        held,
    )
    return words % said


def in_the_record(alert: Alert, *, on: dt.date) -> InTheRecord:
    """Accidents, injuries and deaths in the public record of the same country, published in the last weeks."""
    country = alert.workplace.country if alert.workplace else alert.organisation.country
    asked = Search(
        countries=(country,) if country else (),
        topics=("accident", "fatality", "injury"),
        since=on - dt.timedelta(weeks=WEEKS_OF_THE_RECORD),
        until=on,
    )
    _rows, count = rows_found(asked, most=1)
    nothing = _("No item about accidents, injuries or deaths in this country in the last %(weeks)s weeks.")
    words = (
        nothing
        if not count
        else ngettext(
            "%(count)s item about accidents, injuries or deaths in this country in the last %(weeks)s weeks.",
            "%(count)s items about accidents, injuries or deaths in this country in the last %(weeks)s weeks.",
            count,
        )
    )
    return InTheRecord(count, asked.as_query(), words % {"count": count, "weeks": WEEKS_OF_THE_RECORD})


def how_often_right(rows: Sequence[Precision]) -> list[str]:
    """Of the alerts that were judged in a year, how many were real, with the bounds that so few allow; then by rule."""
    if not rows:
        return []
    real, judged = sum(each.real for each in rows), sum(each.judged for each in rows)
    unclear = sum(each.cannot_tell for each in rows)
    said = [_right(real, judged)] if judged else []
    if unclear:
        words = ngettext("Of %(count)s nobody could tell.", "Of %(count)s nobody could tell.", unclear)
        said.append(words % {"count": unclear})
    if len(rows) > 1:
        said += [_by_rule(each) for each in rows if each.judged]
    return said


def _by_rule(row: Precision) -> str:
    said = {"rule": row.rule.label, "real": row.real, "judged": row.judged}
    return _("Of the kind “%(rule)s”: %(real)s of %(judged)s.") % said


def _right(real: int, judged: int) -> str:
    low, high = interval(real, judged)
    words = ngettext(
        "Of %(judged)s alert that was judged, %(real)s was real: %(share)s, between %(low)s and %(high)s.",
        "Of %(judged)s alerts that were judged, %(real)s were real: %(share)s, between %(low)s and %(high)s.",
        judged,
    )
    return words % {
        "judged": judged, "real": real, "share": _share(real / judged), "low": _share(low), "high": _share(high),
    }  # fmt: skip


def _share(value: float) -> str:
    return _("%(number)s %%") % {"number": number_format(round(100 * value), use_l10n=True)}
