"""The chart of an alert with its sentence, and its figures as a table."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelamp.doors.desk import alert_words
from safelamp.doors.desk.alert_words import about_so_many, number
from safelamp.engines.charts import Period as Drawn
from safelamp.engines.charts import WatchedWords, watched
from safelamp.ground.languages import days
from safelamp.insight.alerts.choices import Evidence, Source
from safelamp.insight.alerts.counted import Period
from safelamp.insight.alerts.models import Alert, AlertWeek

_COUNTS: dict[Source, Promise] = {
    Source.REPORTS: gettext_lazy("reports"),
    Source.REGISTER: gettext_lazy("register entries"),
    Source.TOLLS: gettext_lazy("fatal accidents in the public record"),
}
_DATES: dict[Period, Promise] = {
    Period.WEEK: gettext_lazy("week beginning"),
    Period.MONTH: gettext_lazy("month"),
    Period.QUARTER: gettext_lazy("quarter beginning"),
    Period.YEAR: gettext_lazy("year"),
}
_A_PERIOD: dict[Period, Promise] = {
    Period.WEEK: gettext_lazy("%(counts)s a week"),
    Period.MONTH: gettext_lazy("%(counts)s a month"),
    Period.QUARTER: gettext_lazy("%(counts)s a quarter"),
    Period.YEAR: gettext_lazy("%(counts)s a year"),
}
AFTER = 4  # periods after the event that are drawn
_LONGER = {Period.MONTH: days.SHORT_MONTH, Period.QUARTER: days.SHORT_MONTH, Period.YEAR: days.YEAR}


@dataclass(frozen=True, slots=True)
class Row:
    """One period in the table, in words."""

    period: str
    seen: str
    expected: str
    upper: str
    alarm: bool


@dataclass(frozen=True, slots=True)
class AlertDrawing:
    """The two drawings, the sentence that they show, the caption, and the rows of the table, the newest first."""

    title: str
    finding: str
    caption: str
    broad: SafeString
    narrow: SafeString
    rows: tuple[Row, ...]


def drawing(alert: Alert, weeks: Sequence[AlertWeek], *, title: str) -> AlertDrawing | None:
    """The chart of the alert's series; None for a rule, which has none."""
    if not weeks:
        return None
    period = alert_words.period_of(alert)
    weeks = _until_soon_after(alert, weeks)
    hot = [_is_part(alert, each) for each in weeks]
    finding = _finding(alert, weeks, hot)
    drawn = [
        Drawn(
            label=_label(each, period),
            short=_short(each.week, period),
            observed=each.observed,
            expected=each.expected,
            upper=each.upper,
            alarm=yellow,
        )
        for each, yellow in zip(weeks, hot, strict=True)
    ]
    chart = watched(drawn, words=_words(alert, weeks, alarms=sum(hot), title=title, finding=finding))
    return AlertDrawing(
        title=title,
        finding=finding,
        caption=_caption(alert),
        broad=mark_safe(chart.broad),  # noqa: S308  # engines.charts escapes every word
        narrow=mark_safe(chart.narrow),  # noqa: S308
        rows=tuple(_row(each) for each in reversed(chart.rows)),
    )


def _until_soon_after(alert: Alert, weeks: Sequence[AlertWeek]) -> Sequence[AlertWeek]:
    """Without what came long after the event, so that the narrow drawing shows the event too."""
    last = max((place for place, each in enumerate(weeks) if each.week <= alert.last_day), default=len(weeks))
    return weeks[: last + 1 + AFTER]


def _is_part(alert: Alert, week: AlertWeek) -> bool:
    """Whether it is one of the periods of the event in which something was counted."""
    return bool(week.observed) and alert.first_day <= week.week <= alert.last_day


def _words(alert: Alert, weeks: Sequence[AlertWeek], *, alarms: int, title: str, finding: str) -> WatchedWords:
    period = alert_words.period_of(alert)
    expected = next((each.expected for each in reversed(weeks) if each.expected is not None), 0.0)
    return WatchedWords(
        title=title,
        finding=finding,
        unit=_unit(alert),
        alarm=_("alarm, %(span)s") % {"span": alert_words.span(alarms, period)},
        alarm_short=_("alarm"),
        upper=_("upper edge"),
        of_usual=_("of what is usual"),
        upper_short=_("upper edge of usual"),
        expected=_("expected: %(count)s") % {"count": about_so_many(expected)},
        dates=str(_DATES[period]),
        number=number,
    )


def _unit(alert: Alert) -> str:
    watch = alert.watch
    if watch and watch.count_source:
        return watch.count_source.name
    counts = _COUNTS.get(Source(alert.source), alert_words.COUNTED_AS[Source(alert.source)])
    return str(_A_PERIOD[alert_words.period_of(alert)]) % {"counts": counts}


def _finding(alert: Alert, weeks: Sequence[AlertWeek], hot: Sequence[bool]) -> str:
    """What the picture shows: how it was otherwise, how it is, and why that is no longer usual."""
    before = [
        each.observed
        for each, yellow in zip(weeks, hot, strict=True)
        if not yellow and not each.running and each.observed is not None
    ]
    now = [each for each, yellow in zip(weeks, hot, strict=True) if yellow]
    said = {
        "low": number(min(before, default=0)),
        "high": number(max(before, default=0)),
        "counts": ", ".join(number(each.observed or 0) for each in now),
        "usual": number(int(now[-1].upper)) if now and now[-1].upper is not None else "",
    }
    if not now:
        return _("Between %(low)s and %(high)s.") % said
    if not before:
        words = _("In yellow: %(counts)s.")
    elif min(before) == max(before):
        words = _("Otherwise always %(low)s; in yellow %(counts)s.")
    else:
        words = _("Otherwise between %(low)s and %(high)s; in yellow %(counts)s.")
    if alert.evidence in {Evidence.RUN, Evidence.GROUP}:
        return f"{words % said} {alert_words.evidence_of(alert, weeks)}"
    return f"{words % said} {_('Up to %(usual)s is usual.') % said}" if said["usual"] else words % said


def _caption(alert: Alert) -> str:
    said = [_("Grey area: the usual range. Line: expected. Yellow: the periods of this alert.")]
    if alert.false_alarms:
        said.append(
            _("By chance alone this watch raises %(often)s.") % {"often": alert_words.often(alert.false_alarms)}
        )
    said.append(str(_CAUTION.get(Source(alert.source), _COUNTS_ONLY)))
    return " ".join(said)


_COUNTS_ONLY = gettext_lazy("Counts, not a rate.")
_CAUTION: dict[Source, Promise] = {
    Source.REPORTS: gettext_lazy("Counts of reports, not a rate: more telling also makes more reports."),
    Source.TOLLS: gettext_lazy("Counts of what was published, not a rate: more news also makes a higher count."),
}


def _short(day: dt.date, period: Period) -> str:
    return days.shown(day, _LONGER[period]) if period in _LONGER else date_format(day, "j M")


def _label(each: AlertWeek, period: Period) -> str:
    label = alert_words.beginning(each.week, period)
    return _("%(period)s, not over yet") % {"period": label} if each.running else label


def _row(each: Drawn) -> Row:
    return Row(
        period=each.label,
        seen=_("nobody counted") if each.observed is None else number(each.observed),
        expected="" if each.expected is None else about_so_many(each.expected),
        upper="" if each.upper is None else number(int(each.upper)),
        alarm=each.alarm,
    )
