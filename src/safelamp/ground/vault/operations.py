"""The organisation's keys: founding, admitting readers, the paper key. Each month's new pairs come from rotation.py."""

import base64
import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from safelamp.engines.sealing import envelopes, paper
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.vault import pairs, queries
from safelamp.ground.vault.models import Audience, HeldKey, PaperHeldKey, PaperPair, Purpose
from safelamp.ground.vault.sessions import OpenSession


@transaction.atomic
def found_keys(organisation: Organisation, *, first_readers: Sequence[Member], at: dt.date | None = None) -> list[str]:
    """Makes the organisation's key pairs and its paper key; returns the three sheets, which are kept nowhere."""
    private = envelopes.new_private_key()
    made = paper.split(private)
    PaperPair.objects.create(
        organisation=organisation,
        point=envelopes.public_point(private),
        wraps={"+".join(map(str, pair)): base64.b64encode(wrap).decode() for pair, wrap in made.wraps.items()},
    )
    for purpose in Purpose:
        make_pairs(organisation, purpose, day=at or timezone.localdate(), readers=first_readers)
    audit.record("vault.found_keys", organisation_id=organisation.id, by=None)
    return [made.sheets[sheet] for sheet in paper.SHEETS]


def make_pairs(organisation: Organisation, purpose: Purpose, *, day: dt.date, readers: Iterable[Member]) -> None:
    """A key pair for each audience, given to those readers whom the policy lets hold it, and to paper."""
    everybody = list(readers)
    for audience in Audience:
        allowed = [member for member in everybody if queries.reads(member, audience)]
        pairs.make(organisation, audience, purpose, month=queries.month_of(day), holders=allowed)


@transaction.atomic
def admit(member: Member, *, by: OpenSession) -> list[Audience]:
    """Gives the member every key that the policy lets them hold and that the logged-in reader holds.

    Returns the audiences that are still missing because `by` does not hold them: another reader must admit.
    """
    if member.organisation_id != by.member.organisation_id:
        raise Member.DoesNotExist
    _alone(member.organisation_id)
    missing = set()
    for pair in queries.current_pairs(member.organisation).exclude(holders__member=member):
        audience = Audience(pair.audience)
        if not queries.reads(member, audience):
            continue
        try:
            pairs.give(pair, by.private_half(pair.id), member)
        except CannotOpen:
            missing.add(audience)
    audit.record("vault.admit", organisation_id=member.organisation_id, by=by.member.id, subject_id=member.id)
    return sorted(missing)


@transaction.atomic
def withdraw(member: Member, *, by: Member) -> None:
    """Takes away every key that the policy no longer lets the member hold, after a change of role."""
    allowed = queries.audiences_of(member)
    HeldKey.objects.filter(member=member).exclude(pair__audience__in=allowed).delete()
    audit.record("vault.withdraw", organisation_id=member.organisation_id, by=by.id, subject_id=member.id)


@transaction.atomic
def admit_from_paper(member: Member, sheets: Sequence[str]) -> None:
    """Gives the member the keys of their audiences with two sheets of the paper key; raises CannotOpen."""
    _alone(member.organisation_id)
    on_paper = PaperPair.objects.get(organisation_id=member.organisation_id)
    wraps = {(int(pair[0]), int(pair[2])): base64.b64decode(wrapped) for pair, wrapped in dict(on_paper.wraps).items()}
    private = paper.join(sheets, wraps)
    for pair in queries.current_pairs(member.organisation).exclude(holders__member=member):
        if queries.reads(member, Audience(pair.audience)):
            sealed = bytes(PaperHeldKey.objects.get(pair=pair).sealed_private)
            pairs.give(
                pair, envelopes.open_envelope(sealed, private=private, context=pairs.paper_context(pair)), member
            )
    audit.record("vault.admit_from_paper", organisation_id=member.organisation_id, by=None, subject_id=member.id)


def _alone(organisation_id: uuid.UUID) -> None:
    """Nobody else hands over keys, and no month's keys are made, at the same moment."""
    Organisation.objects.select_for_update().get(id=organisation_id)
