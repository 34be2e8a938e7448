"""Reading a CSV file of counts: in pieces, so that memory holds the numbers and never the whole text."""

import codecs
import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from safelamp.engines.surveillance.values import Floats
from safelamp.site.counts import cells
from safelamp.site.counts.columns import Columns, columns
from safelamp.site.counts.values import CountTable, TableRefused
from safelamp.site.counts.words import Words

CHUNK = 1 << 20  # bytes: what a processor holds close by
LONGEST_LINE = 1 << 26  # bytes; longer is no table
LONGEST_CELL = 100_000  # signs; longer is no name. csv's own limit is one for a process, and others in it set it higher
SEPARATORS = {b",": "", b";": ", semicolons between cells", b"\t": ", tabs between cells"}
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_AS_UTF8 = "Save it again as “CSV UTF-8”."


@dataclass(frozen=True, slots=True)
class _Row:
    number: int  # of its line in the file, the head is 1
    words: Sequence[str]
    cells: bytes


def read(
    path: Path, *, odd: Callable[[str], float] = cells.count, room: Callable[[int], None] = lambda _cells: None
) -> CountTable:
    """The table of a CSV file. `room` is told about how many cells come, and may refuse them.

    Raises TableRefused with row and column.
    """
    with path.open("rb") as file:
        lines = _lines(file)
        head, separator = _head(lines)
        known = columns(head)
        words = Words(known.words)
        kept = _Kept(width=len(known.weeks))
        size = path.stat().st_size
        for rows in _chunks(lines, known, separator):
            words.add([(row.number, row.words) for row in rows])
            found = _numbers(rows, known, separator, odd)
            if not kept.rows:
                expected = int(len(rows) * max(1.0, size / max(1, file.tell())) * 1.02) + 1
                room(expected * kept.width)
                kept.make_room(expected)
            kept.add(found)
    if not kept.rows:
        raise TableRefused("There is a head and no row below it: there is nothing to judge.")
    return CountTable(
        names=tuple(words.names),
        weeks=known.weeks,
        observed=kept.whole(),
        groupings=words.groupings(),
        read_as=f"CSV{SEPARATORS[separator]}",
    )


