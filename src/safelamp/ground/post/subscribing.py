"""What somebody outside may do about newsletters: ask, confirm, change the language, end it, be forgotten.

Whoever asks learns nothing about an address: every answer is the same. No member acts here, so the audit has no line.
"""

import contextlib
import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from safelamp.engines.sealing.envelopes import Context
from safelamp.ground.post import marks
from safelamp.ground.post.mailboxes import Mailbox
from safelamp.ground.post.marks import Link
from safelamp.ground.post.models import AskedToday, Circular, Standing, Subscription
from safelamp.ground.vault import addresses

FORGOTTEN_AFTER = dt.timedelta(days=3)  # what nobody confirmed
MOST_A_DAY = 300  # mails with a link, of the whole instance: a flood of them could shut the bell's mail out


class TooManyToday(Exception):
    """So many people asked today that no further mail with a link goes out before tomorrow."""


def ask(mailbox: Mailbox, *, list_id: uuid.UUID, language: str, at: dt.datetime | None = None) -> None:
    """Lets a mail with a link be sent, once a mailbox and day; nothing where the address is on the list already.

    Raises TooManyToday, and SendingHasStopped where the courier key was erased.
    """
    today = timezone.localdate(at)
    lookup = marks.lookup(list_id, mailbox)
    known = Subscription.objects.filter(list_id=list_id, lookup=lookup).first()
    wish = known or Subscription(list_id=list_id, lookup=lookup)
    address = addresses.seal_outside(mailbox.address, context=context_of(wish, "address"))
    spoken = addresses.seal_outside(language, context=context_of(wish, "language"))
    if AskedToday.objects.filter(day=today).count() >= MOST_A_DAY:
        raise TooManyToday
    if known is not None and known.standing == Standing.CONFIRMED:
        return  # whoever asks is not told; what was sealed took the same time
    wish.address_sealed, wish.language_sealed = address, spoken
    wish.standing, wish.asked_on, wish.asked_mark = Standing.ASKED, today, marks.of_day(mailbox, today)
    wish.due_at, wish.tries = None, 0
    with contextlib.suppress(IntegrityError), transaction.atomic():  # asked today already: nobody is told that either
        AskedToday.objects.create(mark=wish.asked_mark, day=today)
        wish.save()


@transaction.atomic
def confirm(token: str) -> bool:
    """Puts the address on the list, from its next circular on; False where the link is too old or not one of ours."""
    found = _named(Link.CONFIRM, token)
    if found is None:
        return False
    if found.standing != Standing.CONFIRMED:
        AskedToday.objects.filter(mark=found.asked_mark).delete()  # it was its owner: they may ask for another list
        last = Circular.objects.filter(list_id=found.list_id).aggregate(last=Max("number"))["last"]
        Subscription.objects.filter(id=found.id).update(
            standing=Standing.CONFIRMED, asked_on=None, asked_mark=None, reached=last or 0, due_at=None, tries=0
        )
    return True


def end(token: str) -> bool:
    """Ends a subscription: its row goes, with the address; the same link again does no harm. False: no link of ours."""
    subscription_id = marks.named_by(Link.READER, token)
    if subscription_id is None:
        return False
    Subscription.objects.filter(id=subscription_id).delete()
    return True


def change_language(token: str, language: str) -> bool:
    """Seals another language; False where the link leads to no subscription."""
    found = _named(Link.READER, token)
    if found is None:
        return False
    sealed = addresses.seal_outside(language, context=context_of(found, "language"))
    return bool(Subscription.objects.filter(id=found.id).update(language_sealed=sealed))


def forget(token: str, mailbox: Mailbox, *, list_ids: Iterable[uuid.UUID]) -> bool:
    """Takes an address off all these lists; only its owner may: the link's own subscription must have that address."""
    found = _named(Link.READER, token)
    if found is None or bytes(found.lookup) != marks.lookup(found.list_id, mailbox):
        return False
    lookups = [marks.lookup(each, mailbox) for each in {*list_ids, found.list_id}]
    Subscription.objects.filter(lookup__in=lookups).delete()
    return True


def list_named(link: Link, token: str) -> uuid.UUID | None:
    """The list that a link is about, while its subscription is there."""
    found = _named(link, token)
    return found.list_id if found else None


def forget_unconfirmed(*, at: dt.datetime | None = None) -> int:
    """Takes away what nobody confirmed within three days, and earlier days' marks; returns how many wishes. A job."""
    today = timezone.localdate(at)
    AskedToday.objects.exclude(day=today).delete()
    waiting = Subscription.objects.exclude(standing=Standing.CONFIRMED)
    early = waiting.filter(asked_on__lt=today - FORGOTTEN_AFTER)
    late = waiting.filter(asked_on__gt=today + FORGOTTEN_AFTER)  # a clock that was set back since
    return early.delete()[0] + late.delete()[0]


def context_of(subscription: Subscription, field: str) -> Context:
    """Where a subscription's sealed address or language belongs."""
    return Context(subscription.list_id, subscription.id, field)


def _named(link: Link, token: str) -> Subscription | None:
    subscription_id = marks.named_by(link, token)
    return Subscription.objects.filter(id=subscription_id).first() if subscription_id else None
