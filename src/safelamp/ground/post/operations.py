"""Putting messages into the outbox. They travel with the caller's transaction: what is rolled back was never told."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.post import queries
from safelamp.ground.post.models import Channel, Circular, Occasion, Outcome, Outgoing, Subscription
from safelamp.ground.vault import addresses

KEPT_FOR = dt.timedelta(days=7)  # after a message has ended


@transaction.atomic
def send(member: Member, *, occasion: Occasion, key: uuid.UUID, at: dt.datetime | None = None) -> list[Outgoing]:
    """One message by each channel that the member keeps an address for; the same key again adds nothing.

    Empty where nobody can be told: no address, sending not set up, or stopped for good.
    """
    known = list(Outgoing.objects.filter(key=key, member=member))
    if known:
        return known
    for channel in queries.channels_of(member):
        _put(Outgoing(member=member, organisation_id=member.organisation_id, channel=channel), occasion, key, at)
    return list(Outgoing.objects.filter(key=key, member=member))


@transaction.atomic
def send_to_webhooks(
    organisation: Organisation, *, occasion: Occasion, key: uuid.UUID, at: dt.datetime | None = None
) -> list[Outgoing]:
    """Tells the organisation's own system, where it keeps a webhook; the same key again adds nothing."""
    if addresses.webhook_kept_on(organisation) and addresses.can_be_kept():
        _put(Outgoing(organisation=organisation, channel=Channel.WEBHOOK), occasion, key, at)
    return list(Outgoing.objects.filter(key=key, organisation=organisation, channel=Channel.WEBHOOK))


@transaction.atomic
def send_trial(channel: Channel, *, by: Member, at: dt.datetime | None = None) -> list[Outgoing]:
    """A trial to the member's own address; the trial before it is forgotten, and what still waits is not doubled."""
    queries.trials().filter(member=by, channel=channel).delete()
    if channel in queries.channels_of(by):
        row = Outgoing(member=by, organisation_id=by.organisation_id, channel=channel)
        _put(row, Occasion.TRIAL, uuid.uuid4(), at)
    audit.record("post.send_trial", organisation_id=by.organisation_id, by=by.id)
    return list(queries.trials().filter(member=by, channel=channel))


@transaction.atomic
def send_trial_to_webhook(*, by: Member, at: dt.datetime | None = None) -> list[Outgoing]:
    """A trial to the organisation's own system; the trial before it is forgotten."""
    queries.trials().filter(organisation_id=by.organisation_id, channel=Channel.WEBHOOK).delete()
    audit.record("post.send_trial", organisation_id=by.organisation_id, by=by.id)
    return send_to_webhooks(by.organisation, occasion=Occasion.TRIAL, key=uuid.uuid4(), at=at)


def withdraw(keys: Iterable[uuid.UUID]) -> int:
    """Takes back what still waits to be sent with these keys: nobody waits any more; returns how many messages."""
    gone, _ = Outgoing.objects.filter(key__in=list(keys), outcome=Outcome.WAITING).delete()
    return gone


def put_out(circular_id: uuid.UUID, *, list_id: uuid.UUID, number: int, day: dt.date) -> None:
    """Lets a circular go to everybody who is on the list now; the same number again adds nothing."""
    Circular.objects.bulk_create(
        [Circular(id=circular_id, list_id=list_id, number=number, day=day)], ignore_conflicts=True
    )


def hold_back(list_id: uuid.UUID) -> None:
    """Takes back what has not gone out yet on a list."""
    Circular.objects.filter(list_id=list_id).delete()


def dissolve(list_id: uuid.UUID) -> int:
    """Takes a list away with every address on it; how many there were."""
    hold_back(list_id)
    return Subscription.objects.filter(list_id=list_id).delete()[0]


def empty(*, at: dt.datetime | None = None) -> int:
    """Takes away what ended a week ago; returns how many. A job: nobody did it, so the audit has no line."""
    today = timezone.localdate(at)
    # A day in the future was written by a clock that has been set back since.
    ended = Q(day__lt=today - KEPT_FOR) | Q(day__gt=today + KEPT_FOR)
    gone, _ = Outgoing.objects.exclude(outcome=Outcome.WAITING).filter(ended).delete()
    return gone


def _put(row: Outgoing, occasion: Occasion, key: uuid.UUID, at: dt.datetime | None) -> None:
    row.occasion, row.key = occasion, key
    row.due_at = at or timezone.now()
    row.day = timezone.localdate(row.due_at)
    Outgoing.objects.bulk_create([row], ignore_conflicts=True)  # somebody else may have put the same key in
