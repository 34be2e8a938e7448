"""Words that somebody was writing when their session ended: they come back after log-in, and are written nowhere.

They travel in the page only: from the form that came too late into a hidden field of the log-in page, and from there
into the page that follows log-in. The server holds them in memory for these two answers.
"""

import json
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse

FIELD = "carried"
LONGEST = 200_000  # signs of the hidden field
_NEVER = frozenset({"csrfmiddlewaretoken", FIELD, "next"})
_SECRET = ("passphrase", "code", "secret", "sheet", "answer")  # fields that begin so are never carried
_WORDS_FROM = 20  # signs: shorter answers are choices, ids and dates


@dataclass(frozen=True, slots=True)
class Carried:
    """A form that was not taken: where it goes and what it holds, in order."""

    to: str
    fields: tuple[tuple[str, str], ...]

    @property
    def words(self) -> list[tuple[str, str]]:
        """What was written, to be seen again."""
        return [(name, value) for name, value in self.fields if _is_words(value)]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What was chosen."""
        return [(name, value) for name, value in self.fields if not _is_words(value)]

    def encoded(self) -> str:
        """For the hidden field."""
        return json.dumps([self.to, self.fields])


def of(request: HttpRequest) -> Carried | None:
    """The words of a form that came after its session had ended; None where there are none to lose."""
    fields = tuple(
        (name, value)
        for name, values in request.POST.lists()
        if name not in _NEVER and not name.startswith(_SECRET)
        for value in values
    )
    found = Carried(request.path, fields)
    return found if found.words and len(found.encoded()) <= LONGEST else None


def read(encoded: str) -> Carried | None:
    """What the hidden field holds; None for anything that we did not write there."""
    try:
        to, fields = json.loads(encoded[:LONGEST])
        pairs = tuple((str(name), str(value)) for name, value in fields)
        inside = str(to).startswith(reverse("desk:home")) and resolve(str(to))
    except (ValueError, TypeError, Resolver404):
        return None
    return Carried(str(to), pairs) if inside else None


def _is_words(value: str) -> bool:
    return (len(value) >= _WORDS_FROM and any(sign.isspace() for sign in value.strip())) or len(value) > 2 * _WORDS_FROM
