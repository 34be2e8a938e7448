"""What a dialogue by SMS knows so far: choices and ids, never words, never the number."""

import json
import secrets
import uuid
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Self

from django.conf import settings

from safelamp.engines.sealing import wrapping
from safelamp.loop.reports.models import Kind, Lane, PlaceKind, lane_of
from safelamp.loop.reports.receiving import SECRET_BYTES

_PURPOSE = "sms dialogue"
NOT_SURE = "not_sure"


class Step(Enum):
    """What is asked next, in this order."""

    DANGER = "whether somebody is in danger now"
    PLACE = "the code of the poster"
    KIND = "what it is"
    CALL = "whether the union may call"
    WORDS = "the words"
    CALL_BACK = "when the union may call: all that the restricted lane asks"
    TOLD = "nothing: it is told"


@dataclass(frozen=True, slots=True)
class DialogueState:
    """The answers so far. `secret` is what id and receipt come from; `mark` knows the last message again."""

    secret: str
    report: str
    language: str
    chose_language: bool = False
    organisation: str = ""
    workplace: str = ""
    hostile: bool = False
    without_code: bool = False
    danger: str = ""  # "", "yes" or "no", as `call`
    kind: str = ""
    hazard: str = NOT_SURE
    call: str = ""
    words: int = 0  # how many messages were sealed before their turn
    mark: str = ""
    said: str = ""  # knows the words of the last message again, under whichever id they come
    told: bool = False
    came: int = 1
    grave: bool = False  # what was said has words of a death or a bad injury
    alone: str = ""  # who receives everything here that comes without a code
    above: str = ""  # who receives only what says danger, where several share the number

    @classmethod
    def begin(cls, language: str) -> Self:
        """A fresh one."""
        return cls(secrets.token_hex(SECRET_BYTES), uuid.uuid4().hex, language)

    @classmethod
    def unwrapped(cls, wrapped: bytes) -> Self:
        """From the row; raises CannotOpen where the key folder is another."""
        return cls(**json.loads(wrapping.unwrap(wrapped, key=_key(), purpose=_PURPOSE)))

    def wrapped(self) -> bytes:
        """For the row."""
        return wrapping.wrap(json.dumps(asdict(self)).encode(), key=_key(), purpose=_PURPOSE)

    @property
    def is_placed(self) -> bool:
        """Whether it is known who receives it."""
        return bool(self.organisation)

    @property
    def receiver(self) -> str:
        """Who receives it as it stands: whose code came, else who receives without one."""
        return self.organisation or self.alone or (self.above if self.is_urgent or self.grave else "")

    @property
    def broke_off_at(self) -> str:
        """Who received it without a code, where it was told so: a code that comes late belongs to the same report."""
        return self.receiver if self.told and not self.is_placed else ""

    @property
    def is_urgent(self) -> bool:
        """Whether somebody must be told in minutes: danger now; or words of a death, and no answer yet."""
        return self.danger_now or (self.grave and not self.danger)

    @property
    def danger_now(self) -> bool:
        """Whether somebody is in danger now."""
        return self.danger == "yes"

    @property
    def lane(self) -> Lane:
        """The lane that the answers put it in."""
        return lane_of(self.kind_said, self.hazard, danger_now=self.danger_now)

    @property
    def kind_said(self) -> Kind:
        """The kind; something dangerous, where none was chosen."""
        return Kind(self.kind or Kind.HAZARD)

    @property
    def place_kind(self) -> PlaceKind:
        """A workplace, or somewhere else where no code was at hand."""
        return PlaceKind.WORKPLACE if self.workplace else PlaceKind.ELSEWHERE

    @property
    def says_something(self) -> bool:
        """Whether anybody could act on it: a code alone is somebody who looked whether it works."""
        return self.danger_now or bool(self.kind) or self.words > 0

    @property
    def step(self) -> Step:
        """What is asked next."""
        if self.told:
            return Step.TOLD
        if not self.danger:
            return Step.DANGER
        if not self.is_placed:
            return Step.CALL if self._may_be_called_first else Step.PLACE
        if not self.kind:
            return Step.KIND
        if self.lane == Lane.RESTRICTED:
            return Step.CALL_BACK
        return Step.CALL if not (self.call or self.hostile) else Step.WORDS

    @property
    def _may_be_called_first(self) -> bool:
        """In danger and without a code: a number is what help needs most, so it is asked for before the place."""
        return self.danger_now and bool(self.receiver) and not (self.call or self.hostile)

    @property
    def is_complete(self) -> bool:
        """Whether the words had come before they were asked for: nothing is left to ask."""
        return self.step is Step.WORDS and self.words > 0


def _key() -> bytes:
    return wrapping.derive(settings.RECEIPT_PEPPER, _PURPOSE)
