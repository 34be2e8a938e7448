"""Sending what is due. Only here addresses are opened, in memory, one at a time, in the process `safelamp work`."""

import datetime as dt
import logging
from collections.abc import Callable, Iterable
from contextlib import closing

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.post import sentences
from safelamp.ground.post.channels.contract import Adapter, Letter, Verdict
from safelamp.ground.post.channels.mail.smtp import Smtp
from safelamp.ground.post.channels.sms.choosing import adapter_for
from safelamp.ground.post.channels.webhook.hook import Webhook
from safelamp.ground.post.models import Channel, Outcome, Outgoing
from safelamp.ground.post.pauses import FARTHEST, LEASE, MOST_TRIES, pause_after
from safelamp.ground.vault import addresses, courier
from safelamp.ground.vault.models import Address

log = logging.getLogger(__name__)


def send_due(*, channels: Iterable[Channel] = tuple(Channel), at: dt.datetime | None = None) -> int:
    """Sends everything that is due by these channels; returns how many were taken."""
    if not addresses.can_be_kept():
        stop(at=at)
        return 0
    return sum(_send_by(channel, at) for channel in channels)


def stop(*, at: dt.datetime | None = None) -> int:
    """Ends everything that waits, because the courier key was erased; returns how many."""
    if not _waiting().exists():
        return 0
    return _waiting().update(outcome=Outcome.STOPPED, due_at=None, day=timezone.localdate(at))


def _send_by(channel: Channel, at: dt.datetime | None) -> int:
    taken = 0
    with closing(adapter_of(channel)) as adapter:
        while (row := _claimed(channel, at or timezone.now())) is not None:
            verdict = _tried(row, adapter)
            _end(row, verdict, at or timezone.now())
            taken += verdict is Verdict.SENT
            if verdict is Verdict.AWAY:
                break  # the others would only wait for the same silence; they are due at the next look
    return taken


def adapter_of(channel: Channel) -> Adapter:
    """The channel as this server has it set up; one that takes nothing where it has not."""
    makers: dict[Channel, Callable[[], Adapter | None]] = {
        Channel.MAIL: lambda: Smtp(settings.POST_MAIL) if settings.POST_MAIL else None,
        Channel.WEBHOOK: lambda: Webhook(reach=settings.POST_REACH),
        Channel.SMS: lambda: adapter_for(settings.POST_SMS) if settings.POST_SMS else None,
    }
    return makers[channel]() or NotSetUp()


class NotSetUp:
    """The adapter of a channel that this server does not have (any more)."""

    def send(self, letter: Letter) -> Verdict:  # noqa: ARG002  # no letter changes it
        """Nothing is sent, and nothing will be."""
        return Verdict.REFUSED

    def close(self) -> None:
        """Nothing is open."""


def _claimed(channel: Channel, now: dt.datetime) -> Outgoing | None:
    """Takes one message that is due and puts it off by the lease: whoever dies with it in hand blocks nobody."""
    if not _due(channel, now).exists():
        return None  # the usual case, without locking anything
    with transaction.atomic():
        unlocked = _due(channel, now).select_for_update(skip_locked=True, of=("self",))
        row = unlocked.select_related("member__organisation", "organisation").order_by("due_at").first()
        if row is None:
            return None
        row.tries += 1
        # On SQLite, which locks no rows, the one whose change finds the row as it was read has it.
        mine = _waiting().filter(id=row.id, tries=row.tries - 1).update(tries=row.tries, due_at=now + LEASE)
        return row if mine else None


def _due(channel: Channel, now: dt.datetime) -> QuerySet[Outgoing]:
    return _waiting().filter(Q(due_at__lte=now) | Q(due_at__gt=now + FARTHEST), channel=channel)


def _waiting() -> QuerySet[Outgoing]:
    return Outgoing.objects.filter(outcome=Outcome.WAITING)


def _tried(row: Outgoing, adapter: Adapter) -> Verdict:
    try:
        letter = _letter(row)
        verdict = Verdict.REFUSED if letter is None else adapter.send(letter)
    except courier.KeyIsErased:  # just now: the next look stops everything
        verdict = Verdict.AWAY
    if verdict is Verdict.REFUSED or (verdict is not Verdict.SENT and row.tries in {1, MOST_TRIES}):
        log.warning(f"{row.channel}: {verdict.value}")  # noqa: G004  # both are words of ours
    return verdict


def _letter(row: Outgoing) -> Letter | None:
    """The message with its address opened; None where the address, or the key that it was sealed to, is gone."""
    kept = Address.objects.filter(channel=row.channel).select_related("member__organisation", "organisation")
    owned = kept.filter(member=row.member) if row.member else kept.filter(organisation=row.organisation)
    address = owned.first()
    if address is None:
        return None
    try:
        to = courier.open_address(address, key_folder=settings.KEYS.path)
    except courier.KeyIsErased:
        raise
    except CannotOpen:
        return None
    said = sentences.said(row)
    return Letter(id=row.id, to=to, occasion=row.occasion, subject=said.subject, text=said.text, sender=said.sender)


def _end(row: Outgoing, verdict: Verdict, now: dt.datetime) -> None:
    mine = _waiting().filter(id=row.id)
    if verdict.is_over or row.tries >= MOST_TRIES:
        outcome = Outcome.SENT if verdict is Verdict.SENT else Outcome.FAILED
        mine.update(outcome=outcome, due_at=None, day=_day(row, now))
    else:
        mine.update(due_at=now + pause_after(row.tries))


def _day(row: Outgoing, now: dt.datetime) -> dt.date:
    """The day of its end; the week's Monday where a hostile profile asks for weeks."""
    today = timezone.localdate(now)
    return today - dt.timedelta(days=today.weekday()) if row.organisation.is_hostile else today
