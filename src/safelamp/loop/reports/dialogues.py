"""Dialogues by SMS: found by an HMAC of the number, kept sealed for a day at most, told once."""

import contextlib
import datetime as dt
import hmac
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from django.conf import settings
from django.db import Error, IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from safelamp.engines.sealing import wrapping
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.engines.sealing.receipts import Sort
from safelamp.ground.organisations.each_by_itself import each_by_itself
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault import queries as vault
from safelamp.ground.vault import sealing
from safelamp.ground.vault.models import Audience
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.reports import operations as reports
from safelamp.loop.reports import queries, receiving
from safelamp.loop.reports.dialogue_state import DialogueState
from safelamp.loop.reports.models import Dialogue, DialoguePart, Harm, Lane, Message, Report, Sender
from safelamp.loop.reports.operations import Received
from safelamp.loop.reports.receiving import Telling
from safelamp.loop.reports.words import LONGEST_CONTACT, LONGEST_STORY, MessageWords, ReportWords, When, WhoMayKnow

LASTS = dt.timedelta(hours=24)
AGAIN_FOR = dt.timedelta(minutes=15)  # after it was told: a message that is delivered twice finds its receipt
DANGER_WAITS = dt.timedelta(minutes=5)  # without a further message; then it becomes a report as it stands
WAITS = dt.timedelta(minutes=60)
MOST_RECEIVERS = 50  # words without a code are sealed to the readers of so many organisations at most


class Overtaken(Exception):
    """Another message of the same number was faster: read the dialogue again."""


@dataclass(frozen=True, slots=True, repr=False)
class Conversation:
    """A dialogue in hand: its row, where there is one yet, and what is known."""

    state: DialogueState
    row: Dialogue | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Heard:
    """What one message adds: words that came before their turn, and the number where it may be called."""

    words: str = ""
    contact: str = ""


def of_number(number: str, *, at: dt.datetime | None = None) -> Conversation | None:
    """The number's dialogue that is not over, if there is one."""
    row = Dialogue.objects.filter(lookup=_lookup(number), ends_at__gt=at or timezone.now()).first()
    if row is None:
        return None
    try:
        return Conversation(DialogueState.unwrapped(bytes(row.state_wrapped)), row)
    except (CannotOpen, TypeError, ValueError):
        return None  # another key folder, or an older program: it begins anew


def receivers() -> list[Organisation]:
    """The organisations that a dialogue without a code may be for; none where they are too many to seal for."""
    every = Organisation.objects.filter(takes_reports=True).order_by("id")[: MOST_RECEIVERS + 1]
    able = [each for each in every if vault.can_receive(each)]
    return able if len(able) <= MOST_RECEIVERS else []


def may_be_sealed_for(state: DialogueState) -> list[Organisation]:
    """Whose readers words are sealed to: whose code came, else all that it may be for, and who gets it without one."""
    if state.is_placed:
        return list(Organisation.objects.filter(id=uuid.UUID(state.organisation)))
    every = receivers()
    without = _organisation(state.alone or state.above)
    return every if without is None or without in every else [*every, without]


@transaction.atomic
def keep(
    number: str, conversation: Conversation, *, heard: Heard | None = None, at: dt.datetime | None = None
) -> Conversation:
    """Keeps what is known now, and seals what was heard; raises Overtaken where another message was faster."""
    moment, state = at or timezone.now(), conversation.state
    row = _row(number, conversation, moment)
    if state.is_placed:
        row.parts.exclude(organisation_id=uuid.UUID(state.organisation), audience__in=_audiences(state)).delete()
    for words, of_contact in ((heard.words, False), (heard.contact, True)) if heard else ():
        if words:
            _seal_part(row, state, words, of_contact=of_contact)
    return Conversation(state, row)


def tell(
    number: str, conversation: Conversation, *, story: str, contact: str = "", at: dt.datetime | None = None
) -> Received:
    """The dialogue becomes a report, once, however often its last message is delivered."""
    moment = at or timezone.now()
    if not story:
        with translation.override(_language_of_readers(conversation.state)):
            story = _("Told in several text messages: see the messages below.")
    received = reports.receive(_telling(conversation.state, story=story, contact=contact), at=moment)
    if not received.spooled:
        with contextlib.suppress(Error, Overtaken):  # it is told; what is left over is done by the next look
            _end(number, conversation, moment, with_contact=not contact)
    return received


