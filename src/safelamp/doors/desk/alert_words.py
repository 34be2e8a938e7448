"""An alert in words: what is unusual in one sentence, why it was raised, how often chance alone does this."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from safelamp.ground.languages import days
from safelamp.insight.alerts import queries
from safelamp.insight.alerts.choices import Evidence, Rule, Source, Watchfulness
from safelamp.insight.alerts.counted import Period
from safelamp.insight.alerts.dimensions import Named, named
from safelamp.insight.alerts.models import Alert, AlertWeek, Watch
from safelamp.insight.alerts.periods import DAY, later

ALMOST_NONE, ABOUT_ONE = 0.5, 1.5  # under them an expected count is told in words
_ONE_A_MONTH = 0.75  # from here on false alarms are counted by the month
_DAYS_A_WEEK, _MONTHS_A_QUARTER, _MONTHS_A_YEAR = 7, 3, 12
_WHOLE_FROM = 10  # from here on no decimals
_LEAST = 0.01  # “0.00 expected” would say that it cannot happen
_TENTH = 0.1  # below it one digit after the point would say “0.0”

# Each rule in one sentence: what makes it speak.
RULES: dict[Rule, Promise] = {
    Rule.DEATH: gettext_lazy("A rule, at once: a report or an entry of the register tells of a death."),
    Rule.DANGER_NOW: gettext_lazy("A rule, at once: somebody reported that people are in danger now."),
    Rule.AMPUTATION: gettext_lazy("A rule, at once: a report or an entry of the register tells of an amputation."),
    Rule.FIRE: gettext_lazy("A rule, at once: a report or an entry of the register tells of a fire or an explosion."),
    Rule.RESTRICTED: gettext_lazy("A rule, at once: a report of retaliation, violence or forced labour came in."),
    Rule.NEAR_MISSES: gettext_lazy(
        "A rule: three near misses of one kind at one workplace within seven days. What nearly happened three times "
        "happens."
    ),
    Rule.OVERDUE: gettext_lazy("A rule: what was agreed is not done, and its day has passed."),
    Rule.SILENT: gettext_lazy(
        "A rule: nothing was heard from this workplace for a long time. Silence is not safety: people may not know the "
        "way, or be afraid."
    ),
}
_HAPPENED: dict[Rule, Promise] = {
    Rule.DEATH: gettext_lazy("%(place)s: somebody died"),
    Rule.DANGER_NOW: gettext_lazy("%(place)s: danger now"),
    Rule.AMPUTATION: gettext_lazy("%(place)s: an amputation"),
    Rule.FIRE: gettext_lazy("%(place)s: a fire or an explosion"),
    Rule.RESTRICTED: gettext_lazy("%(place)s: retaliation, violence or forced labour"),
    Rule.SILENT: gettext_lazy("%(place)s has gone silent"),
}
EVIDENCE: dict[Evidence, Promise] = {
    Evidence.WEEK: gettext_lazy("The last count alone is above what is usual."),
    Evidence.RUN: gettext_lazy("Each count by itself could be chance. All of them together are not."),
    Evidence.GROUP: gettext_lazy("Each row by itself could be chance. All of them together are not."),
}
_RUN_WITH_PEAK = gettext_lazy("At least one of these counts is above what is usual; so are all of them together.")
COUNTED_AS: dict[Source, Promise] = {
    Source.REPORTS: gettext_lazy("reports of workers"),
    Source.REGISTER: gettext_lazy("entries in the register"),
    Source.TOLLS: gettext_lazy("fatal accidents in the public record"),
    Source.COUNTS: gettext_lazy("counts that were imported"),
    Source.ACTIONS: gettext_lazy("actions"),
    Source.WORKPLACES: gettext_lazy("workplaces"),
}


def title_of(alert: Alert, about: Sequence[Named]) -> str:
    """What is unusual, in one sentence; `about` is what all of it shares."""
    if alert.rule != Rule.STATISTIC:
        return _of_rule(alert, about)
    period = period_of(alert)
    said = {
        "about": " · ".join(each.value for each in about) or _("All places together"),
        "counted": counted(Source(alert.source), alert.observed),
        "span": span(periods_of(alert, period), period),
        "usual": number(round(alert.expected or 0)),
    }
    if (alert.expected or 0) < ALMOST_NONE:
        return _("%(about)s: %(counted)s in %(span)s where almost none is usual") % said
    if (alert.expected or 0) < ABOUT_ONE:
        return _("%(about)s: %(counted)s in %(span)s where about 1 is usual") % said
    return _("%(about)s: %(counted)s in %(span)s where about %(usual)s are usual") % said


def titles_of(alerts: Sequence[Alert]) -> list[str]:
    """The sentences of several alerts, names looked up together."""
    return [title_of(alert, about) for alert, about in zip(alerts, about_of(alerts), strict=True)]


def about_of(alerts: Iterable[Alert]) -> list[list[Named]]:
    """What each alert is about, in words."""
    return named(queries.abouts(alerts))


def _of_rule(alert: Alert, about: Sequence[Named]) -> str:
    place = alert.workplace.name if alert.workplace else " · ".join(each.value for each in about)
    said: dict[str, object] = {"place": place or _("no workplace named"), "count": number(alert.observed)}
    seen = alert.observed
    if alert.rule == Rule.NEAR_MISSES:
        words = ngettext("%(place)s: %(count)s near miss in 7 days", "%(place)s: %(count)s near misses in 7 days", seen)
        return words % said
    if alert.rule == Rule.OVERDUE:
        return ngettext("%(place)s: %(count)s action late", "%(place)s: %(count)s actions late", seen) % said
    return str(_HAPPENED[Rule(alert.rule)]) % said


def counted(source: Source, count: int) -> str:
    """So many of what is counted."""
    if source == Source.REPORTS:
        words = ngettext("%(count)s report", "%(count)s reports", count)
    elif source == Source.REGISTER:
        words = ngettext("%(count)s register entry", "%(count)s register entries", count)
    elif source == Source.TOLLS:
        words = ngettext("%(count)s fatal accident told of", "%(count)s fatal accidents told of", count)
    else:
        words = ngettext("%(count)s counted", "%(count)s counted", count)
    return words % {"count": number(count)}


def period_of(alert: Alert) -> Period:
    """How long one period of its series is."""
    return period_of_watch(alert.watch) if alert.watch else Period.WEEK


def period_of_watch(watch: Watch) -> Period:
    """How long one period of what it watches is."""
    if watch.count_source:
        return Period(watch.count_source.period)
    return Period.MONTH if watch.source == Source.TOLLS else Period.WEEK


def when(alert: Alert) -> str:
    """From when until when its counts reach: what is told today may have happened long ago."""
    period = period_of(alert)
    form = {Period.WEEK: days.WHOLE_DAY, Period.YEAR: days.YEAR}.get(period, days.MONTH)
    first, last = (days.shown(day, form) for day in (alert.first_day, later(alert.last_day, period) - DAY))
    return first if first == last else f"{first} – {last}"


def counted_from(alert: Alert) -> str:
    """Whose counts they are: a table or a public source by its name."""
    watch = alert.watch
    named_source = watch and (watch.count_source or watch.register_source)
    return str(named_source or COUNTED_AS[Source(alert.source)])


def periods_of(alert: Alert, period: Period) -> int:
    """How many periods it reaches over."""
    first, last = alert.first_day, alert.last_day
    months = (last.year - first.year) * _MONTHS_A_YEAR + last.month - first.month
    counts = {
        Period.WEEK: (last - first).days // _DAYS_A_WEEK,
        Period.MONTH: months,
        Period.QUARTER: months // _MONTHS_A_QUARTER,
        Period.YEAR: last.year - first.year,
    }
    return counts[period] + 1


def span(count: int, period: Period) -> str:
    """So many periods."""
    if period == Period.MONTH:
        words = ngettext("%(count)s month", "%(count)s months", count)
    elif period == Period.QUARTER:
        words = ngettext("%(count)s quarter", "%(count)s quarters", count)
    elif period == Period.YEAR:
        words = ngettext("%(count)s year", "%(count)s years", count)
    else:
        words = ngettext("%(count)s week", "%(count)s weeks", count)
    return words % {"count": number(count)}


def why(alert: Alert, weeks: Sequence[AlertWeek]) -> list[str]:
    """Why it was raised: sentences made of its own numbers, the rule with them."""
    if alert.rule != Rule.STATISTIC:
        said = [str(RULES[Rule(alert.rule)])]
        if alert.rule == Rule.SILENT:
            since = days.shown(alert.first_day, days.WHOLE_DAY)
            said.append(_("Nothing was heard since %(day)s.") % {"day": since})
        return said
    period = period_of(alert)
    said = [
        _("%(seen)s seen, %(expected)s expected, in %(span)s from %(day)s.")
        % {
            "seen": number(alert.observed),
            "expected": about_so_many(alert.expected or 0),
            "span": span(periods_of(alert, period), period),
            "day": days.shown(alert.first_day, days.WHOLE_DAY),
        }
    ]
    if evidence := evidence_of(alert, weeks):
        said.append(evidence)
    end = next((each for each in weeks if each.week == alert.last_day), None)
    if end and end.upper is not None and _is_above(end):
        edge = number_format(int(end.upper), use_l10n=True)
        said.append(_("Up to %(edge)s would have been usual at the end.") % {"edge": edge})
    said.append(_("What is expected comes from earlier periods only: the level, the season, and rows like this one."))
    if alert.false_alarms:
        said.append(setting(alert))
    return said


def evidence_of(alert: Alert, weeks: Sequence[AlertWeek]) -> str:
    """Which evidence spoke, as the picture shows it: the strongest alarm of an event may not be its last."""
    own = [each for each in weeks if alert.first_day <= each.week <= alert.last_day]
    if alert.evidence == Evidence.RUN and any(map(_is_above, own)):
        return str(_RUN_WITH_PEAK)
    if not alert.evidence or (alert.evidence == Evidence.WEEK and not (own and _is_above(own[-1]))):
        return ""
    return str(EVIDENCE[Evidence(alert.evidence)])


def _is_above(week: AlertWeek) -> bool:
    return week.upper is not None and (week.observed or 0) > week.upper


def setting(alert: Alert) -> str:
    """How watchfully it was watched, and what that costs in false alarms."""
    chosen = Watchfulness(alert.watchfulness or Watchfulness.USUAL)
    said = {"setting": chosen.label, "often": often(alert.false_alarms or 0)}
    return _("The watch was set to “%(setting)s”: it raises %(often)s.") % said


def often(a_month: float) -> str:
    """How many false alarms are to be expected, in words.

    >>> often(4.2), often(0.26)
    ('about 4 false alarms a month', 'about 1 false alarm in 4 months')
    """
    if a_month <= 0:
        return _("almost no false alarm")
    if a_month >= _ONE_A_MONTH:
        count = round(a_month)
        words = ngettext("about %(count)s false alarm a month", "about %(count)s false alarms a month", count)
        return words % {"count": number(count)}
    months = round(1 / a_month)
    words = ngettext("about 1 false alarm in %(count)s month", "about 1 false alarm in %(count)s months", months)
    return words % {"count": number(months)}


def about_so_many(expected: float) -> str:
    """An expected count as people say it.

    >>> about_so_many(7.93), about_so_many(23.4), about_so_many(0.043), about_so_many(0.004)
    ('7.9', '23', '0.04', '< 0.01')
    """
    if 0 < expected < _LEAST:
        return f"< {number_format(_LEAST, decimal_pos=2, use_l10n=True)}"
    if expected >= _WHOLE_FROM:
        return number(round(expected))
    digits = 1 if expected >= _TENTH else 2
    return number_format(round(expected, digits), decimal_pos=digits, use_l10n=True)


def number(value: int) -> str:
    """A whole number as the reader's language writes it."""
    return number_format(value, use_l10n=True, force_grouping=True)


def beginning(day: dt.date, period: Period) -> str:
    """A period in a table, named by its first day."""
    if period == Period.WEEK:
        return _("week of %(day)s") % {"day": days.shown(day, days.WHOLE_DAY)}
    if period == Period.YEAR:
        return days.shown(day, days.YEAR)
    if period == Period.MONTH:
        return days.shown(day, days.MONTH)
    return _("3 months from %(month)s") % {"month": days.shown(day, days.MONTH)}
