"""Telling a reporter by text message that there is news: only where they chose it, never what the news is.

The number is sealed to the courier key and to nobody else. What is plain in the row (a moment in the future, how often
it was tried) tells of no report: whose row it is, only the pepper can say. Nobody at a desk sees that it was chosen.
No member acts here, so the audit has no line.
"""

import datetime as dt
import hmac
import json
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from safelamp.engines.sealing.envelopes import Context
from safelamp.engines.writing.sms import plainer, segments
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.post.daytime import moment_of_tomorrow
from safelamp.ground.post.models import NewsWish
from safelamp.ground.vault import addresses

KEPT_FOR = dt.timedelta(days=210)  # seven months, then the wish ends by itself


class Sentence(models.TextChoices):
    """What the message says; the worker chooses what is least odd on their phone. One segment in every language."""

    NEWS = "news", _("There is news on your question.")
    LOOK = "look", _("A reminder: please look again.")
    READY = "ready", _("What you asked for is ready.")


@dataclass(frozen=True, slots=True, repr=False)
class Wished:
    """What is sealed: where to, in which language, with which words."""

    number: str
    language: str
    sentence: Sentence

    def encoded(self) -> str:
        """The text to seal."""
        return json.dumps({"number": self.number, "language": self.language, "sentence": self.sentence})

    @property
    def text(self) -> str:
        """The message: no name of anybody, no place, no link."""
        with translation.override(self.language):
            return plainer(str(self.sentence.label))


def decoded(raw: str) -> Wished:
    """From the opened text."""
    said = json.loads(raw)
    return Wished(said["number"], said["language"], Sentence(said["sentence"]))


def is_possible(organisation: Organisation) -> bool:
    """Whether it is offered: text messages are set up, the courier key is there, and the profile is not hostile.

    In a hostile profile it is not offered at all: see docs/decisions/0030.
    """
    return bool(settings.POST_SMS) and not organisation.is_hostile and addresses.can_be_kept()


def is_chosen(report_id: uuid.UUID) -> bool:
    """Whether the report's reporter is told by text message."""
    return NewsWish.objects.filter(mark=_mark("report", report_id.hex)).exists()


@transaction.atomic
def choose(report_id: uuid.UUID, wished: Wished, *, organisation: Organisation, at: dt.datetime | None = None) -> None:
    """Keeps the number for this report, in place of an earlier one; raises SendingHasStopped.

    A number that is told about other reports is taken like any other: whoever types a colleague's learns nothing.
    """
    stop(report_id)
    wish = NewsWish(id=uuid.uuid4(), organisation=organisation, mark=_mark("report", report_id.hex))
    wish.number_mark = _mark("number", wished.number)
    wish.wished_sealed = addresses.seal_outside(wished.encoded(), context=context_of(wish))
    wish.ends_on = (timezone.localdate(at) + KEPT_FOR).replace(day=1)
    wish.save(force_insert=True)


def stop(report_id: uuid.UUID) -> bool:
    """The worker does not want it any longer: the number is gone; whether there was one."""
    return bool(NewsWish.objects.filter(mark=_mark("report", report_id.hex)).delete()[0])


def stop_number(number: str) -> int:
    """Whoever holds that phone says stop: it is told about nothing any more; of how many reports it was."""
    return NewsWish.objects.filter(number_mark=_mark("number", number)).delete()[0]


def forget(report_ids: Iterable[uuid.UUID]) -> int:
    """Takes away what was kept for reports that are shredded; how many."""
    return NewsWish.objects.filter(mark__in=[_mark("report", each.hex) for each in report_ids]).delete()[0]


def tell(report_id: uuid.UUID, *, at: dt.datetime | None = None) -> None:
    """There is news on the report: a message goes out at some moment of tomorrow's daytime, once however much it is."""
    _due(NewsWish.objects.filter(mark=_mark("report", report_id.hex)), at)


def tell_last(report_ids: Iterable[uuid.UUID], *, at: dt.datetime | None = None) -> None:
    """The reports are closed: one more message, then the numbers go."""
    closed = NewsWish.objects.filter(mark__in=[_mark("report", each.hex) for each in report_ids])
    closed.update(last=True)
    _due(closed, at)


def end_old(*, at: dt.datetime | None = None) -> int:
    """Takes away wishes whose time is over; how many. A job."""
    today = timezone.localdate(at)
    late = today + KEPT_FOR + dt.timedelta(days=31)  # a clock that was set back since
    return NewsWish.objects.exclude(ends_on__range=(today, late)).delete()[0]


def cost() -> int:
    """Segments that one message takes at most, in any language of workers: what the union pays for."""
    return max(
        segments(Wished("", code, sentence).text).count
        for code, _ in settings.WORKER_LANGUAGES
        for sentence in Sentence
    )


def context_of(wish: NewsWish) -> Context:
    """Where a sealed wish belongs."""
    return Context(wish.organisation_id, wish.id, "news")


def heard(wish: NewsWish) -> None:
    """One message has told that phone that there is news: of every report of which it was to be told."""
    told = NewsWish.objects.filter(number_mark=wish.number_mark, due_at__isnull=False)
    told.filter(last=True).delete()
    told.update(due_at=None, tries=0)


def _due(wishes: models.QuerySet[NewsWish], at: dt.datetime | None) -> None:
    for wish in wishes.filter(due_at=None).select_related("organisation"):
        moment = moment_of_tomorrow(wish.organisation.country, now=at or timezone.now(), chance=secrets.SystemRandom())
        NewsWish.objects.filter(id=wish.id, due_at=None).update(due_at=moment, tries=0)


def _mark(what: str, value: str) -> bytes:
    return hmac.digest(settings.RECEIPT_PEPPER, f"safelamp/post/news/{what}/{value}".encode(), "sha256")
