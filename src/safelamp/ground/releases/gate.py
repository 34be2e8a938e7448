"""The gate: whether words may leave the union, and on what they stand. It reads, and changes nothing.

Without consent an answer needs k reports behind it whose reporters did not say no, at a workplace of 20 people or
more, or of a size that is not known and that the member who releases it says is large enough. Else every reporter
whom it stands for has to say yes.
"""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations import queries as organisations
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.releases import consents, wording
from safelamp.ground.releases.limits import FEWEST_AT_WORK, YOUNGEST_HOSTILE, at_work, fewest_behind
from safelamp.ground.releases.models import Basis, Outcome
from safelamp.ground.releases.reasons import Finding, Reason
from safelamp.ground.workplaces.models import Workplace


class Check(models.TextChoices):
    """What only a person can judge: whoever lets an answer out ticks every line."""

    NOBODY = "nobody", _("It points to nobody: no name, no job that one person does, no shift, no nationality.")
    OWN_WORDS = "own_words", _("It says what was done, not who told it. No word of a reporter stands in it.")
    NUMBERS = "numbers", _("Every number in it is about things or rules, or counts so many that nobody is meant.")
    SAFE = "safe", _("Somebody may read it on the wall while the employer looks on, and comes to no harm.")


@dataclass(frozen=True, slots=True)
class Behind:
    """What an answer stands on. `case_id` is never stored; `newest` is the day of the newest report.

    `consent_only` where numbers are not enough, because a reporter shut their report to somebody who reads the wall.
    `of_other_words` are reports whose reporters said nothing about these words: a yes of theirs was for others.
    """

    case_id: uuid.UUID
    report_ids: frozenset[uuid.UUID]
    newest: dt.date
    consent_only: bool = False
    of_other_words: frozenset[uuid.UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class LettingOut:
    """An answer in front of the gate. `stories` are the opened words of its reports: they live in memory only.

    `unread` counts the reports whose words the member cannot open; `written_by` is the member who wrote the answer.
    """

    workplace: Workplace
    hazard: str
    outcome: Outcome
    texts: Mapping[str, str]
    original: str
    behind: Behind
    written_by: uuid.UUID
    stories: tuple[str, ...] = field(default=(), repr=False)
    unread: int = 0

    def __post_init__(self) -> None:
        if self.original not in self.texts:
            raise ValueError("the language in which an answer was written is one of its languages")

    @property
    def organisation(self) -> Organisation:
        """Whose answer it is."""
        return self.workplace.organisation


def findings_of(letting: LettingOut, *, at: dt.datetime | None = None) -> list[Finding]:
    """Everything that is in the way, the words first; empty where only the list has to be ticked."""
    today = timezone.localdate(at)
    return [*_of_words(letting), *_of_grounds(letting), *_of_age(letting, today)]


def unfit_words(letting: LettingOut) -> list[Finding]:
    """What in the words shuts the gate: with that they are shown to nobody, not even to the reporters behind them."""
    return [each for each in _of_words(letting) if each.shuts]


def words_findings(letting: LettingOut, text: str, *, language: str) -> list[Finding]:
    """What is in the way of these words in that language."""
    own = letting.organisation
    found = wording.findings(
        text,
        language=language,
        fewest=fewest_behind(own),
        stories=letting.stories,
        names=(own.name, letting.workplace.name) if own.is_hostile else (),
        people=[each.login_name for each in organisations.members_of(own)],
    )
    return found + (wording.exact_days(text, language=language) if own.is_hostile else [])


def basis_of(behind: Behind, *, workplace: Workplace) -> Basis | None:
    """On what an answer may leave, or None where the gate stays shut."""
    said = consents.of_reports(behind.report_ids)
    if behind.report_ids and not _without_a_yes(behind, said):
        return Basis.CONSENT
    return Basis.SEVERAL if _several(behind, said, workplace) else None


def stands_on_several(behind: Behind, *, workplace: Workplace) -> bool:
    """Whether so many reports stand behind it that nobody has to be asked."""
    return _several(behind, consents.of_reports(behind.report_ids), workplace)


def stands_on(behind: Behind) -> frozenset[uuid.UUID]:
    """The reports that count: those whose reporters did not say no."""
    said = consents.of_reports(behind.report_ids)
    return frozenset(each for each in behind.report_ids if said.get(each) is not False)


def _without_a_yes(behind: Behind, said: Mapping[uuid.UUID, bool]) -> int:
    """How many reporters have not said yes to these very words."""
    return sum(not said.get(each) or each in behind.of_other_words for each in behind.report_ids)


def _several(behind: Behind, said: Mapping[uuid.UUID, bool], workplace: Workplace) -> bool:
    people = at_work(workplace)
    willing = [each for each in behind.report_ids if said.get(each) is not False]
    large_enough = people is None or people >= FEWEST_AT_WORK
    return not behind.consent_only and large_enough and len(willing) >= fewest_behind(workplace.organisation)


def _of_words(letting: LettingOut) -> Iterator[Finding]:
    for language, text in letting.texts.items():
        yield from words_findings(letting, text, language=language)
    if letting.unread:
        yield Finding(Reason.UNREAD, count=letting.unread)


def _of_grounds(letting: LettingOut) -> Iterator[Finding]:
    behind = letting.behind
    if not behind.report_ids:
        yield Finding(Reason.NO_REPORTS)
        return
    if basis_of(behind, workplace=letting.workplace):
        return
    said = consents.of_reports(behind.report_ids)
    if False in said.values():
        yield Finding(Reason.REFUSED, count=fewest_behind(letting.organisation))
        return
    silent = _without_a_yes(behind, said)
    yield Finding(Reason.CONSENT_OF_ONE) if silent == 1 else Finding(Reason.CONSENT, count=silent)


def _of_age(letting: LettingOut, today: dt.date) -> Iterator[Finding]:
    ready = letting.behind.newest + YOUNGEST_HOSTILE
    if letting.organisation.is_hostile and today < ready:
        yield Finding(Reason.TOO_SOON, quote=date_format(ready, "j F Y"))
