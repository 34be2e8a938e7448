"""Numbers that only look like figures: years, clock times, ages, numbers of yards, laws and conventions, telephones."""

import re

from safelamp.engines.extraction.date_words import CAPITALISED, DOUBTFUL, IRANIAN_MONTHS, MONTHS
from safelamp.engines.extraction.measures import is_relative
from safelamp.engines.extraction.money import currency_before
from safelamp.engines.extraction.number_places import Place
from safelamp.engines.extraction.number_reader import Number
from safelamp.engines.extraction.stretches import WORD, same_letters

TOUCHES_BEFORE = re.compile(r"(?:[^\W\d_\u0e00-\U0010ffff][-–.]?|\d[:./,]|(?:19|20)\d\d[-–]|#|\+|[A-Z]-|_|@|[\w]/)$")
TOUCHES_AFTER = re.compile(
    r"[:.]\d|[-/]\d{1,2}[-/]\d|/\d|h\d\d\b|\s?h(?:\d\d)?\b(?=[\s,.)])|[^\W\d_k-n\u0e00-\U0010ffff]\w*\d|\.(?:com|org|net)\b|_"
)
PAGE_BEFORE = re.compile(r"(?<![\d.,])\d{1,2}\s+$")  # "1 2 3 Next"
PAGE_AFTER = re.compile(r"\s+\d{1,2}(?![\d.,]*\d)\s")
GROUPS = re.compile(r"[+(\d][\d\s().\-–]{7,}\d")
LIST_NUMBER = re.compile(r"(?:^|\n)[\s(\[]*$")
LIST_MARK = re.compile(r"[.)\]]\s|[.)\]]$|\s?\|")
AGE_IN_COMMAS = re.compile(r"\s?(?:,|\))")
NAME_BEFORE = re.compile(r"[A-ZÀ-Þ][\w’'-]+,? ?[(,] ?(?:de |d['’])?$")
AGE_BEFORE_VERB = re.compile(r", (?:was|who|from|died|has|had|of|a |is|an |were|lost|fell)")
YEARS_IN_COMMAS = re.compile(r"\s(?:ans|años|anos|tahun|years)(?:\)|,| et | est | a été | qui | yang )")
SMALL_NUMBER = (
    "two|three|four|five|six|ten|deux|trois|quatre|cinq|dix|tres|cuatro|cinco|diez|cada|tiga|empat|lima|sepuluh"
)
ONE_IN = re.compile(rf"\s(?:in|sur|de cada|em cada|dari|out of)\s(?:every\s)?(?:\w+\s)?(?:\d|{SMALL_NUMBER})")
IN_SHARE = re.compile(
    rf"\b(?:one|uno?|une|um|satu|\d|{SMALL_NUMBER})\s(?:in|sur|de cada|em cada|dari|out of)\s(?:every\s)?$"
)
SHARE_REACH = 24
YEAR = range(1900, 2100)
BUDDHIST_YEAR = range(2440, 2643)
IRANIAN_YEAR = range(1330, 1450)
AGES, DAYS = range(10, 95), range(1, 32)
MORE_DAYS = re.compile(r"(?:\s?(?:-|–|,|et|and|y|e|dan|au|al|a|to)\s?\d{1,2}(?:er)?)+(?=\s)")
SOLAR_MONTHS = tuple(map(same_letters, IRANIAN_MONTHS))
FOUR_DIGITS, TEN, LONGEST_LIST, MOST_GROUPS = 4, 10, 99, 2
GAP = frozenset(
    {
        "",
        " ",
        ". ",
        ".",
        " (",
        "-",
        ": ",
        ":",
        "\u200c",
        " #",
        ".º ",
        "º ",
        "° ",
        "°",
        "º",
        ".°",
        " n° ",
        " no ",
        " n.º ",
        "\u00a0",
        "­",
        " “",
    }
)
BEHIND = frozenset({"", " ", "-", ".", " - ", "\u200c", "‑"})
DECADE = re.compile(r"['’]?s\b")
LISTED = frozenset(
    {
        ",",
        "and",
        "&",
        "et",
        "y",
        "e",
        "dan",
        "و",
        "และ",
        "ve",
        ", and",
        ", et",
        "or",
        "ou",
        "o",
        "and no.",
        "et n°",
        "y núm.",
    }
)
EVERY_DIGIT = re.compile(r"\d")
FURTHEST_MARK = 12


