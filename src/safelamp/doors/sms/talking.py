"""One message in, one reply out: the dialogue by SMS."""

import datetime as dt
from dataclasses import dataclass, replace

from django.db import Error
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from safelamp.doors.sms import keywords, sentences, status
from safelamp.doors.sms.contract import Incoming, Reply
from safelamp.doors.sms.keywords import Meaning
from safelamp.doors.sms.scripts import language_written
from safelamp.doors.sms.speaking import in_words_for, reply_of, said
from safelamp.doors.sms.turning import Turn, receives_without_code, turned
from safelamp.doors.sms.understanding import answers_in, understood
from safelamp.engines.writing.sms import segments
from safelamp.ground.organisations import queries as organisations
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.post import news
from safelamp.ground.vault.queries import NoKey
from safelamp.loop.reports import dialogues, sms_counts
from safelamp.loop.reports.dialogue_state import DialogueState
from safelamp.loop.reports.dialogues import Conversation, Heard, Overtaken
from safelamp.loop.reports.models import Lane, Report
from safelamp.loop.reports.patience import within_seconds
from safelamp.loop.reports.without_code import WithoutCode, receiving_at

FEWEST_DIGITS = 7  # shorter numbers are services, which answer by themselves: two machines would talk for ever
MOST_MESSAGES = 60  # of one dialogue; each reply costs the organisation money
TRIES = 4
PATIENCE = 4  # seconds; gateways wait for ten, and send again
ENGLISH = "en"


@dataclass(frozen=True, slots=True, repr=False)
class Hand:
    """One message in hand, and who receives it where no code comes."""

    incoming: Incoming
    at: dt.datetime
    without_code: WithoutCode

    def goes_without_code(self, state: DialogueState) -> bool:
        """Whether the worker may go on without a code."""
        return receives_without_code(state, self.without_code) is not None


def answer(incoming: Incoming, *, at: dt.datetime | None = None) -> Reply:
    """The reply. Where nothing can be kept, it says so, and nothing is half kept."""
    if len(incoming.number) < FEWEST_DIGITS:
        return Reply("")
    language = language_written(incoming.text) or ENGLISH
    try:
        with within_seconds(PATIENCE):
            return _tried(incoming, at or timezone.now())
    except (Error, NoKey, OSError):
        return said(sentences.TRY_AGAIN, language=language, hostile=True)
    except Overtaken:
        return said(sentences.MANY, language=language, hostile=True)


def _tried(incoming: Incoming, at: dt.datetime) -> Reply:
    message = understood(incoming.text)
    if message.receipt or message.wrong_receipt:
        return status.answer(message, incoming, at=at)
    hand = Hand(replace(incoming, text=message.text), at, receiving_at(incoming.to))
    for _try in range(TRIES - 1):
        try:
            return _answered(hand)
        except Overtaken:
            continue
    return _answered(hand)


def _answered(hand: Hand) -> Reply:
    """The reply to a message of a number whose dialogue is begun, goes on, or is told."""
    before = dialogues.of_number(hand.incoming.number, at=hand.at)
    if before is None:
        return _first(hand)
    state = before.state
    if state.mark == hand.incoming.mark or (state.said and state.said == hand.incoming.said):
        return _again(state, hand)
    if _stops(hand, state):
        return _stopped(before, hand)
    if not state.told:
        return _goes_on(before, hand)
    fresh = _begun(hand)
    workplace = turned(fresh, hand.incoming.text, without_code=hand.without_code).workplace
    if workplace is None or workplace.organisation_id.hex == state.broke_off_at:
        return _added(before, hand)
    dialogues.forget(before)
    return _goes_on(Conversation(replace(fresh, danger=state.danger) if state.broke_off_at else fresh), hand)


def _stopped(before: Conversation, hand: Hand) -> Reply:
    """What was begun is deleted. What is told is with its readers: then nothing may say that it is deleted."""
    state = before.state
    if not _news_is_stopped(hand, state) and state.told:
        return _again(state, hand)
    dialogues.forget(before)
    return said(sentences.DELETED, language=state.language, hostile=state.hostile)


def _first(hand: Hand) -> Reply:
    fresh = _begun(hand)
    if _stops(hand, fresh):
        _news_is_stopped(hand, fresh)
        return said(sentences.DELETED, language=fresh.language, hostile=fresh.hostile)
    return _goes_on(Conversation(fresh), hand)


def _news_is_stopped(hand: Hand, state: DialogueState) -> bool:
    """Whether this is a stop from a phone that was to be told of news: it is told of nothing any more."""
    return _stops(hand, state) and news.stop_number(f"+{hand.incoming.number}") > 0


def _stops(hand: Hand, state: DialogueState) -> bool:
    meant = keywords.meaning_of(hand.incoming.text, language=state.language)
    return meant is not None and meant[0] is Meaning.STOP


