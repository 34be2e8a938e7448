"""The thread as the reporter reads it."""

from dataclasses import dataclass

from safelamp.loop.reports import queries
from safelamp.loop.reports.models import Sender
from safelamp.loop.reports.queries import ReporterAccess, Told
from safelamp.loop.reports.ready import READY, Ready, said


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
    text, original = (said(words), words.original) if words else ("", "")
    return Shown(told.sent_on, told.sender == Sender.UNION, text, original)


def thread_replies(access: ReporterAccess) -> list[Ready]:
    """Ready replies to the union's last question, if that is what the thread ends with."""
    thread = queries.thread_for_reporter(access)
    last = thread[-1] if thread else None
    if last is None or last.words is None:
        return []
    question = READY.get(last.words.ready)
    return [READY[key] for key in question.replies] if question else []
