"""Reading the outbox, and whether anybody can be told at all. Nothing here opens an address."""

import uuid
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db.models import QuerySet

from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.post.models import Channel, Occasion, Outcome, Outgoing, Standing, Subscription
from safelamp.ground.vault import addresses
from safelamp.ground.vault.models import Address

FEW = 5  # as for all counts that leave their table: fewer are told as "fewer than 5"
BEST_FIRST = (Outcome.SENT, Outcome.WAITING, Outcome.FAILED, Outcome.STOPPED)


def channels_set_up() -> list[Channel]:
    """The channels by which this server can send; webhooks need nothing but the organisation's address."""
    configured = {Channel.MAIL: settings.POST_MAIL, Channel.WEBHOOK: True, Channel.SMS: settings.POST_SMS}
    return [channel for channel in Channel if configured[channel]]


def sending_is_possible() -> bool:
    """Whether members can be told: mail or text messages are set up, and the courier key is there."""
    return addresses.can_be_kept() and bool({Channel.MAIL, Channel.SMS}.intersection(channels_set_up()))


def channels_of(member: Member) -> list[Channel]:
    """The channels by which the member can be told now."""
    if not member.is_active or not addresses.can_be_kept():
        return []
    kept = addresses.kept_on(member)
    return [channel for channel in channels_set_up() if channel in kept]


def reachable(members: Iterable[Member]) -> set[uuid.UUID]:
    """The ids of those who can be told: an address is kept, its channel is set up, the courier key is there."""
    if not addresses.can_be_kept():
        return set()
    ids = [member.id for member in members if member.is_active]
    kept = Address.objects.filter(member_id__in=ids, channel__in=channels_set_up())
    return set(kept.values_list("member_id", flat=True))


def outcomes(keys: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, Outcome]:
    """The best outcome of each key, of all its channels. Rows are emptied a week after they ended: copy what you need.

    A key whose rows are gone, or that reached nobody, is left out.
    """
    found: dict[uuid.UUID, Outcome] = {}
    for key, outcome in Outgoing.objects.filter(key__in=list(keys)).values_list("key", "outcome"):
        found[key] = min(found.get(key, Outcome(outcome)), Outcome(outcome), key=BEST_FIRST.index)
    return found


def last_trials(member: Member) -> dict[Channel, Outgoing]:
    """The member's last trial by each channel, while its row is there."""
    return {Channel(row.channel): row for row in trials().filter(member=member)}


def last_trial_of_webhook(organisation: Organisation) -> Outgoing | None:
    """The last trial of the organisation's webhook, while its row is there."""
    return trials().filter(organisation=organisation, channel=Channel.WEBHOOK).first()


def trials() -> QuerySet[Outgoing]:
    """All trials."""
    return Outgoing.objects.filter(occasion=Occasion.TRIAL)


def newsletters_are_possible() -> bool:
    """Whether people outside can be written to: a mail server is set, and the courier key is there."""
    return bool(settings.POST_MAIL) and addresses.can_be_kept()


def how_many_read(list_id: uuid.UUID) -> int | None:
    """How many addresses are on a list; None where they are fewer than FEW. Who they are, nobody can ask."""
    number = Subscription.objects.filter(list_id=list_id, standing=Standing.CONFIRMED).count()
    return number if number >= FEW else None
