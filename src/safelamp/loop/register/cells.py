"""Reading one cell of a table: a day, a count, a time, one of a few words. What is not sure is refused, not guessed."""

import datetime as dt
import enum
import re
from collections.abc import Mapping

from safelamp.loop.register.kinds import TimeBand

EARLIEST_YEAR = 1900
BUDDHIST_AHEAD = 543  # years; Thai, Khmer and Lao files count from the Buddha
LARGEST_COUNT = 1_000  # people or body parts in one case
_DAY = re.compile(
    r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?[AaPp][Mm])?Z?)?"
)
_TIME = re.compile(r"(\d{1,2})[:.h](\d{2})(?::\d{2})?(?: ?([AaPp])[Mm])?")
_YEAR_DIGITS = 4
_NOON = 12


class Refused(ValueError):
    """A cell or a row that does not go in; the text is the reason, without the cell's own words."""


class DateOrder(enum.StrEnum):
    """In which order a file writes its days; the mapping declares it, nobody guesses."""

    YMD = "ymd"
    DMY = "dmy"
    MDY = "mdy"


class Calendar(enum.StrEnum):
    """Which years a file counts in."""

    GREGORIAN = "gregorian"
    BUDDHIST = "buddhist"


def day(cell: str, *, order: DateOrder, latest: dt.date, calendar: Calendar = Calendar.GREGORIAN) -> dt.date:
    """The day in the cell; year first is always clear, otherwise `order` says what stands where.

    >>> day("02/03/2015", order=DateOrder.MDY, latest=dt.date(2020, 1, 1))
    datetime.date(2015, 2, 3)
    >>> day("02/03/2015", order=DateOrder.YMD, latest=dt.date(2020, 1, 1))
    Traceback (most recent call last):
    safelamp.loop.register.cells.Refused: day and month could be swapped: set date_order in the mapping
    """
    found = _DAY.fullmatch(cell.strip())
    if found is None:
        raise Refused("not a day that can be read" if cell.strip() else "the day is missing")
    first, middle, last = found[1], found[3], found[4]
    if len(first) == _YEAR_DIGITS and len(last) <= 2:  # noqa: PLR2004  # day or month
        year, month, day_of_month = first, middle, last
    elif len(last) != _YEAR_DIGITS or len(first) > 2:  # noqa: PLR2004
        raise Refused("the year needs four digits")
    elif order == DateOrder.YMD:
        raise Refused("day and month could be swapped: set date_order in the mapping")
    else:
        day_of_month, month, year = (first, middle, last) if order == DateOrder.DMY else (middle, first, last)
    return _checked(int(year), int(month), int(day_of_month), calendar, latest)


def count(cell: str, *, most: int = LARGEST_COUNT) -> int | None:
    """A whole number from 0 to `most`; None for an empty cell.

    >>> count("2"), count("2.0"), count("")
    (2, 2, None)
    """
    text = cell.strip()
    if not text:
        return None
    whole = text.removesuffix(".0")
    if not whole.isdecimal() or len(whole) > 9:  # noqa: PLR2004  # nothing huge reaches int()
        raise Refused("not a whole number")
    if int(whole) > most:
        raise Refused(f"more than {most}")
    return int(whole)


def time_band(cell: str) -> TimeBand | None:
    """The three hours in which the time of day lies; None for an empty cell.

    >>> time_band("2:30 PM"), time_band("14:30") is time_band("12.05")
    (TimeBand.MIDDAY, True)
    """
    if not cell.strip():
        return None
    found = _TIME.fullmatch(cell.strip())
    if found is None:
        raise Refused("not a time of day")
    hour, half = int(found[1]), found[3]
    if half:
        if not 1 <= hour <= _NOON:
            raise Refused("not a time of day")
        hour = hour % _NOON + (_NOON if half in "Pp" else 0)
    if hour > 23 or int(found[2]) > 59:  # noqa: PLR2004
        raise Refused("not a time of day")
    return TimeBand(f"{hour - hour % 3:02}")


def choice(cell: str, *, words: Mapping[str, str], allowed: frozenset[str]) -> str:
    """One of the allowed values: the cell itself, or what the mapping says that it means; empty stays empty."""
    text = cell.strip()
    meant = words.get(text, text)
    if meant and meant not in allowed:
        raise Refused("a word that the mapping does not know")
    return meant


def words(cell: str, *, most: int) -> str:
    """Text of people, its ends stripped, whole or not at all."""
    text = cell.strip()
    if len(text) > most:
        raise Refused(f"longer than {most} characters")
    return text


def _checked(year: int, month: int, day_of_month: int, calendar: Calendar, latest: dt.date) -> dt.date:
    if calendar == Calendar.BUDDHIST:
        year -= BUDDHIST_AHEAD
    try:
        found = dt.date(year, month, day_of_month)
    except ValueError as error:
        raise Refused("no such day: is the order of day and month right?") from error
    if found > latest:
        raise Refused("a day that has not come yet")
    if found.year < EARLIEST_YEAR:
        raise Refused("a year before 1900")
    return found