class _Kept:
    """An array that grows by rows, its room guessed from the size of the file."""

    def __init__(self, width: int) -> None:
        self.width, self.rows = width, 0
        self._room: Floats = np.empty((0, width))

    def make_room(self, rows: int) -> None:
        """Makes room for so many rows in all."""
        larger = np.empty((rows, self.width))
        larger[: self.rows] = self._room[: self.rows]
        self._room = larger

    def add(self, found: Floats) -> None:
        """Adds rows below."""
        needed = self.rows + len(found)
        if needed > len(self._room):
            self.make_room(needed + needed // 4)
        self._room[self.rows : needed] = found
        self.rows = needed

    def whole(self) -> Floats:
        """All rows."""
        return self._room[: self.rows]


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines with their numbers, without line ends, blank ones left out; refuses what is no text in UTF-8."""
    begin = file.read(len(codecs.BOM_UTF8))
    if begin.startswith(_UTF16):
        raise TableRefused(f"It is written in UTF-16, not in UTF-8. {_AS_UTF8}")
    if begin != codecs.BOM_UTF8:
        file.seek(0)
    number, rest = 0, b""
    while chunk := file.read(CHUNK):
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            number += 1
            if stripped := line.rstrip(b"\r"):
                yield number, stripped
        if len(rest) > LONGEST_LINE:
            raise TableRefused("Its lines do not end: this is no table in CSV. Save it again, one series a line.")
    if stripped := rest.rstrip(b"\r"):
        yield number + 1, stripped


def _head(lines: Iterator[tuple[int, bytes]]) -> tuple[list[str], bytes]:
    _, line = next(lines, (0, b""))
    if not line.strip():
        raise TableRefused("It is empty. The first line names the columns, each line below it is a series.")
    if b"\r" in line:
        raise TableRefused("Its lines end as on old Macintoshes (CR). Save it again as CSV with usual line ends.")
    if b"\0" in line:
        raise TableRefused(f"It is no text, or not in UTF-8. {_AS_UTF8}")
    separator = max(SEPARATORS, key=line.count)
    return _split(_decoded(line, 1), separator, 1), separator


def _split(line: str, separator: bytes, number: int) -> list[str]:
    try:
        found = next(csv.reader([line], delimiter=separator.decode()))
    except csv.Error:  # a line end outside of quotation marks, a cell longer than its limit
        found = None
    if found is None or any(len(cell) > LONGEST_CELL for cell in found):
        raise TableRefused(f"Row {number} cannot be read: {_ENDS}")
    return found


def _decoded(line: bytes, number: int) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        raise TableRefused(f"Row {number} is not in UTF-8. {_AS_UTF8}") from None


def _chunks(lines: Iterator[tuple[int, bytes]], known: Columns, separator: bytes) -> Iterator[list[_Row]]:
    rows: list[_Row] = []
    held = 0
    for number, line in lines:
        row = _quoted(number, line, lines, known, separator) if b'"' in line else _plain(number, line, known, separator)
        if row is None:
            continue
        rows.append(row)
        held += len(row.cells)
        if held > CHUNK:
            yield rows
            rows, held = [], 0
    if rows:
        yield rows


def _plain(number: int, line: bytes, known: Columns, separator: bytes) -> _Row | None:
    *words, rest = line.split(separator, len(known.words))
    if len(words) < len(known.words):
        if not line.strip():
            return None
        raise TableRefused(f"Row {number} has {len(words) + 1} cells, and the head has {known.width}. {_RAGGED}")
    return _Row(number, [_decoded(word, number) for word in words], rest)


def _quoted(number: int, line: bytes, lines: Iterator[tuple[int, bytes]], known: Columns, separator: bytes) -> _Row:
    """A row with quotation marks, which may hold separators and even line ends."""
    text = _decoded(line, number)
    while text.count('"') % 2:
        more_number, more = next(lines, (number, None))
        if more is None or len(text) > LONGEST_LINE:
            raise TableRefused(f"In row {number} a quotation mark is opened and never closed. Close it.")
        text += "\n" + _decoded(more, more_number)
    found = _split(text, separator, number)
    words, numbers = found[: len(known.words)], found[len(known.words) :]
    if len(found) != known.width:
        raise TableRefused(f"Row {number} has {len(found)} cells, and the head has {known.width}. {_RAGGED}")
    sign = separator.decode()
    for place, cell in enumerate(numbers):
        if sign in cell or "\n" in cell:
            raise _refused_cell(number, words, known, place, f"“{cell[:40]}” is not a number. {_NO_SEPARATORS}")
    return _Row(number, words, sign.join(numbers).encode())


_ENDS = (
    "one of its cells does not end where it should. Look for a quotation mark that is alone or never closed; in a "
    'name, write it twice, and one before and one after the name: "5"" pipe".'
)
_RAGGED = "Look for a separator too many or a cell that was cut off."
_NO_SEPARATORS = "Write whole numbers without separators, such as 1234."


def _numbers(rows: Sequence[_Row], known: Columns, separator: bytes, odd: Callable[[str], float]) -> Floats:
    text = b"".join(row.cells + b"\n" for row in rows)
    try:
        return cells.numbers(text, width=len(known.weeks), separator=separator, odd=odd)
    except cells.CellRefused as wrong:
        row = rows[wrong.row]
        if wrong.column is None:
            raise TableRefused(f"Row {row.number}: {wrong}. {_RAGGED} {_NO_SEPARATORS}") from None
        raise _refused_cell(row.number, row.words, known, wrong.column, str(wrong)) from None


def _refused_cell(number: int, words: Sequence[str], known: Columns, week: int, why: str) -> TableRefused:
    name = words[known.words.index("series")]
    return TableRefused(f"Row {number} (series “{name}”), week {known.weeks[week]}: {why}")
