"""Figures: each number of an item with what it counts and the words that say so."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from safelamp.engines.extraction import counting_words as words
from safelamp.engines.extraction.dates import dates
from safelamp.engines.extraction.gazetteer import PlaceKind, place_names
from safelamp.engines.extraction.not_figures import is_figure
from safelamp.engines.extraction.number_reader import Number, numbers
from safelamp.engines.extraction.values import LIKELY, SURE, UNSURE, Figure, Metric, Span

SENTENCE_END = re.compile(r"[.!?;。！？៕](?=\s|$|[^\x00-\x7f])|\n|…")
NOUN = re.compile(r"(?:[\s-]|\s?/\s?)?(?P<noun>[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){0,3})")
STOPS = frozenset(
    "of in at on by from with to for and or the a an is are was were has have had de en et y dan dari di per".split()
)
MEASURED = re.compile(r"(?P<unit>magnitude|temperature|age)(?: of)? $", re.IGNORECASE)
ONE_DEATH = re.compile(
    r"\b(?:An?|One|an?|one|un|une|una) (?:[\w-]+ ){0,3}?(?:worker|miner|mineworker|labou?rer|employee|man|woman|driver|trabajador|minero|ouvrier|mineur)\b"
    r"(?:,[^,.]{0,40},)? (?:\w+ ){0,4}?(?:was (?:\w+ )?killed|were killed|died|has died|was found dead|lost (?:his|her) life|murió|est mort)",
)
EMPLOYS = re.compile(r"(?:employ\w*|emploie|emplea|mempekerjakan)\s(?:\w+\s){0,3}$", re.IGNORECASE)
THING = re.compile(r"\s[^\W\d_][\w’'-]*")
FIRST_UNSPACED = "\u0e00"
BEFORE_REACH, AFTER_REACH = 60, 90
NEAR_WORDS = 8


@dataclass(frozen=True, slots=True)
class Place:
    """A number in its sentence: what stands before and after, up to its neighbours."""

    number: Number
    text: str
    sentence: Span
    before_start: int
    after_end: int

    @property
    def before(self) -> str:
        """Words since the number before."""
        return self.text[self.before_start : self.number.span.start]

    @property
    def after(self) -> str:
        """Words until the next number."""
        return self.text[self.number.span.end : self.after_end]


def figures(text: str, spans: Iterable[Span]) -> tuple[Figure, ...]:
    """The figures of an item, each quantity once, in reading order."""
    found: list[Figure] = []
    for span in spans:
        inside = [_figure(place) for place in _places(text, span)]
        ones = [_one_death(text, match) for match in ONE_DEATH.finditer(text, span.start, span.end)]
        for figure in sorted(filter(None, [*inside, *ones]), key=lambda one: one.span):
            _take(figure, found)
    return tuple(found)


def _take(figure: Figure, found: list[Figure]) -> None:
    """Adds it unless the item said it before; of two ways to say it the richer words stay."""
    for place, other in enumerate(found):
        same = other.value == figure.value and (other.metric == figure.metric or _shares_noun(other, figure))
        if same and other.unit == figure.unit:
            if len(figure.quote) > len(other.quote) and figure.metric == other.metric:
                found[place] = figure
            return
    found.append(figure)


def _shares_noun(one: Figure, other: Figure) -> bool:
    return bool(one.of) and one.of.casefold()[:6] == other.of.casefold()[:6]


def _places(text: str, span: Span) -> list[Place]:
    told = [date.span for date in dates(text, start=span.start, end=span.end)]
    kept = [one for one in numbers(text, start=span.start, end=span.end) if is_figure(one, text, dates=told)]
    ends = [span.start, *(match.end() for match in SENTENCE_END.finditer(text, span.start, span.end)), span.end]
    found: list[Place] = []
    for place, number in enumerate(kept):
        sentence_start = max(end for end in ends if end <= number.span.start)
        sentence_end = min(end for end in ends if end >= number.span.end)
        before = max(sentence_start, kept[place - 1].span.end if place else 0, number.span.start - BEFORE_REACH)
        following = kept[place + 1].span.start if place + 1 < len(kept) else sentence_end
        after = max(number.span.end, min(sentence_end, following, number.span.end + AFTER_REACH))
        found.append(Place(number, text, Span(sentence_start, sentence_end), before, after))
    return found


def _figure(place: Place) -> Figure | None:
    if place.number.ordinal:
        return _ordinal(place)
    return _percent(place) or _money(place) or _time(place) or _people(place) or _other(place)


def _made(
    place: Place, metric: Metric, end: int, confidence: float, *, unit: str | None = None, of: str = "", start: int = -1
) -> Figure:
    """The figure with its words: from qualifier or currency to the noun or verb."""
    text = place.text
    start = place.number.span.start if start < 0 else start
    qualifier = None
    for name, pattern in words.QUALIFIERS:
        if found := pattern.search(text, place.sentence.start, start):
            qualifier, start = name, found.start()
            break
    span = Span(start, max(end, place.number.span.end))
    near = place.after + (place.before if metric in {Metric.CASES, Metric.DEATHS} else "")
    period = next((rate for rate, pattern in words.RATES if pattern.search(near)), None)
    return Figure(
        metric, float(place.number.value), span.of(text), span, confidence,
        of=of, qualifier=qualifier, unit=unit, period=period if metric is not Metric.WAGE_INCREASE else None,
    )  # fmt: skip


def _end(place: Place, match: re.Match[str] | None) -> int:
    return place.number.span.end + match.end() if match else place.number.span.end


def _percent(place: Place) -> Figure | None:
    if found := words.PERCENT.match(place.after):
        return _made(place, Metric.PERCENT, _end(place, found), SURE, unit="%")
    if re.search(r"ร้อยละ\s?$|百分之$", place.before):
        return _made(place, Metric.PERCENT, place.number.span.end, SURE, unit="%")
    return None


def _money(place: Place) -> Figure | None:
    text = place.text
    before = words.CURRENCY_BEFORE.search(text, place.sentence.start, place.number.span.start)
    after = words.CURRENCY_AFTER.match(place.after)
    if not before and not after:
        return None
    name = (before["code"] if before else after["name"] if after else "").strip().casefold()
    code = words.CURRENCIES.get(name.replace(" ", "") if "$" in name else name.removesuffix("s"), name.upper())
    sentence = place.sentence.of(text)
    start = before.start() if before else place.number.span.start
    end = _end(place, None if before else after)
    if words.WAGES.search(sentence) and words.RISES.search(sentence):
        per = next((unit for pattern, unit in words.PER if pattern.search(sentence)), None)
        return _made(place, Metric.WAGE_INCREASE, end, LIKELY, unit=f"{code}/{per}" if per else code, start=start)
    return _made(place, Metric.MONEY, end, SURE, unit=code, start=start)


def _time(place: Place) -> Figure | None:
    for pattern, metric, unit in words.TIME_UNITS:
        if found := pattern.match(place.after):
            return _made(place, metric, _end(place, found) + _thing(place, found), SURE, unit=unit, of=unit)
    return None


def _thing(place: Place, found: re.Match[str]) -> int:
    """The length of what lasts so long, as in "two-day workshop"."""
    singular = re.search(r"(?:day|month|year|week|hour)$", found.group())
    thing = THING.match(place.after, found.end()) if singular else None
    return thing.end() - thing.start() if thing else 0


def _ordinal(place: Place) -> Figure | None:
    for pattern, metric, unit in words.ORDINAL_TIME:
        if found := pattern.match(place.after):
            return _made(place, metric, _end(place, found), LIKELY, unit=unit)
    if found := words.ORDINAL_DEATH.match(place.after):
        return _made(place, Metric.DEATHS, _end(place, found), LIKELY)
    return None


# Verbs decide before nouns: "208 workers were killed" counts deaths, not workers.
VERBS = (
    (Metric.DEATHS, words.DEATHS),
    (Metric.INJURIES, words.INJURIES),
    (Metric.STRIKERS, words.STRIKERS),
    (Metric.PARTICIPANTS, words.PARTICIPANTS),
    (Metric.CASES, words.CASES),
)
NOUNS = (
    (Metric.UNIONS, words.UNIONS),
    (Metric.CONVENTIONS, words.CONVENTIONS),
    (Metric.WORKERS, words.WORKERS),
    (Metric.WORKERS, words.MEMBERS),
    (Metric.OTHER, words.ORGANISATIONS),
)
TAKES_BEFORE = re.compile(
    r"(?:kill(?:s|ed|ing)?|death toll[^.]{0,30}|claim(?:s|ed|ing) the lives of|deaths? of|injur(?:ed|ing|es)|wound(?:ed|ing)|"
    r"number of [\w\s]{3,40}|tu[ée]|mató|menewaskan|คร่าชีวิต)[\s\w]{0,25}$|(?:เสียชีวิต|ตาย|บาดเจ็บ|ติดเชื้อ|死亡|死者|负伤|負傷|受伤|เข้าร่วม)\s?$",
    re.IGNORECASE,
)


def _people(place: Place) -> Figure | None:
    noun = _noun(place)
    if EMPLOYS.search(place.before) and (found := words.WORKERS.match(place.after.lstrip())):
        return _made(place, Metric.WORKERS, place.number.span.end + 1 + found.end(), SURE, of=found.group())
    counted = _counted(place, noun)
    for metric, pattern in VERBS:
        found = pattern.search(place.after)
        if found and counted and _is_near(place.after[: found.start()]):
            return _made(place, metric, _end(place, found), SURE, of=noun)
    if TAKES_BEFORE.search(place.before):
        tail = TAKES_BEFORE.search(place.before)
        for metric, pattern in VERBS:
            if tail and pattern.search(tail.group()):
                return _made(place, metric, place.number.span.end + _noun_length(place, noun), LIKELY, of=noun)
    for metric, pattern in NOUNS:
        found = pattern.search(place.after)
        if (
            found
            and len(place.after[: found.start()].split()) <= 4
            and not re.search(r"[,(]", place.after[: found.start()])
        ):
            return _made(place, _refined(place, metric), _end(place, found), SURE, of=found.group())
    return _nationals(place)


def _counted(place: Place, noun: str) -> bool:
    """Whether the number counts people (or says nothing, as in "8 million are injured")."""
    after = place.after.lstrip(" -")
    if not noun or after[:1] in {",", "(", "."}:
        return True
    close = " ".join(after.split()[:5])
    people = (
        words.WORKERS,
        words.PEOPLE,
        words.MEMBERS,
        words.DEATHS,
        words.INJURIES,
        words.CASES,
        words.PARTICIPANTS,
        words.STRIKERS,
    )
    return any(pattern.search(close) for pattern in people) or _nationality(place) is not None


def _is_near(between: str) -> bool:
    """A verb belongs to the number if few words and no other clause stand between."""
    return len(between.split()) <= NEAR_WORDS and not re.search(
        r"[;:]|,\s(?:and|but|while)\b|\b(?:after|because|when|accident)\b", between
    )


def _refined(place: Place, metric: Metric) -> Metric:
    """What the sentence makes of a noun: those represented, those who signed."""
    if words.SIGNED.search(place.before) and metric in {Metric.OTHER, Metric.UNIONS}:
        return Metric.SIGNATORIES
    if words.REPRESENTED.search(place.before):
        if metric is Metric.WORKERS:
            return Metric.MEMBERS_REPRESENTED
        if metric is Metric.OTHER:
            return Metric.ORGANISATIONS_REPRESENTED
    if metric is Metric.WORKERS and words.MEMBERS.match(place.after.lstrip()):
        return Metric.MEMBERS_REPRESENTED
    return metric


def _nationality(place: Place) -> Span | None:
    start = place.number.span.end
    if place.after_end <= start:
        return None
    for name in place_names(place.text, start=start, end=place.after_end):
        if name.kind is PlaceKind.PEOPLE and not place.text[start : name.span.start].strip():
            return name.span
    return None


def _nationals(place: Place) -> Figure | None:
    """People counted by nationality: workers where the sentence is about work."""
    span = _nationality(place)
    if span is None or not place.text[span.start : span.end].endswith(("s", "i", "ese")):
        return None
    about_work = re.search(r"\bwork(?:ing|ers?)?\b", place.sentence.of(place.text), re.IGNORECASE)
    following = place.text[span.end : span.end + 12]
    if re.match(r"\s[a-z]+s\b", following) and not re.match(r"\s(?:is|was|has|as)\b", following):
        return None
    return _made(place, Metric.WORKERS if about_work else Metric.OTHER, span.end, LIKELY, of=span.of(place.text))


def _noun(place: Place) -> str:
    found = NOUN.match(place.after)
    if not found:
        return ""
    kept: list[str] = []
    for word in found["noun"].split()[: 1 if found["noun"] >= FIRST_UNSPACED else None]:
        if word.casefold() in STOPS:
            break
        kept.append(word)
    return " ".join(kept)


def _noun_length(place: Place, noun: str) -> int:
    at = place.after.find(noun) if noun else -1
    return at + len(noun) if 0 <= at <= 2 else 0


def _other(place: Place) -> Figure | None:
    """What counts something else: only where a thing in the plural (or "5-country") follows."""
    if measured := MEASURED.search(place.before):
        start = place.number.span.start - (len(place.before) - measured.start())
        return _made(place, Metric.OTHER, place.number.span.end, SURE, unit=measured["unit"].casefold(), start=start)
    noun = _noun(place)
    if not noun:
        return None
    hyphen = place.after.startswith("-")
    kept = _plural_end(noun)
    if not kept and not hyphen:
        return None
    if hyphen and place.number.word and place.number.value <= 1:
        return None
    length = _noun_length(place, kept or noun)
    return _made(place, Metric.OTHER, place.number.span.end + length, UNSURE, of=kept or noun)


def _plural_end(noun: str) -> str:
    """The words up to the first that may be a plural."""
    parts = noun.split()
    for place, word in enumerate(parts):
        if re.search(r"(?:[^su]s|people|men|women|children)$", word):
            return " ".join(parts[: place + 1])
    return ""


def _one_death(text: str, match: re.Match[str]) -> Figure:
    span = Span(*match.span())
    return Figure(Metric.DEATHS, 1.0, span.of(text), span, LIKELY, of="worker")
