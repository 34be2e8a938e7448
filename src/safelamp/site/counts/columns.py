"""The head of a table: which columns name the series, and which weeks follow each other."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from safelamp.site.counts.values import HIERARCHY, SERIES, TableRefused

NUMBERED = re.compile(r"w(\d{1,9})", re.IGNORECASE)
ISO_WEEK = re.compile(r"(\d{4})-?W(\d{2})", re.IGNORECASE)
TWO_WAYS = "Weeks are named in two ways. Name all of them w1, w2, … or all by ISO week, 2025-W07, …"
_NAMED = 5  # columns named in a message
_HOW = f"Columns are: {SERIES}; then, if you like, {', '.join(HIERARCHY)}; then one a week: w1, w2, … or 2025-W07, …"


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns before the weeks, in their order, and the weeks as the output names them."""

    words: tuple[str, ...]
    weeks: tuple[str, ...]

    @property
    def width(self) -> int:
        """How many columns."""
        return len(self.words) + len(self.weeks)


def columns(head: Sequence[str]) -> Columns:
    """Checks the head of a table.

    >>> columns(["series", "sector", "w1", "w2"])
    Columns(words=('series', 'sector'), weeks=('1', '2'))
    >>> columns(["Series", "2020-W53", "2021-W01"]).weeks
    ('2020-W53', '2021-W01')
    """
    names = [name.strip() for name in head]
    first = next((place for place, name in enumerate(names) if _is_week(name)), len(names))
    words = tuple(name.casefold() for name in names[:first])
    _check_words(words)
    weeks = names[first:]
    if not weeks:
        raise TableRefused(f"There is no column for a week. {_HOW}")
    strangers = [name or "(without a name)" for name in weeks if not _is_week(name)]
    if strangers:
        raise TableRefused(
            f"Among the weeks, these columns are no weeks: {_listed(strangers)}. Take them out, or put those of the "
            f"hierarchy before the weeks. {_HOW}"
        )
    _check_order(weeks)
    return Columns(words, tuple(_shown(name) for name in weeks))


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(f"“{name}”" for name in names[:_NAMED]) + more


def _is_week(name: str) -> bool:
    return bool(NUMBERED.fullmatch(name) or ISO_WEEK.fullmatch(name))


def _shown(name: str) -> str:
    numbered = NUMBERED.fullmatch(name)
    return str(int(numbered[1])) if numbered else name


def _check_words(words: Sequence[str]) -> None:
    if SERIES not in words:
        raise TableRefused(f"There is no column “{SERIES}” before the weeks, which names each row. {_HOW}")
    twice = [name for name, count in Counter(words).items() if count > 1]
    if twice:
        raise TableRefused(f"The column {_listed(twice)} is there twice. Keep one of the two.")
    unknown = [name or "(without a name)" for name in words if name not in {SERIES, *HIERARCHY}]
    if unknown:
        raise TableRefused(f"These columns are not known: {_listed(unknown)}. Rename them or take them out. {_HOW}")


def _check_order(weeks: Sequence[str]) -> None:
    """Each week is the one after the week before it: none doubled, left out, or out of order."""
    places = [place_in_time(name) for name in weeks]
    if len({numbered for numbered, _ in places}) > 1:
        raise TableRefused(TWO_WAYS)
    for (before, last), (name, this) in zip(
        zip(weeks, places, strict=True), list(zip(weeks, places, strict=True))[1:], strict=False
    ):
        if this[1] != last[1] + 1:
            raise TableRefused(f"Column “{name}” follows “{before}”: {_wrong(name, weeks, last[1], this[1])}")


def _wrong(name: str, weeks: Sequence[str], last: int, this: int) -> str:
    if Counter(map(place_in_time, weeks))[place_in_time(name)] > 1:
        return "this week is there twice. Keep one of the two."
    if this < last:
        return "the weeks are out of order. Sort the columns, oldest first."
    between = this - last - 1
    are = "s are" if between > 1 else " is"
    return f"{between} week{are} left out. Add a column for each, empty where nobody counted."


def place_in_time(name: str) -> tuple[bool, int]:
    """Whether the week is numbered, and a number that grows by one from week to week."""
    numbered = NUMBERED.fullmatch(name)
    if numbered:
        return True, int(numbered[1])
    year, week = name[:4], name[-2:]
    try:
        monday = dt.date.fromisocalendar(int(year), int(week), 1)
    except ValueError:
        raise TableRefused(f"There is no ISO week “{name}”: most years have 52, some have 53.") from None
    return False, monday.toordinal() // 7


def name_in_time(place: int, *, like: str) -> str:
    """The name of the week at a place, the other way round; `like` is the name of another week.

    >>> name_in_time(place_in_time("2020-W53")[1] + 1, like="2020-W53"), name_in_time(7, like="w9")
    ('2021-W01', 'w7')
    """
    if NUMBERED.fullmatch(like):
        return f"w{place}"
    year, week, _ = dt.date.fromordinal(place * 7 + 1).isocalendar()
    return f"{year}-W{week:02}"


def judged(asked: str | None, weeks: Sequence[str], *, otherwise: int) -> range:
    """The columns that `--weeks FROM:TO` asks for, both included; else the last `otherwise`.

    A number is that of a column w1, w2, …; among ISO weeks it counts columns from 1.

    >>> judged("w2:3", ["1", "2", "3"], otherwise=52), judged(None, ["1", "2", "3"], otherwise=2)
    (range(1, 3), range(1, 3))
    """
    if asked is None:
        return range(max(0, len(weeks) - otherwise), len(weeks))
    ends = asked.split(":")
    if len(ends) == 1:
        ends *= 2
    if len(ends) != len(("from", "to")):
        raise TableRefused(f"“{asked}” is not FROM:TO. Write it like 576:624 or 2025-W01:2025-W26.")
    first, last = (_found(each.strip(), weeks) for each in ends)
    if last < first:
        raise TableRefused(f"“{asked}” ends before it begins. Write the earlier week first.")
    return range(first, last + 1)


def _found(asked: str, weeks: Sequence[str]) -> int:
    names = {name.upper(): place for place, name in enumerate(weeks)}
    number = asked.upper().removeprefix("W")
    iso = not weeks[0].isdecimal()
    if number.isdecimal() and not ISO_WEEK.fullmatch(asked):
        place = int(number) - 1 if iso else names.get(str(int(number)), -1)
    else:
        place = names.get(asked.upper(), -1)
    if not 0 <= place < len(weeks):
        raise TableRefused(f"There is no week “{asked}” in the table: it goes from {weeks[0]} to {weeks[-1]}.")
    return place
