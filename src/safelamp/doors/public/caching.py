"""Who may keep an answer: nobody where somebody's words stand in its address, everybody for a short time otherwise."""

from typing import TypeVar

from django.http import HttpResponse
from django.utils.cache import patch_cache_control

from safelamp.record.searching.asked import Search

MINUTES_KEPT = 5
Answered = TypeVar("Answered", bound=HttpResponse)


def kept_as_asked(answer: Answered, asked: Search) -> Answered:
    """Sets the headers of a page or file that answers a search."""
    if asked.words.strip():
        answer.headers["Cache-Control"] = "no-store"
        return answer
    return kept_shortly(answer)


def kept_shortly(answer: Answered) -> Answered:
    """Sets the headers of a page that is the same for everybody who speaks the language."""
    patch_cache_control(answer, public=True, max_age=MINUTES_KEPT * 60)
    return answer
