"""Places as the page writes them: countries, cities, regions, townships."""

import re
from collections.abc import Iterable, Iterator

from safelamp.engines.extraction.gazetteer import PlaceKind, gazetteer, is_unspaced
from safelamp.engines.extraction.organisation_names import organisation_spans
from safelamp.engines.extraction.person_words import known_names, person_words
from safelamp.engines.extraction.place_names import PlaceName, place_names
from safelamp.engines.extraction.values import LIKELY, SURE, UNSURE, Mention, Span
from safelamp.engines.extraction.words import Words, words_of

COMPASS = re.compile(
    r"(?:North|South|East|West)(?:ern)?[ -]$|(?:Northern|Southern|Eastern|Western|Central|Upper|Lower) $"
)
COMPASS_AFTER = re.compile(r" (?:Utara|Selatan|Timur|Barat|Tengah|Tenggara|Kidul|Kulon|Hulu|Hilir)(?!\w)")
HAN_AFTER = re.compile(r"[市県省区县州镇府郡島岛]|港(?!区)")
HAN_CHAIN = re.compile(r"[\u4e00-\u9fff]{1,3}?[市县区镇町村]")
ADMINISTRATIVE = frozenset(
    {"township", "province", "district", "county", "prefecture", "state", "governorate", "city", "village"}
)
ZONES = re.compile(r" (?:Special Economic Zone|Export Processing Zone|Industrial Zone|Industrial Park)(?!\w)")
ADMINISTRATIVE_BEFORE = frozenset(
    {"kabupaten", "kota", "kecamatan", "desa", "provinsi", "provincia", "ciudad", "municipio", "departamento", "ville",
     "province", "village", "commune", "wilaya", "gouvernorat", "préfecture", "distrito"}
)  # fmt: skip
SHORTEST_UNKNOWN = 3
LOCATIVE = frozenset({"in", "near", "di", "à", "en", "em", "outside"})
NO_PLACE = frozenset(
    {"english", "french", "spanish", "ramadan", "covid", "parliament", "congress", "god", "solidarity"}
)
OF = re.compile(r"(?:of|of the|de|del|du|de la|des) $")
KIND_AFTER = re.compile(r" ([A-Za-z]+)")
GOVERNMENT = re.compile(r"(?:Government|Republic|Embassy|Kingdom|Gobierno|Gouvernement|Pemerintah)\b")


def places(text: str, spans: Iterable[Span], *, languages: tuple[str, ...] = ()) -> tuple[Mention, ...]:
    """Each written form once, in reading order; what only an organisation's name holds is none."""
    del languages  # names of places are looked for in all languages: pages mix them
    found: dict[str, Mention] = {}
    for span in spans:
        known = _known(text, span)
        every = [*known, *_unknown(text, span, [one.span for one in known])]
        for mention in sorted(every, key=lambda one: (one.span.start, -one.span.end)):
            if not any(mention.span.touches(other.span) for other in found.values()):
                found.setdefault(mention.quote.casefold(), mention)
    return tuple(found.values())


def _known(text: str, span: Span) -> list[Mention]:
    named = organisation_spans(text, span)
    found: list[Mention] = []
    for name in place_names(text, start=span.start, end=span.end):
        if name.kind is PlaceKind.PEOPLE or _in_a_name(text, name, named):
            continue
        whole = _whole(text, name.span, span)
        if found and found[-1].span.touches(whole):
            continue
        if found and _makes_one(text, found[-1], name):
            whole = Span(found.pop().span.start, whole.end)
        found.append(_mention(text, whole, SURE if name.country else LIKELY))
    return found


def _in_a_name(text: str, name: PlaceName, named: tuple[Span, ...]) -> bool:
    """Whether it stands in the name of an organisation; not where it tells of which country that is."""
    if name.kind is PlaceKind.COUNTRY and OF.search(text, max(0, name.span.start - 8), name.span.start):
        return False
    return any(
        one.start <= name.span.start and name.span.end <= one.end and not GOVERNMENT.match(text, one.start)
        for one in named
    )


def _makes_one(text: str, before: Mention, name: PlaceName) -> bool:
    """Whether a city and its province are written as one name: "Zarand Kerman"."""
    return (
        name.kind is PlaceKind.INSIDE and text[before.span.end : name.span.start] == " "
        and text[name.span.start].isupper() and before.confidence == SURE
    )  # fmt: skip


def _whole(text: str, name: Span, span: Span) -> Span:
    """The name with what belongs to it: compass, "township", the letters for city and province."""
    start, end = name.start, name.end
    if compass := COMPASS.search(text, max(span.start, start - 10), start):
        start = compass.start()
    if is_unspaced(text[start]):
        while following := HAN_AFTER.match(text, end, span.end):
            end = following.end()
            chained = HAN_CHAIN.match(text, end, span.end)
            end = chained.end() if chained else end
            if not chained:
                break
        return Span(start, end)
    for pattern in (COMPASS_AFTER, ZONES):
        if following := pattern.match(text, end, span.end):
            end = following.end()
    return Span(start, _with_kind(text, end, span))


def _with_kind(text: str, end: int, span: Span) -> int:
    """The end of "Monywa township"."""
    following = KIND_AFTER.match(text, end, span.end)
    return following.end() if following and following[1].lower() in ADMINISTRATIVE else end


def _unknown(text: str, span: Span, known: list[Span]) -> Iterator[Mention]:
    """Large words that a place's word stands by: "in Puntland", "Kabupaten Sanggau", "Hlegu township"."""
    words = words_of(text, span)
    if words.in_title_case:
        return
    named = organisation_spans(text, span)
    for number in words.large:
        form = words.forms[number]
        if (
            number
            and words.small[number] not in ADMINISTRATIVE_BEFORE
            and _leads_to_a_place(words, number)
            and _may_be_a_place(words, number)
        ):
            last = number
            while last + 1 < len(words.forms) and words.gap(last) == " " and _may_be_a_place(words, last + 1):
                last += 1
            whole = Span(words.starts[number], _with_kind(text, words.ends[last], span))
            if len(form) >= SHORTEST_UNKNOWN and not any(whole.touches(other) for other in (*known, *named)):
                yield _mention(text, whole, UNSURE)


def _leads_to_a_place(words: Words, number: int) -> bool:
    before = words.small[number - 1]
    if words.gap(number - 1) != " ":
        return False
    if before in LOCATIVE or before in ADMINISTRATIVE_BEFORE:
        return True
    following = words.small[number + 1] if number + 1 < len(words.small) and words.gap(number) == " " else ""
    return following in ADMINISTRATIVE and not words.is_large(number - 1) and following != "state"


def _may_be_a_place(words: Words, number: int) -> bool:
    small = words.small[number]
    if not words.is_large(number) or words.is_acronym(number) or small in NO_PLACE:
        return False
    kinds = person_words()
    if small in ADMINISTRATIVE_BEFORE or small in kinds.common or small in kinds.honorific or small in kinds.public:
        return False
    return words.forms[number] not in known_names().given and not gazetteer().find(words.forms[number])


def _mention(text: str, span: Span, confidence: float) -> Mention:
    return Mention(span.of(text), span.of(text), span, confidence)
