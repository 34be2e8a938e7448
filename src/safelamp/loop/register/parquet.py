"""Reading Parquet with Polars: loaded only where somebody imports such a file (extra `scale`)."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from safelamp.loop.register.tables import Row, Table, TableError, check_head


def rows(path: Path) -> Table:
    """The table with every cell as text, as a CSV file would hold it."""
    try:
        frame = pl.read_parquet(path)
    except pl.exceptions.PolarsError as error:
        raise TableError(f"{path.name} is no whole Parquet file: fetch it again.") from error
    check_head(frame.columns)
    return Table(tuple(frame.columns), _rows(frame), "Parquet")


def _rows(frame: pl.DataFrame) -> Iterator[Row]:
    for number, cells in enumerate(frame.iter_rows(), start=2):
        yield Row(number, tuple(_text(cell) for cell in cells))


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(cell)
