"""Reading a backup into a database aside, and checking that what stands there is what was written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from safelamp.site.backups.frames import Frame, FrameKind, FrameReader
from safelamp.site.backups.manifest import Counted, End, Head, Tally, end_from, file_counted, head_from, table_from
from safelamp.site.backups.parts import Part, Table
from safelamp.site.backups.problems import CannotRead
from safelamp.site.backups.rows import RowFormat
from safelamp.site.backups.taking import encryption
from safelamp.site.backups.target import Target, unknown_migrations

if TYPE_CHECKING:
    from safelamp.site.backups.age import Identity

_DAMAGED = "The backup does not hold what it says it holds ({}). Take another copy, or an older backup."


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a backup was and held, with its tables, and how many of its rows found no place."""

    head: Head
    end: End
    tables: tuple[Table, ...]
    homeless: int


@dataclass(frozen=True, slots=True)
class ReadIn:
    """Both backups, read and checked; `dropped` rows of the keys refer to what is not in the data."""

    data: Loaded
    keys: Loaded | None
    dropped: int


class Loader:
    """Puts the frames of one backup into a target, table after table."""

    def __init__(self, part: Part, target: Target, put_file: Callable[[str, bytes], None]) -> None:
        self._part = part
        self._target = target
        self._put_file = put_file
        self._head: Head | None = None
        self._end: End | None = None
        self._table: Table | None = None
        self._tables: dict[str, tuple[Table, Tally]] = {}
        self._files: dict[str, Counted] = {}
        self._homeless = 0

    def take(self, frame: Frame) -> None:
        """Takes the next frame; raises CannotRead."""
        if (self._head is None) != (frame.kind is FrameKind.HEAD):
            raise CannotRead(_DAMAGED.format("its order"))
        {
            FrameKind.HEAD: self._take_head,
            FrameKind.FILE: self._take_file,
            FrameKind.TABLE: self._take_table,
            FrameKind.ROWS: self._take_rows,
            FrameKind.END: self._take_end,
        }[frame.kind](frame)

    @property
    def loaded(self) -> Loaded:
        """What was read; raises CannotRead where the end is missing."""
        if self._head is None or self._end is None:
            raise CannotRead(_DAMAGED.format("its end"))
        return Loaded(self._head, self._end, tuple(table for table, _ in self._tables.values()), self._homeless)

    def _take_head(self, frame: Frame) -> None:
        head = head_from(frame.text)
        if head.part is not self._part:
            raise CannotRead(f"This is a backup of the {head.part.value}, not of the {self._part.value}.")
        if unknown := unknown_migrations(head.migrations):
            raise CannotRead(
                f"This backup was made by Safelamp {head.version}, which knows tables that this one does not "
                f"({len(unknown)} changes). Update this Safelamp first; nothing was changed."
            )
        self._target.migrate(head.migrations)
        self._head = head

    def _take_file(self, frame: Frame) -> None:
        name, content = frame.text.decode(errors="replace"), bytes(frame.raw)
        self._files[name] = file_counted(content)
        self._put_file(name, content)

    def _take_table(self, frame: Frame) -> None:
        self._table = table_from(frame.text)
        self._tables[self._table.name] = (self._table, Tally())

    def _take_rows(self, frame: Frame) -> None:
        if self._table is None:
            raise CannotRead(_DAMAGED.format("its order"))
        _, tally = self._tables[self._table.name]
        rows = RowFormat(self._table.columns, {}).read(frame, tally)
        if self._table.fills_in:
            self._homeless += self._target.fill_in(self._table, rows)
        else:
            self._target.insert(self._table, rows)

    def _take_end(self, frame: Frame) -> None:
        self._end = end_from(frame.text)
        _same("files", self._files, self._end.files)
        _same("tables", {name: tally.counted for name, (_, tally) in self._tables.items()}, self._end.tables)


def load(
    source: BinaryIO, *, part: Part, target: Target, identities: "Sequence[Identity]",
    put_file: Callable[[str, bytes], None],
) -> Loaded:  # fmt: skip
    """Reads a whole backup into the target and reads it back; raises CannotRead where anything differs."""
    loader = Loader(part, target, put_file)
    frames = FrameReader(loader.take)
    encryption().decrypt(source, take=frames.feed, identities=identities)
    frames.close()
    loaded = loader.loaded
    whole = [table for table in loaded.tables if not table.fills_in]
    _same("what was stored", {table.name: target.counted(table) for table in whole},
          {table.name: loaded.end.tables[table.name] for table in whole})  # fmt: skip
    return loaded


def opened(path: Path) -> BinaryIO:
    """A backup's file; raises CannotRead."""
    try:
        return path.open("rb")
    except OSError as error:
        raise CannotRead(f"{path} cannot be read: {error.strerror}.") from error


def _same(what: str, found: dict[str, Counted], expected: object) -> None:
    if found != expected:
        raise CannotRead(_DAMAGED.format(what))
