"""What the words beside a name say of the person: a public office, or a life that is nobody's business."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from safelamp.engines.extraction.person_runs import Chunk
from safelamp.engines.extraction.person_words import PersonWords, known_names, person_words
from safelamp.engines.extraction.values import Standing
from safelamp.engines.extraction.words import Words

AGE = re.compile(
    r"\s?[,(]\s?(?:aged\s|de\s|âgée?\sde\s|usia\s)?\(?(?:1[0-9]|[2-9][0-9])(?!\d|[.,]\d|%)(?:\s?\)|,|\s(?:years?|"
    r"ans|años|tahun|anos))"
)
REACH_BEFORE = 9
REACH_AFTER = 7
LONGEST_OPENING = 12  # letters between a name and the first word of the aside about it
SMALL_HONORIFICS = frozenset({"ông", "bà", "anh", "chị", "bapak", "pak", "ibu", "bu", "don", "doña", "encik", "sdr"})
INDONESIAN_SPEECH = frozenset({"mengatakan", "menyatakan", "menjelaskan", "menuturkan", "mengungkapkan", "menegaskan"})
JOINING = frozenset({"and", "y", "et", "dan", "e"})
KILLING = frozenset(["killing", "killed", "death", "murder", "mort", "décès", "muerte", "asesinato", "kematian"])
ASIDE = re.compile(r"\s?(?:,|\(|–|—|-{1,2})\s*(?:\"|“|«)?")
CLAUSE_END = frozenset('.;:!?()\n“”"«»')


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found beside one name; `person` where the words leave no doubt that it is a person's."""

    person: bool
    office: str | None
    standing: Standing


def evidence(words: Words, chunk: Chunk) -> Evidence:
    """Reads the words before and after a name."""
    kinds = person_words()
    before, private_before = _office_before(words, chunk, kinds)
    after, private_after = _office_after(words, chunk, kinds)
    private = private_before or private_after
    aged = bool(AGE.match(words.text, words.ends[chunk.last], words.span.end))
    office = before or after
    alone = chunk.length == 1 and not chunk.known
    if alone and not (aged or _is_introduced_closely(words, chunk, kinds) or _lives_alone(words, chunk, kinds)):
        return Evidence(person=False, office=None, standing=Standing.UNSURE)
    if office and not private:
        return Evidence(person=True, office=office, standing=Standing.PUBLIC_OFFICE)
    if office:
        return Evidence(person=True, office=None, standing=Standing.UNSURE)
    if private or aged or _fate(words, chunk, kinds):
        named = chunk.known or _is_introduced_closely(words, chunk, kinds) or _lives_alone(words, chunk, kinds)
        return Evidence(person=private or aged or named, office=None, standing=Standing.PRIVATE)
    return Evidence(person=_introduced(words, chunk, kinds), office=None, standing=Standing.UNSURE)


def _office_before(words: Words, chunk: Chunk, kinds: PersonWords) -> tuple[str | None, bool]:
    """The office that leads to the name ("the minister of Labour, Ana Ruiz"), and whether it is a private role."""
    for number in _leading(words, chunk, kinds):
        small = words.small[number]
        if small in kinds.private:
            return None, True
        if _is_office(words, number, kinds):
            start = _office_start(words, number, kinds)
            held = not (start and words.small[start - 1] in kinds.once) and _leads_on(words, number, chunk, kinds)
            return (words.text[words.starts[start] : words.ends[chunk.first - 1]] if held else None), False
    return None, False


def _leads_on(words: Words, number: int, chunk: Chunk, kinds: PersonWords) -> bool:
    """Whether what follows the office is what it is of; not what its holder did, nor somebody else's name."""
    following = number + 1
    if following >= chunk.first:
        return True
    small = words.small[following]
    if words.is_large(following):
        return words.forms[following] not in known_names().given
    return small in kinds.link or small in kinds.body or small in kinds.needs


def _leading(words: Words, chunk: Chunk, kinds: PersonWords) -> Iterator[int]:
    """The words that lead to the name, nearest first, as far as they belong to it."""
    number, commas = chunk.first - 1, 0
    if number >= 0 and words.small[number] in kinds.link and words.gap(number) == " ":
        return  # "director of Decent Work": the words are what the office is of
    while number >= max(0, chunk.first - REACH_BEFORE):
        gap, small = words.gap(number), words.small[number]
        commas += gap.count(",")
        ends = CLAUSE_END & set(gap) and not (gap == ". " and (len(small) == 1 or small in kinds.honorific))
        if ends or commas > 1 or small in kinds.once:
            return
        if small in kinds.link and not commas and not chunk.given:
            return  # "Director of the ILO Support Team"
        yield number
        if not _may_stand_between(words, number, kinds, commas):
            return
        number -= 1