def add(conversation: Conversation, words: str, *, at: dt.datetime | None = None) -> None:
    """Words that come after it was told: a further message of the thread."""
    telling = _telling(conversation.state, story="", contact="")
    access = queries.access_by({Sort.SMS: receiving.lookups_of(telling.receipt)[Sort.SMS]})
    if access is None:
        raise Report.DoesNotExist  # shredded meanwhile
    said_once = _message_id(conversation.state, words)
    reports.reply(access, MessageWords(text=words[:LONGEST_STORY]), message_id=said_once, at=at)


def organisation_of(state: DialogueState) -> Organisation | None:
    """Who receives it, once that is known."""
    return _organisation(state.organisation)


def receipt_of(state: DialogueState) -> str:
    """The receipt of a dialogue that was told."""
    return _telling(state, story="", contact="").receipt


def forget(conversation: Conversation) -> None:
    """Takes a dialogue away, with everything that was sealed for it."""
    if conversation.row is not None:
        conversation.row.delete()


def tell_due(*, at: dt.datetime | None = None) -> int:
    """Half dialogues after which nothing came become reports as they stand; ended ones go. Returns how many told.

    One that ends before its time, or while this did not run, is told before it goes: its words were acknowledged.
    """
    moment = at or timezone.now()
    due = Dialogue.objects.filter(Q(becomes_at__lte=moment) | Q(ends_at__lte=moment), becomes_at__isnull=False)

    def told(row: Dialogue) -> int:
        with contextlib.suppress(Overtaken, IntegrityError, CannotOpen):
            _tell_as_it_stands(row, moment)
            return 1
        return 0

    try:  # one that an older program kept, or whose union is gone, keeps no cry for help of others waiting
        return each_by_itself(due, told)
    finally:
        Dialogue.objects.filter(ends_at__lte=moment).delete()


@transaction.atomic
def _tell_as_it_stands(row: Dialogue, moment: dt.datetime) -> None:
    """Marks it first: a message of this very moment finds it told, or was faster and it is not told now."""
    state = DialogueState.unwrapped(bytes(row.state_wrapped))
    with translation.override(_language_of_readers(state)):
        story = _("The dialogue by SMS broke off. This is what was said until then.")
        if not state.is_placed:
            story = f"{story} {_('No code of a poster came: the place is not known.')}"
    _changed(row, replace(state, told=True), becomes_at=None, ends_at=row.ends_at)
    received = reports.receive(_telling(state, story=story, contact=""), at=moment)
    if received.spooled:
        transaction.set_rollback(True)  # the next look finds the report and moves what was said
        return
    _move_parts(row, state, with_contact=True, moment=moment)


def _language_of_readers(state: DialogueState) -> str:
    return Organisation.objects.get(id=uuid.UUID(state.receiver)).language


def _organisation(given: str) -> Organisation | None:
    return Organisation.objects.filter(id=uuid.UUID(given)).first() if given else None


def _row(number: str, conversation: Conversation, moment: dt.datetime) -> Dialogue:
    state, row = conversation.state, conversation.row
    becomes_at = _becomes_at(state, moment)
    if row is not None:
        ends_at = min(row.ends_at, moment + AGAIN_FOR) if state.told else row.ends_at
        return _changed(row, state, becomes_at=becomes_at, ends_at=ends_at)
    lookup, ends_at = _lookup(number), moment + (AGAIN_FOR if state.told else LASTS)
    if of_number(number, at=moment) is not None:
        raise Overtaken  # two first messages at once
    Dialogue.objects.filter(lookup=lookup).delete()  # one that is over, or that nothing opens any more
    try:
        with transaction.atomic():
            return Dialogue.objects.create(
                lookup=lookup, state_wrapped=state.wrapped(), becomes_at=becomes_at, ends_at=ends_at
            )
    except IntegrityError:
        raise Overtaken from None


def _changed(row: Dialogue, state: DialogueState, *, becomes_at: dt.datetime | None, ends_at: dt.datetime) -> Dialogue:
    changed = Dialogue.objects.filter(id=row.id, turn=row.turn).update(
        turn=row.turn + 1, state_wrapped=state.wrapped(), becomes_at=becomes_at, ends_at=ends_at
    )
    if not changed:
        raise Overtaken
    row.turn += 1
    row.ends_at = ends_at
    return row


