"""A table of counts from a file, as plain Python, for the room that keeps it. Loaded by name: it needs arrays."""

import datetime as dt
import gzip
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from safelamp.engines.surveillance.values import Floats
from safelamp.insight.alerts.counted import Period
from safelamp.insight.alerts.importing import ImportedTable, Row, columns_of
from safelamp.site.counts.files import read_counts
from safelamp.site.counts.values import Grouping, TableRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody says of a file beside its counts; `starts` is the first day of its first column."""

    name: str
    period: Period = Period.WEEK
    starts: dt.date | None = None
    licence: str = ""
    url: str = ""


def table_of(path: Path, wanted: Wanted) -> ImportedTable:
    """The table; raises TableRefused or CountsNotImported with what is wrong."""
    with _unpacked(path) as plain:
        found = read_counts(plain)
    words = [_words(grouping) for grouping in found.groupings.values()]
    return ImportedTable(
        name=wanted.name,
        licence=wanted.licence,
        url=wanted.url,
        period=wanted.period,
        columns=columns_of(found.weeks, period=wanted.period, starts=wanted.starts),
        dimensions=tuple(found.groupings),
        rows=[
            Row(name, tuple(column[place] for column in words), _counts(found.observed[place]))
            for place, name in enumerate(found.names)
        ],
    )


@contextmanager
def _unpacked(path: Path) -> Iterator[Path]:
    if path.suffix != ".gz":
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / path.stem
        try:
            with gzip.open(path) as packed, plain.open("wb") as file:
                shutil.copyfileobj(packed, file)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise TableRefused(f"{path} is no whole gzip file: fetch it again.") from None
        yield plain


def _words(grouping: Grouping) -> list[str]:
    return [grouping.labels[code] if code >= 0 else "" for code in grouping.codes.tolist()]


def _counts(values: Floats) -> tuple[int | None, ...]:
    return tuple(None if value != value else int(value) for value in values.tolist())  # noqa: PLR0124  # NaN
