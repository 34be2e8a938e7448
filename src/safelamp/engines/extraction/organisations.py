"""Organisations as the page writes them: known names and acronyms, and names that end in what they are."""

import re
from collections.abc import Iterable
from importlib import resources

from safelamp.engines.extraction.values import LIKELY, SURE, UNSURE, Mention, Span

KNOWN = frozenset(
    line
    for line in resources.files(__package__)
    .joinpath("data", "organisations.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if not line.startswith("#")
)
CAPITAL = r"[A-ZÀ-Þ][\w.&'’À-ÿ-]*"
LINK = r"(?:of|for|the|and|&|de|du|des|del|la|le|les|los|el|et|y|dan|on|in|to|–|,(?= [A-Z]))"
WHAT = (
    r"(?:Unions?|Federation|Confederation|Congress|Council|Ministry|Department|Association|Committee|"
    r"Organi[sz]ation|Network|Institute|"
    r"Foundation|Agency|Authority|Commission|Company|Corporation|Group|Holding|Bureau|Alliance|Coalition|"
    r"Centre|Center|University|Court|"
    r"Inspectorate|Chamber|Campaign|Board|Bank|Team|Project|Ltd\.?|Inc\.?|Limited|plc|GmbH|S\.A\.|Tbk|"
    r"Copper|Steel|Cement|Textiles?|Garments?|"
    r"Shipyards?|Syndicat|Fédération|Confédération|Ministère|Sindicato|Federación|Confederación|Ministerio|"
    r"Serikat|Federasi|Konfederasi|Kementerian)"
)
ENDING = re.compile(
    rf"(?<![\w-])(?:{CAPITAL} (?:{LINK} )?){{0,7}}?(?:{CAPITAL} ){{1,5}}?{WHAT}(?![\w-])(?:['’](?!s))?(?: Network)?"
)
BEGINNING = re.compile(
    rf"(?<![\w-])(?:{CAPITAL} )?(?:Ministry|Department|Federation|Confederation|Congress|Council|Office|"
    rf"Government|Union|Association|Institute|"
    rf"Syndicat|Fédération|Confédération|Ministère|Sindicato|Federación|Confederación|Ministerio|Serikat|"
    rf"Federasi|Konfederasi|Kementerian)"
    rf"(?: (?:of|for|de|du|des|del)(?: the| la| los| les)?(?: {CAPITAL})+(?:(?:, {CAPITAL})*,? (?:and|&|et|"
    rf"y|dan) {CAPITAL}(?: {CAPITAL})*)?|(?: {CAPITAL}){{1,5}})"
)
ACRONYM = re.compile(r"\s\((?P<acronym>[A-Z][A-Za-z-]{1,11}(?:-[A-Z]+)*)\)")
WORD_EDGE = r"(?<![\w-]){}(?![\w-])"
KNOWN_PATTERN = re.compile("|".join(WORD_EDGE.format(re.escape(name)) for name in sorted(KNOWN, key=len, reverse=True)))
OPENING = frozenset(
    {
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "This",
        "These",
        "Joint",
        "Global",
        "Two",
        "Three",
        "Four",
        "Five",
        "After",
        "Since",
        "For",
    }
)
SHORTEST_NAME = 5
FEWEST_CAPITALS = 2
JOINTS = (" and ", " y ", " et ", " dan ")
JOINTS = (" and ", " y ", " et ", " dan ")


def organisations(text: str, spans: Iterable[Span], *, languages: tuple[str, ...] = ()) -> tuple[Mention, ...]:  # noqa: ARG001
    """Each written form once, in reading order; an acronym in brackets stands beside its name."""
    found: dict[str, Mention] = {}
    for span in spans:
        taken: list[Mention] = []
        for mention in _longest_first(text, span):
            if not any(mention.span.touches(other.span) for other in taken):
                taken.append(mention)
        taken += [acronym for name in taken if (acronym := _acronym(text, name, span))]
        for mention in sorted(taken, key=lambda one: one.span):
            found.setdefault(mention.quote, mention)
    return tuple(found.values())


def _longest_first(text: str, span: Span) -> list[Mention]:
    every = [
        mention
        for pattern, confidence in ((BEGINNING, LIKELY), (ENDING, UNSURE), (KNOWN_PATTERN, SURE))
        for match in pattern.finditer(text, span.start, span.end)
        for mention in _trimmed(text, Span(*match.span()), confidence)
    ]
    return sorted(every, key=lambda one: one.span.start - one.span.end)


def _trimmed(text: str, span: Span, confidence: float) -> list[Mention]:
    """The name without the word that only opens the sentence; two known names joined by "and" are two."""
    start, words = span.start, span.of(text).split(" ")
    while len(words) > 1 and words[0] in OPENING:
        start += len(words.pop(0)) + 1
    name = text[start : span.end]
    for joint in JOINTS:
        left, found, _ = name.partition(joint)
        if found and left in KNOWN:
            right = Span(start + len(left + joint), span.end)
            return [Mention(left, left, Span(start, start + len(left)), SURE), *_trimmed(text, right, confidence)]
    if (len(words) == 1 or len(name) < SHORTEST_NAME) and name not in KNOWN:
        return []
    return [Mention(name, name, Span(start, span.end), confidence)]


def _acronym(text: str, name: Mention, span: Span) -> Mention | None:
    found = ACRONYM.match(text, name.span.end, span.end)
    if not found or sum(letter.isupper() for letter in found["acronym"]) < FEWEST_CAPITALS:
        return None
    acronym = Span(found.start("acronym"), found.end("acronym"))
    return Mention(found["acronym"], found["acronym"], acronym, name.confidence)
