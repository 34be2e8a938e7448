"""The thread as the reporter reads it."""

from dataclasses import dataclass

from django.utils.dateparse import parse_date
from django.utils.formats import date_format

from safelamp.loop.reports import queries
from safelamp.loop.reports.models import Sender
from safelamp.loop.reports.queries import ReporterAccess, Told
from safelamp.loop.reports.ready import READY, Ready
from safelamp.loop.reports.words import MessageWords


@dataclass(frozen=True, slots=True)
class Shown:
    """One message: `text` is empty for the reporter's own, which this page cannot open."""

    sent_on: object
    from_union: bool
    text: str
    original: str = ""  # what the union wrote before a member put it into the reporter's language


def shown(told: Told) -> Shown:
    """A message in the reader's language."""
    words = told.words
    text, original = (sentence(words), words.original) if words else ("", "")
    return Shown(told.sent_on, told.sender == Sender.UNION, text, original)


def sentence(words: MessageWords) -> str:
    """The words, or the ready sentence with its day in the reader's language."""
    ready = READY.get(words.ready)
    if ready is None:
        return words.text
    day = parse_date(words.day) if words.day else None
    said = str(ready.sentence).format(day=date_format(day, "j F Y") if day else "")
    return f"{said}\n{words.text}" if words.text else said


def thread_replies(access: ReporterAccess) -> list[Ready]:
    """Ready replies to the union's last question, if that is what the thread ends with."""
    thread = queries.thread_for_reporter(access)
    last = thread[-1] if thread else None
    if last is None or last.words is None:
        return []
    question = READY.get(last.words.ready)
    return [READY[key] for key in question.replies] if question else []
