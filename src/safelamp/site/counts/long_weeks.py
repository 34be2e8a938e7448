"""The weeks of a long table, one row a series and week: in their order, none doubled, with a place for each."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from safelamp.engines.surveillance.values import WEEKS_A_YEAR
from safelamp.site.counts.columns import ISO_WEEK, NUMBERED, TWO_WAYS, columns, name_in_time, place_in_time
from safelamp.site.counts.databases import Missing
from safelamp.site.counts.values import SERIES, TableRefused

MOST = 10_000  # weeks: two centuries
HOW_MISSING = (
    "Say what it means that a row is not there: --missing zero, where only weeks with counts are stored; --missing "
    "unknown, where nobody counted then."
)
_NUMBER = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True)
class LongWeeks:
    """The weeks as the output names them, and the column of each week as the database writes it."""

    labels: tuple[str, ...]
    places: Mapping[str, int]


def long_weeks(written: Sequence[str], *, are_days: bool, period: int, missing: Missing) -> LongWeeks:
    """The weeks from the first to the last one; `are_days` where they are dates. Raises TableRefused.

    >>> long_weeks(["3", "1", "2"], are_days=False, period=52, missing=Missing.REFUSED).labels
    ('1', '2', '3')
    >>> long_weeks(["2020-12-30", "2021-01-04"], are_days=True, period=52, missing=Missing.REFUSED).labels
    ('2020-W53', '2021-W01')
    """
    if are_days and period != WEEKS_A_YEAR:
        raise TableRefused("Days are put into weeks, not into other periods: number the periods 1, 2, … instead.")
    named = {text: _of_day(text) if are_days else _named(text) for text in written}
    if len(named) > MOST:
        raise TableRefused(f"The column “week” has {len(named):,} different weeks. Look whether it is another column.")
    if len({place_in_time(name)[0] for name in named.values()}) > 1:
        raise TableRefused(TWO_WAYS)
    places = {text: place_in_time(name)[1] for text, name in named.items()}
    first, last = min(places.values()), max(places.values())
    if last - first >= MOST:
        raise TableRefused(f"From the first to the last week are {last - first + 1:,}. Look for a wrong one.")
    names = {places[text]: name for text, name in named.items()}
    _check_gaps(sorted(names), names, missing)
    ordered = [names.get(place) or name_in_time(place, like=names[first]) for place in range(first, last + 1)]
    labels = columns([SERIES, *ordered]).weeks
    return LongWeeks(labels, {text: place - first for text, place in places.items()})


def _check_gaps(places: Sequence[int], names: Mapping[int, str], missing: Missing) -> None:
    for before, after in pairwise(places):
        if after > before + 1 and missing is Missing.REFUSED:
            raise TableRefused(f"No series has a row between weeks {names[before]} and {names[after]}. {HOW_MISSING}")


def _named(text: str) -> str:
    plain = text.strip()
    if _NUMBER.fullmatch(plain):
        return f"w{int(plain)}"
    if not (NUMBERED.fullmatch(plain) or ISO_WEEK.fullmatch(plain)):
        raise TableRefused(
            f"“{text[:40]}” in the column “week” is no week. Weeks are days (a date), numbers (1, 2, …), w1, w2, … or "
            "2025-W07."
        )
    return plain


def _of_day(text: str) -> str:
    try:
        year, week, _ = dt.date.fromisoformat(text).isocalendar()
    except ValueError:
        raise TableRefused(f"“{text[:40]}” in the column “week” is no day that can be counted.") from None
    return f"{year}-W{week:02}"
