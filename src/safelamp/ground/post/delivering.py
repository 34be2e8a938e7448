"""Sending to people outside: links to confirm, and circulars, one mail at a time, slowly, never before a bell.

Only here their addresses are opened, in memory, in the process `safelamp work`. The words come from a `Writer`, which a
room above is: nothing of a mail is ever stored. A mail with a link goes out at least once. A circular goes out at most
once: one whose process was killed while the mail server had it is not sent again (docs/decisions/0021).
"""

import datetime as dt
import logging
import uuid
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass

from django.conf import settings
from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone

from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.post import marks, subscribing
from safelamp.ground.post.channels.contract import Letter, Verdict
from safelamp.ground.post.channels.mail.smtp import Smtp
from safelamp.ground.post.marks import Link
from safelamp.ground.post.models import Channel, Circular, Outcome, Outgoing, Standing, Subscription
from safelamp.ground.post.pauses import LEASE, pause_after
from safelamp.ground.post.writer import Tokens, Writer
from safelamp.ground.vault import addresses, courier

log = logging.getLogger(__name__)

MOST_TRIES = 20  # of one mail that is not taken: about an hour and a half
MOST_REFUSALS = 3  # circulars in a row that were refused for good: nobody reads that mailbox any more
CIRCULARS_KEPT = dt.timedelta(days=7)
OCCASION = "newsletter"
LINK_TO_CONFIRM = 0  # in place of a circular's number


def deliver_due(writer: Writer, *, most: int, at: dt.datetime | None = None) -> int:
    """Sends at most so many mails that are due; returns how many were taken. A bell that waits goes first."""
    if not addresses.can_be_kept():
        stop()
        return 0
    if not settings.POST_MAIL:
        return 0
    _forget_circulars(at or timezone.now())
    taken = 0
    with closing(Smtp(settings.POST_MAIL)) as line:
        for _ in range(most):
            if _a_bell_waits(at or timezone.now()) or (mail := _claimed(at or timezone.now())) is None:
                break
            verdict = _Try(mail, writer, line).verdict()
            _end(mail, verdict, at or timezone.now())
            taken += verdict is Verdict.SENT
            if verdict is Verdict.AWAY:
                break  # the others would only wait for the same silence
    return taken


def stop() -> int:
    """Takes every subscription away, because the courier key was erased and none can be opened again; how many."""
    return Subscription.objects.all().delete()[0] if Subscription.objects.exists() else 0


@dataclass(frozen=True, slots=True)
class _Mail:
    """A subscription that was taken for one mail: circular `number`, or the link to confirm."""

    subscription: Subscription
    circular: Circular | None

    @property
    def number(self) -> int:
        return self.circular.number if self.circular else LINK_TO_CONFIRM

    @property
    def id(self) -> uuid.UUID:
        """The same at every try, so that a second copy can be known."""
        return uuid.uuid5(self.circular.id if self.circular else self.subscription.list_id, self.subscription.id.hex)


@dataclass(frozen=True, slots=True)
class _Try:
    mail: _Mail
    writer: Writer
    line: Smtp

    def verdict(self) -> Verdict:
        subscription = self.mail.subscription
        if self.mail.circular and subscription.in_hand == self.mail.number:
            return Verdict.SENT  # whoever had it in hand died with it: perhaps it arrived
        try:
            letter = self._letter()
        except courier.KeyIsErased:
            return Verdict.AWAY  # just now: the next look takes everything away
        except CannotOpen:
            return Verdict.REFUSED
        if letter is None:
            return Verdict.SENT  # nothing to say any more
        if not self.line.ready():
            return Verdict.AWAY
        if self.mail.circular:
            Subscription.objects.filter(id=subscription.id).update(in_hand=self.mail.number)
        found = self.line.send(letter)
        if found is Verdict.REFUSED:
            log.warning(f"newsletter: {found.value}")  # noqa: G004  # words of ours
        return found

    def _letter(self) -> Letter | None:
        subscription, circular = self.mail.subscription, self.mail.circular
        language = _opened(subscription, "language")
        tokens = Tokens(marks.token(Link.CONFIRM, subscription.id), marks.token(Link.READER, subscription.id))
        if circular:
            words = self.writer.circular(circular.id, language=language, tokens=tokens)
        else:
            words = self.writer.confirming(subscription.list_id, language=language, tokens=tokens)
        if words is None:
            return None
        return Letter(
            id=self.mail.id, to=_opened(subscription, "address"), occasion=OCCASION, subject=words.subject,
            text=words.text, sender=words.sender, html=words.html,
            leave=self.writer.leave_address(tokens) if circular else "",
        )  # fmt: skip


