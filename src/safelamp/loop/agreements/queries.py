"""Reading commitments and agreements: the member's own organisation's."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from safelamp.ground.organisations.models import Member
from safelamp.ground.vault import desk
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.agreements import citations
from safelamp.loop.agreements.citations import Citation
from safelamp.loop.agreements.models import ENDS_SOON, Agreement, Commitment, CommitmentEvent
from safelamp.loop.agreements.states import CommitmentState


@dataclass(frozen=True, slots=True)
class CommitmentWords:
    """Who promised and what, opened."""

    commitment: Commitment
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class AgreementWords:
    """Between whom, and what it says, opened."""

    agreement: Agreement
    parties: str
    about: str


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One line of a commitment's history, opened."""

    event: CommitmentEvent
    evidence: str


@dataclass(frozen=True, slots=True)
class CommitmentCounts:
    """Of all commitments: so many followed, of which overdue, and what was found."""

    followed: int
    overdue: int
    kept: int
    partly_kept: int
    broken: int


def commitments_for(member: Member) -> QuerySet[Commitment]:
    """The organisation's commitments: the promised day first, those without a day last."""
    every = Commitment.objects.filter(organisation_id=member.organisation_id)
    return every.order_by(F("due_on").asc(nulls_last=True), "-followed_on", "id")


def followed_by(member: Member) -> QuerySet[Commitment]:
    """Those of which nobody has said what became of them."""
    return commitments_for(member).filter(state=CommitmentState.FOLLOWED)


def commitment_for(member: Member, commitment_id: uuid.UUID) -> Commitment:
    """One commitment; raises Commitment.DoesNotExist."""
    return commitments_for(member).get(id=commitment_id)


def commitment_counts(member: Member, *, on: dt.date) -> CommitmentCounts:
    """How the organisation's commitments stand on a day."""
    counted = commitments_for(member).aggregate(
        followed=Count("id", filter=Q(state=CommitmentState.FOLLOWED)),
        overdue=Count("id", filter=Q(state=CommitmentState.FOLLOWED, due_on__lt=on)),
        kept=Count("id", filter=Q(state=CommitmentState.KEPT)),
        partly_kept=Count("id", filter=Q(state=CommitmentState.PARTLY_KEPT)),
        broken=Count("id", filter=Q(state=CommitmentState.BROKEN)),
    )
    return CommitmentCounts(**counted)


def commitment_words(session: OpenSession, rows: Sequence[Commitment]) -> list[CommitmentWords]:
    """The rows with their words; raises CannotOpen."""
    opened = iter(_opened(session, [(row, name) for row in rows for name in ("who", "what")]))
    return [CommitmentWords(row, next(opened), next(opened)) for row in rows]


def history_of(session: OpenSession, commitment: Commitment) -> list[EvidenceLine]:
    """What was done and found, the first line first; raises CannotOpen."""
    events = list(commitment.events.select_related("member"))
    words = desk.all_opened(
        session,
        [desk.Sealed(bytes(one.evidence_sealed), commitment.organisation_id, one.id, "evidence") for one in events],
    )
    return [EvidenceLine(event, evidence) for event, evidence in zip(events, words, strict=True)]


def agreements_for(member: Member) -> QuerySet[Agreement]:
    """The organisation's agreements: what ends first stands first, those without an end last."""
    every = Agreement.objects.filter(organisation_id=member.organisation_id).select_related("workplace")
    return every.order_by(F("expires_on").asc(nulls_last=True), "-signed_on", "id")


def agreement_for(member: Member, agreement_id: uuid.UUID) -> Agreement:
    """One agreement; raises Agreement.DoesNotExist."""
    return agreements_for(member).get(id=agreement_id)


def in_force(agreements: QuerySet[Agreement], *, on: dt.date) -> QuerySet[Agreement]:
    """Those that have not ended by a day."""
    return agreements.filter(Q(expires_on__isnull=True) | Q(expires_on__gte=on))


def ending_soon(agreements: QuerySet[Agreement], *, on: dt.date) -> QuerySet[Agreement]:
    """Those that end within three months."""
    return agreements.filter(expires_on__gte=on, expires_on__lte=on + ENDS_SOON)


def agreement_words(session: OpenSession, rows: Sequence[Agreement]) -> list[AgreementWords]:
    """The rows with their words; raises CannotOpen."""
    opened = iter(_opened(session, [(row, name) for row in rows for name in ("parties", "about")]))
    return [AgreementWords(row, next(opened), next(opened)) for row in rows]


def citation_of(session: OpenSession, row: Commitment | Agreement) -> Citation | None:
    """Where it was read, if it came from the public record; raises CannotOpen."""
    (written,) = _opened(session, [(row, "citation")])
    return citations.read(written)


def _opened(session: OpenSession, wanted: Iterable[tuple[Commitment | Agreement, str]]) -> list[str]:
    return desk.all_opened(
        session,
        [desk.Sealed(bytes(getattr(row, f"{name}_sealed")), row.organisation_id, row.id, name) for row, name in wanted],
    )
