"""The facets beside a list, in words: what there is to choose, how many items each choice leaves, what was chosen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from safelamp.doors.public import subject_words, wording
from safelamp.ground.standards.countries import name_of
from safelamp.record.searching.asked import NAMES, Search
from safelamp.record.searching.finding import Answer, Choice
from safelamp.record.searching.queries import source_names
from safelamp.record.searching.understanding import Named

SHOWN_AT_ONCE = 8
ALWAYS_OPEN = 3  # facets; the others open by a tap
TITLES: Mapping[str, str | Promise] = {
    "countries": _("Country"),
    "topics": _("Topic"),
    "sectors": _("Sector"),
    "metrics": _("Holds a figure about"),
    "standards": _("Labour standard"),
    "organisations": _("Organisation"),
    "years": _("Year"),
    "kinds": _("Kind of text"),
    "languages": _("Language"),
    "sources": _("Source"),
}
READ_AS: Mapping[str, str | Promise] = {
    "countries": _("country: %(name)s"),
    "sectors": _("sector: %(name)s"),
    "topics": _("topic: %(name)s"),
    "metrics": _("figures: %(name)s"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a facet."""

    value: str
    title: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of choices: the first few, and the rest behind "more"."""

    name: str
    title: str
    first: Sequence[Option]
    more: Sequence[Option]
    folded: bool

    @property
    def more_is_open(self) -> bool:
        """Whether one of the rest was chosen."""
        return any(option.chosen for option in self.more)


@dataclass(frozen=True, slots=True)
class ReadAs:
    """What some words of the question were taken to name, and the search without it."""

    title: str
    address: str


def facets_of(answer: Answer) -> list[Facet]:
    """All facets with something to choose, in the order of the screen."""
    titles = titles_of(answer)
    facets: list[Facet] = []
    for facet, name in NAMES.items():
        options = [_option(choice, answer.asked, facet, titles[facet]) for choice in answer.choices[facet]]
        if facet == "metrics":
            options = [option for option in options if option.value in wording.FACETS]
        if facet == "years":
            options.sort(key=lambda option: option.value, reverse=True)
        if options:
            folded = len(facets) >= ALWAYS_OPEN and not any(option.chosen for option in options)
            first, more = options[:SHOWN_AT_ONCE], options[SHOWN_AT_ONCE:]
            facets.append(Facet(name, str(TITLES[facet]), first, more, folded))
    return facets


def titles_of(answer: Answer) -> dict[str, Callable[[str], str]]:
    """How the values of each facet are called."""
    sources = source_names([choice.value for choice in answer.choices["sources"]])
    return {**PLAIN_TITLES, "sources": lambda value: sources.get(value, _now("a source that is gone"))}


PLAIN_TITLES: dict[str, Callable[[str], str]] = {
    "countries": name_of,
    "topics": lambda value: str(subject_words.TOPICS.get(value, value)),
    "sectors": lambda value: str(subject_words.SECTORS.get(value, value)),
    "metrics": lambda value: str(wording.FACETS.get(value, value)),
    "standards": str,
    "organisations": str,
    "years": str,
    "kinds": lambda value: str(subject_words.KINDS.get(value, value)),
    "languages": subject_words.language_name,
}


def _option(choice: Choice, asked: Search, facet: str, title: Callable[[str], str]) -> Option:
    return Option(choice.value, title(choice.value), choice.count, choice.value in asked.chosen(facet))


def read_as(named: Sequence[Named], without: Callable[[str], str]) -> list[ReadAs]:
    """What the words name, in words; `without` gives the address of the search with other words."""
    return [
        ReadAs(str(READ_AS[one.facet]) % {"name": PLAIN_TITLES[one.facet](one.value)}, without(one.without))
        for one in named
    ]
