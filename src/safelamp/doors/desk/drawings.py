"""The overview's charts with their sentences: what a picture shows is said first, the table stands below."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safelamp.doors.desk import titles
from safelamp.engines.charts import Bar, Chart, Words, by_kind, over_time
from safelamp.ground.standards.hazards import hazards

MOST_KINDS = 8  # bars; the rest stands together, everything in the table


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart to show: `finding` is its sentence, `rows` the whole table with how many of what."""

    title: str
    finding: str
    broad: SafeString
    narrow: SafeString
    rows: tuple[tuple[str, str], ...]
    heading: str
    unit: str


def months(counts: Mapping[dt.date, int], *, title: str, unit: str) -> Drawing:
    """Counts by month, oldest first."""
    bars = [
        Bar(date_format(month, "F Y"), count, short=date_format(month, "M")) for month, count in sorted(counts.items())
    ]
    most = max(bars, key=lambda bar: bar.value)
    total = sum(bar.value for bar in bars)
    finding = (
        _("%(total)s in twelve months, most in %(month)s: %(count)s.")
        % {"total": number(total), "month": most.label, "count": number(most.value)}
        if total
        else _("None in twelve months.")
    )
    chart = over_time(bars, words=Words(title=title, finding=finding, unit=unit, number=number))
    return _drawing(chart, title=title, finding=finding, heading=_("Month"), unit=unit)


def kinds(counts: Mapping[str, int], *, title: str, unit: str) -> Drawing | None:
    """Counts by hazard, most first; None where there is nothing to draw."""
    ordered = sorted(((_named(key), count) for key, count in counts.items() if count), key=lambda row: -row[1])
    if not ordered:
        return None
    total = sum(count for _name, count in ordered)
    finding = _("Most: %(name)s, %(count)s of %(total)s.") % {
        "name": ordered[0][0],
        "count": number(ordered[0][1]),
        "total": number(total),
    }
    shown = [Bar(name, count) for name, count in ordered[:MOST_KINDS]]
    rest = ordered[MOST_KINDS:]
    if rest:
        words = ngettext("%(count)d other kind", "%(count)d other kinds", len(rest)) % {"count": len(rest)}
        shown.append(Bar(words, sum(count for _name, count in rest)))
    chart = by_kind(shown, words=Words(title=title, finding=finding, unit=unit, number=number))
    drawing = _drawing(chart, title=title, finding=finding, heading=_("Kind of danger"), unit=unit)
    return Drawing(
        title=title,
        finding=finding,
        broad=drawing.broad,
        narrow=drawing.narrow,
        rows=tuple((name, number(count)) for name, count in ordered),
        heading=drawing.heading,
        unit=unit,
    )


def number(value: int) -> str:
    """A whole number as the reader's language writes it."""
    return number_format(value, use_l10n=True, force_grouping=True)


def _named(hazard: str) -> str:
    return titles.of_hazard(hazard) if hazard in hazards() else _("no picture chosen")


def _drawing(chart: Chart, *, title: str, finding: str, heading: str, unit: str) -> Drawing:
    return Drawing(
        title=title,
        finding=finding,
        broad=mark_safe(chart.broad),  # noqa: S308  # engines.charts escapes every word
        narrow=mark_safe(chart.narrow),  # noqa: S308
        rows=tuple((label, number(value)) for label, value in chart.rows),
        heading=heading,
        unit=unit,
    )
