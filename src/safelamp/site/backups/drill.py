"""The drill: a backup that was never restored is a hope. Restores the newest aside, compares, takes it away again."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import DatabaseError, connect
from urllib.parse import quote

from django.conf import settings

from safelamp.site.backups import instance, snapshot
from safelamp.site.backups import target as targets
from safelamp.site.backups.loading import Loaded, ReadIn
from safelamp.site.backups.manifest import Counted, Tally
from safelamp.site.backups.parts import Part, Table, tables_of
from safelamp.site.backups.problems import BackupProblem, CannotRead
from safelamp.site.backups.restoring import Files, Sources, aside, read_into
from safelamp.site.backups.rows import RowFormat
from safelamp.site.backups.summary import COUNTED


@dataclass(frozen=True, slots=True)
class Compared:
    """A table in the backup and in the running instance, which may have gone on since."""

    name: str
    backup: Counted
    here: Counted | None

    @property
    def verdict(self) -> str:
        """In a word or two."""
        if self.here is None:
            return "not compared"
        return "the same" if self.here == self.backup else "changed since"


@dataclass(frozen=True, slots=True)
class Drilled:
    """What the drill found: everything was restored as it was written, or CannotRead had been raised."""

    read: ReadIn
    compared: tuple[Compared, ...]

    def lines(self) -> list[str]:
        """A small table for the terminal: what people count, and all else in one line."""
        named = {each.name: each for each in self.compared}
        rows = [("", "in the backup, restored", "here now", "")]
        rows += [_row(name, [named[table]]) for table, name in COUNTED.items() if table in named]
        rows.append(_row("rows of other tables", [each for each in self.compared if each.name not in COUNTED]))
        said = [f"Backup of {self.read.data.head.at} UTC: whole, sound, restored as it was written."]
        said += [f"{name:30} {there:>24} {here:>12}  {verdict}".rstrip() for name, there, here, verdict in rows]
        if self.read.keys is None:
            return [*said, "The backup of the keys was not tried: without it the data cannot be read. Say --keys-from."]
        return [*said, f"Keys of {self.read.keys.head.at} UTC: whole; they belong to this data."]


def drill(sources: Sources) -> Drilled:
    """Restores aside and compares; raises CannotRead where the backup is not what it should be."""
    with aside(settings.HOME, name="drill") as folder:
        database = folder / "database"
        with targets.sqlite_file(database) as target:
            read = read_into(target, sources, Files(folder))
        _look_again(database)
    return Drilled(read, tuple(_compared(read)))


def _look_again(database: Path) -> None:
    """Opens the restored database as a reader would."""
    try:
        with closing(connect(f"file:{quote(str(database))}?mode=ro", uri=True)) as reader:
            said = [row[0] for row in reader.execute("PRAGMA integrity_check")]
    except DatabaseError as error:
        raise CannotRead("The restored database cannot be opened.") from error
    if said != ["ok"]:
        raise CannotRead("The restored database is not sound.")


def _compared(read: ReadIn) -> Iterator[Compared]:
    for part, loaded in ((Part.DATA, read.data), (Part.KEYS, read.keys)):
        if loaded is not None:
            here = _counted_here(part, loaded)
            for name, counted in loaded.end.tables.items():
                yield Compared(name, counted, here.get(name))


def _counted_here(part: Part, loaded: Loaded) -> Mapping[str, Counted]:
    """Tables of the running instance, where it is the same one and has the same columns."""
    try:
        head = instance.head(part)
    except BackupProblem:
        return {}
    if head.instance != loaded.head.instance:
        return {}
    written = {table.name: table for table in loaded.tables}
    with snapshot.of_the_instance() as moment:
        return {
            table.name: _counted(moment, table) for table in tables_of(part) if written.get(table.name) == table
        }  # fmt: skip


def _counted(moment: snapshot.Snapshot, table: Table) -> Counted:
    form, tally = RowFormat(table.columns, moment.changes), Tally()
    for row in moment.rows(table.name, table.columns):
        tally.add(*form.written(row))
    return tally.counted


def _row(name: str, tables: list[Compared]) -> tuple[str, str, str, str]:
    there = sum(each.backup.size for each in tables)
    here = [each.here.size for each in tables if each.here is not None]
    verdicts = {each.verdict for each in tables}
    verdict = next(word for word in ("changed since", "not compared", "the same", "") if word in verdicts or not word)
    return name, f"{there:,}", f"{sum(here):,}" if here else "", verdict
