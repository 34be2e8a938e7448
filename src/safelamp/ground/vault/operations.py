"""The organisation's keys: founding, admitting, withdrawing. Each month's new pairs come from rotation.py."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.vault import pairs, paper_key, queries
from safelamp.ground.vault.models import Audience, HeldKey, Purpose
from safelamp.ground.vault.sessions import OpenSession


@transaction.atomic
def found_keys(organisation: Organisation, *, first_readers: Sequence[Member], at: dt.date | None = None) -> list[str]:
    """Makes the organisation's key pairs and its paper key; returns the three sheets, which are kept nowhere."""
    fresh = paper_key.new()
    paper_key.place(organisation, fresh)
    for purpose in Purpose:
        make_pairs(organisation, purpose, day=at or timezone.localdate(), readers=first_readers)
    audit.record("vault.found_keys", organisation_id=organisation.id, by=None)
    return list(fresh.sheets)


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
    alone(member.organisation_id)
    found = Member.objects.select_related("key", "organisation").get(id=member.id)  # as they are now, key and role
    lacking = [
        pair
        for pair in queries.current_pairs(found.organisation).exclude(holders__member=found)
        if queries.reads(found, Audience(pair.audience))
    ]
    halves = by.private_halves(pair.id for pair in lacking)
    for pair in lacking:
        if pair.id in halves:
            pairs.give(pair, halves[pair.id], found)
    audit.record("vault.admit", organisation_id=member.organisation_id, by=by.member.id, subject_id=member.id)
    return sorted({Audience(pair.audience) for pair in lacking if pair.id not in halves})


@transaction.atomic
def withdraw(member: Member, *, by: Member) -> None:
    """Takes away every key that the policy no longer lets the member hold, after a change of role."""
    allowed = queries.audiences_of(member)
    HeldKey.objects.filter(member=member).exclude(pair__audience__in=allowed).delete()
    audit.record("vault.withdraw", organisation_id=member.organisation_id, by=by.id, subject_id=member.id)


def alone(organisation_id: uuid.UUID) -> None:
    """Nobody else hands over keys, and no month's keys are made, at the same moment."""
    Organisation.objects.select_for_update().get(id=organisation_id)
