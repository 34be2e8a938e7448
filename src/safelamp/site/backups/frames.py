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
    raw: bytes | memoryview = b""

    def packed(self) -> bytes:
        """As it stands in the stream."""
        return _LENGTHS.pack(self.kind.value, len(self.text), len(self.raw)) + self.text + bytes(self.raw)


class FrameReader:
    """Takes the stream in pieces of any size and hands on whole frames."""

    def __init__(self, take: Callable[[Frame], None]) -> None:
        self._take = take
        self._pieces: list[bytes | memoryview] = []
        self._held = 0  # bytes in the pieces
        self._needed = len(FIRST_LINE)
        self._begun = False
        self._ended = False

    def feed(self, piece: bytes) -> None:
        """Takes the next piece; raises CannotRead where the stream is not ours."""
        self._pieces.append(piece)
        self._held += len(piece)
        if self._held < self._needed:
            return
        held = memoryview(b"".join(self._pieces))  # the one time that anything is copied
        while len(held) >= self._needed:
            held = held[self._first_line(held) if not self._begun else self._next_frame(held) :]
        self._pieces, self._held = [held], len(held)

    def close(self) -> None:
        """Says that there is no more; raises CannotRead if the end is missing."""
        if not self._ended or self._held:
            raise CannotRead("The backup ends too early: it was not written to its end, or was cut off on its way.")

    def _first_line(self, held: memoryview) -> int:
        line = bytes(held[: len(FIRST_LINE)])
        if line != FIRST_LINE:
            newer = line.startswith(_FORMAT_WORDS)
            raise CannotRead("This backup was made by a newer Safelamp. Update this one first." if newer else _NOT_OURS)
        self._begun, self._needed = True, _LENGTHS.size
        return len(line)

    def _next_frame(self, held: memoryview) -> int:
        """Hands on the frame that the bytes begin with, if all of it is there; returns how many bytes it took."""
        letter: bytes
        text: int
        raw: int
        letter, text, raw = _LENGTHS.unpack_from(held)
        if self._ended or text > LONGEST_TEXT or raw > LONGEST_RAW:
            raise CannotRead(_NOT_OURS)
        start, end = _LENGTHS.size, _LENGTHS.size + text + raw
        if len(held) < end:
            self._needed = end
            return 0
        frame = Frame(_kind(letter), bytes(held[start : start + text]), held[start + text : end])
        self._needed = _LENGTHS.size
        self._ended = frame.kind is FrameKind.END
        self._take(frame)
        return end


def _kind(letter: bytes) -> FrameKind:
    try:
        return FrameKind(letter)
    except ValueError as error:
        raise CannotRead(_NOT_OURS) from error
