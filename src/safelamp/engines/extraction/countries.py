"""Which countries an item is about: where it happens, or whose workers; not donors, owners' homes or markets."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from importlib import resources

from safelamp.engines.extraction.gazetteer import PlaceKind
from safelamp.engines.extraction.organisation_names import organisation_spans
from safelamp.engines.extraction.place_names import PlaceName, place_names
from safelamp.engines.extraction.values import LIKELY, SURE, UNSURE, Mention, Span

REACH_BEFORE = 70
REACH_AFTER = 40
BACKS = re.compile(r"\s+(?:\w+\s+)?(?:back|fund|support|sponsor|donat|financ|help)\w*", re.IGNORECASE)
GIVEN = frozenset(
    resources.files(__package__)
    .joinpath("data", "aside_words.txt")
    .read_text(encoding="utf-8")
    .split("\n", 1)[1]
    .split()
)
BELONGS_ELSEWHERE = re.compile(
    r"-(?:owned|based|made|backed|funded|born|listed|led|invested)\b|\s(?:invasion|embassy|consulate|sanctions|visa)\b",
    re.IGNORECASE,
)
OWNED = frozenset(
    {"owned", "propiedad", "capital", "capitales", "capitaux", "milik", "subsidiary", "filiale", "filial"}
)
MOST_OWNED = 3
CLAUSE = re.compile(r"[^\w\s'’-]")
MOST_BETWEEN = 6  # words between "funded by" and the country
FIRM_OF = re.compile(
    r"\s(?:\w+\s){0,2}?(?:company|companies|firms?|brands?|buyers?|retailers?|investors?|giant|conglomerate|"
    r"multinationals?|owners?|parent|shareholders?|group|bank|customers|consumers|market)\b",
    re.IGNORECASE,
)
FIRM_BEFORE = re.compile(
    r"(?:société|entreprise|groupe|géant|multinationale|firme|marques?|empresa|compañía|grupo|gigante|multinacional|firma|"
    r"marcas?|perusahaan|investor|merek|raksasa)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(r"\($")
LISTED = re.compile(
    r"^(?:\s*[,、]\s*(?:and\s|et\s|y\s|dan\s)?(?:the\s|la\s|le\s|el\s|l['’])?|\s+(?:and|et|y|dan|e)\s+(?:the\s|la\s|le\s|el\s|l['’])?|[、和及])$"
)
SENTENCE_END = re.compile(r"[.!?]\s")
FEWEST_LISTED = 3
LONG_TEXT = 5  # paragraphs: from here on what comes late counts only when it comes often
LEAD = 2  # paragraphs that tell what a long text is about
OFTEN = 3
SEATS = frozenset(
    {"Geneva", "Genève", "Ginebra", "Jenewa", "Brussels", "Bruxelles", "Bruselas", "New York", "Washington",
     "The Hague", "Washington DC", "Washington, D.C."}
)  # fmt: skip  # where international organisations sit and speak


AT_HOME = {"id": "ID", "ja": "JP", "th": "TH", "vi": "VN", "ko": "KR", "km": "KH", "my": "MM", "lo": "LA"}
GUESSED = 0.4


class Weight(IntEnum):
    """How much a mention tells about what the item is about."""

    NOTHING = 0
    FALLBACK = 1
    FULL = 2


@dataclass(frozen=True, slots=True)
class Told:
    """One mention: which country, how much it tells, in which paragraph; -1 is the headline."""

    place: PlaceName
    country: str
    weight: Weight
    paragraph: int


def countries(
    text: str, headline: Span, body: Iterable[Span], *, languages: tuple[str, ...] = ()
) -> tuple[Mention, ...]:
    """The countries with the words that say so.

    A headline that names countries decides, but for a list of those who came; otherwise the text does.
    """
    spans = list(body)
    told = _told(text, headline, -1)
    for number, span in enumerate(spans):
        told += _told(text, span, number)
    told = _settled(told)
    listed = [one for span in spans for one in _list_in(text, place_names(text, start=span.start, end=span.end))]
    in_headline = [one for one in told if one.paragraph < 0 and one.weight is Weight.FULL]
    if in_headline:
        chosen = [(one.place, one.country, SURE) for one in in_headline]
    else:
        chosen = [(one.place, one.country, LIKELY) for one in _in_text(told, len(spans))]
    found = _once(text, chosen + [(one, one.country or "", LIKELY) for one in listed])
    return found or _by_language(text, headline, spans, languages)


def _by_language(text: str, headline: Span, spans: Sequence[Span], languages: tuple[str, ...]) -> tuple[Mention, ...]:
    """National news names no country: the one whose language it is written in, if only one has it; a guess."""
    counted = Counter(languages).most_common(1)
    country = AT_HOME.get(counted[0][0]) if counted else None
    if not country or any(place_names(text, start=span.start, end=span.end) for span in (headline, *spans)):
        return ()
    return (Mention(country, headline.of(text), headline, GUESSED),)


def _told(text: str, span: Span, paragraph: int) -> list[Told]:
    every = [place for place in place_names(text, start=span.start, end=span.end) if place.country]
    if not every:
        return []
    names = organisation_spans(text, span)
    return [
        Told(place, place.country, _weight(text, place, span, names, paragraph), paragraph)
        for place in every
        if place.country
    ]


def _weight(text: str, place: PlaceName, span: Span, names: Sequence[Span], paragraph: int) -> Weight:
    before = SENTENCE_END.split(text[max(span.start, place.span.start - REACH_BEFORE) : place.span.start])[-1]
    after = text[place.span.end : min(span.end, place.span.end + REACH_AFTER)]
    if _is_aside(place, before, after):
        return Weight.NOTHING
    inside = any(name.start <= place.span.start and place.span.end <= name.end for name in names)
    firm = place.kind is PlaceKind.PEOPLE and (FIRM_OF.match(after) or FIRM_BEFORE.search(before))
    seat = paragraph >= 0 and place.span.of(text) in SEATS
    unclear = len(place.others) > 1
    return Weight.FALLBACK if inside or firm or seat or unclear else Weight.FULL


def _is_aside(place: PlaceName, before: str, after: str) -> bool:
    """Whether the sentence names it as donor, owner's home, market, or somebody's origin in brackets."""
    if BELONGS_ELSEWHERE.match(after):
        return True
    if _is_given(before):
        return True
    if place.kind is not PlaceKind.COUNTRY:
        return False
    return bool(IN_BRACKETS.search(before) and after.startswith(")")) or bool(BACKS.match(after))


def _is_given(before: str) -> bool:
    """Whether "funded by", "exports to", "owned by" leads to the name, with nothing but words between."""
    clause = CLAUSE.split(before)[-1].lower().split()
    return not GIVEN.isdisjoint(clause[-MOST_BETWEEN - 1 :]) or not OWNED.isdisjoint(clause[-MOST_OWNED:])


def _settled(told: list[Told]) -> list[Told]:
    """Each name that several countries have goes to the one that the item names anyway."""
    certain = {one.country for one in told if not one.place.others and one.weight is not Weight.NOTHING}
    return [
        Told(
            one.place,
            next((other for other in one.place.others if other in certain), one.country),
            one.weight,
            one.paragraph,
        )
        if one.place.others and one.country not in certain
        else one
        for one in told
    ]


def _in_text(told: list[Told], paragraphs: int) -> list[Told]:
    """What the text is about; of a long one, what its beginning names or what it names often."""
    full = [one for one in told if one.weight is Weight.FULL]
    if not full:
        return [one for one in told if one.weight is Weight.FALLBACK][:1]
    if paragraphs < LONG_TEXT:
        return full
    first = min(one.paragraph for one in full)
    counts = Counter(one.country for one in full)
    lead = {one.country for one in full if one.paragraph < first + LEAD}
    most = max(counts.values())
    return [one for one in full if one.country in lead or counts[one.country] >= max(OFTEN, most / 2)]


def _list_in(text: str, places: Sequence[PlaceName]) -> list[PlaceName]:
    """Three countries or more in one list, as in "from Cambodia, Indonesia and Japan"."""
    best: list[PlaceName] = []
    current: list[PlaceName] = []
    for place in places:
        joined = current and LISTED.match(text[current[-1].span.end : place.span.start])
        current = [*current, place] if joined else [place]
        if len(current) > len(best):
            best = current
    named = [place for place in best if place.country and place.kind is not PlaceKind.INSIDE]
    if len(named) < FEWEST_LISTED:
        return []
    start = named[0].span.start
    return [] if _is_given(text[max(0, start - REACH_BEFORE) : start]) else named


def _once(text: str, chosen: list[tuple[PlaceName, str, float]]) -> tuple[Mention, ...]:
    found: dict[str, Mention] = {}
    for place, country, confidence in chosen:
        if country not in found:
            sure = confidence if place.kind is not PlaceKind.INSIDE else min(confidence, LIKELY)
            found[country] = Mention(country, place.span.of(text), place.span, max(sure, UNSURE))
    return tuple(found.values())
