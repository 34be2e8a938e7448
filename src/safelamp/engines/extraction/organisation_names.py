"""Every place where a stretch of text names an organisation, in scripts with large letters; see organisations.py."""

import re
from collections.abc import Iterator
from functools import lru_cache

from safelamp.engines.extraction.gazetteer import gazetteer
from safelamp.engines.extraction.organisation_scripts import organisations_in_other_scripts
from safelamp.engines.extraction.organisation_words import OrganisationWords, organisation_words
from safelamp.engines.extraction.person_words import person_words
from safelamp.engines.extraction.values import LIKELY, SURE, UNSURE, Mention, Span
from safelamp.engines.extraction.words import Words, words_of

MOST_BACK = 7  # words before the one that says what it is
MOST_ON = 12
MOST_PREFIXED = 5
FEWEST_CAPITALS = 2
SHORTEST_ACRONYM = 3
SHORTEST_LOWERED = 4  # letters of a word written small that "Sindicato de" may lead to
LONGEST_ACRONYM = 12
CACHED = 256
JOINING = frozenset({"and", "et", "y", "dan", "e", "&"})
ROMANCE_LINKS = frozenset({"de", "du", "des", "del", "da", "do", "dos", "das"})
PLAIN_GAPS = frozenset({" ", "\u00a0", "-"})
LIST_GAPS = frozenset({", ", " & "})
ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*(?:[-–/][A-Z][A-Za-z]*)*")
BRACKETED = re.compile(r"\s?\((?:the\s|la\s|le\s)?[“\"]?(?P<acronym>[A-Z][A-Za-z&.-]{0,12}[A-Za-z])[”\"]?(?:\)|,|;)")
DOTTED_FIRM = re.compile(r"S\.A\.(?:\sde\sC\.V\.|S\.)?|S\.R\.L\.|S\.p\.A\.|C\.V\.")
UNKNOWN_ALONE = 0.4  # an acronym that nothing explains


@lru_cache(maxsize=CACHED)
def organisation_mentions(text: str, span: Span) -> tuple[Mention, ...]:
    """The names in reading order; none touches another."""
    words = words_of(text, span)
    taken: list[Mention] = []
    every = [*_candidates(words), *organisations_in_other_scripts(text, span)]
    for one in sorted(every, key=lambda one: one.span.start - one.span.end):
        if not any(one.span.touches(other.span) for other in taken):
            taken.append(one)
    return tuple(sorted(taken, key=lambda one: one.span))


@lru_cache(maxsize=CACHED)
def organisation_spans(text: str, span: Span) -> tuple[Span, ...]:
    """Where the names stand, without acronyms that nothing explains."""
    return tuple(one.span for one in organisation_mentions(text, span) if one.confidence > UNKNOWN_ALONE)


def _candidates(words: Words) -> Iterator[Mention]:
    lists = organisation_words()
    for number in words.large:
        yield from _by_large_word(words, number, lists)
    firsts = lists.firsts.intersection(words.forms)
    if firsts:
        for number, form in enumerate(words.forms):
            if form in firsts and (known := _known(words, number, lists)):
                yield known
    smalls = lists["small"].intersection(words.forms)
    if smalls:
        for number, form in enumerate(words.forms):
            if form in smalls:
                yield from _of_something(words, number, lists)


def _by_large_word(words: Words, number: int, lists: OrganisationWords) -> Iterator[Mention]:
    form, small = words.forms[number], words.small[number]
    if small in lists.heads:
        yield from _by_head(words, number, lists)
    if small in lists["prefix"] and form.isupper():
        yield from _prefixed(words, number)
    if small in lists["firm"] or form == "S":
        yield from _firm(words, number, lists)
    if len(form) >= SHORTEST_ACRONYM and form[1:] != small[1:]:
        yield from _acronym(words, number, lists)


def _mention(words: Words, start: int, end: int, confidence: float) -> Mention:
    span = Span(start, end)
    return Mention(span.of(words.text), span.of(words.text), span, confidence)


def _known(words: Words, number: int, lists: OrganisationWords) -> Mention | None:
    start = words.starts[number]
    for last in range(min(number + lists.longest[words.forms[number]], len(words.forms) - 1), number - 1, -1):
        for end in {words.ends[last], words.ends[last] + 1, words.ends[last] + 2}:
            name = words.text[start:end].replace("’", "'")
            if name in lists.known and not words.text[end : end + 1].isalnum() and end <= words.span.end:
                return _mention(words, start, end, SURE)
    return None


