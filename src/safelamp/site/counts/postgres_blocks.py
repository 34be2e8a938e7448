"""One block of a table in PostgreSQL, read by whoever judges it: packed by the server, unpacked all at once here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from psycopg import sql

from safelamp.engines.surveillance.blocks import Piece
from safelamp.engines.surveillance.values import Counts, Floats, Integers, Options
from safelamp.site.counts import cells
from safelamp.site.counts.databases import Missing
from safelamp.site.counts.long_weeks import HOW_MISSING
from safelamp.site.counts.postgres_connections import Server, explained, joining
from safelamp.site.counts.postgres_shapes import Column, Shape
from safelamp.site.counts.values import TableRefused

Packed = Sequence[tuple[int, bytes]]
_ARRAY_HEAD = 20  # bytes before the first element of an array of one dimension
_ELEMENT = np.dtype([("length", ">i4"), ("value", ">f8")])
_CELL = np.dtype([("week", ">i4"), ("count", ">f8"), ("exposure", ">f8")])

_WIDE = """
SELECT wanted.place, array_send(ARRAY[{values}]::double precision[])
FROM {source} AS counts JOIN unnest(%s::text[]::{type}[]) WITH ORDINALITY AS wanted (series, place)
ON counts.{series} = wanted.series"""
_LONG = """
SELECT wanted.place, string_agg(int4send(weeks.place) || float8send({count}) || float8send({exposure}), ''::bytea)
FROM {source} AS counts
JOIN unnest(%s::text[]::{type}[]) WITH ORDINALITY AS wanted (series, place) ON counts.{series} = wanted.series
JOIN unnest(%s::text[]::{week_type}[], %s::integer[]) AS weeks (week, place) ON counts.{week} = weeks.week
GROUP BY wanted.place"""


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows of a table, their names as the database writes them, and how to get at their counts."""

    server: Server
    source: str  # what stands behind FROM
    shape: Shape
    places: Mapping[str, int]  # the columns of a long table's weeks
    labels: Sequence[str]
    missing: Missing
    rows: Integers
    names: Sequence[str]
    groups: Mapping[str, Integers]
    judged: range
    method: str
    options: Options
    period: int

    def piece(self) -> Piece:
        """Reads these rows, and the weeks up to the last judged one. Raises TableRefused."""
        observed, exposure = self._wide() if self.shape.weeks else self._long()
        counts = Counts(observed, groups=self.groups, exposure=exposure, period=self.period)
        return Piece(self.rows, counts, self.judged, self.method, self.options)

    def _wide(self) -> tuple[Floats, None]:
        values = sql.SQL(", ").join(_value(column) for column in self.shape.weeks[: self.judged.stop])
        packed = self._fetched(sql.SQL(_WIDE).format(values=values, **self._common()), [list(self.names)])
        observed = np.full((len(self.names), self.judged.stop), np.nan)
        for place, cells_ in packed:
            observed[place - 1] = np.frombuffer(cells_, _ELEMENT, offset=_ARRAY_HEAD)["value"]
        self._check(observed, cells.count)
        return observed, None

    def _long(self) -> tuple[Floats, Floats | None]:
        shape, wanted = self.shape, {text: place for text, place in self.places.items() if place < self.judged.stop}
        assert shape.week is not None and shape.count is not None  # noqa: PT018, S101
        query = sql.SQL(_LONG).format(
            count=_value(shape.count),
            exposure=_value(shape.exposure) if shape.exposure else sql.SQL("'NaN'::double precision"),
            week=shape.week.sql,
            week_type=sql.SQL(shape.week.whole_type),
            **self._common(),
        )
        packed = self._fetched(query, [list(self.names), list(wanted), list(wanted.values())])
        found = np.frombuffer(b"".join(cells_ for _, cells_ in packed), _CELL)
        owners = np.repeat(
            np.array([place - 1 for place, _ in packed], np.int64),
            [len(cells_) // _CELL.itemsize for _, cells_ in packed],
        )
        return self._spread(owners, found)

    def _spread(self, owners: Integers, found: np.ndarray) -> tuple[Floats, Floats | None]:
        """Rows of a long table, each in its place."""
        size = len(self.names), self.judged.stop
        places = owners * size[1] + found["week"]
        times = np.bincount(places, minlength=size[0] * size[1]).reshape(size)
        self._refuse(times > 1, "two rows. Add them up, or keep one of the two.")
        if self.missing is Missing.REFUSED:
            self._refuse(times == 0, f"no row. {HOW_MISSING}")
        observed = np.where(times > 0, np.nan, 0.0 if self.missing is Missing.ZERO else np.nan)
        observed.ravel()[places] = found["count"]
        self._check(observed, cells.count)
        if self.shape.exposure is None:
            return observed, None
        exposure = np.full(size, np.nan)
        exposure.ravel()[places] = found["exposure"]
        self._check(exposure, cells.amount)
        return observed, exposure

    def _common(self) -> dict[str, sql.Composable]:
        source, series = self.source.replace("%", "%%"), self.shape.series
        return {"source": sql.SQL(source), "series": series.sql, "type": sql.SQL(series.whole_type)}

    def _fetched(self, query: sql.Composed, wanted: Sequence[object]) -> Packed:
        with joining(self.server) as connection, explained(self.server.shown), connection.cursor(binary=True) as cursor:
            found = cursor.execute(query, wanted).fetchall()
        return cast("Packed", found)

    def _refuse(self, wrong: np.ndarray, why: str) -> None:
        if wrong.any():
            row, week = np.argwhere(wrong)[0].tolist()
            raise TableRefused(f"Series “{self.names[row]}”, week {self.labels[week]}, has {why}")

    def _check(self, values: Floats, odd: Callable[[str], float]) -> None:
        """Refuses numbers that are no counts (or amounts), with the series and week of the first."""
        with np.errstate(invalid="ignore"):
            wrong = (values < 0) | (values > cells.LARGEST_COUNT) | (values != np.floor(values)) & ~np.isnan(values)
        for row, week in np.argwhere(wrong).tolist():
            text = f"{values[row, week]:.17g}"
            try:
                odd(text)
            except cells.OddCell as problem:
                what = f"Series “{self.names[row]}”, week {self.labels[week]}"
                raise TableRefused(f"{what}: “{text}” {problem}.") from None


def _value(column: Column) -> sql.Composed:
    return sql.SQL("coalesce(counts.{}::double precision, 'NaN')").format(column.sql)
