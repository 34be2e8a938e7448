"""Rows as they stand in the stream: a JSON list a line, the bytes columns beside it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from safelamp.site.backups.columns import Change, Column, ColumnKind
from safelamp.site.backups.frames import Frame, FrameKind
from safelamp.site.backups.manifest import Tally
from safelamp.site.backups.problems import CannotRead

PORTION = 1_000_000  # bytes of a frame, one more row at most
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

Row = Sequence[Any]


class RowFormat:
    """How the rows of some columns are written, for one sort of database."""

    def __init__(self, columns: Sequence[Column], changes: Mapping[ColumnKind, Change]) -> None:
        self._blobs = [place for place, column in enumerate(columns) if column.kind is ColumnKind.BYTES]
        self._changes = [
            (place, changes[column.kind]) for place, column in enumerate(columns) if column.kind in changes
        ]

    def changed(self, row: Row) -> list[Any]:
        """The row's values in the other form; what is empty stays empty."""
        values = list(row)
        for place, change in self._changes:
            if values[place] is not None:
                values[place] = change(values[place])
        return values

    def written(self, row: Row) -> tuple[bytes, list[bytes]]:
        """A database's row as a line and its bytes columns."""
        values = self.changed(row)
        blobs = []
        for place in self._blobs:
            if values[place] is not None:
                blobs.append(values[place])
                values[place] = len(values[place])
        return _encode(values).encode(), blobs

    def read(self, frame: Frame, tally: Tally) -> Iterator[list[Any]]:
        """The rows of a frame, bytes columns in their places; raises CannotRead."""
        raw, start = frame.raw, 0
        for line in frame.text.split(b"\n"):
            values = _values(line)
            blobs = []
            for place in self._blobs:
                if values[place] is not None:
                    end = start + values[place]
                    values[place] = raw[start:end]
                    blobs.append(values[place])
                    start = end
            tally.add(line, blobs)
            yield values


def portions(rows: Iterable[Row], form: RowFormat, tally: Tally) -> Iterator[Frame]:
    """The rows in frames of about a megabyte, counted as they pass."""
    lines: list[bytes] = []
    raw: list[bytes] = []
    size = 0
    for row in rows:
        line, blobs = form.written(row)
        tally.add(line, blobs)
        lines.append(line)
        raw += blobs
        size += len(line) + sum(map(len, blobs))
        if size >= PORTION:
            yield Frame(FrameKind.ROWS, b"\n".join(lines), b"".join(raw))
            lines, raw, size = [], [], 0
    if lines:
        yield Frame(FrameKind.ROWS, b"\n".join(lines), b"".join(raw))


def _values(line: bytes) -> list[Any]:
    try:
        values = json.loads(line)
    except ValueError as error:
        raise CannotRead("A row of the backup is damaged.") from error
    if not isinstance(values, list):
        raise CannotRead("A row of the backup is damaged.")
    return values
