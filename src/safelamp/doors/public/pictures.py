"""The map and the chart over time of a search: the sentence first, the drawing, then the table."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from safelamp.engines.charts import Bar, Words, over_time, world_map
from safelamp.ground.standards.countries import name_of
from safelamp.record.searching.asked import Search
from safelamp.record.searching.finding import Periods, counts_by, periods

LONGEST_TABLE = 60  # rows


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its finding and its table: what, how many, and the search that shows them."""

    finding: str
    broad: SafeString
    narrow: SafeString
    rows: Sequence[tuple[str, str, str]]
    remarks: Sequence[str]


def number(value: int) -> str:
    """A count as the reader writes it."""
    return str(number_format(value, decimal_pos=0, force_grouping=True))


def on_a_map(asked: Search) -> Picture | None:
    """How many items are about each country; None where none is about any."""
    anywhere = replace(asked, countries=())
    counts = {choice.value: choice.count for choice in counts_by(anywhere, "countries")}
    if not counts:
        return None
    most = max(counts, key=lambda code: counts[code])
    finding = _("Items about %(countries)s countries, most about %(name)s: %(count)s.") % {
        "countries": number(len(counts)), "name": name_of(most), "count": number(counts[most]),
    }  # fmt: skip
    words = Words(title=_("Where the news is about"), finding=finding, unit=_("items"), number=number)
    drawn = world_map(counts, words=words, name=name_of, chosen=asked.countries)
    remarks = [_("Darker means more items: from %(steps)s.") % {"steps": ", ".join(map(number, drawn.steps))}]
    if drawn.not_drawn:
        remarks.append(
            _("Too small to be drawn: %(names)s.") % {"names": ", ".join(name_of(code) for code in drawn.not_drawn)}
        )
    rows = [
        (name_of(code), number(count), replace(anywhere, countries=(code,)).as_query())
        for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], name_of(pair[0])))
    ]
    svg = mark_safe(drawn.svg)  # noqa: S308  # drawn by the engine, which escapes every word
    return Picture(finding, svg, SafeString(""), rows, remarks)


def over_the_years(asked: Search) -> Picture | None:
    """How many items were published in each month or year; None where none has a date."""
    held = periods(asked)
    if not held.counts:
        return None
    bars = [Bar(_period_words(name), count, short=_short(name)) for name, count in held.counts]
    most = max(bars, key=lambda bar: bar.value)
    finding = _("Most in %(period)s: %(count)s of %(total)s.") % {
        "period": most.label, "count": number(most.value), "total": number(sum(bar.value for bar in bars)),
    }  # fmt: skip
    unit = _("items published a month") if held.monthly else _("items published a year")
    drawn = over_time(bars, words=Words(title=_("When it was published"), finding=finding, unit=unit, number=number))
    rows = [
        (_period_words(name), number(count), _in_period(asked, name)) for name, count in reversed(held.counts) if count
    ]
    broad, narrow = (mark_safe(svg) for svg in (drawn.broad, drawn.narrow))  # noqa: S308  # escaped by the engine
    return Picture(finding, broad, narrow, rows[:LONGEST_TABLE], _undated(held))


def _undated(held: Periods) -> list[str]:
    remarks = [_("Counts of items in this record, not of what happened.")]
    if held.undated:
        remarks.append(
            _("Without a date on the page, so not in the chart: %(count)s.") % {"count": number(held.undated)}
        )
    return remarks


def _period_words(name: str) -> str:
    return str(date_format(dt.date.fromisoformat(f"{name}-01"), "F Y")) if "-" in name else name


def _short(name: str) -> str:
    return str(date_format(dt.date.fromisoformat(f"{name}-01"), "M y")) if "-" in name else name


def _in_period(asked: Search, name: str) -> str:
    if "-" not in name:
        return replace(asked, years=(name,)).as_query()
    first = dt.date.fromisoformat(f"{name}-01")
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    kept = replace(asked, since=None, until=None).as_query()
    return "&".join(filter(None, (kept, urlencode({"since": first.isoformat(), "until": last.isoformat()}))))
