"""Sending "there is news": only here the numbers are opened, in memory, one at a time, in `safelamp work`."""

import datetime as dt
import logging
from contextlib import closing

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.post import news
from safelamp.ground.post.channels.contract import Adapter, Letter, Verdict
from safelamp.ground.post.daytime import is_daytime
from safelamp.ground.post.models import Channel, NewsWish
from safelamp.ground.post.pauses import LEASE, pause_after
from safelamp.ground.post.sending import adapter_of
from safelamp.ground.vault import addresses, courier

log = logging.getLogger(__name__)

MOST_TRIES = 20  # of one message that is not taken; the next news tries again
FARTHEST = dt.timedelta(days=2)  # nothing is due later: what is was written by a clock that has been set back since
OCCASION = "news"


def send_news(*, at: dt.datetime | None = None) -> int:
    """Sends what is due where it is day; returns how many messages were taken."""
    if not addresses.can_be_kept():
        NewsWish.objects.all().delete()  # the courier key was erased: no number can be opened again
        return 0
    if not settings.POST_SMS:
        return 0
    now = at or timezone.now()
    taken = 0
    waiting = NewsWish.objects.filter(_due(now)).select_related("organisation").order_by("due_at")
    with closing(adapter_of(Channel.SMS)) as adapter:
        for wish in waiting:
            if not is_daytime(wish.organisation.country, now=now) or not _claim(wish, now):
                continue
            verdict = _tried(wish, adapter)
            _end(wish, verdict, now)
            taken += verdict is Verdict.SENT
            if verdict is Verdict.AWAY:
                break  # the others would only wait for the same silence
    return taken


def _due(now: dt.datetime) -> Q:
    return Q(due_at__lte=now) | Q(due_at__gt=now + FARTHEST)


def _claim(wish: NewsWish, now: dt.datetime) -> bool:
    """Puts it off by the lease: whoever dies with it in hand sends it at most once more."""
    mine = NewsWish.objects.filter(_due(now), id=wish.id, tries=wish.tries)
    wish.tries += 1
    return bool(mine.update(tries=wish.tries, due_at=now + LEASE))


def _tried(wish: NewsWish, adapter: Adapter) -> Verdict:
    try:
        raw = courier.open_outside(
            bytes(wish.wished_sealed), context=news.context_of(wish), key_folder=settings.KEYS.path
        )
    except courier.KeyIsErased:
        return Verdict.AWAY  # just now: the next look takes everything away
    except CannotOpen:
        return Verdict.REFUSED
    wished = news.decoded(raw)
    letter = Letter(id=wish.id, to=wished.number, occasion=OCCASION, subject="", text=wished.text, sender="")
    verdict = adapter.send(letter)
    if verdict is Verdict.REFUSED or (verdict is not Verdict.SENT and wish.tries in {1, MOST_TRIES}):
        log.warning(f"news: {verdict.value}")  # noqa: G004  # words of ours
    return verdict


def _end(wish: NewsWish, verdict: Verdict, now: dt.datetime) -> None:
    row = NewsWish.objects.filter(id=wish.id)
    if verdict is Verdict.REFUSED:
        row.delete()  # no such number, or nobody can open it
    elif verdict is Verdict.AWAY:
        row.update(tries=F("tries") - 1, due_at=now)
    elif verdict is not Verdict.SENT and wish.tries < MOST_TRIES:
        row.update(due_at=now + pause_after(wish.tries))
    elif verdict is Verdict.SENT:
        news.heard(wish)
    elif wish.last:
        row.delete()
    else:
        row.update(due_at=None, tries=0)
