"""The shapes of dates, each tried only where a number stands: day, month and year in words or in figures."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from safelamp.engines.extraction import date_words as words
from safelamp.engines.writing.calendars import FIRST_YEAR, LAST_YEAR, from_buddhist_year, from_solar_hijri

FIRST_BUDDHIST_YEAR = 2440
FIRST_COMMON_YEAR, LAST_COMMON_YEAR = 1900, 2099
LAST_FIGURED_MONTH = 12
NO_YEAR = 2000  # a leap year, so that 29 February may stand without its year
PIVOT = 70  # two-digit years: 69 is 2069, 70 is 1970
MARKS = "\u0300-\u036f\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u0b82\u0bbe-\u0bcd\u0c00-\u0c4d"
WORD = rf"[^\W\d_](?:[^\W\d_]|[{MARKS}])*"
GLUED = "|".join(sorted(map(re.escape, filter(words.needs_beginning, words.MONTHS)), key=len, reverse=True))
MONTH = rf"(?P<month>(?=[\u0600-\u17ff])(?:{GLUED})|{WORD})"
YEAR = r"(?P<year>(?:19|20|24|25)\d\d)"  # nothing is asked of what follows: "2024Developing", "202125,000"
ORDINAL = r"(?:st|nd|rd|th|er|º|ª|°|\.)?"
TO = r"\s?(?:-|–|—|~|～|〜|to|and|et|au|y|al|a|e|s/d|dan|sampai|hingga|ถึง|และ|&|til|bis)\s?"
OF = r"(?:(?:of|de|del|ng|bulan|ماه|من)\s|(?:เดือน|ខែ)\s?)"
BEFORE_YEAR = r"(?:of|de|del|năm|tahun|ปี|ឆ្នាំទី|ឆ្នាំ|سنة|سال|عام)"
THAI_ERA = r"(?:พ\.?ศ\.?|ค\.?ศ\.?)"
DAY = r"(?P<day>[0-3]?\d)"
SEP = r"[\s\-/.,،၊]{0,3}"
DAY_FIRST = re.compile(
    rf"{DAY}{ORDINAL}(?:{TO}(?P<last>[0-3]?\d)(?!\d){ORDINAL})?{SEP}{OF}?{MONTH}(?:(?<!\.)\.)?"
    rf"(?:(?:{SEP}(?:{BEFORE_YEAR}\s?)?(?:{THAI_ERA}\s?)?){YEAR}|(?:[-'’]|(?<=[ก-ฮ]\.)\s?)(?P<short>\d\d)(?!\d))?",
    re.IGNORECASE,
)
MONTH_FIRST = re.compile(
    rf"{MONTH}\.?[\s-]{{0,2}}{DAY}(?!\d|[.,]\d|:\d)(?:st|nd|rd|th)?(?:{TO}(?P<last>[0-3]?\d)(?!\d)(?:st|nd|rd|th)?)?"
    rf"(?:[\s,،၊-]{{1,3}}(?:of\s)?{YEAR})?",
    re.IGNORECASE,
)
MONTH_OF_YEAR = re.compile(
    rf"{MONTH}\.?[\s,-]{{0,2}}(?:{BEFORE_YEAR}\s?)?(?:{THAI_ERA}\s?)?{YEAR}(?!\d)", re.IGNORECASE
)
YEAR_MONTH_DAY = re.compile(  # Burmese: 2024 khunhit may la 12 yet
    rf"{YEAR}\s?(?:ခုနှစ်|ခု)?[၊,\s]{{0,2}}{MONTH}(?:လ)?[\s၊]?{DAY}(?!\d)(?:\s?ရက်)?"
)
FIGURES = re.compile(
    r"(?P<one>\d{1,4})(?P<sep>\s?[./]\s?|-)(?P<two>\d{1,2})(?:(?P=sep)|\s?[./]\s?)(?P<three>\d{1,4})(?P<more>\d?)"
)
HAN = re.compile(
    r"(?:(?P<year>\d{4}|\d{1,3}|元)\s?[年년]\s?)?(?P<month>\d{1,2})\s?[月월]"
    r"(?:\s?(?P<day>\d{1,2})\s?[日일号號]?(?:\s?(?:[-–~～〜至到]|から|부터)\s?(?:\d{1,2}\s?[月월]\s?)?(?P<last>\d{1,2})\s?[日일号])?)?"
)
MONTH_IN_FIGURES = re.compile(rf"{DAY}\s?tháng\s?(?P<number>\d\d?)(?:\s?(?:năm|,|/|-)?\s?{YEAR})?", re.IGNORECASE)
IRANIAN = re.compile(
    rf"{DAY}\s?(?P<month>{words.alternatives(words.IRANIAN_MONTHS)})\s(?:ماه\s)?(?:سال\s)?(?P<year>1[34]\d\d)"
)
SHORT = re.compile(r"(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?!\d)")
WORD_BEFORE = re.compile(rf"(?P<word>{WORD})(?:\.?,?[\s-]{{0,2}}|\s(?:de|del|of)\s)$")
ERA_BEFORE = re.compile(rf"(?:{words.alternatives(words.ERAS)})$")
FIRST_GLUED = "\u0600"
REACH = 18  # letters before a number in which the name of its month may stand


class Order(Enum):
    """Which of two figures is the day."""

    CLEAR = "the month stands in words"
    DAY = "only the first can be the day"
    MONTH = "only the second can be the day"
    YEAR = "the year stands first"
    EITHER = "both can be the day"


@dataclass(frozen=True, slots=True)
class Form:
    """A date read at a place: ISO 8601, where it starts and ends, and its other reading if figures leave it open."""

    iso: str
    start: int
    end: int
    order: Order = Order.CLEAR
    swapped: str = ""


def form_at(plain: str, start: int, end: int) -> Form | None:
    """The date that the number from `start` to `end` belongs to, if any; the fullest shape wins."""
    if start > 1 and plain[start - 1] in ".,:" and plain[start - 2].isdigit():
        return None
    for read in _readers(plain, start, end):
        try:
            form = read(plain, start)
        except ValueError:  # no such day
            continue
        if form is not None:
            return form
    return None


def _readers(plain: str, start: int, end: int) -> list[Callable[[str, int], Form | None]]:
    """The shapes that the letters around a number allow."""
    following = plain[end : end + 2].lstrip()[:1]
    chosen: list[Callable[[str, int], Form | None]] = []
    if following and following in "年月년월":
        chosen.append(_han)
    if following and following in "./-":
        chosen.append(_in_figures)
    if end - start <= len("12"):
        chosen += [_day_first, _iranian, _month_in_figures]
    parted = start and (plain[start - 1].isspace() or plain[start - 1] in ".-" or plain[start - 1] > "\u0600")
    if parted and _may_follow_a_month(plain, start):
        chosen += [_month_first, _month_of_year]
    if end - start == len("2024") and "\u1000" <= following <= "\u109f":
        chosen.append(_year_first)
    if following == ".":
        chosen.append(_short)
    return chosen


def _may_follow_a_month(plain: str, start: int) -> bool:
    """Whether the word before a number is a month; a month may be glued to others in the scripts from Arabic on."""
    where = WORD_BEFORE.search(plain, max(0, start - REACH), start)
    return where is not None and (where["word"][0] >= FIRST_GLUED or where["word"].casefold() in words.MONTHS)


def _day_first(plain: str, start: int) -> Form | None:
    found = DAY_FIRST.match(plain, start)
    month = found and _month(found["month"], dated=bool(found["year"] or found["short"]))
    if not found or not month:
        return None
    thai = "\u0e00" <= found["month"][0] <= "\u0e7f"
    year = _year(found["year"]) if found["year"] else _short_year(found["short"], thai=thai)
    end = found.end() if year else found.end("month")
    return Form(_days(year, month, found["day"], found["last"]), start, end)


def _month_first(plain: str, start: int) -> Form | None:
    where = WORD_BEFORE.search(plain, max(0, start - REACH), start)
    found = MONTH_FIRST.match(plain, where.start()) if where else None
    month = found and _month(found["month"], dated=bool(found["year"]))
    if not found or not month:
        return None
    year = _year(found["year"]) if found["year"] else None
    return Form(_days(year, month, found["day"], found["last"]), found.start(), found.end())


def _month_of_year(plain: str, start: int) -> Form | None:
    where = WORD_BEFORE.search(plain, max(0, start - REACH), start)
    if where is None or plain[: where.start()].rstrip()[-1:].isdigit():
        return None
    found = MONTH_OF_YEAR.match(plain, where.start())
    month = found and _month(found["month"], dated=True)
    return Form(f"{_year(found['year'])}-{month:02d}", found.start(), found.end()) if found and month else None


def _year_first(plain: str, start: int) -> Form | None:
    found = YEAR_MONTH_DAY.match(plain, start)
    month = found and _month(found["month"], dated=True)
    return Form(_days(_year(found["year"]), month, found["day"]), start, found.end()) if found and month else None


def _iranian(plain: str, start: int) -> Form | None:
    found = IRANIAN.match(plain, start)
    if not found:
        return None
    day = from_solar_hijri(int(found["year"]), month=words.IRANIAN_MONTHS[found["month"]], day=int(found["day"]))
    return Form(day.isoformat(), start, found.end())


def _month_in_figures(plain: str, start: int) -> Form | None:
    found = MONTH_IN_FIGURES.match(plain, start)
    if not found:
        return None
    year = _year(found["year"]) if found["year"] else None
    return Form(_days(year, int(found["number"]), found["day"]), start, found.end())


def _short(plain: str, start: int) -> Form | None:
    """A day and a month in figures, as "(6.11.)"; only in brackets, since chapters are numbered so too."""
    found = SHORT.match(plain, start)
    if not found or plain[start - 1 : start] != "(":
        return None
    return Form(_days(None, int(found["month"]), found["day"]), start, found.end())


def _han(plain: str, start: int) -> Form | None:
    found = HAN.match(plain, start)
    if not found:
        return None
    era = ERA_BEFORE.search(plain, max(0, start - 2), start)
    if found["year"] and not era and len(found["year"]) != len("2024"):
        return None
    year = int(found["year"]) + (words.ERAS[era.group()] if era else 0) if found["year"] else None
    where = era.start() if era else start
    if found["day"]:
        return Form(_days(year, int(found["month"]), found["day"], found["last"]), where, found.end())
    return Form(f"{year}-{_checked_month(int(found['month'])):02d}", where, found.end()) if year else None


def _in_figures(plain: str, start: int) -> Form | None:
    found = FIGURES.match(plain, start)
    if not found or (found["more"] and len(found["three"]) < len("2024")):
        return None
    one, two, three = found["one"], int(found["two"]), found["three"]
    if found["sep"] == "." and len(three) <= len("12") and (era := _era_letter(plain, start)):
        return Form(_days(era + int(one), two, three), start - 1, found.end(), Order.YEAR)
    if len(one) == len("2024") and len(three) <= len("12"):
        return Form(_year_month_day(int(one), two, int(three)), start, found.end(), Order.YEAR)
    if len(one) <= len("12") and len(three) in {len("24"), len("2024")}:
        return _year_last(found)
    return None


def _year_last(found: re.Match[str]) -> Form | None:
    three = found["three"]
    short = len(three) == len("24")
    if short and found["sep"] == "-":  # "10-12-24" is as often a number
        return None
    year = _short_year(three) if short else _checked_year(int(three))
    return _either_way(year or NO_YEAR, int(found["one"]), int(found["two"]), found.start(), found.end())


def _era_letter(plain: str, start: int) -> int | None:
    """The year before a Japanese era whose letter stands before the number, as in "R5.12.4"."""
    before = plain[start - 2 : start - 1] if start > 1 else ""
    return None if before.isalnum() else words.ERA_LETTERS.get(plain[start - 1 : start])


def _either_way(year: int, one: int, two: int, start: int, end: int) -> Form:
    if two > LAST_FIGURED_MONTH:
        return Form(_days(year, one, str(two)), start, end, Order.MONTH)
    if one > LAST_FIGURED_MONTH or one == two:
        return Form(_days(year, two, str(one)), start, end, Order.DAY if one != two else Order.CLEAR)
    return Form(_days(year, two, str(one)), start, end, Order.EITHER, _days(year, one, str(two)))


def _year_month_day(year: int, month: int, day: int) -> str:
    if FIRST_YEAR <= year <= LAST_YEAR:
        return from_solar_hijri(year, month=month, day=day).isoformat()
    return dt.date(_checked_year(year), month, day).isoformat()


def _month(name: str, *, dated: bool) -> int | None:
    """The number of a month; everyday words ("may", "out") count only beside a year."""
    folded = name.casefold()
    if folded in words.DOUBTFUL and not dated and not (folded in words.CAPITALISED and name[0].isupper()):
        return None
    return words.MONTHS.get(folded)


def _year(figures: str) -> int:
    return _checked_year(int(figures))


def _checked_year(year: int) -> int:
    common = from_buddhist_year(year) if year >= FIRST_BUDDHIST_YEAR else year
    if not FIRST_COMMON_YEAR <= common <= LAST_COMMON_YEAR:
        raise ValueError("not a year that pages speak of")
    return common


def _checked_month(month: int) -> int:
    return dt.date(NO_YEAR, month, 1).month


def _short_year(figures: str | None, *, thai: bool = False) -> int | None:
    if figures is None:
        return None
    if thai:
        return from_buddhist_year(2500 + int(figures))
    return int(figures) + (2000 if int(figures) < PIVOT else 1900)


def _days(year: int | None, month: int, first: str, last: str | None = None) -> str:
    """A day or an interval; raises ValueError where there is no such day."""
    one = dt.date(year or NO_YEAR, month, int(first)).isoformat()
    other = dt.date(year or NO_YEAR, month, int(last)).isoformat() if last else ""
    if other and other <= one:
        raise ValueError("an interval runs forward")
    iso = f"{one}/{other}" if other else one
    return iso if year else iso.replace(f"{NO_YEAR}-", "--")
