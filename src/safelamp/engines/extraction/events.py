"""Days on which something happened, as an item tells them; a year that the page leaves out comes from its date."""

import datetime as dt
import re
from collections.abc import Iterable

from safelamp.engines.extraction.date_forms import Order
from safelamp.engines.extraction.dates import Date, dates
from safelamp.engines.extraction.values import LIKELY, SURE, Mention, Span

NAMED_DAYS = {"may": "--05-01", "new": "--01-01"}
DAY_NAME = re.compile(r"(?P<may>\bMay Day\b)|(?P<new>\bNew Year(?:s?['’]s?|s)? Day\b)", re.IGNORECASE)
IN_YEAR = re.compile(r" (?:19|20)\d\d")
WHOLE_YEAR = re.compile(r"\b(?:in|en|pada tahun|during) (?P<year>(?:19|20)\d\d)\b(?![-–/])")


def event_dates(
    text: str, spans: Iterable[Span], *, published: Date | None, order: Order = Order.DAY
) -> tuple[Mention, ...]:
    """Each date once, in reading order; `order` is how the page writes dates in figures."""
    found: dict[str, Mention] = {}
    for span in spans:
        for date in dates(text, start=span.start, end=span.end):
            iso = _completed(date.read_as(order), published)
            confidence = SURE if date.has_year else LIKELY
            found.setdefault(iso, Mention(iso, date.span.of(text), date.span, confidence))
        for mention in _named_days(text, span, published):
            found.setdefault(mention.value, mention)
    return tuple(found.values())


def _named_days(text: str, span: Span, published: Date | None) -> list[Mention]:
    """Whole years ("in 2011") and days known by name."""
    words = span.of(text)
    if "day" not in words.lower() and not IN_YEAR.search(words):
        return []
    named = [(NAMED_DAYS[match.lastgroup or ""], match) for match in DAY_NAME.finditer(text, span.start, span.end)]
    found = [(_completed(Date(iso, Span(*match.span())), published), match) for iso, match in named]
    found += [(match["year"], match) for match in WHOLE_YEAR.finditer(text, span.start, span.end)]
    return [Mention(iso, match.group(), Span(*match.span()), LIKELY) for iso, match in found]


def _completed(date: Date, published: Date | None) -> str:
    """Adds the year of publication, or the one before if the day would lie more than a month ahead."""
    if date.has_year or published is None or not published.is_day:
        return date.iso
    day = dt.date.fromisoformat(published.iso)
    for year in (day.year, day.year - 1):
        complete = date.in_year(str(year))
        if _is_near(complete.partition("/")[0], day):
            return complete
    return date.iso


def _is_near(iso: str, day: dt.date) -> bool:
    try:
        return dt.date.fromisoformat(iso) <= day + dt.timedelta(days=31)
    except ValueError:
        return False
