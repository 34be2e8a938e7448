"""Figures of deaths and injuries in words, for the page that collects them."""

from collections import Counter
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safelamp.doors.public import links, subject_words, wording
from safelamp.ground.standards.countries import name_of
from safelamp.record.reading.models import Fact, Item
from safelamp.record.reading.showing import shown_headline_text, shown_quote
from safelamp.record.searching.toll_queries import METRICS, Figure, Tolls
from safelamp.record.searching.tolls import Sort, Why

SORTS: dict[Sort, tuple[str | Promise, str | Promise]] = {
    Sort.EVENT: (_("Single events"), _("Told as one accident or one event.")),
    Sort.TOTAL: (
        _("Totals over a time"),
        _("What somebody has counted over months or years, often still rising. Never added to anything."),
    ),
    Sort.ESTIMATE: (
        _("Rates and estimates"),
        _("So many a year, about so many, feared or estimated. Never added to anything."),
    ),
    Sort.OTHER: (
        _("Not only from work"),
        _("Earthquakes, epidemics, wars and attacks: the text does not say that they died of their work."),
    ),
}
WHY: dict[Why, str | Promise] = {
    Why.UNSURE: _("the program was not sure"),
    Why.SEVERAL: _("the text tells several numbers"),
    Why.COUNTRY: _("no one country is told"),
    Why.UNDATED: _("no one day is told"),
    Why.MEMORY: _("it looks back on an earlier event"),
    Why.MISSING: _("the missing are counted in"),
}
METRIC_TITLES = dict(zip(METRICS, (_("Deaths"), _("Injuries")), strict=True))


@dataclass(frozen=True, slots=True)
class Row:
    """One figure with its words."""

    item: Item
    anchor: str
    words: str
    quote: str
    at_source: str
    headline: str
    where: str
    sectors: str
    when: str
    why: str


@dataclass(frozen=True, slots=True)
class Tab:
    """A link to another list, with how many it holds."""

    value: str
    title: str
    about: str
    count: int
    here: bool


def row(figure: Figure) -> Row:
    """A figure as it is shown."""
    fact: Fact = figure.fact
    item: Item = fact.item
    return Row(
        item=item,
        anchor=f"fact-{fact.start}-{fact.end}",
        words=wording.fact_words(item, fact),
        quote=shown_quote(item, fact),
        at_source=links.words_at_source(item, fact),
        headline=shown_headline_text(item),
        where=", ".join(name_of(one.country) for one in item.countries.all()),
        sectors=", ".join(
            str(subject_words.SECTORS.get(one.code, one.code)) for one in item.subjects.all() if one.kind == "sector"
        ),
        when=wording.published_words(item),
        why=str(WHY[figure.why]) if figure.why else "",
    )


def sort_choices(held: Tolls, here: Sort) -> list[Tab]:
    """The four lists."""
    return [
        Tab(sort.value, str(title), str(about), len(held.of(sort)), sort is here)
        for sort, (title, about) in SORTS.items()
    ]


def metric_choices(here: str) -> list[Tab]:
    """Deaths and injuries."""
    return [Tab(metric, str(title), "", 0, metric == here) for metric, title in METRIC_TITLES.items()]


def reasons(held: Tolls) -> list[tuple[str, int]]:
    """Why single events were not added, and how many."""
    counted = Counter(why for _, why in held.toll.left_out)
    return [(str(WHY[why]), count) for why, count in counted.most_common()]


def country_rows(held: Tolls) -> list[tuple[str, str, int, int]]:
    """Code, name, accidents and least number."""
    return [(code, name_of(code), accidents, number) for code, accidents, number in held.by_country()]