def _becomes_at(state: DialogueState, moment: dt.datetime) -> dt.datetime | None:
    if state.told or not (state.receiver and state.says_something):
        return None
    return (moment + (DANGER_WAITS if state.is_urgent else WAITS)).replace(second=0, microsecond=0)


def _audiences(state: DialogueState) -> list[Audience]:
    """Whose words they may be: until it is said what it is, also those of the restricted lane's readers."""
    if not state.kind:
        return [Audience.READERS, Audience.RESTRICTED]
    return [Audience.RESTRICTED if state.lane == Lane.RESTRICTED else Audience.READERS]


def _seal_part(row: Dialogue, state: DialogueState, words: str, *, of_contact: bool) -> None:
    message = _message_id(state, words)
    if row.parts.filter(message=message).exists():
        return  # the same message, delivered once more
    position = row.parts.count() + 1
    to = may_be_sealed_for(state)
    sealed = [
        DialoguePart(
            dialogue=row, organisation=each, audience=audience, message=message, position=position,
            of_contact=of_contact,
            words_sealed=sealing.seal_for_readers(
                MessageWords(text=words[:LONGEST_STORY]).encoded(), organisation=each, audience=audience,
                subject=uuid.UUID(state.report), field=f"message {message.hex}",
            ),
        )
        for each in to
        for audience in _audiences(state)
    ]  # fmt: skip
    DialoguePart.objects.bulk_create(sealed)


def _telling(state: DialogueState, *, story: str, contact: str) -> Telling:
    workplace = _workplace(state)
    organisation = workplace.organisation if workplace else Organisation.objects.get(id=uuid.UUID(state.receiver))
    words = ReportWords(
        story=story[:LONGEST_STORY],
        contact=contact[:LONGEST_CONTACT],
        when=When.NOW if state.is_urgent else "",
        who_may_know=WhoMayKnow.UNION if state.call == "yes" else WhoMayKnow.NOBODY,
        language=state.language,
        came_by="sms",
    )
    return Telling(
        secret=bytes.fromhex(state.secret),
        organisation=organisation,
        workplace=workplace,
        kind=state.kind_said,
        hazard=state.hazard,
        danger_now=state.is_urgent,
        harm=Harm.UNKNOWN,
        place_kind=state.place_kind,
        shut_to=Audience.READERS,
        words=words,
        sort=Sort.SMS,
        own_id=uuid.UUID(state.report),
    )


@transaction.atomic
def _end(number: str, conversation: Conversation, moment: dt.datetime, *, with_contact: bool) -> None:
    told = replace(conversation.state, told=True)
    row = _row(number, Conversation(told, conversation.row), moment)
    _move_parts(row, told, with_contact=with_contact, moment=moment)


def _move_parts(row: Dialogue, state: DialogueState, *, with_contact: bool, moment: dt.datetime) -> None:
    """What was sealed before its turn becomes messages of the thread; nothing is opened for it."""
    report = Report.objects.select_related("organisation").get(id=uuid.UUID(state.report))
    parts = row.parts.filter(organisation_id=report.organisation_id, audience=report.audience).order_by("position")
    reports.add_sealed(report, map(partial(_as_message, report, moment), _wanted(parts, with_contact=with_contact)))
    row.parts.all().delete()


def _wanted(parts: Iterable[DialoguePart], *, with_contact: bool) -> list[DialoguePart]:
    return [part for part in parts if with_contact or not part.of_contact]


def _as_message(report: Report, moment: dt.datetime, part: DialoguePart) -> Message:
    return Message(
        id=part.message,
        report=report,
        sender=Sender.REPORTER,
        sent_on=timezone.localdate(moment),
        for_union_sealed=part.words_sealed,
    )


def _message_id(state: DialogueState, words: str) -> uuid.UUID:
    """The same words of the same message give the same id; a guess for nobody without the dialogue's secret."""
    mark = hmac.digest(bytes.fromhex(state.secret), f"{state.mark}/{words}".encode(), "sha256")
    return uuid.UUID(bytes=mark[:16])


def _lookup(number: str) -> bytes:
    key = wrapping.derive(settings.RECEIPT_PEPPER, "sms number")
    return hmac.digest(key, number.encode(), "sha256")


def _workplace(state: DialogueState) -> Workplace | None:
    """The place of the code; none where none was said, or where it was taken away meanwhile."""
    places = Workplace.objects.select_related("organisation")
    return places.filter(id=uuid.UUID(state.workplace)).first() if state.workplace else None
