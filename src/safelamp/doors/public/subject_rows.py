"""Items of a subject page in words: what came of it, the figures and standards, each in the words of the source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safelamp.doors.public import wording
from safelamp.record.reading.models import FactKind, Item
from safelamp.record.reading.showing import Piece, shown, shown_headline_text
from safelamp.record.searching.subjects import Subject, sayings

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Titles:
    """A subject page's own words."""

    title: Words
    about: Words
    silent: Words


TITLES: Mapping[str, Titles] = {
    "strikes": Titles(
        _("Strikes and what came of them"),
        _("What pages tell of strikes. Many tell how one began and never how it ended."),
        _("The text does not say what came of it."),
    ),
    "agreements": Titles(
        _("Agreements signed and renewed"),
        _("What pages tell of agreements between unions and employers."),
        _("The text does not say whether it was signed or renewed."),
    ),
    "trainings": Titles(
        _("Trainings"),
        _("Workshops and courses that pages tell of, and how many took part."),
        _("The text tells no more about it."),
    ),
    "ratifications": Titles(
        _("Ratifications of labour standards"),
        _("What pages say about ratifying. It is news, not the official list: that one is kept by the ILO."),
        _("The text does not say who ratified what."),
    ),
    "promises": Titles(
        _("Promises made in public"),
        _("What governments, employers and others have said that they will do."),
        _("The text tells no more about it."),
    ),
}
TOLD: Mapping[str, Words] = {
    "won": _("gained"),
    "against": _("met with force or dismissal"),
    "goes_on": _("going on"),
    "renewed": _("renewed"),
    "signed": _("signed or agreed"),
    "ended": _("ended"),
    "held": _("training"),
    "ratified": _("ratified"),
    "asked": _("about ratifying"),
    "promised": _("promised"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of the source and what it tells, in one word."""

    title: str
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Row:
    """An item of a subject."""

    item: Item
    headline: str
    told: Sequence[Told]
    facts: Sequence[tuple[str, str]]  # anchor on the item's page, words


def row(item: Item, subject: Subject) -> Row:
    """An item with its sentences and facts."""
    told = [Told(str(TOLD[saying.told]), shown(item, saying.words, saying.start)) for saying in sayings(item, subject)]
    facts = [
        (f"fact-{fact.start}-{fact.end}", wording.fact_words(item, fact))
        for fact in sorted(item.facts.all(), key=lambda fact: fact.start)
        if fact.kind == FactKind.STANDARD or (fact.kind == FactKind.FIGURE and fact.metric in subject.metrics)
    ]
    return Row(item, shown_headline_text(item), told, facts)
