"""The database that a backup is read into: a file aside on SQLite, one transaction on PostgreSQL."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import dj_database_url
from django.db import connections, router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

from safelamp.site.backups.columns import INTO_POSTGRESQL, INTO_SQLITE, Change, ColumnKind
from safelamp.site.backups.manifest import Counted, Tally
from safelamp.site.backups.parts import Table
from safelamp.site.backups.rows import Row, RowFormat
from safelamp.site.backups.snapshot import PostgresqlSnapshot, Snapshot, SqliteSnapshot

ALIAS = "restored"
_ASIDE = (
    "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-64000; "
    "PRAGMA secure_delete=OFF;"
)

Migrations = frozenset[tuple[str, str]]


class Target:
    """An empty database that rows are put into."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection
        self._is_sqlite = connection.vendor == "sqlite"
        self._changes: Mapping[ColumnKind, Change] = INTO_SQLITE if self._is_sqlite else INTO_POSTGRESQL
        self._given: dict[str, dict[str, Any]] = {}
        self._seen: Migrations = frozenset()

    def migrate(self, wanted: Migrations) -> None:
        """Brings the tables to where these migrations lead; goes only forward."""
        if wanted <= self._seen:
            return
        executor = MigrationExecutor(self._connection)
        parents = {parent.key for key in wanted for parent in executor.loader.graph.node_map[key].parents}
        inner = {parent for parent in parents if parent in wanted and _has_child_of_its_app(executor, parent, wanted)}
        self._settle()
        executor.migrate(sorted(wanted - inner - set(executor.loader.applied_migrations)))
        self._settle()
        self._given.clear()
        self._seen |= wanted

    def insert(self, table: Table, rows: Iterable[Row]) -> None:
        """Puts rows in; columns that the backup leaves out get what a new row gets."""
        form = RowFormat(table.columns, self._changes)
        given = self._left_out(table)
        names = [column.name for column in table.columns] + list(given)
        more = list(given.values())
        values = (form.changed(row) + more for row in rows)
        if self._is_sqlite:
            marks = ", ".join("?" for _ in names)
            statement = f'INSERT INTO "{table.name}" ({_quoted(names)}) VALUES ({marks})'  # noqa: S608  # our names
            self._connection.connection.executemany(statement, values)
            return
        with (
            self._connection.cursor() as cursor,
            cursor.copy(f'COPY "{table.name}" ({_quoted(names)}) FROM STDIN') as copy,
        ):
            for row in values:
                copy.write_row(row)

    def fill_in(self, table: Table, rows: Iterable[Row]) -> int:
        """Writes columns of rows that are there; returns how many were not."""
        names = [column.name for column in table.columns]
        place = names.index("id")
        columns = ", ".join(f'"{name}" = %s' for name in names if name != "id")
        missing = 0
        with self._connection.cursor() as cursor:
            for row in rows:
                others = [value for number, value in enumerate(row) if number != place]
                cursor.execute(f'UPDATE "{table.name}" SET {columns} WHERE "id" = %s', [*others, row[place]])  # noqa: S608
                missing += cursor.rowcount == 0
        return missing

    def counted(self, table: Table) -> Counted:
        """Rows and digest of a table, read back from the database."""
        snapshot = self.snapshot
        form = RowFormat(table.columns, snapshot.changes)
        tally = Tally()
        for row in snapshot.rows(table.name, table.columns):
            tally.add(*form.written(row))
        return tally.counted

    def drop_dangling(self, tables: Sequence[Table]) -> dict[str, int]:
        """Takes away rows of these tables that refer to rows that are not there; returns how many by table."""
        dropped = dict.fromkeys((table.name for table in tables), 0)
        before = -1
        while sum(dropped.values()) > before:  # what referred to a dropped row goes too
            before = sum(dropped.values())
            for name in dropped:
                dropped[name] += self._drop_dangling(name)
        return {name: number for name, number in dropped.items() if number}

    def _drop_dangling(self, table: str) -> int:
        gone = 0
        with self._connection.cursor() as cursor:
            relations = self._connection.introspection.get_relations(cursor, table)
            for column, (meant, other) in relations.items():
                cursor.execute(
                    f'DELETE FROM "{table}" WHERE "{column}" IS NOT NULL '  # noqa: S608  # our own names
                    f'AND "{column}" NOT IN (SELECT "{meant}" FROM "{other}")'
                )
                gone += cursor.rowcount
        return gone

    def number_of(self, table: str) -> int:
        """How many rows a table holds."""
        with self._connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608  # our own names
            return int(cursor.fetchone()[0])

    def reports_without_key(self) -> int:
        """Reports whose words nobody opens any more: the key that sealed them is not among the keys."""
        key = (
            "lower(hex(substr(words_sealed, 2, 16)))"
            if self._is_sqlite
            else "encode(substr(words_sealed, 2, 16), 'hex')"
        )
        with self._connection.cursor() as cursor:
            cursor.execute(
                f"SELECT count(*) FROM reports_report WHERE {key} NOT IN "  # noqa: S608  # our own words
                "(SELECT replace(CAST(id AS text), '-', '') FROM vault_keypair)"
            )
            return int(cursor.fetchone()[0])

    def check(self) -> list[str]:
        """What the database itself finds wrong."""
        self._settle()
        if not self._is_sqlite:
            return []  # constraints were checked as the rows settled
        with self._connection.cursor() as cursor:
            said = [row[0] for row in cursor.execute("PRAGMA integrity_check").fetchall()]
            loose = {row[0] for row in cursor.execute("PRAGMA foreign_key_check").fetchall()}
        return [line for line in said if line != "ok"] + [f"{table} refers to rows that are missing" for table in loose]

    @property
    def snapshot(self) -> Snapshot:
        """For reading what is there."""
        if self._is_sqlite:
            return SqliteSnapshot(self._connection.connection)
        return PostgresqlSnapshot(self._connection)

    def _left_out(self, table: Table) -> dict[str, Any]:
        if table.name not in self._given:
            with self._connection.cursor() as cursor:
                there = self._connection.introspection.get_table_description(cursor, table.name)
            missing = {each.name for each in there} - {column.name for column in table.columns}
            self._given[table.name] = _defaults(self._connection, table.name, missing) if missing else {}
        return self._given[table.name]

    def _settle(self) -> None:
        """PostgreSQL alters no table while its constraints wait to be checked."""
        if not self._is_sqlite:
            with self._connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def sqlite_file(path: Path) -> Iterator[Target]:
    """A new database file."""
    settings = dj_database_url.parse(f"sqlite:///{path}")
    settings["OPTIONS"] = {"init_command": _ASIDE}
    connections.databases[ALIAS] = connections.configure_settings({"default": settings})["default"]
    connection = connections[ALIAS]
    router.routers.insert(0, _TowardsTarget())
    try:
        connection.ensure_connection()
        with connection.constraint_checks_disabled(), transaction.atomic(using=ALIAS):
            yield Target(connection)
    finally:
        router.routers.pop(0)
        connection.close()
        del connections[ALIAS], connections.databases[ALIAS]


