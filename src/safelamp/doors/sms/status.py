"""A receipt in a text message: what became of the report, the union's answers, and a word back. Of that report only."""

import datetime as dt
import uuid

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safelamp.doors.look.one_slot import Busy, one_slot
from safelamp.doors.sms import keywords, sentences
from safelamp.doors.sms.contract import Incoming, Reply
from safelamp.doors.sms.scripts import language_written
from safelamp.doors.sms.speaking import in_words_for, reply_of, said
from safelamp.doors.sms.understanding import Understood, answers_in
from safelamp.engines.sealing.receipts import Sort
from safelamp.engines.writing.sms import segments
from safelamp.ground.languages import days
from safelamp.ground.organisations.models import Organisation
from safelamp.loop.actions import closing
from safelamp.loop.actions.timeline import Timeline, timeline_for_reporter
from safelamp.loop.cases.models import FloorAnswer
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.reports import operations as reports
from safelamp.loop.reports import queries, receiving, sms_counts
from safelamp.loop.reports.models import Sender
from safelamp.loop.reports.queries import ReporterAccess, Told
from safelamp.loop.reports.ready import READY
from safelamp.loop.reports.ready import said as sentence
from safelamp.loop.reports.words import LONGEST_STORY, MessageWords

MOST_SEGMENTS = 4  # of older answers beside the newest, which is always told whole
_JUDGED = {1: FloorAnswer.FIXED, 2: FloorAnswer.STILL_DANGEROUS, 3: FloorAnswer.CANNOT_TELL}


def answer(message: Understood, incoming: Incoming, *, at: dt.datetime) -> Reply:
    """The reply to a receipt, alone or with words; a wrong one costs the same and tells nothing."""
    language = language_written(message.after_receipt) or "en"
    if message.wrong_receipt:
        return said(sentences.WRONG_RECEIPT, language=language, hostile=True)
    try:
        with one_slot():
            lookups = receiving.lookups_of(message.receipt)
    except Busy:
        return said(sentences.MANY, language=language, hostile=True)
    access = queries.access_by({Sort.SMS: lookups[Sort.SMS]})
    if access is None:
        return said(sentences.UNKNOWN_RECEIPT, language=language, hostile=True)
    return _answered(access, message.after_receipt, incoming, at)


def _answered(access: ReporterAccess, rest: str, incoming: Incoming, at: dt.datetime) -> Reply:
    organisation = access.report.organisation
    numbers = answers_in(rest)
    chosen = next((code for code in map(keywords.language_of_number, numbers) if code), None)
    language = chosen or language_written(rest) or _own(organisation)
    with in_words_for(language, hostile=organisation.is_hostile):
        if numbers and not chosen:
            heard = _judged(access, numbers[0], incoming, at)
        else:
            heard = _written(access, rest, incoming, at) if rest and not chosen else ""
        reply = reply_of([heard]) if heard else reply_of(_state(access))
    sms_counts.count(organisation, segments=segments(reply.text).count, at=at)
    return reply


def _own(organisation: Organisation) -> str:
    return organisation.language if organisation.language in keywords.settings_codes() else "en"


def _judged(access: ReporterAccess, number: int, incoming: Incoming, at: dt.datetime) -> str:
    """A digit behind the code: the worker's word on “fixed”, or the answer to the union's last question.

    What is said stands in the thread under the message's mark: delivered once more, it answers no other question.
    """
    own_id = uuid.UUID(incoming.mark)
    if access.report.messages.filter(id=own_id).exists():
        return _("Thank you. Your answer has arrived.")
    if timeline_for_reporter(access.report).asks and number in _JUDGED:
        try:
            closing.reporter_confirms(access, _JUDGED[number], words=_said(access, number), message_id=own_id, at=at)
        except Refused as refused:
            return str(refused)
        return _("Thank you. Your answer has arrived.")
    thread = queries.thread_for_reporter(access)
    replies = _replies(thread)
    if not 1 <= number <= len(replies):
        return ""
    ready = replies[number - 1]
    _reply(access, MessageWords(ready=ready), incoming, at)
    # With the question, which may be another one than the phone was told of: then the worker sees it, and can object.
    asked = sentence(thread[-1].words) if thread[-1].words else ""
    return " ".join([asked, str(READY[ready].sentence), _("Thank you. Your answer has arrived.")])


def _said(access: ReporterAccess, number: int) -> MessageWords:
    """The word on “fixed”, as its readers read it."""
    with translation.override(access.report.organisation.language):
        return MessageWords(text=str(_JUDGED[number].label))


def _written(access: ReporterAccess, text: str, incoming: Incoming, at: dt.datetime) -> str:
    _reply(access, MessageWords(text=text[:LONGEST_STORY]), incoming, at)
    return _("Your words have arrived.")


def _reply(access: ReporterAccess, words: MessageWords, incoming: Incoming, at: dt.datetime) -> None:
    reports.reply(access, words, message_id=uuid.UUID(incoming.mark), at=at)


def _state(access: ReporterAccess) -> list[str]:
    """State, then the union's answers, the newest first and whole; older ones as far as a few segments carry."""
    timeline = timeline_for_reporter(access.report)
    thread = queries.thread_for_reporter(access)
    answers = [sentence(each.words) for each in reversed(thread) if each.sender == Sender.UNION and each.words]
    words = [_passage(timeline), *answers[:1]]
    if timeline.asks:
        words.append(_("Send the code and 1 = it is fixed, 2 = still dangerous."))
    elif replies := _replies(thread):
        choices = ", ".join(f"{place}={READY[key].sentence}" for place, key in enumerate(replies, 1))
        words.append(_("Send the code and: {choices}").format(choices=choices.replace(".", "")))
    shown = 1
    while shown < len(answers) and segments(" ".join([*words, answers[shown]])).count <= MOST_SEGMENTS:
        words.append(answers[shown])
        shown += 1
    if left := len(answers) - shown:
        words.append(ngettext("{left} older answer.", "{left} older answers.", left).format(left=left))
    return words if answers else [*words, _("No answer yet.")]


def _passage(timeline: Timeline) -> str:
    step = next(each for each in reversed(timeline.steps) if each.day)
    day = days.shown(step.day, days.DAY) if step.day else ""
    return f"{step.passage.label}, {day}."


def _replies(thread: list[Told]) -> tuple[str, ...]:
    """Keys of the ready replies to the union's last question, if that is what the thread ends with."""
    last = thread[-1] if thread else None
    question = READY.get(last.words.ready) if last and last.words else None
    return question.replies if question else ()
