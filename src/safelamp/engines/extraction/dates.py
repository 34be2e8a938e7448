"""Dates as pages write them, in many languages and four calendars, even glued to the words behind."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from safelamp.engines.extraction.date_forms import Form, Order, form_at
from safelamp.engines.extraction.values import Span
from safelamp.engines.writing.numerals import with_plain_digits

DIGITS = re.compile(r"\d+")
FROM_DAY_TO_DAY = re.compile(
    r"(?:,?\s\d{4})?\s?(?:-|–|—|to|until|au|al|hasta el|sampai|hingga|s/d|ถึง|تا|至)\s?(?:le\s|el\s)?$"
)
CACHED = 64
GAP = 16  # letters between the two days of "28 April 2024 to 2 May 2024"


@dataclass(frozen=True, slots=True)
class Date:
    """A date of the page as ISO 8601: a day, a month, a year, an interval, or `--MM-DD` without a year.

    `order` says what figures allow ("05/12/2024"); `swapped` is the other reading, where both are possible.
    """

    iso: str
    span: Span
    order: Order = Order.CLEAR
    swapped: str = ""

    @property
    def has_year(self) -> bool:
        """Whether the page gives the year."""
        return not self.iso.startswith("--")

    @property
    def is_day(self) -> bool:
        """Whether it is one full day."""
        return len(self.iso) == len("2024-06-21") and self.has_year

    @property
    def is_interval(self) -> bool:
        """Whether it runs over several days."""
        return "/" in self.iso

    def in_year(self, year: str) -> str:
        """The same date, in that year where the page gave none."""
        return "/".join(year + part[1:] if part.startswith("--") else part for part in self.iso.split("/"))

    def read_as(self, order: Order) -> "Date":
        """The same date, by the habit of its page where the figures leave it open."""
        if self.order is not Order.EITHER or order is not Order.MONTH:
            return self
        return replace(self, iso=self.swapped, swapped=self.iso)


def dates(text: str, *, start: int = 0, end: int | None = None) -> list[Date]:
    """The dates of a stretch of the page in reading order; days that do not exist are left out.

    >>> [date.iso for date in dates("From 28 April to 2 May 2024, and on 05/25/2024")]
    ['2024-04-28/2024-05-02', '2024-05-25']
    """
    return [_date(form, start) for form in _forms(text[start:end])]


@lru_cache(maxsize=CACHED)
def _forms(text: str) -> tuple[Form, ...]:
    """Remembered, because events and figures of an item ask for the same spans one after the other."""
    plain = with_plain_digits(text)
    forms: list[Form] = []
    taken = 0
    for number in DIGITS.finditer(plain):
        if number.start() < taken:
            continue
        form = form_at(plain, number.start(), number.end())
        if form is not None and form.start >= taken:
            forms.append(form)
            taken = form.end
    return tuple(_joined(plain, forms))


def _date(form: Form, offset: int) -> Date:
    return Date(form.iso, Span(offset + form.start, offset + form.end), form.order, form.swapped)


def _joined(plain: str, forms: list[Form]) -> list[Form]:
    """Joins two days to the interval between them."""
    found: list[Form] = []
    for form in forms:
        last = found[-1] if found else None
        between = plain[last.end : form.start] if last and form.start - last.end <= GAP else ""
        if last and between and "/" not in last.iso + form.iso and FROM_DAY_TO_DAY.fullmatch(between):
            first = form.iso[:4] + last.iso[1:] if last.iso.startswith("--") and form.iso[0] != "-" else last.iso
            if len(first) == len(form.iso) and first < form.iso and len(first) > len("2024-05"):
                found[-1] = Form(f"{first}/{form.iso}", last.start, form.end)
                continue
        found.append(form)
    return found


def first_day(iso: str) -> dt.date:
    """The first day of a day, month or year in ISO 8601; raises ValueError where the year is not known.

    >>> first_day("2024-04")
    datetime.date(2024, 4, 1)
    """
    return dt.date.fromisoformat(iso + "2000-01-01"[len(iso) :])
