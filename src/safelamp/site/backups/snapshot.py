"""One moment of the database, read while people go on working: nobody waits, nothing is copied to a disk."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from safelamp.site.backups.columns import FROM_POSTGRESQL, FROM_SQLITE, Change, Column, ColumnKind

WAITS = 20  # seconds for a database that somebody has locked
_ROWS_TOGETHER = 200


class Snapshot(Protocol):
    """Reads rows as they stood at one moment."""

    @property
    def changes(self) -> Mapping[ColumnKind, Change]:
        """What makes the database's values those of a backup."""

    def rows(self, table: str, columns: Sequence[Column]) -> Iterator[Sequence[Any]]:
        """All rows of a table, in any order."""


class SqliteSnapshot:
    """A reading transaction of SQLite: in WAL mode others go on writing."""

    changes = FROM_SQLITE

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, table: str, columns: Sequence[Column]) -> Iterator[Sequence[Any]]:
        """All rows of a table."""
        # The plus keeps Django's connections from turning text into dates.
        return self._connection.execute(_select(table, [f'+"{column.name}"' for column in columns]))


class PostgresqlSnapshot:
    """A transaction of PostgreSQL that sees one moment."""

    changes = FROM_POSTGRESQL

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection

    def rows(self, table: str, columns: Sequence[Column]) -> Iterator[Sequence[Any]]:
        """All rows of a table, a few hundred at a time."""
        with self._connection.chunked_cursor() as cursor:
            cursor.execute(_select(table, [f'"{column.name}"' for column in columns]))
            while rows := cursor.fetchmany(_ROWS_TOGETHER):
                yield from rows


@contextmanager
def of_the_instance() -> Iterator[Snapshot]:
    """A snapshot of the instance's database."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "sqlite":
        with of_file(Path(connection.settings_dict["NAME"])) as snapshot:
            yield snapshot
        return
    with of_postgresql(connection) as snapshot:
        yield snapshot


@contextmanager
def of_file(path: Path) -> Iterator[Snapshot]:
    """A snapshot of a database file."""
    address = f"file:{quote(str(path))}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=WAITS, isolation_level=None)) as connection:
        connection.execute("PRAGMA temp_store=MEMORY")
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the moment is taken with the first read
        yield SqliteSnapshot(connection)


@contextmanager
def of_postgresql(connection: BaseDatabaseWrapper) -> Iterator[Snapshot]:
    """A snapshot of a PostgreSQL database, on a connection of its own."""
    apart = connection.copy(alias="snapshot")
    connections["snapshot"] = apart
    try:
        with transaction.atomic(using="snapshot"):
            with apart.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield PostgresqlSnapshot(apart)
    finally:
        apart.close()
        del connections["snapshot"]


def migrations_of(connection: BaseDatabaseWrapper) -> frozenset[tuple[str, str]]:
    """The migrations that the database has seen."""
    return frozenset(MigrationRecorder(connection).applied_migrations())


def _select(table: str, columns: Sequence[str]) -> str:
    return f'SELECT {", ".join(columns)} FROM "{table}"'  # noqa: S608  # our own names
