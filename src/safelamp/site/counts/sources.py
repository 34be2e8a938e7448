"""Where counts come from: a file read here, a file or a database that whoever judges a block reads for itself."""

import importlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from safelamp.engines.surveillance.blocks import Piece, pieces
from safelamp.site.counts.databases import DatabaseTable
from safelamp.site.counts.files import is_parquet, parquet_reader, read_counts, read_exposure
from safelamp.site.counts.judging import Stored
from safelamp.site.counts.values import CountTable, TableRefused
from safelamp.site.counts.wishes import Wish


@dataclass(frozen=True, slots=True)
class Counted:
    """A table by its names and weeks, and its blocks for the columns that are judged."""

    table: CountTable
    shown: str  # for the person who runs it
    blocks: Callable[[range], Sequence[Piece | Stored]]


@contextmanager
def opened(wish: Wish) -> Iterator[Counted]:
    """The table that is asked for; a database holds it still until the end. Raises TableRefused."""
    if not isinstance(wish.counts, DatabaseTable):
        yield (_parquet if wish.dask and not wish.exposure and _is_parquet(wish.counts) else _file)(wish, wish.counts)
        return
    if wish.exposure:
        raise TableRefused("In a database, exposure is a column of the long table, “exposure”, not a file.")
    with _postgres_reader().opened(wish.counts, period=wish.period) as found:
        yield Counted(found.table, found.shown, lambda columns: found.stored(columns, _asked(wish)))


def _is_parquet(path: Path) -> bool:
    with naming(path):
        return is_parquet(path)


def _file(wish: Wish, path: Path) -> Counted:
    """Read here, cut into blocks here."""
    with naming(path):
        table = read_counts(path)

    def blocks(columns: range) -> Sequence[Piece]:
        exposure = None
        if wish.exposure:
            with naming(wish.exposure):
                exposure = read_exposure(wish.exposure, table)
        counts = table.counts(period=wish.period, exposure=exposure)
        return pieces(counts, columns, method=wish.method, options=wish.options)

    return Counted(table, path.name, blocks)


def _parquet(wish: Wish, path: Path) -> Counted:
    """Read by the workers of a cluster, each its own rows."""
    with naming(path):
        table = parquet_reader().read_words(path)
    return Counted(table, path.name, lambda columns: parquet_reader().stored(path, table, columns, _asked(wish)))


def _asked(wish: Wish) -> tuple[object, ...]:
    return wish.method, wish.options, wish.period


def _postgres_reader() -> ModuleType:
    try:
        return importlib.import_module("safelamp.site.counts.postgres_tables")
    except ImportError:
        raise TableRefused(
            "PostgreSQL needs the package of the extra “postgres”: pip install 'safelamp[postgres]'."
        ) from None


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Puts the file's name before what is wrong with it."""
    try:
        yield
    except TableRefused as problem:
        raise TableRefused(f"{path}: {problem}") from None
    except OSError as problem:
        raise TableRefused(f"{path} cannot be read: {problem.strerror}. Look at its name and its rights.") from None