def is_figure(place: Place, *, dates: list[tuple[int, int]]) -> bool:
    """Whether the number may count or measure something."""
    number, scene = place.number, place.scene
    if any(number.start < end and start < number.end for start, end in dates) or is_relative(place):
        return False
    if number.word or number.ordinal:
        named = _beside(place, "numbered", "clock after") and number.word and not number.ordinal
        return not (named or _beside(place, "aged before", "aged after") or _is_fraction(place) or _is_day(place))
    text = scene.stretch.text
    before, after = text[max(0, number.start - 24) : number.start], text[number.end : number.end + 24]
    if (
        _is_day(place)
        or _touches(before, after)
        or _is_listed(scene.stretch.text, number, after)
        or _is_year(number, place)
    ):
        return False
    if _beside(place, "numbered", "clock after") or _beside(place, "aged before", "aged after") or _is_clock(place):
        return False
    return not (
        _is_age(before, after) or _is_age_of(place) or _is_fraction(place) or _is_furniture(place) or _is_phone(place)
    )


def follows_numbered(place: Place, earlier: Place) -> bool:
    """Whether the number goes on a list of names: "Conventions 87 and 98"."""
    between = place.scene.stretch.lowered[earlier.number.end : place.number.start].strip()
    return between in LISTED and not place.number.word and place.scene.marked(place.number.end, "noun") is None


def _is_day(place: Place) -> bool:
    """A day before its month, which the page may give without a year: "14 mars", "13 et 14 mars", "۲۸ آذرماه"."""
    number, stretch = place.number, place.scene.stretch
    if number.value not in DAYS:
        return False
    more = MORE_DAYS.match(stretch.lowered, number.end)
    word = WORD.match(stretch.lowered, (more.end() if more else number.end) + 1)
    if word is None:
        return False
    name = stretch.text[word.start() : word.end()]
    doubtful = name in DOUBTFUL and (place.scene.language == "en" or name not in CAPITALISED)
    month = name.casefold() in MONTHS and (name[0].isupper() or not doubtful)
    return month or word.group().startswith(SOLAR_MONTHS)


def _touches(before: str, after: str) -> bool:
    if PAGE_BEFORE.search(before) or PAGE_AFTER.match(after):
        return True
    if TOUCHES_BEFORE.search(before) and not currency_before(before, len(before)):
        return True
    return bool(TOUCHES_AFTER.match(after)) or bool(DECADE.match(after))


def _is_listed(text: str, number: Number, after: str) -> bool:
    """As in "1. First point", at the start of a line."""
    if not LIST_MARK.match(after) or number.grouped:
        return False
    return bool(LIST_NUMBER.search(text, max(0, number.start - 4), number.start)) and number.value <= LONGEST_LIST


def _beside(place: Place, before: str, after: str) -> bool:
    scene, number = place.scene, place.number
    mark = scene.mark_before(number.start)
    if mark and before in mark.meanings and scene.stretch.lowered[mark.end : number.start] in GAP:
        counted = scene.mark_after(number.end)
        return not (before == "numbered" and counted and (counted.meanings & COUNTABLE) and _plainly(place, mark.start))
    mark = scene.mark_after(number.end)
    return bool(mark and after in mark.meanings and scene.stretch.lowered[number.end : mark.start] in BEHIND)


COUNTABLE = frozenset(
    {
        "worker",
        "person",
        "member",
        "union",
        "organisation",
        "participant",
        "percent",
        "deaths~",
        "injuries~",
        "cases~",
        "cases<",
        "deaths<",
        "injuries<",
        "strikers~",
    }
)


