"""The date that a page prints for an item: alone on a line, opening it, or closing it. Never one in a sentence."""

import re
from dataclasses import dataclass

from safelamp.engines.extraction.dates import Date, dates
from safelamp.engines.extraction.layout.lines import Line
from safelamp.engines.extraction.values import Span

WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)\.?|lundi|mardi|mercredi|"
    r"jeudi|vendredi|"
    r"samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|senin|selasa|rabu|kamis|"
    r"jum['’]?at|sabtu|minggu|"
    r"วัน\S{2,12}(?:ที่)?|(?:یک|دو|سه|چهار|پنج)?‌?شنبه|جمعه)"
)
ANNOUNCED = (
    r"(?:(?:first )?published|posted|updated|last updated|date|released?|publié|mis en ligne|publicado|"
    r"fecha|diterbitkan|tanggal|"
    r"dipublikasikan|เผยแพร่|วันที่|公開日|发布|تاریخ(?: انتشار)?)(?:\s(?:on|le|el|pada|by))?"
)
BEFORE = re.compile(rf"(?:[\s,|:：•·–—-]|{ANNOUNCED}|{WEEKDAY}|le|el|on)*", re.IGNORECASE)
BETWEEN = re.compile(r"[\s,|:：•·–—)\]-]*")
BYLINE = re.compile(r"(?:\W*\b(?:by|par|por|oleh|from|source|author)\b|\s*[|@(\[])", re.IGNORECASE)
LEADING_TO_END = re.compile(r"[\s|•·–—(\[,:：-]+$")
RELATIVE = re.compile(
    r"\W*(?:about |il y a |hace )?(?:\d+|an?|one|un|une) (?:minute|hour|day|week|month|heure|jour|semaine|"
    r"mois|hora|día|semana|jam|hari)s?"
    r"(?: ago| yang lalu)?\W*",
    re.IGNORECASE,
)
DATELINE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Stamp:
    """A printed date with the words before and after it on its line; `date` is None for "6 hours ago"."""

    line: int
    date: Date | None
    before: Span | None
    after: Span | None

    @property
    def stands_alone(self) -> bool:
        """Whether its line holds nothing else that could be a headline."""
        return self.before is None and (self.after is None or self.after.end - self.after.start <= DATELINE_LENGTH)


def stamps(text: str, page: list[Line]) -> list[Stamp]:
    """One stamp at most for each line, top to bottom."""
    found = (_stamp(text, number, line) for number, line in enumerate(page))
    return [stamp for stamp in found if stamp is not None]


def _stamp(text: str, number: int, line: Line) -> Stamp | None:
    if RELATIVE.fullmatch(line.text) and re.search(r"ago|lalu|il y a|hace", line.text, re.IGNORECASE):
        return Stamp(number, None, None, None)
    for date in dates(text, start=line.span.start, end=line.span.end):
        if not date.has_year or "/" in date.iso or len(date.iso) == len("2024"):
            continue
        opens = BEFORE.fullmatch(text, line.span.start, date.span.start)
        after = _rest(text, date.span.end, line.span.end)
        if opens and _may_follow(text, date.span.end, after):
            return Stamp(number, date, None, after)
        if after is None and (before := _before(text, line, date)):
            return Stamp(number, date, before, None)
    return None


def _rest(text: str, start: int, end: int) -> Span | None:
    skipped = BETWEEN.match(text, start, end)
    start = skipped.end() if skipped else start
    return Span(start, end) if start < end and any(letter.isalnum() for letter in text[start:end]) else None


def _may_follow(text: str, date_end: int, after: Span | None) -> bool:
    """A sentence that goes on in lower case ("21 May 2024 was a dark day") tells of an event."""
    if after is None or BYLINE.match(text, date_end, after.end):
        return True
    glued = after.start == date_end
    first = text[after.start]
    return glued or not first.islower()


def _before(text: str, line: Line, date: Date) -> Span | None:
    """The words before a date that closes its line, if a mark sets the date apart from them."""
    head = text[line.span.start : date.span.start]
    head = re.sub(rf"(?:{WEEKDAY}|{ANNOUNCED})\W*$", "", head, flags=re.IGNORECASE)
    mark = LEADING_TO_END.search(head)
    if not mark or not mark.group().strip():
        return None
    return Span(line.span.start, line.span.start + mark.start()) if mark.start() else None