def _by_head(words: Words, number: int, lists: OrganisationWords) -> Iterator[Mention]:
    """A name around the word that says what it is: "Free Workers Union", "Confédération générale du travail"."""
    small = words.small[number]
    closes, opens = small in lists["closing"], small in lists["opening"]
    first = _back(words, number, lists) if closes else number
    last = _on(words, number, lists, opens=opens and (first == number or _is_of(words, number, lists)))
    if last == number and (first == number or not closes or not _says_something(words, first, number)):
        return
    if last > number and words.in_title_case and first == number and not _is_of(words, number, lists):
        return
    if not gazetteer().find(words.text[words.starts[first] : words.ends[last]]):
        sure = LIKELY if last > number else UNSURE
        yield from _with_acronym(words, words.starts[first], words.ends[last], sure)


def _says_something(words: Words, first: int, head: int) -> bool:
    """Whether the words before the head are more than "the union": in a title every word is large."""
    if words.small[head] in {"unions", "companies", "services", "police", "team", "project", "campaign", "party"}:
        return head - first > 1 and not words.in_title_case
    return not words.in_title_case or head - first > 1


def _back(words: Words, number: int, lists: OrganisationWords) -> int:
    """The first word of the name whose head is given."""
    first = number
    while first and number - first < MOST_BACK:
        before = first - 1
        if words.is_large(before) and _near(words, before):
            first = before
        elif _joins_back(words, before):
            first = before - 1
        else:
            break
    while first < number and (words.small[first] in lists["opener"] or words.forms[first].isdigit()):
        first += 1
    return first


def _joins_back(words: Words, number: int) -> bool:
    """Whether a small word joins the name's halves: "of", and "and" where "of" stands before it."""
    small = words.small[number]
    if not number or words.in_title_case or not words.is_large(number - 1):
        return False
    if words.gap(number) != " " or words.gap(number - 1) != " ":
        return False
    if small != "and":
        return small == "of"
    before = number - 1
    if gazetteer().find(words.forms[before]) or words.forms[before] in organisation_words().known:
        return False
    alone = not before or not words.is_large(before - 1) or words.gap(before - 1) != " "
    topics = person_words().common
    if words.small[before] in topics and words.small[number + 1] in topics:
        return True  # "Mine Safety and Health Administration"
    return alone or "of" in words.small[max(0, number - 4) : number]


def _near(words: Words, number: int) -> bool:
    return words.gap(number) in PLAIN_GAPS or words.gap(number) in {"’ ", "' ", " & ", " – "}


def _is_of(words: Words, number: int, lists: OrganisationWords) -> bool:
    following = words.small[number + 1] if number + 1 < len(words.forms) else ""
    return following in lists["of"] and following not in JOINING and words.gap(number) == " "


def _on(words: Words, number: int, lists: OrganisationWords, *, opens: bool) -> int:
    """The last word of the name: what the head is of."""
    last, reach = number, min(len(words.forms) - 1, number + MOST_ON)
    while last < reach:
        goes_on = words.gap(last) in PLAIN_GAPS or (last > number and words.gap(last) in LIST_GAPS | {"’ ", "' "})
        following = _next(words, last, lists, opens=opens, begins=last == number) if goes_on else None
        if following is None or following > reach:
            break
        last = following
    return last


def _next(words: Words, last: int, lists: OrganisationWords, *, opens: bool, begins: bool) -> int | None:
    """The word that a name goes on to, None where it ends."""
    following = last + 1
    small = words.small[following]
    if words.is_large(following):
        ends = (begins and not opens) or (words.gap(last) == ", " and not _list_goes_on(words, following))
        return None if ends else following
    if words.gap(last) == ", ":
        return None
    if (opens and small in lists["inner"]) or _elided(words, following):
        return following
    if small not in lists["of"] or (begins and small in JOINING):
        return None
    return _after_links(words, following, lists, opens=opens)


def _elided(words: Words, number: int) -> bool:
    """Whether a small word has a large one glued to it: "d'Ivoire"."""
    head, _, tail = words.forms[number].replace("’", "'").partition("'")
    return bool(tail) and len(head) == 1 and tail[0].isupper()


def _list_goes_on(words: Words, number: int) -> bool:
    """Whether "Economy, Trade and Industry" ends in "and" and a large word."""
    while number + 2 < len(words.forms) and words.is_large(number):
        if words.gap(number) == ", " and words.is_large(number + 1):
            number += 1
            continue
        return words.small[number + 1] in JOINING and words.is_large(number + 2)
    return False


