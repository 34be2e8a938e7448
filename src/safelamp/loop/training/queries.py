"""Reading trainings: the member's own organisation's."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from safelamp.ground.organisations.models import Member
from safelamp.ground.vault import desk
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.agreements import citations
from safelamp.loop.agreements.citations import Citation
from safelamp.loop.training.models import Training

WORDS = ("title", "place", "about")


@dataclass(frozen=True, slots=True)
class TrainingWords:
    """A training with its words, opened."""

    training: Training
    title: str
    place: str
    about: str


def trainings_for(member: Member) -> QuerySet[Training]:
    """The organisation's trainings, the latest first."""
    return Training.objects.filter(organisation_id=member.organisation_id).order_by("-held_from", "id")


def training_for(member: Member, training_id: uuid.UUID) -> Training:
    """One training; raises Training.DoesNotExist."""
    return trainings_for(member).get(id=training_id)


def training_words(session: OpenSession, rows: Sequence[Training]) -> list[TrainingWords]:
    """The rows with their words; raises CannotOpen."""
    opened = iter(_opened(session, [(row, name) for row in rows for name in WORDS]))
    return [TrainingWords(row, next(opened), next(opened), next(opened)) for row in rows]


def citation_of(session: OpenSession, training: Training) -> Citation | None:
    """Where it was read, if it came from the public record; raises CannotOpen."""
    (written,) = _opened(session, [(training, "citation")])
    return citations.read(written)


def _opened(session: OpenSession, wanted: Sequence[tuple[Training, str]]) -> list[str]:
    return desk.all_opened(
        session,
        [desk.Sealed(bytes(getattr(row, f"{name}_sealed")), row.organisation_id, row.id, name) for row, name in wanted],
    )