def _plainly(place: Place, start: int) -> bool:
    """As in "in the mine 12 workers died": a word in small letters is no label when what follows is counted."""
    return not place.scene.stretch.text[start].isupper()


def _is_age(before: str, after: str) -> bool:
    if re.match(r"(?:\s|-)years?(?:\s|-)olds?|-yr-old", after):
        return True
    if NAME_BEFORE.search(before) and (AGE_IN_COMMAS.match(after) or YEARS_IN_COMMAS.match(after)):
        return True
    if before.endswith(", ") and AGE_BEFORE_VERB.match(after):
        return True
    return bool(re.search(r"[,(] (?:de )?$|\($", before)) and bool(YEARS_IN_COMMAS.match(after))


def _is_age_of(place: Place) -> bool:
    """As in "Une ouvrière de 29 ans": years right behind a person."""
    scene, number = place.scene, place.number
    if scene.language not in {"fr", "es", "pt"} or number.value not in AGES or scene.marked(number.end, "year") is None:
        return False
    before = scene.stretch.lowered[place.start : number.start]
    if not before.endswith((" de ", " d'")):
        return False
    marks = scene.between(max(place.start, number.start - 30), number.start)
    return any({"worker", "person", "participant"} & mark.meanings for mark in marks)


def _is_clock(place: Place) -> bool:
    scene, number = place.scene, place.number
    mark = scene.mark_before(number.start)
    if not mark or "clock before" not in mark.meanings or scene.stretch.lowered[mark.end : number.start] not in GAP:
        return False
    behind = scene.mark_after(number.end)
    hour = behind and "hour" in behind.meanings
    return bool(hour) or scene.stretch.lowered[mark.start : mark.end] in {
        "pukul",
        "a las",
        "às",
        "lúc",
        "เวลา",
        "เมื่อเวลา",
        "الساعة",
    }


def _is_fraction(place: Place) -> bool:
    scene, number = place.scene, place.number
    mark = scene.mark_after(number.end)
    if mark and "fraction" in mark.meanings and scene.stretch.lowered[number.end : mark.start] in {" ", "-"}:
        return True
    if number.value < TEN and ONE_IN.match(scene.stretch.lowered, number.end):
        return True
    return bool(IN_SHARE.search(scene.stretch.lowered[max(0, number.start - SHARE_REACH) : number.start]))


def _is_furniture(place: Place) -> bool:
    scene, number = place.scene, place.number
    mark = scene.mark_after(number.end)
    if not mark or "furniture" not in mark.meanings or mark.start > number.end + 1:
        return False
    rest = scene.stretch.text[mark.end : mark.end + 2].strip()
    return not rest or rest[0] in "|·•,\n"


def _is_phone(place: Place) -> bool:
    number, text = place.number, place.scene.stretch.text
    mark = place.scene.mark_before(number.start)
    if mark and "phone" in mark.meanings and mark.end >= number.start - FURTHEST_MARK:
        gap = text[mark.end : number.start]
        if not EVERY_DIGIT.search(gap) and len(gap.strip(" .:+#()-/")) == 0:
            return True
    for found in GROUPS.finditer(text, max(0, number.start - 16), number.end + 16):
        if found.start() <= number.start and number.end <= found.end():
            groups = re.findall(r"\d+", found.group())
            return found.group()[0] == "+" or (not number.grouped and len(groups) > MOST_GROUPS)
    return False


def _is_year(number: Number, place: Place) -> bool:
    if number.grouped or number.end - number.start != FOUR_DIGITS:
        return False
    value = int(number.value)
    if value not in YEAR and value not in BUDDHIST_YEAR and value not in IRANIAN_YEAR:
        return False
    if currency_before(place.scene.stretch.text, number.start):
        return False
    mark = place.scene.mark_after(number.end)
    if mark is None or mark.start > number.end + 1:
        return True
    return not (mark.meanings & COUNTABLE or any(one.startswith(("cur:", "unit:")) for one in mark.meanings))
