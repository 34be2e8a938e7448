"""Whether two items tell the same news: alike in their words, and nothing in them that contradicts.

Alike means: the openings share most of their groups of three words, or the headlines are the same. Contradicting means:
another place, another country, another number of the same thing, another day. Two accidents told with the same sentence
are two; when it cannot be known, they are two.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from safelamp.engines.extraction.dates import first_day
from safelamp.engines.extraction.values import Item as ReadItem
from safelamp.engines.writing.numerals import with_plain_digits
from safelamp.engines.writing.tokens import tokens

GROUP = 3  # words
OPENING = 90  # tokens that are looked at: publishers cut the rest now here, now there
FEWEST_GROUPS = 8  # below that an opening says too little
FEWEST_WORDS = 4  # of a headline; "Press release" is the headline of too many
ALIKE = 0.6  # share of the shorter opening's groups
ALIKE_BELOW_ONE_HEADLINE = 0.25
DAYS_APART = 7  # between two publications of one piece of news
FIRST_GROUPS, LEAST_GROUPS, AMONG = 3, 5, 30  # the clues: the first groups, and the smallest of the first thirty
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"(?<=[\w,;] )[A-ZÀ-ÖØ-Þ][\w'’-]{2,}")
_BITS = 2**63


@dataclass(frozen=True, slots=True)
class Telling:
    """What an item tells, as far as likeness looks at it.

    `groups` are the hashes of the opening's groups of words in their order; `clues` the hashes under which the same
    news is found again, whoever tells it; `mark` changes when headline, opening or day change; `day` is there where the
    page prints a whole one; `numbers` stand in the headline; `names` are words with a capital inside sentences, mostly
    names, also of places that no list knows; `figures` holds the values of each metric.
    """

    headline_words: tuple[str, ...]
    groups: tuple[int, ...]
    clues: tuple[int, ...]
    mark: str
    published: str
    day: dt.date | None
    numbers: frozenset[str]
    names: frozenset[str]
    countries: frozenset[str]
    places: frozenset[str]
    days: frozenset[str]
    figures: Mapping[str, frozenset[float]]


def telling(
    headline: str, *, opening: str, published: str, countries: Iterable[str], places: Iterable[str],
    days: Iterable[str], figures: Iterable[tuple[str, float]],
) -> Telling:  # fmt: skip
    """What an item tells; `opening` is its teaser, `places` are as written, `figures` pairs of metric and value."""
    headline_words, opening_words = tuple(tokens(headline)), tokens(opening)
    groups = _groups(opening_words[:OPENING])
    values: dict[str, set[float]] = {}
    for metric, value in figures:
        values.setdefault(metric, set()).add(value)
    return Telling(
        headline_words=headline_words, groups=groups, clues=_clues(headline_words, groups),
        mark=_mark(headline_words, opening_words, published), published=published,
        day=first_day(published) if len(published) == len("2024-05-12") else None,
        numbers=frozenset(_NUMBER.findall(with_plain_digits(headline))), names=frozenset(_NAME.findall(opening)),
        countries=frozenset(countries), places=frozenset(" ".join(each.casefold().split()) for each in places),
        days=frozenset(days), figures={metric: frozenset(found) for metric, found in values.items()},
    )  # fmt: skip


def telling_of(read: ReadItem, *, opening: str) -> Telling:
    """What an item tells that was just read."""
    return telling(
        read.headline.quote, opening=opening, published=read.published.value if read.published else "",
        countries=(one.value for one in read.countries), places=(one.value for one in read.places),
        days=(one.value for one in read.event_dates),
        figures=((figure.metric.value, figure.value) for figure in read.figures),
    )  # fmt: skip


def _groups(words: Sequence[str]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(_hashed(words[at : at + GROUP]) for at in range(len(words) - GROUP + 1)))


def _clues(headline: Sequence[str], groups: Sequence[int]) -> tuple[int, ...]:
    of_headline = [_hashed(headline)] if len(headline) >= FEWEST_WORDS else []
    first = groups[:AMONG]
    return tuple(dict.fromkeys([*of_headline, *first[:FIRST_GROUPS], *sorted(first)[:LEAST_GROUPS]]))


def _mark(headline: Sequence[str], opening: Sequence[str], published: str) -> str:
    return blake2b("\n".join((" ".join(headline), " ".join(opening), published)).encode(), digest_size=32).hexdigest()


def _hashed(words: Iterable[str]) -> int:
    """A number that fits into the database, below zero too."""
    return int.from_bytes(blake2b(" ".join(words).encode(), digest_size=8).digest()) - _BITS


def same_news(one: Telling, other: Telling) -> bool:
    """Whether both tell the same news."""
    return not contradicts(one, other) and (
        _same_headline(one, other) if one.headline_words == other.headline_words else _same_opening(one, other)
    )


def shared(one: Telling, other: Telling) -> float:
    """The share of the shorter opening's groups that stand in the other."""
    fewest = min(len(one.groups), len(other.groups))
    return len(set(one.groups) & set(other.groups)) / fewest if fewest else 0.0


def _same_headline(one: Telling, other: Telling) -> bool:
    if len(one.headline_words) < FEWEST_WORDS:
        return False
    if min(len(one.groups), len(other.groups)) < FEWEST_GROUPS:
        return one.day is not None and one.day == other.day  # hardly an opening: headline and day must do
    return shared(one, other) >= ALIKE_BELOW_ONE_HEADLINE


def _same_opening(one: Telling, other: Telling) -> bool:
    enough = min(len(one.groups), len(other.groups)) >= FEWEST_GROUPS
    return enough and shared(one, other) >= ALIKE and _one_holds(one.names, other.names)


def contradicts(one: Telling, other: Telling) -> bool:
    """Whether something in them cannot be true of one and the same event."""
    if one.day and other.day and abs(one.day - other.day).days > DAYS_APART:
        return True
    both = one.figures.keys() & other.figures.keys()
    agree = (
        _one_holds(one.numbers, other.numbers)
        and _one_holds(one.countries, other.countries)
        and _one_holds(one.places, other.places)
        and _one_holds(one.days, other.days)
        and all(_one_holds(one.figures[metric], other.figures[metric]) for metric in both)
    )
    return not agree


def _one_holds(these: frozenset[str] | frozenset[float], those: frozenset[str] | frozenset[float]) -> bool:
    """Whether one of the two sets holds all of the other: a shorter telling may leave out, not say otherwise."""
    return these <= those or those <= these
