"""What is sealed in a report and in a message: small values that turn into bytes and back."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Self

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from safelamp.engines.writing.cleaning import clean

LONGEST_STORY = 10_000  # signs; a page and a half of small print
LONGEST_CONTACT = 200


class When(models.TextChoices):
    """When it happened."""

    NOW = "now", _("Now")
    TODAY = "today", _("Today")
    WEEK = "week", _("This week")
    EARLIER = "earlier", _("Earlier")


class WhoMayKnow(models.TextChoices):
    """Consent: who may learn that this worker reported."""

    NOBODY = "nobody", _("No one. I give no name.")
    UNION = "union", _("Only my union safety person.")
    EMPLOYER = "employer", _("You may use my name with the employer.")


@dataclass(frozen=True, slots=True)
class ReportWords:
    """Everything of a report that is about people, sealed as one text."""

    story: str = ""
    contact: str = ""
    place: str = ""
    body_part: str = ""
    people: str = ""
    when: str = When.NOW
    who_may_know: str = WhoMayKnow.NOBODY
    language: str = "en"
    came_by: str = "phone"

    def __post_init__(self) -> None:
        if len(self.story) > LONGEST_STORY or len(self.contact) > LONGEST_CONTACT or len(self.place) > LONGEST_CONTACT:
            raise ValueError("the words are too long")

    def encoded(self) -> bytes:
        """The bytes to seal."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def decoded(cls, raw: bytes) -> Self:
        """From opened bytes, which a phone may have sealed: nobody has looked at them before.

        What this program does not know, or what is no text, is left out: words of a later version still open. Raises
        ValueError for what are no words.
        """
        said = json_object(raw)
        texts = {name: value for name, value in said.items() if isinstance(value, str)}
        known = {field.name: clean(texts[field.name]) for field in fields(cls) if field.name in texts}
        for name, choices in (("when", When), ("who_may_know", WhoMayKnow)):
            if known.get(name) not in choices.values:
                known.pop(name, None)
        return cls(**known)

    def as_messages(self) -> "list[MessageWords]":
        """The same as messages of a thread, for a form that was sent once more with other words.

        Who may know is always said again: the first words are sealed, so nobody can tell whether it changed.
        """
        consent = gettext("Who may know it was you?") + " " + str(WhoMayKnow(self.who_may_know).label)
        more = "\n".join(part for part in (self.place, self.contact, consent) if part)
        return [MessageWords(text=text) for text in (self.story, more) if text]


@dataclass(frozen=True, slots=True)
class MessageWords:
    """A message: own words, or a ready sentence's key with its day."""

    text: str = ""
    ready: str = ""
    day: str = ""  # ISO date that the ready sentence names
    original: str = ""  # what the union wrote before a member put it into the reporter's language
    by_sms: bool = False  # written for somebody who told it by SMS: whoever wrote it knew that operators read it

    def __post_init__(self) -> None:
        if not (self.text or self.ready) or max(len(self.text), len(self.original)) > LONGEST_STORY:
            raise ValueError("a message has words or a ready sentence, not too long")

    def encoded(self) -> bytes:
        """The bytes to seal."""
        # What is empty is left out where older programs do not know it.
        said = {name: text for name, text in asdict(self).items() if text or name not in {"original", "by_sms"}}
        return json.dumps(said, ensure_ascii=False).encode()

    @classmethod
    def decoded(cls, raw: bytes) -> Self:
        """From opened bytes."""
        return cls(**json.loads(raw))


def json_object(raw: bytes) -> dict[str, object]:
    """A JSON object that a phone may have made; raises ValueError for anything else, however it is built."""
    try:
        said = json.loads(raw)
    except RecursionError as error:
        raise ValueError("these values are nested too deep") from error
    if not isinstance(said, dict):
        raise ValueError("this is no JSON object")  # noqa: TRY004  # as for what is no JSON
    return said
