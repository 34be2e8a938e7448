"""Whether a page writes 05/12/2024 for May or for December: by its other dates, days of the week, sequence."""

import itertools
import re
from collections import Counter
from dataclasses import replace
from datetime import date as day_of

from safelamp.engines.extraction.date_forms import Order
from safelamp.engines.extraction.date_words import DAYS_OF_THE_WEEK
from safelamp.engines.extraction.layout.lines import Line
from safelamp.engines.extraction.layout.stamps import WEEKDAY, Stamp
from safelamp.engines.extraction.values import Span

DAY_NAMED = re.compile(rf"(?<!\w)(?P<day>{WEEKDAY})(?!\w)", re.IGNORECASE)
FEWEST_IN_SEQUENCE = 3
AMERICAN = re.compile(r"\bOSHA\b|\bMSHA\b|\bU\.S\.|\bAFL-CIO\b|\bNIOSH\b|\b[AP]\.?M\.? (?:EST|EDT|PST|PDT|CST|CDT)\b")


def settled(text: str, page: list[Line], stamps: list[Stamp]) -> tuple[list[Stamp], Order, bool]:
    """The stamps read in the page's order, that order, and whether anything on the page proves it."""
    undecided = [stamp for stamp in stamps if stamp.date and stamp.date.order is Order.EITHER]
    if not undecided:
        return stamps, Order.DAY, True
    order = (
        _by_clear_ones(stamps)
        or _by_days_of_the_week(text, page, undecided)
        or _by_sequence(undecided)
        or _by_words(text, stamps)
    )
    chosen = order or Order.DAY
    read = [replace(stamp, date=stamp.date.read_as(chosen)) if stamp.date else stamp for stamp in stamps]
    return read, chosen, order is not None


def _by_clear_ones(stamps: list[Stamp]) -> Order | None:
    counts = Counter(stamp.date.order for stamp in stamps if stamp.date)
    return _more(counts[Order.DAY], counts[Order.MONTH])


def _more(day: int, month: int) -> Order | None:
    if day == month:
        return None
    return Order.DAY if day > month else Order.MONTH


def _by_days_of_the_week(text: str, page: list[Line], stamps: list[Stamp]) -> Order | None:
    votes: Counter[str] = Counter()
    for stamp in stamps:
        named = DAY_NAMED.search(Span.of(page[stamp.line].span, text))
        if named and stamp.date:
            weekday = DAYS_OF_THE_WEEK[named["day"].casefold()]
            votes["day"] += day_of.fromisoformat(stamp.date.iso).weekday() == weekday
            votes["month"] += day_of.fromisoformat(stamp.date.swapped).weekday() == weekday
    return _more(votes["day"], votes["month"])


def _by_sequence(stamps: list[Stamp]) -> Order | None:
    """Lists run from new to old (or from old to new): the reading with fewer breaks of that is right."""
    told = [stamp.date for stamp in stamps if stamp.date]
    if len(told) < FEWEST_IN_SEQUENCE:
        return None
    return _more(_breaks([date.swapped for date in told]), _breaks([date.iso for date in told]))


def _breaks(days: list[str]) -> int:
    falls = sum(one < other for one, other in itertools.pairwise(days))
    rises = sum(one > other for one, other in itertools.pairwise(days))
    return min(falls, rises)


def _by_words(text: str, stamps: list[Stamp]) -> Order | None:
    written = [stamp.date.span.of(text)[0] for stamp in stamps if stamp.date and stamp.date.order is Order.CLEAR]
    letters = sum(letter.isalpha() for letter in written)
    if (habit := _more(len(written) - letters, letters)) is not None:
        return habit
    return Order.MONTH if AMERICAN.search(text) else None
