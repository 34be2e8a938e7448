"""What is sealed of an answer for the wall: its words by language, and how far it has come."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Self

from django.conf import settings

from safelamp.ground.releases.models import Outcome
from safelamp.ground.vault import desk
from safelamp.ground.vault.models import Audience
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.wall.models import WallAnswer

FIELD = "wall"
LONGEST_DRAFT = 2_000  # signs; the gate takes fewer, and nobody's words are cut while they write


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """The words in each language; `original` is the one in which they were written."""

    original: str
    texts: Mapping[str, str]
    outcome: Outcome = Outcome.FOUND

    def __post_init__(self) -> None:
        if self.original not in self.texts or not set(self.texts) <= set(dict(settings.WORKER_LANGUAGES)):
            raise ValueError("the languages of an answer are those of the worker's screens")
        if any(not text.strip() or len(text) > LONGEST_DRAFT for text in self.texts.values()):
            raise ValueError("an answer says something, and not too much")

    def said_in(self, language: str, text: str) -> Self:
        """The same with these words in that language."""
        return replace(self, texts={**self.texts, language: text})

    def without(self, language: str) -> Self:
        """The same without that language; the original stays."""
        if language == self.original:
            raise ValueError("the words as they were written stay")
        return replace(self, texts={code: text for code, text in self.texts.items() if code != language})

    def for_reader(self, language: str) -> str:
        """The words in that language, or as they were written."""
        return self.texts.get(language, self.texts[self.original])


def seal(words: AnswerWords, *, answer: WallAnswer) -> bytes:
    """Seals the words to the readers of the case."""
    case = answer.case
    said = json.dumps(asdict(words), ensure_ascii=False)
    audience = Audience(case.audience)
    return desk.seal(said, organisation=case.organisation, subject=answer.id, field=FIELD, audience=audience)


def opened(session: OpenSession, answer: WallAnswer) -> AnswerWords:
    """The words; raises CannotOpen."""
    raw = desk.opened(
        session,
        bytes(answer.words_sealed),
        organisation_id=answer.case.organisation_id,
        subject=answer.id,
        field=FIELD,
    )
    said = json.loads(raw)
    return AnswerWords(said["original"], said["texts"], Outcome(said["outcome"]))
