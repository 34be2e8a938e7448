"""Dates as pages write them, in six languages and three calendars, even glued to the words behind."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from safelamp.engines.extraction.date_words import IRANIAN_MONTHS, MONTHS, alternatives
from safelamp.engines.extraction.values import Span
from safelamp.engines.writing.calendars import from_buddhist_year, from_solar_hijri
from safelamp.engines.writing.numerals import with_plain_digits

MONTH = rf"(?P<month>{alternatives(MONTHS)})(?![^\W\d_])(?:\.(?=,?\s?\d))?"
YEAR = r"(?P<year>(?:19|20|25)\d\d)"  # nothing is asked of what follows: "2024Developing", "202125,000"
DAY = r"(?<![\d.,])(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|º|°)?"
RANGE = r"(?<![\d.,])(?P<first>[0-3]?\d)\s?(?:-|–|—|to|and|et|au|y|al|dan|ถึง)\s?(?P<last>[0-3]?\d)"
OF = r"(?:\s?,?\s?(?:of|de|del)?\s)"
DIGIT = re.compile(r"\d")
THAI_YEAR = r"(?:พ\.?ศ\.?|ค\.?ศ\.?)?\s?"


@dataclass(frozen=True, slots=True)
class Date:
    """A date of the page as ISO 8601: a day, a month, a year, an interval, or `--MM-DD` without a year."""

    iso: str
    span: Span

    @property
    def has_year(self) -> bool:
        """Whether the page gives the year."""
        return not self.iso.startswith("--")

    @property
    def is_day(self) -> bool:
        """Whether it is one full day."""
        return len(self.iso) == len("2024-06-21") and self.has_year

    def in_year(self, year: str) -> str:
        """The same date, in that year where the page gave none."""
        return "/".join(year + part[1:] if part.startswith("--") else part for part in self.iso.split("/"))


def _common_year(year: str) -> int:
    return from_buddhist_year(int(year)) if year.startswith("25") else int(year)


def _day(year: int, month: int, day: int) -> str:
    return dt.date(year, month, day).isoformat()


def _named(found: re.Match[str]) -> str:
    return _day(_common_year(found["year"]), MONTHS[found["month"].casefold()], int(found["day"]))


def _named_without_year(found: re.Match[str]) -> str:
    return _day(2000, MONTHS[found["month"].casefold()], int(found["day"])).replace("2000-", "--", 1)


def _interval(found: re.Match[str]) -> str:
    year = _common_year(found["year"]) if found["year"] else 2000
    month = MONTHS[found["month"].casefold()]
    first, last = _day(year, month, int(found["first"])), _day(year, month, int(found["last"]))
    if first >= last:
        raise ValueError("an interval runs forward")
    return f"{first}/{last}" if found["year"] else f"{first}/{last}".replace("2000-", "--")


def _numbered(found: re.Match[str]) -> str:
    return _day(_common_year(found["year"]), int(found["month"]), int(found["day"]))


def _month_of_year(found: re.Match[str]) -> str:
    return f"{_common_year(found['year'])}-{MONTHS[found['month'].casefold()]:02d}"


def _short_without_year(found: re.Match[str]) -> str:
    return _day(2000, int(found["month"]), int(found["day"])).replace("2000-", "--", 1)


def _iranian(found: re.Match[str]) -> str:
    day = from_solar_hijri(int(found["year"]), month=IRANIAN_MONTHS[found["month"]], day=int(found["day"]))
    return day.isoformat()


def _iranian_numbered(found: re.Match[str]) -> str:
    return from_solar_hijri(int(found["year"]), month=int(found["month"]), day=int(found["day"])).isoformat()


# The first pattern that holds wins, so the fuller stand before the shorter.
FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (rf"{RANGE}{OF}{MONTH}(?:{OF}{YEAR})?", _interval),
        (rf"\b{MONTH}\s{RANGE}(?:,?\s{YEAR})?", _interval),
        (rf"{DAY}{OF}?{MONTH}{OF}?{THAI_YEAR}{YEAR}", _named),
        (rf"\b{MONTH}\s{DAY},?\s?{YEAR}", _named),
        (rf"(?<!\d){YEAR}\s?[年년]\s?(?P<month>\d\d?)\s?[月월]\s?(?P<day>\d\d?)\s?[日일]", _numbered),
        (r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)", _numbered),
        (r"(?<!\d)(?P<year>(?:19|20)\d\d)[./](?P<month>\d\d?)[./](?P<day>\d\d?)(?!\d)", _numbered),
        (rf"(?<![\d./])(?P<day>\d\d?)[./-](?P<month>\d\d?)[./-]{YEAR}", _numbered),
        (rf"(?<!\d)(?P<day>\d\d?)\s(?P<month>{alternatives(IRANIAN_MONTHS)})\s(?:ماه\s)?(?P<year>1[34]\d\d)", _iranian),
        (r"(?<!\d)(?P<year>1[34]\d\d)/(?P<month>\d\d?)/(?P<day>\d\d?)(?!\d)", _iranian_numbered),
        (rf"{DAY}{OF}{MONTH}", _named_without_year),
        (rf"\b{MONTH}\s{DAY}(?![\d,.])", _named_without_year),
        (r"(?<![\d.])(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?!\d)", _short_without_year),
        (rf"\b{MONTH},?\s{THAI_YEAR}{YEAR}(?!\d)", _month_of_year),
    )
)


def dates(text: str, *, start: int = 0, end: int | None = None) -> list[Date]:
    """The dates of a stretch of the page in reading order; days that do not exist are left out."""
    plain = with_plain_digits(text[start:end])
    found: list[Date] = []
    if not DIGIT.search(plain):
        return found
    for pattern, read in FORMS:
        for date in _all(pattern, read, plain, start):
            if not any(date.span.touches(earlier.span) for earlier in found):
                found.append(date)
    return sorted(found, key=lambda date: date.span)


def _all(pattern: re.Pattern[str], read: Callable[[re.Match[str]], str], plain: str, offset: int) -> Iterator[Date]:
    for match in pattern.finditer(plain):
        try:
            iso = read(match)
        except ValueError:
            continue
        yield Date(iso, Span(offset + match.start(), offset + match.end()))


def first_day(iso: str) -> dt.date:
    """The first day of a day, month or year in ISO 8601.

    >>> first_day("2024-04")
    datetime.date(2024, 4, 1)
    """
    return dt.date.fromisoformat(iso + "2000-01-01"[len(iso) :])
