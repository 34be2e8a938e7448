"""Numbers in their sentences: what stands before and after each, and the figure made of it."""

import re
from dataclasses import dataclass

from safelamp.engines.extraction import counting_words as words
from safelamp.engines.extraction.dates import dates
from safelamp.engines.extraction.not_figures import is_figure
from safelamp.engines.extraction.number_reader import Number, numbers
from safelamp.engines.extraction.values import Figure, Metric, Span

SENTENCE_END = re.compile(r"[.!?;。！？៕](?=\s|$|[^\x00-\x7f])|\n|…")
BEFORE_REACH, AFTER_REACH = 60, 90


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


def numbers_in(text: str, span: Span) -> list[Place]:
    """The numbers of a paragraph that may count or measure something."""
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


def made(
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


def end_of(place: Place, match: re.Match[str] | None) -> int:
    """Where a word that follows the number ends."""
    return place.number.span.end + match.end() if match else place.number.span.end