def _after_links(words: Words, number: int, lists: OrganisationWords, *, opens: bool) -> int | None:
    """The word that small links lead to, if it belongs to a name."""
    joins, first = words.small[number] in JOINING, number
    while number < len(words.forms) and words.small[number] in lists["of"] and not words.is_large(number):
        if words.gap(number) not in PLAIN_GAPS:
            return None
        number += 1
    if number >= len(words.forms):
        return None
    small = words.small[number]
    if joins and gazetteer().find(words.forms[first - 1]):
        return None
    if joins and (small in lists["opening"] or small in lists["closing"] or words.is_acronym(number)):
        return None
    if words.is_large(number) or _elided(words, number):
        return number
    lowered = small in lists["inner"] or (len(small) >= SHORTEST_LOWERED and words.small[first] in ROMANCE_LINKS)
    return number if opens and not joins and lowered else None


def _of_something(words: Words, number: int, lists: OrganisationWords) -> Iterator[Mention]:
    """A head written small, and what it is of: "ministère du Travail"."""
    last = _on(words, number, lists, opens=True)
    large = words.is_large(last) or _elided(words, last)
    if last > number and large and any(words.small[one] in lists["of"] for one in range(number, last)):
        yield from _with_acronym(words, words.starts[number], words.ends[last], UNSURE)


def _prefixed(words: Words, number: int) -> Iterator[Mention]:
    """A firm by the word before it: "PT Freeport Indonesia"."""
    last = number
    gaps = {" ", ". "} if last == number else {" "}
    while last + 1 < len(words.forms) and last - number < MOST_PREFIXED and words.gap(last) in gaps:
        if not words.is_large(last + 1):
            break
        last, gaps = last + 1, {" "}
    if last > number:
        yield from _with_acronym(words, words.starts[number], words.ends[last], SURE)


def _firm(words: Words, number: int, lists: OrganisationWords) -> Iterator[Mention]:
    """A firm by the word after it: "Minera Los Pinos S.A. de C.V."."""
    start, end = words.starts[number], words.ends[number]
    dotted = DOTTED_FIRM.match(words.text, start, words.span.end)
    if words.forms[number] == "S" and not dotted:
        return
    first = number
    while (
        first
        and number - first < MOST_PREFIXED
        and words.is_large(first - 1)
        and (words.gap(first - 1) in {" ", ", ", " & ", "-", "., "})
    ):
        if words.gap(first - 1) in {", ", "., "} and first < number and words.small[first] not in lists["firm"]:
            break
        first -= 1
    while first < number and words.small[first] in lists["opener"]:
        first += 1
    if first < number:
        yield from _with_acronym(words, words.starts[first], dotted.end() if dotted else end, SURE)


def _with_acronym(words: Words, start: int, end: int, confidence: float) -> Iterator[Mention]:
    """The name, and the acronym that follows it in brackets."""
    yield _mention(words, start, end, confidence)
    found = BRACKETED.match(words.text, end, words.span.end)
    if found and sum(letter.isupper() for letter in found["acronym"]) >= FEWEST_CAPITALS:
        yield _mention(words, found.start("acronym"), found.end("acronym"), max(confidence, LIKELY))


def _acronym(words: Words, number: int, lists: OrganisationWords) -> Iterator[Mention]:
    """An acronym that stands alone, or in brackets after the words whose first letters it has."""
    form = words.forms[number]
    plain = not words.in_capitals and SHORTEST_ACRONYM <= len(form) <= LONGEST_ACRONYM
    if not plain or not ACRONYM.fullmatch(form) or words.small[number] in lists["not"]:
        return
    start, end = words.starts[number], words.ends[number]
    if words.text[start - 1 : start] == "(" and words.text[end : end + 1] == ")":
        first = _spelled_out(words, number, form)
        if first is not None:
            yield _mention(words, start, end, LIKELY)
            yield _mention(words, words.starts[first], words.ends[number - 1], LIKELY)
            return
    if form.isupper() or "-" in form:
        yield _mention(words, start, end, UNKNOWN_ALONE)


def _spelled_out(words: Words, number: int, acronym: str) -> int | None:
    """The first of the words before it whose first letters are the acronym's, small links left out or not."""
    letters = [letter.lower() for letter in acronym if letter.isupper()]
    first = number - 1
    position = len(letters) - 1
    while (
        first >= 0
        and number - first <= len(letters) * 2
        and (first == number - 1 or words.gap(first) in {" ", "-", ", ", "’ "})
    ):
        if words.small[first][0] == letters[position]:
            position -= 1
            if position < 0:
                return first if words.is_large(first) else None
        elif words.is_large(first):
            return None
        first -= 1
    return None
