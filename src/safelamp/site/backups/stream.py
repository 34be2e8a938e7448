"""A backup as a stream of bytes, before it is encrypted."""

from collections.abc import Iterator

from safelamp.site.backups import instance, snapshot
from safelamp.site.backups.frames import FIRST_LINE, Frame, FrameKind
from safelamp.site.backups.manifest import Counted, End, Tally, file_counted, packed_table
from safelamp.site.backups.parts import Part, Table, tables_of
from safelamp.site.backups.rows import RowFormat, portions
from safelamp.site.backups.snapshot import Snapshot


def stream(part: Part) -> Iterator[bytes]:
    """Everything of a part as it stands now, in pieces; raises BackupProblem before the first."""
    yield FIRST_LINE + Frame(FrameKind.HEAD, instance.head(part).packed()).packed()
    files: dict[str, Counted] = {}
    # Files first: a spooled report that is stored meanwhile is then in the tables, and never in neither.
    for name, content in instance.files_of(part):
        files[name] = file_counted(content)
        yield Frame(FrameKind.FILE, name.encode(), content).packed()
    tables: dict[str, Counted] = {}
    with snapshot.of_the_instance() as moment:
        for table in tables_of(part):
            tally = Tally()
            yield from _pieces(table, moment, tally)
            tables[table.name] = tally.counted
    yield Frame(FrameKind.END, End(tables, files).packed()).packed()


def _pieces(table: Table, moment: Snapshot, tally: Tally) -> Iterator[bytes]:
    yield Frame(FrameKind.TABLE, packed_table(table)).packed()
    rows = moment.rows(table.name, table.columns)
    for frame in portions(rows, RowFormat(table.columns, moment.changes), tally):
        yield frame.packed()