def _begun(hand: Hand) -> DialogueState:
    """A fresh dialogue, in the language of the message's script or of the one organisation here."""
    written = language_written(hand.incoming.text)
    alone, above = hand.without_code.alone, hand.without_code.above
    own = alone.language if alone else ENGLISH
    state = DialogueState.begin(written or (own if own in keywords.settings_codes() else ENGLISH))
    state = replace(state, alone=alone.id.hex if alone else "", above=above.id.hex if above else "", came=0)
    return replace(state, chose_language=bool(written), hostile=organisations.somebody_is_endangered())


def _goes_on(before: Conversation, hand: Hand) -> Reply:
    turn = turned(before.state, hand.incoming.text, without_code=hand.without_code)
    state = replace(turn.state, mark=hand.incoming.mark, said=hand.incoming.said, came=before.state.came + 1)
    if state.came > MOST_MESSAGES:
        return Reply("")
    if turn.final or state.is_complete:
        return _told(Conversation(state, before.row), turn, hand)
    kept = bool(turn.early) and bool(dialogues.may_be_sealed_for(state))
    if kept:
        state = replace(state, words=state.words + 1)
    heard = Heard(turn.early if kept else "", _consent(before.state, state, hand))
    dialogues.keep(hand.incoming.number, Conversation(state, before.row), heard=heard, at=hand.at)
    return _asked(before.state, state, turn, hand)


def _asked(before: DialogueState, state: DialogueState, turn: Turn, hand: Hand) -> Reply:
    """The next question, behind what the worker has to know first."""
    organisation = turn.workplace.organisation if turn.workplace else _organisation(state)
    with in_words_for(state.language, hostile=state.hostile):
        words: list[str | Promise] = [turn.problem]
        if state.danger_now and not before.danger_now:
            words.append(sentences.advice(organisation))
        if organisation and organisation.is_practice and not before.is_placed:
            words.append(sentences.PRACTICE)
        if turn.workplace:
            words.append(sentences.place(turn.workplace))
        if turn.early:
            words.append(sentences.KEPT if state.words > before.words else sentences.NOT_KEPT)
        words.append(sentences.question(state, goes_without_code=hand.goes_without_code(state)))
        if state.came == 1:
            words.append(sentences.DELETE)
            words.append(sentences.languages(state, country=_country(turn, organisation, hand)))
        return _counted(organisation, reply_of(words), hand)


def _told(conversation: Conversation, turn: Turn, hand: Hand) -> Reply:
    state, number = conversation.state, hand.incoming.number
    contact = number if _may_call(state) else ""
    received = dialogues.tell(number, conversation, story=turn.final, contact=contact, at=hand.at)
    return _receipt(state, received.receipt, hand)


def _receipt(state: DialogueState, receipt: str, hand: Hand) -> Reply:
    organisation = _organisation(state)
    theirs = organisation.language if organisation else state.language
    with in_words_for(state.language, hostile=state.hostile):
        return _counted(organisation, reply_of([sentences.told(state, receipt, theirs=theirs, at=hand.at)]), hand)


def _added(before: Conversation, hand: Hand) -> Reply:
    """Words after it was told go to the same report; its code is said again, for whoever never got it."""
    state = before.state
    text = hand.incoming.text
    if any(sign.isalnum() for sign in text) and not answers_in(text):  # a digit more answers nothing
        state = replace(state, mark=hand.incoming.mark, said=hand.incoming.said)
        try:  # under this message's own mark: whoever is overtaken adds it once all the same
            dialogues.add(Conversation(state, before.row), text, at=hand.at)
        except Report.DoesNotExist:  # destroyed meanwhile: what is told now is told anew
            dialogues.forget(before)
            return _first(hand)
        dialogues.keep(hand.incoming.number, Conversation(state, before.row), at=hand.at)
    return _again(state, hand)


def _again(state: DialogueState, hand: Hand) -> Reply:
    """The last reply once more, to a message that was delivered twice."""
    if state.told:
        return _receipt(state, dialogues.receipt_of(state), hand)
    organisation = _organisation(state)
    with in_words_for(state.language, hostile=state.hostile):
        words = [sentences.question(state, goes_without_code=hand.goes_without_code(state))]
        if state.danger_now:
            words.insert(0, sentences.advice(organisation))
        return _counted(organisation, reply_of(words), hand)


def _may_call(state: DialogueState) -> bool:
    """A number is kept only where the worker said so; a time to call back is such a yes. Never in a hostile profile."""
    return not state.hostile and (state.call == "yes" or state.lane == Lane.RESTRICTED)


def _consent(before: DialogueState, state: DialogueState, hand: Hand) -> str:
    if state.hostile or not (state.call == "yes" and before.call != "yes"):
        return ""
    return _("They may be called: {number}").format(number=hand.incoming.number)


def _organisation(state: DialogueState) -> Organisation | None:
    return dialogues.organisation_of(state)


def _country(turn: Turn, organisation: Organisation | None, hand: Hand) -> str:
    if turn.workplace:
        return turn.workplace.country
    known = organisation or hand.without_code.in_danger
    return known.country if known else ""


def _counted(organisation: Organisation | None, reply: Reply, hand: Hand) -> Reply:
    if organisation is not None:
        sms_counts.count(organisation, segments=segments(reply.text).count, at=hand.at)
    return reply
