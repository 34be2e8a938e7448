"""Counts in a table or query of PostgreSQL: names and weeks are read here, counts block by block (extra `postgres`)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from psycopg import sql

from safelamp.engines.surveillance.blocks import cut
from safelamp.engines.surveillance.values import Options
from safelamp.site.counts.databases import DatabaseTable, Missing
from safelamp.site.counts.long_weeks import HOW_MISSING, LongWeeks, long_weeks
from safelamp.site.counts.postgres_blocks import Block
from safelamp.site.counts.postgres_connections import Connection, Server, explained, holding
from safelamp.site.counts.postgres_shapes import DAY, Column, Shape, shape_of
from safelamp.site.counts.values import CountTable, TableRefused
from safelamp.site.counts.words import grouped

_ROWS = """
COPY (SELECT {series}::text, count(*), {words} FROM {source} AS counts
GROUP BY {series}::text ORDER BY {series}::text COLLATE "C" NULLS FIRST) TO STDOUT"""
_WEEKS = "SELECT DISTINCT {week}::text FROM {source} AS counts"


@dataclass(frozen=True, slots=True)
class Found:
    """A table that is held still while somebody reads it; `table` has no counts in it."""

    table: CountTable
    shown: str
    server: Server
    source: str
    shape: Shape
    names: Sequence[str]  # as the database writes them
    weeks: LongWeeks
    missing: Missing

    def stored(self, judged: range, asked: tuple[str, Options, int]) -> list[Block]:
        """Its blocks, for whoever judges them: the same as those of a file in the order of names."""
        method, options, period = asked
        codes = {name: grouping.codes for name, grouping in self.table.groupings.items()}
        return [
            Block(
                server=self.server,
                source=self.source,
                shape=self.shape,
                places=self.weeks.places,
                labels=self.table.weeks[: judged.stop],
                missing=self.missing,
                rows=rows,
                names=[self.names[row] for row in rows],
                groups={name: its[rows] for name, its in codes.items()},
                judged=judged,
                method=method,
                options=options,
                period=period,
            )
            for rows in cut(codes, len(self.names))
        ]


@contextmanager
def opened(wanted: DatabaseTable, *, period: int) -> Iterator[Found]:
    """Names and weeks of a table, which stands still until the end. Raises TableRefused."""
    with holding(wanted.address) as (connection, server):
        shown = f"{wanted.table or 'the query'} ({server.shown})"
        try:
            with explained():
                found = _found(connection, server, wanted, period, shown)
        except TableRefused as problem:
            raise TableRefused(f"{shown}: {problem}") from None
        yield found


def _found(connection: Connection, server: Server, wanted: DatabaseTable, period: int, shown: str) -> Found:
    connection.execute("SET LOCAL DateStyle = 'ISO'")
    source = _source(connection, wanted)
    shape = shape_of(_columns(connection, source))
    weeks = _weeks(connection, source, shape, wanted.missing, period)
    names, words = _rows(connection, source, shape, weeks, wanted.missing)
    table = CountTable(
        names=_checked(names),
        weeks=weeks.labels,
        observed=np.empty((len(names), 0)),
        groupings={name: grouped(its) for name, its in zip(shape.words, words, strict=True)},
        read_as="a row a series" if shape.weeks else "a row a series and week",
    )
    return Found(table, shown, server, source, shape, names, weeks, wanted.missing)


def _source(connection: Connection, wanted: DatabaseTable) -> str:
    """What stands behind FROM: the table as the database itself writes it, or the query."""
    if wanted.query:
        return f"({wanted.query.strip().rstrip(';')}\n)"
    [[name]] = connection.execute("SELECT %s::regclass::text", [wanted.table]).fetchall()
    return str(name)


def _columns(connection: Connection, source: str) -> list[Column]:
    cursor = connection.execute(sql.SQL("SELECT * FROM {} AS counts LIMIT 0").format(sql.SQL(source)))
    head = cursor.description or []
    types = connection.execute(
        "SELECT format_type(kind, NULL) FROM unnest(%s::oid[]) WITH ORDINALITY AS wanted (kind, place) ORDER BY place",
        [[column.type_code for column in head]],
    ).fetchall()
    return [Column(column.name, str(kind)) for column, (kind,) in zip(head, types, strict=True)]


def _weeks(connection: Connection, source: str, shape: Shape, missing: Missing, period: int) -> LongWeeks:
    if shape.week is None:
        return LongWeeks(shape.labels, {})
    query = sql.SQL(_WEEKS).format(week=shape.week.sql, source=sql.SQL(source))
    found = [week for (week,) in connection.execute(query).fetchall()]
    if None in found:
        raise TableRefused("There are rows without a week. Give each its week, or leave them out with --query.")
    if not found:
        raise TableRefused("There is no row in it: there is nothing to judge.")
    return long_weeks([str(week) for week in found], are_days=shape.week.type == DAY, period=period, missing=missing)


def _rows(
    connection: Connection, source: str, shape: Shape, weeks: LongWeeks, missing: Missing
) -> tuple[list[str], list[list[str]]]:
    """The name of each series and its words, in the order of names, as programs sort them that know no language."""
    each = [sql.SQL("{0}(coalesce(counts.{1}::text, ''))").format(sql.SQL(pick), column.sql)
            for column in shape.words.values() for pick in ("min", "max")]  # fmt: skip
    query = sql.SQL(_ROWS).format(
        series=sql.SQL("counts.{}").format(shape.series.sql), words=sql.SQL(", ").join([*each, sql.SQL("0")]),
        source=sql.SQL(source),
    )  # fmt: skip
    names: list[str] = []
    words: list[list[str]] = [[] for _ in shape.words]
    with connection.cursor() as cursor, cursor.copy(query) as copy:
        for name, rows, *found in copy.rows():
            _check_rows(name, int(rows), shape, weeks, missing)
            names.append(name)
            for kept, column, least, most in zip(words, shape.words, found[::2], found[1::2], strict=False):
                if least != most:
                    raise TableRefused(f"Series “{name}” has more than one {column}: “{least}” and “{most}”. Keep one.")
                kept.append(least.strip())
    if not names:
        raise TableRefused("There is no row in it: there is nothing to judge.")
    return names, words


def _check_rows(name: str | None, rows: int, shape: Shape, weeks: LongWeeks, missing: Missing) -> None:
    """What can be refused before any count is read."""
    if name is None or not name.strip():
        raise TableRefused("There are rows without the name of a series. Give each its series.")
    if shape.weeks:
        if rows > 1:
            raise TableRefused(f"Series “{name}” has {rows} rows. Add them up, or give them names of their own.")
    elif missing is Missing.REFUSED and rows < len(weeks.labels):
        raise TableRefused(f"Series “{name}” has {rows} rows for {len(weeks.labels)} weeks. {HOW_MISSING}")


def _checked(names: Sequence[str]) -> tuple[str, ...]:
    """The names as the output writes them, without blanks around them, which CSV has not either."""
    plain = tuple(name.strip() for name in names)
    if len(set(plain)) < len(plain):
        twice = next(name for name, after in pairwise(sorted(plain)) if name == after)
        raise TableRefused(f"Two series are named “{twice}”, with blanks before or after it. Give them two names.")
    return plain