def _may_stand_between(words: Words, number: int, kinds: PersonWords, commas: int) -> bool:
    small = words.small[number]
    if small in kinds.speech or small in JOINING:
        return False
    if small in kinds.link or small in kinds.body or small in kinds.honorific:
        return True
    if words.is_large(number):
        return bool(commas) or not words.in_title_case
    return bool(commas) and small not in kinds.common


def _is_office(words: Words, number: int, kinds: PersonWords) -> bool:
    small = words.small[number]
    if small in kinds.public:
        return True
    if small not in kinds.needs:
        return False
    before, after = kinds.needs[small]
    earlier = words.small[number - 1] if number else ""
    later = words.small[number + 1] if number + 1 < len(words.small) else ""
    return earlier in before or later in after


def _office_start(words: Words, number: int, kinds: PersonWords) -> int:
    """The office with the words that stand before its head: "Deputy Labour Minister"."""
    while (
        number
        and words.gap(number - 1) == " "
        and words.small[number - 1] in kinds.body | kinds.needs.keys() | {"prime"}
    ):
        number -= 1
    return number


def _office_after(words: Words, chunk: Chunk, kinds: PersonWords) -> tuple[str | None, bool]:
    """The office in the aside that follows the name ("Ana Ruiz, general secretary of the CGT"), or a private role."""
    aside = ASIDE.match(words.text, words.ends[chunk.last], words.span.end)
    number = chunk.last + 1
    if not aside or number >= len(words.forms) or words.starts[number] - words.ends[chunk.last] > LONGEST_OPENING:
        return None, False
    first = number
    while number < len(words.forms) and number - first < REACH_AFTER:
        small = words.small[number]
        if small in kinds.private:
            return None, True
        if small in kinds.once:
            return None, False
        if _is_office(words, number, kinds):
            return words.text[words.starts[first] : words.ends[_office_end(words, number, kinds)]], False
        if small in kinds.speech or CLAUSE_END & set(words.gap(number)) or "," in words.gap(number):
            return None, False
        number += 1
    return None, False


def _office_end(words: Words, number: int, kinds: PersonWords) -> int:
    """The office with what it is of, up to the end of the aside."""
    reach = min(len(words.forms) - 1, number + REACH_BEFORE)
    while number < reach and words.gap(number) in {" ", "-", "’", "'"}:
        following = number + 1
        if not (words.is_large(following) or words.small[following] in kinds.link | kinds.body | kinds.needs.keys()):
            break
        number = following
    while words.small[number] in kinds.link:
        number -= 1
    return number


def _fate(words: Words, chunk: Chunk, kinds: PersonWords) -> bool:
    """Whether something happens to the person right after the name, or right before it."""
    after = words.small[chunk.last + 1 : chunk.last + 4]
    if words.gap(chunk.last)[:1] not in {" ", ","}:
        after = ()
    before = words.small[max(0, chunk.first - 2) : chunk.first]
    return any(word in kinds.fate for word in after) or any(
        word in {"killing", "killed", "death", "murder", "mort", "décès", "muerte", "asesinato", "kematian"}
        for word in before
    )


def _is_introduced_closely(words: Words, chunk: Chunk, kinds: PersonWords) -> bool:
    """Whether a single word is a name: "Mr Kuerat", "bernama Suparman", "President Prabowo"."""
    if not chunk.first or words.gap(chunk.first - 1) not in {" ", ". "}:
        return False
    before = words.small[chunk.first - 1]
    if before in kinds.named or before in kinds.speech:
        return True
    if before in kinds.honorific and (words.is_large(chunk.first - 1) or before in SMALL_HONORIFICS):
        return True
    return _is_office(words, chunk.first - 1, kinds) and words.is_large(chunk.first - 1) and not words.in_title_case


def _lives_alone(words: Words, chunk: Chunk, kinds: PersonWords) -> bool:
    """Whether a single given name speaks, or something happens to it: "Maria said", "Siti tewas"."""
    after = words.small[chunk.last + 1] if chunk.last + 1 < len(words.small) else ""
    if words.gap(chunk.last) != " ":
        return False
    if after in INDONESIAN_SPEECH:
        return True
    return words.forms[chunk.first] in known_names().given and (after in kinds.speech or after in kinds.fate)


def _introduced(words: Words, chunk: Chunk, kinds: PersonWords) -> bool:
    """Whether the page lets the person speak, or introduces the name."""
    before = words.small[max(0, chunk.first - 2) : chunk.first]
    after = words.small[chunk.last + 1 : chunk.last + 2]
    if before and (before[-1] in kinds.honorific or before[-1] in kinds.named or before[-1] in kinds.speech):
        return words.gap(chunk.first - 1).strip() in {"", "."}
    if before[-2:] in {("according", "to"), ("named", "as"), ("identified", "as"), ("identificado", "como")}:
        return True
    if before and before[-1] in {"selon", "según", "menurut", "segundo"}:
        return True
    return bool(after) and after[0] in kinds.speech and words.gap(chunk.last) in {" ", ", "}
