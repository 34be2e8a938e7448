"""Sentences put together, in the worker's language, neutrally where no word may tell who receives it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext

from django.utils import translation
from django.utils.functional import Promise

from safelamp.doors.sms.contract import Reply
from safelamp.engines.writing import sms
from safelamp.ground.languages import neutral


@contextmanager
def in_words_for(language: str, *, hostile: bool) -> Iterator[None]:
    """Everything inside is said in that language, for that profile."""
    with translation.override(language), neutral.words() if hostile else nullcontext():
        yield


def reply_of(sentences: Iterable[str | Promise]) -> Reply:
    """The sentences in one message, with plain signs where those make it cheaper."""
    return Reply(sms.plainer(" ".join(str(each) for each in sentences if each)))


def said(*sentences: str | Promise, language: str, hostile: bool) -> Reply:
    """A reply of sentences that are only known by their English words yet."""
    with in_words_for(language, hostile=hostile):
        return reply_of(sentences)
