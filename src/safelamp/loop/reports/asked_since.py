"""A reply belongs to the question that stood on its page: never to one that the union asked since."""

from safelamp.loop.reports import queries
from safelamp.loop.reports.queries import ReporterAccess
from safelamp.loop.reports.ready import HANG_NO, READY
from safelamp.loop.reports.words import MessageWords


class AskedSince(Exception):
    """The union asked something else since the page was made; `question` is what it asked last."""

    def __init__(self, question: MessageWords) -> None:
        super().__init__("asked since")
        self.question = question


def check_reply(access: ReporterAccess, ready: str, *, seen: int) -> None:
    """Raises AskedSince where `ready` could be taken for an answer to a question that came after `seen` messages.

    A no about the wall holds whatever was asked: it only takes something down.
    """
    if ready != HANG_NO:
        _check(access, [key for key, question in READY.items() if ready in question.replies], seen=seen)


def check_asked(access: ReporterAccess, question: str, *, seen: int) -> None:
    """Raises AskedSince where the union asked the question again after `seen` messages."""
    _check(access, [question], seen=seen)


def _check(access: ReporterAccess, questions: list[str], *, seen: int) -> None:
    since = [told.words for told in queries.thread_for_reporter(access)[seen:] if told.words]
    asked = [words for words in since if words.ready in questions]
    if asked:
        raise AskedSince(asked[-1])
