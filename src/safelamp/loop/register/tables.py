"""Reading a table from a file, row by row: CSV, gzipped CSV, Parquet. A bad row is kept aside, the rest goes on."""

import codecs
import csv
import gzip
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import IO, cast

from django.conf import settings
from django.utils.module_loading import import_string

LONGEST_LINE = 1_000_000  # bytes; a longer line is kept aside, not held in memory
MOST_LINES = 2_000  # lines of one quoted cell; beyond it the quote was never closed
DELIMITERS = ",;\t|"
_BAD_BYTES = ("\ud800", "\udfff")  # what "surrogateescape" makes of bytes that are no text
_BROKEN = (EOFError, zlib.error, gzip.BadGzipFile)

csv.field_size_limit(LONGEST_LINE * 2)


class TableError(ValueError):
    """A file that cannot be read as a table; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its place (the head is row 1) and its cells. `broken` says why it cannot be used."""

    number: int
    cells: tuple[str, ...]
    broken: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A file's head and its rows; `read_as` says in which encoding or form it was read."""

    head: tuple[str, ...]
    rows: Iterator[Row]
    read_as: str


@contextmanager
def opened(path: Path, *, encoding: str = "", delimiter: str = "") -> Iterator[Table]:
    """The table in the file, while it is open; what it is, its first bytes say. Raises TableError."""
    if not path.is_file():
        raise TableError(f"No file {path}.")
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise TableError(f"{path.name} is empty: nothing to import.")
    if start.startswith(b"PAR1"):
        yield _parquet(path)
        return
    if start.startswith(b"PK"):
        raise TableError(f"{path.name} is a zip or a spreadsheet. Unpack it, or save the sheet as CSV.")
    lines = _Lines(path, _encoding(path, encoding))
    try:
        yield _csv(lines, name=path.name, delimiter=delimiter)
    finally:
        lines.text.close()


def _parquet(path: Path) -> Table:
    try:
        read: Callable[[Path], Table] = import_string(settings.PARQUET_READER)
    except ImportError as error:
        raise TableError(
            "Reading Parquet needs Polars: pip install 'safelamp[scale]'. Or save the file as CSV."
        ) from error
    return read(path)


def _encoding(path: Path, declared: str) -> str:
    try:
        return codecs.lookup(declared).name if declared else detect_encoding(path)
    except LookupError as error:
        raise TableError(f"The mapping's encoding {declared} is not known.") from error


def _csv(lines: "_Lines", *, name: str, delimiter: str) -> Table:
    first = lines.next()
    if first is None or not first.strip("\r\n\t ,;|"):
        raise TableError(f"{name} has no head: its first row must name the columns.")
    delimiter = delimiter or max(DELIMITERS, key=first.count)
    lines.put_back([first])
    records = _Records(lines, delimiter)
    head = tuple(name.strip().strip("\ufeff") for name in records.cells_of_head())
    check_head(head)
    return Table(head, records.rows(len(head)), lines.encoding)


def check_head(head: Sequence[str]) -> None:
    """Raises TableError when a column's name stands twice."""
    twice = sorted({name for name in head if head.count(name) > 1})
    if twice:
        raise TableError(f"The head names a column twice: {', '.join(twice)}.")


def detect_encoding(path: Path) -> str:
    """UTF-8 unless more lines speak against it than for it; then cp1252, as Windows programs write. UTF-16 by its mark.

    A single bad byte in a UTF-8 file does not turn the whole file into cp1252: its row is kept aside instead.
    """
    good = bad = 0
    with _binary(path) as file:
        try:
            first = file.readline(LONGEST_LINE)
            if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                return "utf-16"
            line = first
            while line:
                if not line.isascii():
                    good, bad = (good + 1, bad) if _is_utf8(line) else (good, bad + 1)
                line = file.readline(LONGEST_LINE)
        except _BROKEN:
            pass
    return "cp1252" if bad > good else "utf-8-sig"


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _binary(path: Path) -> IO[bytes]:
    file = path.open("rb")
    if file.read(2) == b"\x1f\x8b":
        file.close()
        return cast("IO[bytes]", gzip.open(path, "rb"))
    file.seek(0)
    return file


