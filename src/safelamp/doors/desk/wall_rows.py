"""Answers for the wall as the desk shows them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from safelamp.doors.desk import titles
from safelamp.doors.desk.forms.wall import OutcomeForm
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.releases import gate
from safelamp.ground.releases import queries as releases
from safelamp.ground.releases.models import Release
from safelamp.ground.releases.reasons import Finding
from safelamp.ground.vault.sessions import OpenSession
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.wall import behind, queries, wording
from safelamp.loop.wall.behind import Asked
from safelamp.loop.wall.models import WallAnswer
from safelamp.loop.wall.wording import AnswerWords

_NAMES = dict(settings.WORKER_LANGUAGES)


@dataclass(frozen=True, slots=True)
class Said:
    """The words in one language."""

    language: str
    name: str
    text: str
    is_original: bool


@dataclass(frozen=True, slots=True)
class AnswerView:
    """A draft as whoever may let it out sees it.

    `unfit` is what is wrong with its words, `shut` all that keeps it inside, `look` what only a person can judge.
    """

    said: AnswerWords
    texts: Sequence[Said]
    asked: Asked
    several: bool
    unfit: Sequence[Finding]
    shut: Sequence[Finding]
    look: Sequence[Finding]

    @property
    def needs_consent(self) -> bool:
        """Whether reporters have to say yes."""
        return not self.several


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft in a list."""

    id: uuid.UUID
    title: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Released:
    """A released answer in the desk's list."""

    release: Release
    text: str
    language: str
    names: str
    form: OutcomeForm


def of_answer(session: OpenSession, answer: WallAnswer) -> AnswerView:
    """A draft with everything that the gate says about it; raises CannotOpen."""
    said = wording.opened(session, answer)
    opened = behind.opened(session, answer.case, texts=said.texts.values())
    letting = behind.letting_out(answer, said, opened)
    found = gate.findings_of(letting)
    return AnswerView(
        said=said,
        texts=[
            Said(code, _NAMES.get(code, code), text, is_original=code == said.original)
            for code, text in said.texts.items()
        ],
        asked=behind.asked_of(answer.case, opened),
        several=gate.stands_on_several(letting.behind, workplace=letting.workplace),
        unfit=gate.unfit_words(letting),
        shut=[each for each in found if each.shuts],
        look=[each for each in found if not each.shuts],
    )


def waiting_at(session: OpenSession, workplace: Workplace) -> list[Waiting]:
    """What waits to be let out there; words that the session cannot open stay shut."""
    found = []
    for answer in queries.waiting_at(session.member, workplace):
        try:
            said = wording.opened(session, answer)
        except CannotOpen:
            continue
        title = titles.of_case(session, answer.case)
        found.append(Waiting(answer.id, title, said.texts[said.original], said.original))
    return found


def released_at(workplace: Workplace, *, language: str) -> list[Released]:
    """What hangs there, in the language of the desk where it exists."""
    return [_released(each, language) for each in releases.standing_of(workplace.organisation, workplace=workplace)]


def _released(release: Release, language: str) -> Released:
    said = {each.language: each for each in release.words.all()}
    shown = said.get(language) or next(each for each in said.values() if each.original)
    return Released(
        release=release,
        text=shown.text,
        language=shown.language,
        names=", ".join(_NAMES.get(code, code) for code in said),
        form=OutcomeForm(initial={"outcome": release.outcome}),
    )
