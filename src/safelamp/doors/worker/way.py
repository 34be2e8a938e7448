"""The worker's way: the choices made so far, carried from page to page in one signed field.

Nothing is stored until Send: no cookie, no draft, no row. The field holds choices only, never words.
"""

import datetime as dt
import secrets
import uuid
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Self

from django.core import signing

from safelamp.ground.organisations.models import Organisation
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.reports.models import Harm, Kind, Lane, PlaceKind, lane_of
from safelamp.loop.reports.receiving import SECRET_BYTES

LASTS = dt.timedelta(days=1)
_SALT = "worker.way"
HURT = frozenset({Kind.INJURY, Kind.ILLNESS})


class Expired(Exception):
    """The page was open too long; `way` is what it carried, to be signed anew."""

    def __init__(self, way: "Way") -> None:
        super().__init__("the page was open too long")
        self.way = way


@dataclass(frozen=True, slots=True)
class Way:
    """Choices so far. Empty text: not chosen yet. Ids are hexadecimal; `secret` makes the report's id and receipt."""

    secret: str
    language: str = "en"
    organisation: str = ""
    receiver: str = ""
    workplace: str = ""
    workplace_name: str = ""
    phrase: str = ""
    country: str = ""
    place_kind: str = ""
    danger_now: bool = False
    hazard: str = ""
    kind: str = ""
    harm: str = ""
    body_part: str = ""
    people: str = ""
    above: str = ""
    neutral: bool = False  # the organisation's profile is hostile: no word on the page may tell what it is
    found: bool = False  # receiver and place were chosen on the way; what a poster told is not asked again

    @classmethod
    def begin(cls, language: str) -> Self:
        """A fresh way with a fresh random value."""
        return cls(secret=secrets.token_hex(SECRET_BYTES), language=language)

    @classmethod
    def read(cls, signed: str) -> Self:
        """From the hidden field; raises signing.BadSignature for a forged one, Expired for an old one."""
        try:
            return cls._of(signing.loads(signed, salt=_SALT, max_age=LASTS))
        except signing.SignatureExpired as error:
            raise Expired(cls._of(signing.loads(signed, salt=_SALT))) from error

    @classmethod
    def _of(cls, short: dict[str, Any]) -> Self:
        return cls(
            **{field.name: short[str(number)] for number, field in enumerate(fields(cls)) if str(number) in short}
        )

    def signed(self) -> str:
        """The hidden field's value."""
        values = asdict(self)
        short = {str(number): values[field.name] for number, field in enumerate(fields(self)) if values[field.name]}
        return signing.dumps(short, salt=_SALT, compress=True)

    def at(self, workplace: Workplace) -> Self:
        """The way with its workplace known."""
        return replace(
            self,
            organisation=workplace.organisation_id.hex,
            receiver=workplace.organisation_id.hex,
            workplace=workplace.id.hex,
            workplace_name=workplace.name,
            phrase=workplace.check_phrase,
            country=workplace.country,
            neutral=workplace.organisation.is_hostile,
            place_kind=PlaceKind.WORKPLACE,
        )

    def to(self, organisation: Organisation) -> Self:
        """The way with its receiving organisation known; a workplace of another one is left behind."""
        return replace(
            self,
            organisation=organisation.id.hex,
            receiver=organisation.id.hex,
            country=organisation.country,
            neutral=organisation.is_hostile,
            workplace="",
            workplace_name="",
            phrase="",
            place_kind="",
        )

    def without_place(self) -> Self:
        """The way before its place was chosen; the receiving organisation stays."""
        return replace(self, workplace="", workplace_name="", phrase="", place_kind="")

    def with_choice(self, **choice: str | bool) -> Self:
        """The way with one more choice."""
        return replace(self, **choice)  # type: ignore[arg-type]

    @property
    def somebody_is_hurt(self) -> bool:
        """Whether the pages on the body are asked."""
        return self.kind in HURT

    @property
    def lane(self) -> Lane:
        """The lane that the choices so far lead to."""
        return lane_of(Kind(self.kind or Kind.HAZARD), self.hazard, danger_now=self.danger_now)

    @property
    def organisation_row(self) -> Organisation:
        """The receiving organisation by its id only: sending must not need to read the database."""
        return Organisation(id=uuid.UUID(self.receiver or self.organisation), country=self.country)

    @property
    def workplace_row(self) -> Workplace | None:
        """The workplace by its id only."""
        if not self.workplace:
            return None
        return Workplace(
            id=uuid.UUID(self.workplace), organisation_id=uuid.UUID(self.organisation), country=self.country
        )

    @property
    def harm_said(self) -> Harm:
        """How badly, or not said."""
        return Harm(self.harm) if self.somebody_is_hurt else Harm.UNKNOWN
