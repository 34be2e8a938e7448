"""Requests of visitors to take something down: sealed when they come, answered by officers, then forgotten.

What is asked, why, and how to answer are sealed in one envelope; no address, no minute and no kind of phone is kept.
"""

import datetime as dt
import hashlib
import json
import uuid
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from safelamp.engines.extraction.values import Span
from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.organisations.policy import Permission, allows
from safelamp.ground.vault import visitors
from safelamp.ground.vault.queries import NoKey, can_receive
from safelamp.ground.vault.sessions import OpenSession
from safelamp.record.reading.models import Item, Standing
from safelamp.record.reviewing import operations, queries
from safelamp.record.reviewing.models import Answer, Ground, Reason, TakeDown

FIELD = "take-down"
LONGEST_WHY, LONGEST_WAY = 2_000, 200
# Without addresses nobody can be told from anybody: a flood is dammed for all, and what came before it is kept.
MOST_A_DAY, MOST_WAITING = 100, 500
FORGOTTEN_AFTER = dt.timedelta(days=30)


class TooMany(Exception):
    """More requests wait than people can read: nothing is taken today."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a visitor wrote: about which item, why, and how to answer them (may be empty)."""

    item: str
    why: str
    way: str


def receiver() -> Organisation | None:
    """The organisation that answers; None where nothing can be sealed to it."""
    first = queries.curator()
    return first if first and can_receive(first) else None


@transaction.atomic
def ask(item: Item, *, why: str, way: str, value: str, at: dt.date | None = None) -> TakeDown:
    """Keeps a request, sealed; the same form sent twice is kept once. Raises TooMany, or NoKey.

    `value` is the random value of the form.
    """
    organisation = receiver()
    if organisation is None:
        raise NoKey("nobody here can read a request")
    sending = hashlib.sha256(value.encode()).hexdigest()
    known = TakeDown.objects.filter(sending=sending).first()
    if known:
        return known
    today = at or timezone.localdate()
    kept = TakeDown.objects.filter(organisation=organisation)
    if kept.filter(arrived_on=today).count() >= MOST_A_DAY or kept.filter(answer="").count() >= MOST_WAITING:
        raise TooMany
    made = TakeDown(id=uuid.uuid4(), organisation=organisation, sending=sending, arrived_on=today)
    words = json.dumps(asdict(Asked(str(item.id), why[:LONGEST_WHY], way[:LONGEST_WAY])))
    made.words_sealed = visitors.seal_words(words, organisation=organisation, subject=made.id, field=FIELD)
    made.save()
    audit.record("reviewing.ask", organisation_id=organisation.id, by=None, subject_id=made.id, day=today)
    return made


def opened(session: OpenSession, request: TakeDown) -> Asked:
    """What the visitor wrote; raises CannotOpen where the member does not hold the key, or it was forgotten."""
    words = visitors.open_words(
        session, bytes(request.words_sealed), organisation_id=request.organisation_id, subject=request.id, field=FIELD
    )
    return Asked(**json.loads(words))


def item_of(asked: Asked) -> Item | None:
    """The item that is asked about, hidden or not; None where it is gone."""
    found = Item.objects.filter(id=asked.item, page__source__organisation__isnull=True)
    return found.select_related("page__source").prefetch_related("facts", "persons", "countries").first()


@transaction.atomic
def answer(
    request: TakeDown, *, answer: Answer, ground: Ground, by: OpenSession, name: Span | None = None,
    at: dt.date | None = None,
) -> None:  # fmt: skip
    """Hides the item, withholds a name in it (`name`: where it stands), or refuses; raises ValidationError."""
    member = by.member
    if not allows(member, Permission.RELEASE_NAMES) or request.organisation_id != member.organisation_id:
        raise ValidationError(_("Only an officer answers such a request."))
    if request.answer:
        raise ValidationError(_("Somebody has answered it already."))
    item = item_of(opened(by, request))
    if answer != Answer.REFUSED and item is None:
        raise ValidationError(_("The item is not there any more. Answer that it does not stand here."))
    if item and answer == Answer.HIDDEN:
        operations.hide(item, by=member, at=at)
    if item and answer == Answer.MASKED:
        if name is None:
            raise ValidationError(_("Write the name that is to be withheld."))
        operations.rule_on(item, name=name, standing=Standing.MASKED, reason=Reason.ASKED, by=member)
    request.answer, request.ground = answer, ground
    request.answered_by, request.answered_on = member, at or timezone.localdate()
    request.save()
    audit.record("reviewing.answer", organisation_id=request.organisation_id, by=member.id, subject_id=request.id)


def forget_answered(*, at: dt.date | None = None) -> int:
    """Destroys the words of requests that were answered a month ago; how many."""
    day = (at or timezone.localdate()) - FORGOTTEN_AFTER
    old = TakeDown.objects.filter(~Q(words_sealed=b""), answered_on__lt=day)
    return old.update(words_sealed=b"", answered_by=None)