class _TowardsTarget:
    """While a database is made aside, migrations that name no database mean this one, never the running instance's."""

    def db_for_read(self, _model: type[Model], **_hints: object) -> str:
        return ALIAS

    def db_for_write(self, _model: type[Model], **_hints: object) -> str:
        return ALIAS


@contextmanager
def one_transaction(connection: BaseDatabaseWrapper) -> Iterator[Target]:
    """An empty PostgreSQL database: all of it, or nothing."""
    with transaction.atomic(using=connection.alias):
        yield Target(connection)


@cache
def all_migrations() -> Migrations:
    """Those that this version of Safelamp has."""
    return frozenset(MigrationLoader(None).disk_migrations)


def unknown_migrations(seen: Migrations) -> Migrations:
    """Those that this version of Safelamp does not have."""
    return seen - all_migrations()


def _defaults(connection: BaseDatabaseWrapper, table: str, columns: set[str]) -> dict[str, Any]:
    """What a new row gets in these columns, by the models of the migrations that the database has seen."""
    loader = MigrationLoader(connection)
    state = loader.project_state([key for key in loader.applied_migrations if key in loader.graph.nodes])
    model = next(each for each in state.apps.get_models() if each._meta.db_table == table)
    fields = [field for field in model._meta.concrete_fields if field.column in columns]
    return {field.column or "": field.get_db_prep_save(field.get_default(), connection) for field in fields}


def _has_child_of_its_app(executor: MigrationExecutor, key: tuple[str, str], wanted: Migrations) -> bool:
    children = executor.loader.graph.node_map[key].children
    return any(child.key in wanted and child.key[0] == key[0] for child in children)


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
