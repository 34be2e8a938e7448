"""Words on their way to a wall: what in them may point to somebody. Nothing here is stored.

What a program can find, it finds here; what only a person can judge (a job that one person does, a joke that only one
shift knows) stands on the list that whoever lets it out has to tick.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from django.utils import translation
from django.utils.dates import WEEKDAYS

from safelamp.engines.extraction.dates import Date, dates
from safelamp.engines.extraction.figures import figures
from safelamp.engines.extraction.persons import persons
from safelamp.engines.extraction.values import Figure, Metric, Span, Standing
from safelamp.engines.writing.numerals import with_plain_digits
from safelamp.ground.releases.models import LONGEST_TEXT
from safelamp.ground.releases.overlap import quoted
from safelamp.ground.releases.reasons import Finding, Reason

LONGEST_SHOWN = 80
FEWEST_DIGITS = 7  # of a telephone number; emergency numbers, press numbers and years are shorter
FEWEST_LETTERS = 3  # of a log-in name that is looked for
_PHONE = re.compile(r"\+?\d(?:[\s().\-–/]{0,3}\d){6,}")
_ADDRESS = re.compile(r"\S+@\S+\.\S+|https?://\S+|www\.\S+|\b[\w-]+\.(?:com|org|net|info|io)\b", re.IGNORECASE)
_HOUR = re.compile(
    r"\b(?:[01]?\d|2[0-4])\s?[:h]\s?[0-5]\d\b"
    r"|\b(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?\s?(?:a\.m\.|p\.m\.|am\b|pm\b|o['’]clock|uhr\b|heures?\b|น\.|โมง|นาฬิกา"
    r"|giờ|ຂອງໂມງ|ໂມງ|नाबजे|बजे|بجے|часов|год\.|цаг|点|點|時|시)"
    r"|(?:\b(?:pukul|jam|alas|saat|ساعت)|เวลา|ម៉ោង|နာရီ)\s?(?:[01]?\d|2[0-4])",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\d.,])\d{1,2}(?![\d.,]?\d)")
_PEOPLE = frozenset(
    {Metric.DEATHS, Metric.INJURIES, Metric.STRIKERS, Metric.WORKERS, Metric.PARTICIPANTS, Metric.OTHER}
)
_CAPITAL = re.compile(r"(?<![\w'’-])[^\W\d_]+(?:['’-][^\W\d_]+)*")
_INSIDE = re.compile(r"[\w,'’\")%][ \t]+[\"“«‘(]?$")  # what stands before a word that does not begin a sentence
_NOT_PEOPLE = frozenset({"guard", "guards"})  # in this house they lie on machines


def findings(
    text: str,
    *,
    language: str,
    fewest: int,
    stories: Iterable[str] = (),
    names: Sequence[str] = (),
    people: Iterable[str] = (),
) -> list[Finding]:
    """What keeps the words inside, and what a person has to look at; `fewest` is the least number of people to tell.

    `names` are names that must not stand there, `people` what the organisation's own people are called at the desk.
    """
    if not text.strip():
        return [Finding(Reason.EMPTY, language=language)]
    plain = with_plain_digits(text)
    told = dates(plain)
    found = [
        *([Finding(Reason.TOO_LONG, count=len(text), language=language)] if len(text) > LONGEST_TEXT else []),
        *_quoted(Reason.QUOTE, [quoted(text, story) for story in stories], language),
        *_quoted(Reason.OWN_NAME, [name for name in names if name and name.casefold() in text.casefold()], language),
        *_quoted(Reason.NAME, [*_names(text), *(name for name in people if _names_somebody(name, text))], language),
        *_quoted(Reason.ADDRESS, _ADDRESS.findall(text), language),
        *_quoted(Reason.PHONE, _phones(plain, told), language),
        *_quoted(Reason.HOUR, [match.group() for match in _HOUR.finditer(plain)], language),
    ]
    held = " ".join([*(one.quote for one in found), *(one.quote for one in persons(text, [Span(0, len(text))]))])
    alone = [word for word in _capitalised(text, told) if word not in held]
    counted = [one for one in _few(plain, language, fewest) if one.quote]
    found += _quoted(Reason.PEOPLE, [one.quote for one in counted], language)
    taken = [*(one.span for one in counted), *(one.span for one in told)]
    found += _quoted(Reason.LOOK_NAME, alone, language)
    return found + _quoted(Reason.LOOK, _small_numbers(plain, taken, fewest), language)


def exact_days(text: str, *, language: str) -> list[Finding]:
    """Days and names of weekdays: in a hostile profile a wall tells weeks at most."""
    plain = with_plain_digits(text)
    found = [one.span.of(plain) for one in dates(plain) if one.is_day or not one.has_year or one.is_interval]
    with translation.override(language):
        found += [name for name in map(str, WEEKDAYS.values()) if name.casefold() in text.casefold()]
    return _quoted(Reason.DAY, found, language)


def _quoted(reason: Reason, quotes: Iterable[str], language: str) -> list[Finding]:
    said = dict.fromkeys(" ".join(quote.split()) for quote in quotes if quote.strip())
    return [Finding(reason, quote=quote, language=language) for quote in said]


def _names(text: str) -> Iterator[str]:
    for person in persons(text, [Span(0, len(text))]):
        if person.standing is not Standing.PUBLIC_OFFICE:
            yield person.quote


def _names_somebody(name: str, text: str) -> bool:
    """Whether the name stands there as a word of its own; in scripts without spaces, whether it stands there."""
    if len(name) < FEWEST_LETTERS:
        return False
    apart = rf"(?<!\w){re.escape(name)}(?!\w)" if name.isascii() else re.escape(name)
    return re.search(apart, text, re.IGNORECASE) is not None


def _capitalised(text: str, told: Sequence[Date]) -> Iterator[str]:
    """Words with a capital inside a sentence: a first name alone, or a place. Scripts without capitals tell nothing."""
    for match in _CAPITAL.finditer(text):
        word, span = match.group(), Span(match.start(), match.end())
        is_name_like = word[0].isupper() and any(letter.islower() for letter in word[1:])
        if is_name_like and _INSIDE.search(text[: match.start()]) and not any(one.span.touches(span) for one in told):
            yield word


def _phones(plain: str, told: Sequence[Date]) -> Iterator[str]:
    for match in _PHONE.finditer(plain):
        span = Span(match.start(), match.end())
        digits = sum(letter.isdigit() for letter in match.group())
        if digits >= FEWEST_DIGITS and not any(one.span.touches(span) for one in told):
            yield match.group()


def _few(plain: str, language: str, fewest: int) -> Iterator[Figure]:
    for figure in figures(plain, [Span(0, len(plain))], languages=[language]):
        few = 0 < figure.value < fewest
        if few and figure.metric in _PEOPLE and figure.of.casefold() not in _NOT_PEOPLE:
            yield figure


def _small_numbers(plain: str, taken: Sequence[Span], fewest: int) -> Iterator[str]:
    for match in _NUMBER.finditer(plain):
        span = Span(match.start(), match.end())
        if 0 < int(match.group()) < fewest and not any(span.touches(other) for other in taken):
            yield _with_neighbours(plain, match.start(), match.end())


def _with_neighbours(plain: str, start: int, end: int) -> str:
    """The number with the words before and behind it, none of them cut."""
    before, behind = plain[:start].rsplit(maxsplit=2)[-2:], plain[end:].split(maxsplit=2)[:2]
    shown = " ".join([*before, plain[start:end], *behind]) if plain[:start].endswith(" ") else plain[start:end]
    return shown[-LONGEST_SHOWN:]
