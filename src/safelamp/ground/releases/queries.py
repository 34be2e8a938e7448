"""Reading what was released: the public part, which leads back to nothing, and the desk's list of it."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from safelamp.ground.organisations.models import Organisation
from safelamp.ground.releases import marks
from safelamp.ground.releases.models import Outcome, Release, ReleasedWords, ReleaseKind
from safelamp.ground.workplaces.models import Workplace

MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Answer:
    """A released answer as everybody sees it: in the asked language, or the one it was written in."""

    day: dt.date
    hazard: str
    outcome: Outcome
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Wall:
    """What hangs at a workplace: answers, newest first, and figures, rounded down, with their day."""

    answers: tuple[Answer, ...]
    figures: Mapping[str, int]
    figures_day: dt.date | None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read."""
        return not self.answers and not self.figures


def wall_of(workplace: Workplace, *, language: str) -> Wall:
    """What hangs there, in that language where somebody put it into it."""
    standing = _standing().filter(workplace=workplace).order_by("-day", "id").prefetch_related("words")
    answers = [_answer(each, language) for each in standing if each.kind == ReleaseKind.ANSWER]
    figures = next((each for each in standing if each.kind == ReleaseKind.FIGURES), None)
    return Wall(
        tuple(each for each in answers if each)[:MOST_SHOWN],
        figures.figures if figures else {},
        figures.day if figures else None,
    )


def languages_of(workplace: Workplace) -> frozenset[str]:
    """The languages in which something hangs there."""
    said = ReleasedWords.objects.filter(release__workplace=workplace, release__withdrawn_on=None)
    return frozenset(said.values_list("language", flat=True).distinct())


def has_something(workplace_id: uuid.UUID) -> bool:
    """Whether anything hangs there."""
    return _standing().filter(workplace_id=workplace_id).exists()


def standing_of(organisation: Organisation, *, workplace: Workplace) -> QuerySet[Release]:
    """The organisation's answers on that wall, newest first."""
    found = _standing().filter(organisation=organisation, workplace=workplace, kind=ReleaseKind.ANSWER)
    return found.order_by("-day", "id").prefetch_related("words")


def standing_for(organisation: Organisation, release_id: uuid.UUID) -> Release:
    """One release that still hangs; raises Release.DoesNotExist."""
    return _standing().select_related("organisation", "workplace").get(id=release_id, organisation=organisation)


def figures_of(workplace: Workplace) -> QuerySet[Release]:
    """The figures that hang there: one row, or none."""
    return _standing().filter(workplace=workplace, kind=ReleaseKind.FIGURES).select_related("organisation")


def figures_day(workplace: Workplace) -> dt.date | None:
    """The last day on which figures of the workplace were let out, whether they still hang or not."""
    found = Release.objects.filter(workplace=workplace, kind=ReleaseKind.FIGURES).order_by("-day")
    return found.values_list("day", flat=True).first()


def of_case(organisation: Organisation, case_id: uuid.UUID) -> QuerySet[Release]:
    """What of a case hangs on the wall."""
    return _standing().filter(organisation=organisation, source=marks.of_case(case_id)).prefetch_related("words")


def hangs_for_report(report_id: uuid.UUID) -> bool:
    """Whether something hangs that stands on this report: its reporter may take it down."""
    return _standing().filter(grounds__mark=marks.of_report(report_id)).exists()


def _standing() -> QuerySet[Release]:
    return Release.objects.filter(withdrawn_on=None)


def _answer(release: Release, language: str) -> Answer | None:
    said: dict[str, ReleasedWords] = {each.language: each for each in release.words.all()}
    words = said.get(language) or next((each for each in said.values() if each.original), None)
    if words is None:
        return None
    return Answer(release.day, release.hazard, Outcome(release.outcome), words.language, words.text)
