"""What waits to be reviewed, in words, and the page's text beside it with the place marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from safelamp.engines.extraction.values import Metric, Span
from safelamp.ground.standards.countries import name_of
from safelamp.record.reading.keeping import body_of
from safelamp.record.reading.models import Fact, FactKind, Item, Page
from safelamp.record.reviewing.models import Act, Correction, Subject
from safelamp.record.reviewing.queries import Sort, Waiting

METRICS: dict[str, Promise] = {
    Metric.DEATHS: _("deaths"),
    Metric.INJURIES: _("injured"),
    Metric.CASES: _("cases of a disease"),
    Metric.STRIKERS: _("workers on strike"),
    Metric.WORKERS: _("workers, jobs"),
    Metric.PARTICIPANTS: _("people taking part"),
    Metric.UNIONS: _("unions"),
    Metric.ORGANISATIONS_REPRESENTED: _("organisations represented"),
    Metric.MEMBERS_REPRESENTED: _("members represented"),
    Metric.WAGE_INCREASE: _("wages raised"),
    Metric.PERCENT: _("per cent"),
    Metric.CONVENTIONS: _("conventions"),
    Metric.SIGNATORIES: _("signatories"),
    Metric.YEARS: _("years"),
    Metric.DAYS: _("days"),
    Metric.MONEY: _("money"),
    Metric.OTHER: _("something else"),
}
QUALIFIERS: dict[str, Promise] = {
    "": _("exactly"),
    "at least": _("at least"),
    "over": _("more than"),
    "about": _("about"),
    "average": _("on average"),
    "some": _("some"),
}
QUESTIONS: dict[Sort, Promise] = {
    Sort.CORRECTION: _("A correction waits"),
    Sort.PERSON: _("May this person be named?"),
    Sort.ITEM: _("Is this one piece of news?"),
    Sort.FACT: _("Is this what the page says?"),
}
SORTS: dict[Sort, Promise] = {
    Sort.CORRECTION: _("Corrections"),
    Sort.PERSON: _("Names"),
    Sort.ITEM: _("Items"),
    Sort.FACT: _("Facts"),
}
BEFORE, BEHIND = 160, 500  # letters of the page that are shown around
LONGEST_VIEW = 6_000


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the page; `here` is what the question is about, `marked` a fact, `outside` what is not the item."""

    words: str
    here: bool = False
    marked: bool = False
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the queue."""

    address: str
    question: str
    words: str
    headline: str
    language: str


def line_of(row: Waiting) -> Line:
    """The row in words."""
    return Line(
        reverse(f"desk:review_{row.sort.value}", args=[row.id]),
        str(QUESTIONS[row.sort]),
        row.words,
        row.item.headline,
        row.item.language,
    )


def view_of(page: Page, here: Span) -> list[Part]:
    """The page around what the question is about, which stands near the top; "…" where it goes on."""
    start = _at_a_word(page.text, max(0, here.start - BEFORE))
    end = min(len(page.text), here.end + BEHIND, here.start + LONGEST_VIEW)
    places = (start, max(start, here.start), min(end, here.end), end)
    parts = [Part(page.text[one:other], here=number == 1) for number, (one, other) in enumerate(pairwise(places))]
    return _cut(page.text, parts, start, end)


def view_of_item(item: Item) -> list[Part]:
    """The item with its facts marked, and quietly what stands around it."""
    text = item.page.text
    inside = [Span(item.headline_start, item.headline_end), *body_of(item)]
    facts = [Span(fact.start, fact.end) for fact in item.facts.all()]
    first, last = min(span.start for span in inside), max(span.end for span in inside)
    start, end = _at_a_word(text, max(0, first - BEFORE)), min(len(text), last + BEFORE, first + LONGEST_VIEW)
    cuts = {place for span in (*inside, *facts) for place in (span.start, span.end)}
    places = sorted({start, end, *(place for place in cuts if start < place < end)})
    parts = [
        Part(text[one:other], marked=_over(facts, one), outside=not _over(inside, one))
        for one, other in pairwise(places)
    ]
    return _cut(text, parts, start, end)


def _cut(text: str, parts: Sequence[Part], start: int, end: int) -> list[Part]:
    before = [Part("… ", outside=True)] if start else []
    behind = [Part(" …", outside=True)] if end < len(text) else []
    return [*before, *(part for part in parts if part.words), *behind]


def _at_a_word(text: str, start: int) -> int:
    """Where the first whole word begins."""
    if start:
        start = text.find(" ", start) + 1 or start
    return start + len(text[start:]) - len(text[start:].lstrip())


def _over(spans: Iterable[Span], place: int) -> bool:
    return any(span.start <= place < span.end for span in spans)


def fact_words(fact: Fact) -> str:
    """What was read, in words."""
    if fact.kind != FactKind.FIGURE:
        return fact.code
    return figure_words(vars(fact))


def figure_words(values: dict[str, object]) -> str:
    """A figure in words: "at least 9 · deaths"."""
    value = float(str(values.get("value") or 0))
    shown = number_format(value, decimal_pos=None if value % 1 else 0, force_grouping=True)
    qualifier = str(values.get("qualifier") or "")
    said = f"{QUALIFIERS[qualifier]} {shown}" if qualifier in QUALIFIERS and qualifier else shown
    unit, period = str(values.get("unit") or ""), str(values.get("period") or "")
    parts = [said, str(METRICS.get(str(values.get("metric")), "")), unit, str(values.get("counted") or ""), period]
    return " · ".join(part for part in parts if part)


def correction_words(correction: Correction) -> tuple[str, str]:
    """What a correction says now and said before, in words."""
    if correction.act == Act.TAKE_AWAY:
        return _now("taken away"), _values(correction.subject, correction.before)
    return _values(correction.subject, correction.after), _values(correction.subject, correction.before)


def _values(subject: str, values: dict[str, object] | None) -> str:
    if not values:
        return ""
    if subject == Subject.FIGURE:
        return figure_words(values)
    if subject == Subject.COUNTRY:
        return name_of(str(values.get("code", "")))
    if subject == Subject.ITEM:
        headline = values.get("headline")
        words = [headline["quote"] if isinstance(headline, dict) else "", values.get("published"), values.get("label")]
        return " · ".join(str(word) for word in words if word)
    return str(values.get("code") or values.get("standing") or "")
