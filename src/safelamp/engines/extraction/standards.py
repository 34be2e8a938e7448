"""ILO conventions, protocols and recommendations, and the Hong Kong ship recycling convention."""

import re
from collections.abc import Iterable

from safelamp.engines.extraction.values import LIKELY, SURE, Mention, Span

KIND = {"c": "C", "p": "P", "r": "R"}
HIGHEST = {"C": 192, "P": 191, "R": 209}  # adopted up to the 113th session, 2025
SHORT = re.compile(r"(?<![\w/-])(?P<kind>[CPR])[\s-]?(?P<number>\d{2,3})(?![\w%]|[.,]\d)")
NAMED = re.compile(
    r"\b(?P<kind>conventions?|protocols?|recommendations?|convenciones|convenios?|protocolos?|recomendación|"
    r"recommandations?|"
    r"protocoles?|konvensi|อนุสัญญา)\s?(?:ILO\s|OIT\s|ฉบับที่\s?)?(?:no\.?|nos\.?|n[o°º]\.?|núm\.?|number|"
    r"nomor|ที่)?\s?"
    r"(?P<numbers>\d{1,3}(?:\s?(?:,|and|&|et|y|dan|และ)\s?(?:no\.?\s?)?\d{1,3})*)(?!\d|[.,]\d|"
    r"\s?(?:articles?|countries|states|workers))",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(
    r"(?:Convention|Recommendation|Convenio|Konvensi)\b[^.()\n]{0,80}\((?:no|núm|"
    r"n[o°º])\.?\s?(?P<number>\d{1,3})\)",
    re.IGNORECASE,
)
SHIP_RECYCLING = re.compile(r"\bHong Kong (?:International )?Convention\b|\bHKC\b")


def standards(text: str, spans: Iterable[Span], *, languages: tuple[str, ...] = ()) -> tuple[Mention, ...]:  # noqa: ARG001
    """Each instrument once, as C155, P155, R197 or HKC."""
    found: dict[str, Mention] = {}
    for span in spans:
        for mention in [*_short(text, span), *_named(text, span), *_ship_recycling(text, span)]:
            found.setdefault(mention.value, mention)
    return tuple(found.values())


def _code(kind: str, number: str) -> str | None:
    letter = KIND.get(kind[:1].casefold(), "C")
    return f"{letter}{int(number):03d}" if 1 <= int(number) <= HIGHEST[letter] else None


def _short(text: str, span: Span) -> list[Mention]:
    every = SHORT.finditer(text, span.start, span.end)
    return [
        Mention(code, match.group(), Span(*match.span()), LIKELY)
        for match in every
        if (code := _code(match["kind"], match["number"]))
    ]


def _named(text: str, span: Span) -> list[Mention]:
    named = [
        (match, _code(match["kind"], number))
        for match in NAMED.finditer(text, span.start, span.end)
        for number in re.findall(r"\d{1,3}", match["numbers"])
    ]
    bracketed = [
        (match, _code(match.group(), match["number"])) for match in IN_BRACKETS.finditer(text, span.start, span.end)
    ]
    return [Mention(code, match.group(), Span(*match.span()), SURE) for match, code in [*named, *bracketed] if code]


def _ship_recycling(text: str, span: Span) -> list[Mention]:
    return [
        Mention("HKC", match.group(), Span(*match.span()), SURE)
        for match in SHIP_RECYCLING.finditer(text, span.start, span.end)
    ]