class _Lines:
    """A file's lines as text, with lines put back; remembers whether the file is cut off."""

    def __init__(self, path: Path, encoding: str) -> None:
        # Bytes that are no text become lone surrogates: the row is refused, its bytes are kept as they were.
        errors = "replace" if encoding.startswith("utf-16") else "surrogateescape"
        self.text = TextIOWrapper(_binary(path), encoding=encoding, errors=errors, newline="\n")
        self.encoding = encoding
        self.waiting: deque[str] = deque()
        self.cut_off = False

    def put_back(self, lines: Sequence[str]) -> None:
        """These lines come next."""
        self.waiting.extendleft(reversed(lines))

    def next(self) -> str | None:
        """The next line, cut at LONGEST_LINE; None at the end or where the file breaks off."""
        if self.waiting:
            return self.waiting.popleft()
        try:
            line = self.text.readline(LONGEST_LINE + 1)
            if len(line) > LONGEST_LINE:
                while self.text.readline(LONGEST_LINE)[-1:] not in {"\n", ""}:
                    pass
        except _BROKEN:
            self.cut_off = True
            return None
        return line or None


class _Records:
    """CSV records from lines. A quote that is never closed costs its own line, not the ones after it."""

    def __init__(self, lines: _Lines, delimiter: str) -> None:
        self.lines = lines
        self.delimiter = delimiter

    def cells_of_head(self) -> list[str]:
        """The first record."""
        cells, taken, why = self._record()
        if why or len(taken) > 1:
            raise TableError(f"The head cannot be read: {why or 'it goes over several lines'}.")
        return cells

    def rows(self, width: int) -> Iterator[Row]:
        """The rows after the head; blank lines count but say nothing."""
        number = 1
        while True:
            cells, taken, why = self._record()
            if not taken:
                break
            number += 1
            if not why and len(cells) != width:
                why = f"{len(cells)} cells where the head has {width}" if cells else ""
            if why and len(taken) > 1:
                self.lines.put_back(taken[1:])
                taken, cells = taken[:1], [taken[0].rstrip("\r\n")]
            why = why or self._bad_text(taken)
            if why or cells:
                yield Row(number, tuple(cells), why)
        if self.lines.cut_off:
            yield Row(number + 1, (), "the file is cut off here: fetch it again and import it once more")

    def _record(self) -> tuple[list[str], list[str], str]:
        """The cells, the lines that they were read from, and why they cannot be read."""
        taken: list[str] = []
        try:
            return next(csv.reader(self._feed(taken), strict=True, delimiter=self.delimiter), []), taken, ""
        except csv.Error as error:
            return [line.rstrip("\r\n") for line in taken], taken, _plainly(error)

    def _feed(self, taken: list[str]) -> Iterator[str]:
        while len(taken) < MOST_LINES:
            line = self.lines.next()
            if line is None:
                return
            taken.append(line)
            yield line

    def _bad_text(self, taken: list[str]) -> str:
        if any(len(line) > LONGEST_LINE for line in taken):
            return f"a line longer than {LONGEST_LINE:,} characters"
        for line in taken:
            if line.isascii():
                if "\0" in line:
                    return "a NUL byte in the row"
            elif "\0" in line or any(_BAD_BYTES[0] <= sign <= _BAD_BYTES[1] for sign in line):
                return f"bytes that are no text in {self.lines.encoding}"
        return ""


def _plainly(error: csv.Error) -> str:
    if "unexpected end" in str(error):
        return "a quotation mark is opened and not closed, or the row is cut off"
    if "field larger" in str(error):
        return f"a line longer than {LONGEST_LINE:,} characters"
    return "a quotation mark inside a cell is not doubled"
