"""The stream inside a backup: a first line, then frames, each a kind, a text and raw bytes.

Frames are small, so neither side ever holds more than one: a table's rows come in portions, a file in one frame.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from safelamp.site.backups.problems import CannotRead

FIRST_LINE = b"safelamp backup 1\n"  # the number of the format
_FORMAT_WORDS = b"safelamp backup "
_LENGTHS = struct.Struct("!cII")  # kind, bytes of text, raw bytes
LONGEST_TEXT = 64_000_000
LONGEST_RAW = 512_000_000  # one row: words, photo and voice
_NOT_OURS = "This is no backup of Safelamp, or it was made by something else."


class FrameKind(Enum):
    """What a frame holds."""

    HEAD = b"H"  # text: what this is, as JSON
    TABLE = b"T"  # text: name and columns of the rows that follow
    ROWS = b"R"  # text: one JSON list a line; raw: the bytes columns of these rows, one after the other
    FILE = b"F"  # text: where it lies; raw: its content
    END = b"E"  # text: how much there was, and its digests


@dataclass(frozen=True, slots=True)
class Frame:
    """One piece of the stream."""

    kind: FrameKind
    text: bytes
    raw: bytes = b""

    def packed(self) -> bytes:
        """As it stands in the stream."""
        return _LENGTHS.pack(self.kind.value, len(self.text), len(self.raw)) + self.text + self.raw


class FrameReader:
    """Takes the stream in pieces of any size and hands on whole frames."""

    def __init__(self, take: Callable[[Frame], None]) -> None:
        self._take = take
        self._held = bytearray()
        self._needed = len(FIRST_LINE)
        self._begun = False
        self._ended = False

    def feed(self, piece: bytes) -> None:
        """Takes the next piece; raises CannotRead where the stream is not ours."""
        self._held += piece
        while len(self._held) >= self._needed:
            if not self._begun:
                self._first_line()
            elif not self._whole_frame():
                return

    def close(self) -> None:
        """Says that there is no more; raises CannotRead if the end is missing."""
        if not self._ended or self._held:
            raise CannotRead("The backup ends too early: it was not written to its end, or was cut off on its way.")

    def _first_line(self) -> None:
        line = bytes(self._held[: len(FIRST_LINE)])
        if line != FIRST_LINE:
            newer = line.startswith(_FORMAT_WORDS)
            raise CannotRead("This backup was made by a newer Safelamp. Update this one first." if newer else _NOT_OURS)
        del self._held[: len(FIRST_LINE)]
        self._begun, self._needed = True, _LENGTHS.size

    def _whole_frame(self) -> bool:
        letter, text, raw = _LENGTHS.unpack_from(self._held)
        if self._ended or text > LONGEST_TEXT or raw > LONGEST_RAW:
            raise CannotRead(_NOT_OURS)
        size = _LENGTHS.size + text + raw
        if len(self._held) < size:
            self._needed = size
            return False
        start = _LENGTHS.size
        frame = Frame(_kind(letter), bytes(self._held[start : start + text]), bytes(self._held[start + text : size]))
        del self._held[:size]
        self._needed = _LENGTHS.size
        self._ended = frame.kind is FrameKind.END
        self._take(frame)
        return True


def _kind(letter: bytes) -> FrameKind:
    try:
        return FrameKind(letter)
    except ValueError as error:
        raise CannotRead(_NOT_OURS) from error