def _opened(subscription: Subscription, field: str) -> str:
    sealed = bytes(subscription.address_sealed if field == "address" else subscription.language_sealed)
    context = subscribing.context_of(subscription, field)
    return courier.open_outside(sealed, context=context, key_folder=settings.KEYS.path)


def _claimed(now: dt.datetime) -> _Mail | None:
    """Takes one subscription that has a mail due and puts it off by the lease; links to confirm go first."""
    for found, circular in _next_mails(now):
        mine = Subscription.objects.filter(
            _due(now), id=found.id, standing=found.standing, reached=found.reached, tries=found.tries
        ).update(tries=F("tries") + 1, due_at=now + LEASE)
        if mine:
            found.tries += 1
            return _Mail(found, circular)
    return None


def _next_mails(now: dt.datetime) -> Iterable[tuple[Subscription, Circular | None]]:
    asked = Subscription.objects.filter(_due(now), standing=Standing.ASKED).order_by("due_at").first()
    if asked:
        yield asked, None
    for circular in Circular.objects.order_by("day", "list_id", "number"):
        found = _readers_before(circular).filter(_due(now)).first()
        if found:
            yield found, circular


def _readers_before(circular: Circular) -> QuerySet[Subscription]:
    """Those whose next circular this is."""
    before = Circular.objects.filter(list_id=circular.list_id, number__lt=circular.number)
    last = before.aggregate(last=Max("number"))["last"] or 0
    return Subscription.objects.filter(
        list_id=circular.list_id, standing=Standing.CONFIRMED, reached__lt=circular.number, reached__gte=last
    )


def _due(now: dt.datetime) -> Q:
    """What may be tried; what was put off farther than the longest pause was so by a clock that has been set back."""
    farthest = now + pause_after(MOST_TRIES) + LEASE
    return Q(due_at__isnull=True) | Q(due_at__lte=now) | Q(due_at__gt=farthest)


def _end(mail: _Mail, verdict: Verdict, now: dt.datetime) -> None:
    row = Subscription.objects.filter(id=mail.subscription.id)
    if verdict is Verdict.AWAY:
        row.update(tries=F("tries") - 1, due_at=None, in_hand=0)
    elif not verdict.is_over and mail.subscription.tries < MOST_TRIES:
        row.update(due_at=now + pause_after(mail.subscription.tries), in_hand=0)
    elif mail.circular is None:
        _end_link(row, verdict)
    else:
        _end_circular(row, mail, verdict)


def _end_link(row: QuerySet[Subscription], verdict: Verdict) -> None:
    """A link that cannot be delivered leaves nothing behind."""
    if verdict is Verdict.SENT:
        row.filter(standing=Standing.ASKED).update(standing=Standing.WRITTEN_TO, tries=0, due_at=None)
    else:
        row.delete()


def _end_circular(row: QuerySet[Subscription], mail: _Mail, verdict: Verdict) -> None:
    refusals = 0 if verdict is Verdict.SENT else mail.subscription.refusals + 1
    if refusals >= MOST_REFUSALS:
        row.delete()
        return
    row.update(reached=mail.number, in_hand=0, tries=0, due_at=None, refusals=refusals)


def _a_bell_waits(now: dt.datetime) -> bool:
    return Outgoing.objects.filter(outcome=Outcome.WAITING, channel=Channel.MAIL, due_at__lte=now).exists()


def _forget_circulars(now: dt.datetime) -> None:
    today = timezone.localdate(now)
    Circular.objects.filter(Q(day__lt=today - CIRCULARS_KEPT) | Q(day__gt=today + CIRCULARS_KEPT)).delete()
