"""A parcel that a phone sealed, before anything is stored: its form, and its opened head. No database here.

The words, the photo and the voice are sealed to the report's readers. Of them the server can check form and size only.
"""

import base64
import uuid
from dataclasses import dataclass
from enum import Enum
from typing import Any

from safelamp.engines.sealing import envelopes, parcels
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.engines.sealing.parcels import BadParcel, Fault, Parcel
from safelamp.ground.standards.hazards import hazards
from safelamp.ground.vault.models import Audience
from safelamp.loop.reports import phone
from safelamp.loop.reports.models import Harm, Kind, PlaceKind
from safelamp.loop.reports.words import json_object

LOOKUP_BYTES = 32
WRAPPED_BYTES = 12 + 32 + 16  # nonce, private half, tag
LONGEST_WAY = 4000  # signs
HURT = frozenset({Kind.INJURY, Kind.ILLNESS})


class Reason(Enum):
    """Why a parcel is not taken; the value is for the phone's program."""

    CUT_OFF = "cut_off"
    TOO_LARGE = "too_large"
    NO_PARCEL = "no_parcel"
    OTHER_SERVER = "other_server"  # sealed to an intake key that is not this instance's
    MOVED = "moved"  # a part does not belong to this report, or was changed
    UNKNOWN_CHOICE = "unknown_choice"
    NO_RECEIVER = "no_receiver"  # the organisation is gone or takes no reports; the workplace is another one's
    TAKEN = "taken"  # another report has this id or this receipt


class NotTaken(Exception):
    """The parcel cannot be taken; nothing of it was stored."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Head:
    """What places a report, as the phone said it; every value has its form, nothing was looked up yet."""

    organisation: uuid.UUID
    workplace: uuid.UUID | None
    shut_to: Audience
    kind: Kind
    hazard: str
    danger_now: bool
    harm: Harm
    place_kind: PlaceKind
    language: str
    way: str
    point: bytes
    wrapped_private: bytes
    lookup: bytes


@dataclass(frozen=True, slots=True)
class Arriving:
    """A parcel whose head was opened."""

    parcel: Parcel
    head: Head


def opened(raw: bytes) -> Arriving:
    """Reads a parcel and opens its head in memory; raises NotTaken."""
    try:
        parcel = parcels.read(raw)
    except BadParcel as error:
        reasons = {Fault.CUT_OFF: Reason.CUT_OFF, Fault.TOO_LARGE: Reason.TOO_LARGE}
        raise NotTaken(reasons.get(error.fault, Reason.NO_PARCEL)) from error
    sealed = [each for each in (parcel.head, parcel.words, parcel.photo, parcel.voice) if each]
    if not all(envelopes.has_form(each) for each in sealed):
        raise NotTaken(Reason.MOVED)
    return Arriving(parcel, head_of(_head_text(parcel)))


def head_of(raw: bytes) -> Head:
    """The head from its opened text; raises NotTaken for a value that is none of those that can be chosen."""
    try:
        said = json_object(raw)
        kind = Kind(_text(said, "kind"))
        head = Head(
            organisation=uuid.UUID(_text(said, "organisation")),
            workplace=uuid.UUID(_text(said, "workplace")) if said.get("workplace") else None,
            shut_to=Audience(_text(said, "audience")),
            kind=kind,
            hazard=_text(said, "hazard"),
            danger_now=said.get("danger_now") is True,
            harm=Harm(_text(said, "harm")) if kind in HURT else Harm.UNKNOWN,
            place_kind=PlaceKind(_text(said, "place_kind")),
            language=_text(said, "language"),
            way=_text(said, "way"),
            point=_bytes(said, "point"),
            wrapped_private=_bytes(said, "wrapped_private"),
            lookup=_bytes(said, "lookup"),
        )
    except (ValueError, TypeError) as error:
        raise NotTaken(Reason.UNKNOWN_CHOICE) from error
    if not _fits(head):
        raise NotTaken(Reason.UNKNOWN_CHOICE)
    return head


def _head_text(parcel: Parcel) -> bytes:
    if envelopes.key_id(parcel.head) != phone.intake_key().id:
        raise NotTaken(Reason.OTHER_SERVER)
    try:
        private = phone.intake_private()
        return envelopes.open_envelope(parcel.head, private=private, context=phone.head_context(parcel.report_id))
    except CannotOpen as error:
        raise NotTaken(Reason.MOVED) from error


def _fits(head: Head) -> bool:
    return (
        head.hazard in hazards()
        and head.shut_to != Audience.RESTRICTED
        and len(head.lookup) == LOOKUP_BYTES
        and len(head.wrapped_private) == WRAPPED_BYTES
        and len(head.way) <= LONGEST_WAY
        and envelopes.is_point(head.point)
    )


def _text(said: dict[str, Any], name: str) -> str:
    value = said.get(name, "")
    if not isinstance(value, str):
        raise TypeError(f"{name} is text")
    return value


def _bytes(said: dict[str, Any], name: str) -> bytes:
    value = _text(said, name)
    return base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)
