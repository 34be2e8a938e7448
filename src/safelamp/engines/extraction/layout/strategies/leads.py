"""What opens the paragraphs of a digest: bold or capital words, a place and a colon, a date."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from safelamp.engines.extraction.dates import dates
from safelamp.engines.extraction.layout.lines import LONGEST_HEADLINE, SHORTEST_HEADLINE, weight_of
from safelamp.engines.extraction.layout.page import Page
from safelamp.engines.extraction.values import Span

BOLD = re.compile(r"(?P<lead>[^*\n]{2,120}?)[\s.:：—–-]*(?:\*\*|__)[\s.:：—–-]*")
CAPITAL = re.compile(r"(?P<lead>[^\W\d_a-zа-яß-öø-ÿ][^a-zа-яß-öø-ÿ\n.:]{5,100}?)\s?(?:[.:—–]|-(?=\s))\s*(?=\S)")
PLACE = re.compile(
    r"(?P<lead>[^\W\d_][^.:：!?。\n]{1,60}?)\s?(?:[:：]|\s[—–-](?=\s))\s*(?=\S)|【(?P<bracketed>[^】\n]{2,20})】\s*"
)
SENTENCE = re.compile(r"[^.!?。！？۔।။]{12,}?(?:[.!?。！？۔।။](?=\s|$|[^\x00-\x7f])|$)")
CREDIT = re.compile(r"[.!?。।]\s?[(（](?:[^\W\d_a-zа-я])[^()（）.\n]{2,60}[)）]\.?$")
CREDIT_REACH = 70
FEWEST_WORDS = 3  # fewer are a place or a name rather than a headline
DATE_WITHIN = 60


class Sign(StrEnum):
    """How a paragraph begins."""

    BOLD = "bold"
    CAPITAL = "capital"
    PLACE = "place"
    DATE = "date"
    CREDIT = "credit"  # it ends with who told it, in brackets


@dataclass(frozen=True, slots=True)
class Lead:
    """The words that open a paragraph, what stands for its headline, and where the text behind begins.

    `place` are opening words that the headline leaves out; `is_headline` whether the lead itself is the headline.
    """

    sign: Sign
    said: str
    headline: Span
    text: int
    place: Span | None = None
    is_headline: bool = False

    def body(self, end: int) -> tuple[Span, ...]:
        """What the paragraph says beside its headline."""
        rest = (Span(self.text, end),) if self.text < end else ()
        return (self.place, *rest) if self.place else rest


def lead_of(page: Page, span: Span) -> Lead | None:
    """How that paragraph begins, or None."""
    text = page.text
    if text[max(0, span.start - 2) : span.start] in {"**", "__"} and (found := BOLD.match(text, span.start, span.end)):
        return _opened(text, span, Sign.BOLD, found)
    found = CAPITAL.match(text, span.start, span.end)
    if found and found["lead"].isupper():
        return _opened(text, span, Sign.CAPITAL, found)
    if found := PLACE.match(text, span.start, span.end):
        return _opened(text, span, Sign.PLACE, found)
    if CREDIT.search(text, max(span.start, span.end - CREDIT_REACH), span.end):
        return _sentence(text, span, Sign.CREDIT, text[span.start : span.start + DATE_WITHIN], span.start)
    if any(date.is_day for date in dates(text, start=span.start, end=min(span.end, span.start + DATE_WITHIN))):
        return _sentence(text, span, Sign.DATE, text[span.start : span.start + DATE_WITHIN], span.start)
    return None


def _opened(text: str, span: Span, sign: Sign, found: re.Match[str]) -> Lead | None:
    said = found["lead"] or found["bracketed"]
    if _is_headline(said) and found.end() < span.end:
        start = found.start("lead") if found["lead"] else found.start("bracketed")
        return Lead(sign, said, Span(start, start + len(said)), found.end(), is_headline=True)
    if sign is not Sign.BOLD:
        return _sentence(text, span, sign, said, span.start)
    lead = _sentence(text, span, sign, said, found.end())
    return replace(lead, place=Span(span.start, span.start + len(said))) if lead else None


def _is_headline(said: str) -> bool:
    """Whether a lead tells something: of one or two words, or of names only, it is a place."""
    parts = said.replace(",", " ").split()
    dense = weight_of(said) > len(said)
    if dense:
        return weight_of(said) > SHORTEST_HEADLINE * 2
    cased = said.upper() != said.lower()
    telling = said.isupper() or not cased or any(word[0].islower() and len(word) > FEWEST_WORDS for word in parts)
    return len(parts) >= FEWEST_WORDS and len(said) >= SHORTEST_HEADLINE and telling and "," not in said


def _sentence(text: str, span: Span, sign: Sign, said: str, start: int) -> Lead | None:
    first = SENTENCE.match(text, start, span.end)
    if first is None or not SHORTEST_HEADLINE <= first.end() - start <= LONGEST_HEADLINE:
        return None
    rest = text[first.end() : span.end]
    return Lead(sign, said, Span(start, first.end()), first.end() + len(rest) - len(rest.lstrip()))
