"""Reading a Parquet file of counts with Polars: loaded only where somebody gives one (extra `scale`)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from safelamp.engines.surveillance.blocks import Piece, cut
from safelamp.engines.surveillance.values import Counts, Floats, Integers, Options
from safelamp.site.counts import cells
from safelamp.site.counts.columns import Columns, columns
from safelamp.site.counts.values import CountTable, TableRefused
from safelamp.site.counts.words import Words


@dataclass(frozen=True, slots=True)
class Rows:
    """One block of a Parquet file, read by whoever judges it."""

    path: Path
    rows: Integers
    groups: Mapping[str, Integers]
    words: int  # columns before the weeks
    judged: range
    method: str
    options: Options
    period: int

    def piece(self) -> Piece:
        """Reads these rows, and the weeks up to the last judged one."""
        first, last = int(self.rows[0]), int(self.rows[-1])
        weeks = range(self.words, self.words + self.judged.stop)
        frame = pl.scan_parquet(self.path).select(pl.nth(weeks)).slice(first, last - first + 1).collect()
        observed = _weeks(frame[self.rows - first], cells.count, rows=self.rows)
        counts = Counts(observed, groups=self.groups, period=self.period)
        return Piece(self.rows, counts, self.judged, self.method, self.options)


def stored(path: Path, table: CountTable, judged: range, wish: tuple[str, Options, int]) -> list[Rows]:
    """The blocks of a file whose words were read, for workers that see it under the same name."""
    method, options, period = wish
    codes = {name: grouping.codes for name, grouping in table.groupings.items()}
    return [
        Rows(
            path.resolve(),
            rows,
            groups={name: its[rows] for name, its in codes.items()},
            words=1 + len(codes),
            judged=judged,
            method=method,
            options=options,
            period=period,
        )
        for rows in cut(codes, len(table.names))
    ]


def read_words(path: Path) -> CountTable:
    """The table of a Parquet file without its counts. Raises TableRefused."""
    try:
        known = columns(list(pl.scan_parquet(path).collect_schema()))
        frame = pl.scan_parquet(path).select(pl.nth(range(len(known.words)))).collect()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise TableRefused("It is no whole Parquet file: fetch it again.") from error
    words = _checked_words(frame, known)
    return CountTable(tuple(words.names), known.weeks, np.empty((frame.height, 0)), words.groupings(), "Parquet")


def read(path: Path, *, odd: Callable[[str], float] = cells.count) -> CountTable:
    """The table of a Parquet file. Raises TableRefused with row and column."""
    try:
        frame = pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise TableRefused("It is no whole Parquet file: fetch it again.") from error
    known = columns(frame.columns)
    words = _checked_words(frame, known)
    observed = _weeks(frame.select(pl.nth(range(len(known.words), known.width))), odd, rows=np.arange(frame.height))
    return CountTable(tuple(words.names), known.weeks, observed, words.groupings(), "Parquet")


def _checked_words(frame: pl.DataFrame, known: Columns) -> Words:
    if not frame.height:
        raise TableRefused("There is a head and no row below it: there is nothing to judge.")
    words = Words(known.words)
    words.add(enumerate(_words(frame, known), start=1))
    return words


def _weeks(frame: pl.DataFrame, odd: Callable[[str], float], *, rows: Integers) -> Floats:
    """The numbers of these rows of the file."""
    return np.stack([_week(frame, place, odd, rows) for place in range(frame.width)], axis=1)


def _words(frame: pl.DataFrame, known: Columns) -> list[tuple[str, ...]]:
    words = frame.select(pl.nth(range(len(known.words))))
    for name, kind in words.schema.items():
        if kind.is_nested() or kind in {pl.Binary, pl.Object}:
            raise TableRefused(f"Column “{name}” holds no words but {kind}. Store text.")
    return words.select(pl.all().cast(pl.String).fill_null("")).rows()


def _week(frame: pl.DataFrame, place: int, odd: Callable[[str], float], rows: Integers) -> Floats:
    """One column of numbers; NaN and null are not known."""
    column = frame.to_series(place)
    name = frame.columns[place]
    if not column.dtype.is_numeric() and column.dtype not in {pl.String, pl.Null}:
        raise TableRefused(f"Column “{name}” holds no numbers but {column.dtype}. Store whole numbers.")
    try:
        values: Floats = column.cast(pl.Float64).to_numpy().copy()
        _check(values, odd)
    except (pl.exceptions.PolarsError, cells.OddCell):
        return _one_by_one(column, name, odd, rows)
    return values


def _check(values: Floats, odd: Callable[[str], float]) -> None:
    known = values[~np.isnan(values)]
    if known.size:
        odd(f"{known.min():.17g}")
        odd(f"{known.max():.17g}")
        if odd is cells.count and (known != np.floor(known)).any():
            raise cells.OddCell


def _one_by_one(column: pl.Series, name: str, odd: Callable[[str], float], rows: Integers) -> Floats:
    values = np.empty(len(column))
    for place, (row, cell) in enumerate(zip(rows.tolist(), column.to_list(), strict=True)):
        try:
            values[place] = odd("" if cell is None else str(cell))
        except cells.OddCell as wrong:
            raise TableRefused(f"Row {row + 1}, column “{name}”: “{cell}” {wrong}.") from None
    return values
