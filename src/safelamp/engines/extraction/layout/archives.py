"""Archives: a year or month that stands over several items and gives their dates its year."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from safelamp.engines.extraction.dates import Date
from safelamp.engines.extraction.layout.lines import Line
from safelamp.engines.extraction.layout.stamps import Stamp
from safelamp.engines.writing.calendars import from_buddhist_year
from safelamp.engines.writing.numerals import with_plain_digits

YEAR_LINE = re.compile(r"(?:[^\d\n]{0,32}\s)?(?P<year>(?:19|20|25)\d\d)\s?年?\s?[:)»]?")
BUDDHIST = "25"
FEWEST_UNDER = 2
FEWEST_BARE = 3  # lines with a day, no year and words: fewer may tell of events
LONGEST_YEAR_LINE, LONGEST_PLAIN_YEAR_LINE = 40, 12


@dataclass(frozen=True, slots=True)
class Headings:
    """The lines of the headings, top to bottom, and the year or month that each gives."""

    lines: tuple[int, ...]
    dates: tuple[Date, ...]


def with_years(page: list[Line], stamps: list[Stamp]) -> tuple[list[Stamp], Headings]:
    """The stamps with the year of the heading over them, and those headings by their line.

    A month over several items ("May 2024") is a heading too; items without a date of their own keep that month.
    """
    given = {**_months(page, stamps), **_years(page, stamps)}
    lines = tuple(sorted(given))
    headings = Headings(lines, tuple(given[line] for line in lines))
    bare = [stamp for stamp in stamps if stamp.date and not stamp.date.has_year and not stamp.stands_alone]
    usual = len(bare) >= FEWEST_BARE and len(bare) * 2 > len(stamps)
    found: list[Stamp] = []
    for stamp in stamps:
        if stamp.line in given:
            continue
        dated = _in_year(stamp, over(headings, stamp.line))
        if dated.date is None or dated.date.has_year or dated.stands_alone or usual:
            found.append(dated)
    return found, headings


def _in_year(stamp: Stamp, above: Date | None) -> Stamp:
    if stamp.date is None or stamp.date.has_year or above is None:
        return stamp
    return replace(stamp, date=replace(stamp.date, iso=stamp.date.in_year(above.iso[:4])))


def over(headings: Headings, line: int) -> Date | None:
    """The heading that a line stands under."""
    lines = headings.lines
    place = bisect_left(lines, line)
    return headings.dates[place - 1] if place else None


def _years(page: list[Line], stamps: list[Stamp]) -> dict[int, Date]:
    stamped = {stamp.line for stamp in stamps}
    found: dict[int, Date] = {}
    for number, line in enumerate(page):
        if number in stamped or len(line.text) > LONGEST_YEAR_LINE:
            continue
        match = YEAR_LINE.fullmatch(with_plain_digits(line.text))
        if match and (line.heading or len(line.text) <= LONGEST_PLAIN_YEAR_LINE):
            year = match["year"]
            found[number] = Date(str(from_buddhist_year(int(year))) if year.startswith(BUDDHIST) else year, line.span)
    return found


def _months(page: list[Line], stamps: list[Stamp]) -> dict[int, Date]:
    """Months alone on a line, if several items stand under most of them."""
    months = [stamp for stamp in stamps if stamp.is_month and stamp.stands_alone]
    if not months:
        return {}
    ends = [*(stamp.line for stamp in months[1:]), len(page)]
    dated = [stamp.line for stamp in stamps]
    under = [_items_between(page, dated, stamp.line, end) for stamp, end in zip(months, ends, strict=True)]
    if sum(number >= FEWEST_UNDER for number in under) * 2 < len(months):
        return {}
    return {stamp.line: stamp.date for stamp in months if stamp.date}


def _items_between(page: list[Line], dated: list[int], start: int, end: int) -> int:
    """The dates between two lines, or else the headlines."""
    inside = bisect_left(dated, end) - bisect_right(dated, start)
    heads = sum(line.could_be_headline and not line.is_running_text for line in page[start + 1 : end])
    return FEWEST_UNDER if inside else heads
