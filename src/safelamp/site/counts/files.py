"""Files in and out: which reader a table takes, whether it fits into memory, and output that is whole or not there."""

import importlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

import numpy as np

from safelamp.engines.surveillance.values import Floats
from safelamp.site.counts import cells, csv_tables
from safelamp.site.counts.values import CountTable, TableRefused

_PARQUET = b"PAR1"
_BYTES_A_CELL = 24  # the table, and the blocks that are on their way
_SHARE = 0.9  # of what is free
_MEMORY = Path("/proc/meminfo")


def read_counts(path: Path) -> CountTable:
    """A table of counts, CSV or Parquet. Raises TableRefused."""
    return _read(path, cells.count)


def read_exposure(path: Path, like: CountTable) -> Floats:
    """What the counts are in proportion to, by series and week as in the table of counts; NaN where it is not known."""
    table = _read(path, cells.amount)
    if table.weeks != like.weeks:
        raise TableRefused(
            f"Its weeks go from {table.weeks[0]} to {table.weeks[-1]}, those of the counts from {like.weeks[0]} to "
            f"{like.weeks[-1]}. Give both tables the same columns."
        )
    row, known = {name: place for place, name in enumerate(table.names)}, set(like.names)
    strangers = [name for name in table.names if name not in known]
    if strangers:
        raise TableRefused(f"Series “{strangers[0]}” is not among the counts. Names must be the same in both tables.")
    whole = np.full(like.observed.shape, np.nan)
    places = np.array([row.get(name, -1) for name in like.names])
    whole[places >= 0] = table.observed[places[places >= 0]]
    return whole


def _read(path: Path, odd: Callable[[str], float]) -> CountTable:
    if path.is_dir():
        raise TableRefused("It is a folder. Name the file of the table in it.")
    if is_parquet(path):
        table: CountTable = parquet_reader().read(path, odd=odd)
        return table
    return csv_tables.read(path, odd=odd, room=fits)


def is_parquet(path: Path) -> bool:
    """Whether it is, or says it is, a Parquet file."""
    if path.is_dir():
        return False
    with path.open("rb") as file:
        return file.read(len(_PARQUET)) == _PARQUET or path.suffix.casefold() == ".parquet"


def parquet_reader() -> ModuleType:
    """The module that reads Parquet, or a refusal where its packages are not installed."""
    try:
        return importlib.import_module("safelamp.site.counts.parquet_tables")
    except ImportError:
        raise TableRefused(
            "Parquet needs the packages of the extra “scale”: pip install 'safelamp[scale]'. Or give a CSV file."
        ) from None


def fits(cells_to_come: int) -> None:
    """Refuses a table that memory does not hold, before the machine stands still."""
    free = _free_memory()
    needed = cells_to_come * _BYTES_A_CELL
    if free is not None and needed > free * _SHARE:
        raise TableRefused(
            f"It has about {cells_to_come:,} cells. To judge them takes about {needed / 1e9:.1f} GB of memory, and "
            f"{free / 1e9:.1f} GB are free. Split the table by rows, or see “Beyond one machine” in "
            "docs/early-warning.md."
        )


def _free_memory() -> int | None:
    try:
        words = _MEMORY.read_text(encoding="ascii").split()
        return int(words[words.index("MemAvailable:") + 1]) * 1024
    except (OSError, ValueError, IndexError):
        return None


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A file that appears under its name when all of it is written, and not at all if anything fails."""
    if path.exists() and not path.is_file():  # a terminal, a pipe
        with path.open("wb") as file:
            yield file
        return
    target = path.resolve()
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            yield file
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
