"""Parcels: one report that was sealed on a phone, as it travels: its id, how long it waited, its sealed parts.

1 byte version, 16 bytes report id, 2 bytes days that it waited on the phone (65535: nobody knows), then parts in the
order of `Part`, each once: 1 byte kind, 4 bytes length, content. Numbers are big-endian. Every part but the proof of
work is an envelope (envelopes.py).
"""

import hashlib
import struct
import uuid
from dataclasses import dataclass
from enum import Enum, IntEnum

VERSION = 1
LARGEST = 12 * 1024 * 1024  # bytes, the whole parcel
UNKNOWN_DAYS = 0xFFFF
LONGEST_WAIT = 400  # days; a clock that says more is wrong, and nobody knows
_START = struct.Struct(">B16sH")
_PART = struct.Struct(">BI")


class Part(IntEnum):
    """What a part holds."""

    HEAD = 1  # sealed to the instance: what it needs to place the report
    WORDS = 2  # sealed to the report's readers, as the next two
    PHOTO = 3
    VOICE = 4
    WORK = 5  # the answer to a challenge in a flood, in the clear


LARGEST_PARTS = {
    Part.HEAD: 16 * 1024,
    Part.WORDS: 256 * 1024,  # 10,000 signs of four bytes, each written as an escape, and some
    Part.PHOTO: 8 * 1024 * 1024,
    Part.VOICE: 3 * 1024 * 1024,
    Part.WORK: 256,
}

_KINDS = frozenset(part.value for part in Part)


class Fault(Enum):
    """What is wrong with a parcel."""

    CUT_OFF = "the parcel is cut off: send it again"
    TOO_LARGE = "the parcel or a part of it is too large"
    VERSION = "the parcel is of a version that this program does not know"
    ORDER = "a part of the parcel is unknown, stands twice or in the wrong place"
    MISSING = "the parcel lacks its head or its words"


class BadParcel(ValueError):
    """Bytes that are no parcel; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Parcel:
    """One sealed report on its way. `waited_days` is None where nobody knows."""

    report_id: uuid.UUID
    head: bytes
    words: bytes
    photo: bytes = b""
    voice: bytes = b""
    work: bytes = b""
    waited_days: int | None = None

    @property
    def mark(self) -> bytes:
        """Recognises the same sealed parts sent again; how long they waited, and a proof, may differ (SHA-256)."""
        return hashlib.sha256(_start(self.report_id, None) + _sealed_parts(self)).digest()


def write(parcel: Parcel) -> bytes:
    """The bytes that travel."""
    work = _part(Part.WORK, parcel.work)
    return _start(parcel.report_id, parcel.waited_days) + _sealed_parts(parcel) + work


def read(raw: bytes) -> Parcel:
    """The parcel; raises BadParcel. What is sealed is not opened and not looked at."""
    if len(raw) > LARGEST:
        raise BadParcel(Fault.TOO_LARGE)
    if raw and raw[0] != VERSION:
        raise BadParcel(Fault.VERSION)
    if len(raw) < _START.size:
        raise BadParcel(Fault.CUT_OFF)
    _version, report_id, waited = _START.unpack_from(raw)
    parts = _parts(raw)
    if not parts.get(Part.HEAD) or not parts.get(Part.WORDS):
        raise BadParcel(Fault.MISSING)
    return Parcel(
        uuid.UUID(bytes=report_id),
        head=parts[Part.HEAD],
        words=parts[Part.WORDS],
        photo=parts.get(Part.PHOTO, b""),
        voice=parts.get(Part.VOICE, b""),
        work=parts.get(Part.WORK, b""),
        waited_days=waited if waited <= LONGEST_WAIT else None,
    )


def _parts(raw: bytes) -> dict[Part, bytes]:
    found: dict[Part, bytes] = {}
    at = _START.size
    while at < len(raw):
        if len(raw) - at < _PART.size:
            raise BadParcel(Fault.CUT_OFF)
        number, length = _PART.unpack_from(raw, at)
        at += _PART.size
        if number not in _KINDS or any(number <= earlier for earlier in found):
            raise BadParcel(Fault.ORDER)
        if length > LARGEST_PARTS[Part(number)]:
            raise BadParcel(Fault.TOO_LARGE)
        if length > len(raw) - at:
            raise BadParcel(Fault.CUT_OFF)
        found[Part(number)] = raw[at : at + length]
        at += length
    return found


def _start(report_id: uuid.UUID, waited: int | None) -> bytes:
    return _START.pack(VERSION, report_id.bytes, UNKNOWN_DAYS if waited is None else waited)


def _sealed_parts(parcel: Parcel) -> bytes:
    contents = (parcel.head, parcel.words, parcel.photo, parcel.voice)
    return b"".join(_part(kind, content) for kind, content in zip(Part, contents, strict=False))


def _part(kind: Part, content: bytes) -> bytes:
    return _PART.pack(kind, len(content)) + content if content else b""
