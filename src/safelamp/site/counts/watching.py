"""`safelamp watch` from the table to the alarms: read, judge, write in the order of the table, and say so."""

import importlib
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TextIO

from safelamp.engines.surveillance.methods import COUNTS_ALONE, DEFAULT, METHODS
from safelamp.engines.surveillance.values import CountsRefused, Dispersion
from safelamp.site.counts import plotting
from safelamp.site.counts.alarm_lines import HEAD
from safelamp.site.counts.columns import judged
from safelamp.site.counts.databases import DatabaseTable, Missing, is_address
from safelamp.site.counts.files import written_whole
from safelamp.site.counts.judging import (
    Done,
    Everywhere,
    Pictures,
    Task,
    Wished,
    here,
    processes,
    processors,
    tasks,
    work,
)
from safelamp.site.counts.sources import Counted, opened
from safelamp.site.counts.values import CountTable, TableRefused
from safelamp.site.counts.wishes import Wish

_LARGE_FILE = 4_000_000  # bytes; below it, starting processes takes longer than they save
_DASKED = "safelamp.site.counts.dasked"
_SAID_EVERY = 1.0  # seconds
__all__ = [
    "CountsRefused",
    "DatabaseTable",
    "Dispersion",
    "Missing",
    "Progress",
    "TableRefused",
    "Wish",
    "is_address",
    "watch",
]


@dataclass(slots=True, frozen=True)
class Told:
    """What came of it, for the last line."""

    series: int
    weeks: int
    alarms: int
    series_with_alarms: int
    not_judged: int
    seconds: float

    def lines(self, out: Path) -> Iterator[str]:
        """What the person who ran it wants to know."""
        yield (
            f"{self.alarms:,} alarms in {self.series_with_alarms:,} of {self.series:,} series "
            f"({self.weeks:,} weeks each, {self.seconds:.1f} s). Written to {out}."
        )
        if self.not_judged:
            cells = f"{self.not_judged:,} of {self.series * self.weeks:,} cells"
            yield f"{cells} could not be judged: not counted, or too little before them."


@dataclass(slots=True, frozen=True)
class Progress:
    """Says on a stream how far it is, at most once a second."""

    stream: TextIO = field(default_factory=lambda: sys.stderr)
    last: list[float] = field(default_factory=lambda: [0.0])

    def say(self, words: str) -> None:
        """One line."""
        print(words, file=self.stream, flush=True)

    def judged(self, done: int, of: int) -> None:
        """How many series are judged."""
        now = time.monotonic()
        if done == of or now - self.last[0] >= _SAID_EVERY:
            self.last[0] = now
            end = "\r" if self.stream.isatty() and done < of else "\n"
            print(f"{done:,} of {of:,} series judged", end=end, file=self.stream, flush=True)


def watch(wish: Wish, *, over: Everywhere | None = None, progress: Progress | None = None) -> Told:
    """Does all of it; `over` judges blocks elsewhere. Raises TableRefused or CountsRefused; then nothing is written."""
    progress = progress or Progress()
    began = time.monotonic()
    check(wish)
    with _somewhere(wish, over) as everywhere, opened(wish) as found:
        columns, todo = _todo(wish, found, progress)
        tally = _Tally(len(found.table.names), len(columns))
        spread = everywhere if len(todo) > 1 or wish.dask else here
        with written_whole(wish.out) as file:
            file.write((",".join(HEAD) + "\n").encode())
            for text in in_order(_watched(spread(work, todo), tally, progress)):
                file.write(text)
            if wish.plot:
                plotting.write(wish.plot, plotting.best_of(tally.drawings))
    return tally.told(time.monotonic() - began)


def _todo(wish: Wish, found: Counted, progress: Progress) -> tuple[range, list[Task]]:
    """The columns to judge, and the blocks of work."""
    table = found.table
    progress.say(f"{found.shown}: {len(table.names):,} series, {len(table.weeks):,} weeks{_beside(table)}")
    columns = judged(wish.weeks, table.weeks, otherwise=wish.period)
    progress.say(
        f"{wish.method}: weeks {table.weeks[columns.start]} to {table.weeks[columns.stop - 1]}"
        + ("" if wish.weeks else " (the last ones; choose others with --weeks FROM:TO)")
    )
    return columns, tasks(table, found.blocks(columns), _wished(wish, columns))


def _beside(table: CountTable) -> str:
    return (f", by {', '.join(table.groupings)}" if table.groupings else "") + f", {table.read_as}"


def _wished(wish: Wish, columns: range) -> Wished:
    return Wished(columns, wish.period, Pictures.DRAWN if wish.plot else Pictures.NONE)


def check(wish: Wish) -> None:
    """What can be refused before anything is read."""
    if wish.method not in METHODS:
        raise CountsRefused(f"There is no method “{wish.method}”. There are: {', '.join(METHODS)}.")
    if wish.exposure and wish.method in COUNTS_ALONE:
        raise CountsRefused(f"{wish.method} looks at counts alone: leave --exposure out, or take --method {DEFAULT}.")
    _ = wish.options  # it refuses an alpha that makes no sense
    if wish.out.is_dir():
        raise TableRefused(f"{wish.out} is a folder. Name a file in it for the alarms.")
    if not wish.out.absolute().parent.is_dir():
        raise TableRefused(f"There is no folder {wish.out.absolute().parent} for the alarms. Make it first.")
    _check_pictures(wish.plot)
    for given in (wish.counts, wish.exposure):
        if isinstance(given, Path) and wish.out.exists() and given.exists() and given.samefile(wish.out):
            raise TableRefused(f"{wish.out} is the table of counts itself. Name another file for the alarms.")


def _check_pictures(place: Path | None) -> None:
    if place and not place.absolute().parent.is_dir():
        raise TableRefused(f"There is no folder {place.absolute().parent} for the pictures. Make it first.")
    if place and place.is_file() and not plotting.is_one_file(place):
        raise TableRefused(f"{place} is a file. Name a folder for the pictures, or a file that ends in .svg.")


@contextmanager
def _somewhere(wish: Wish, over: Everywhere | None) -> Iterator[Everywhere]:
    if wish.dask:
        with _cluster(wish.dask) as spread:
            yield spread
        return
    count = processors()
    if isinstance(wish.counts, DatabaseTable):
        yield over or (here if count < 2 else partial(_when_many, count))  # noqa: PLR2004
        return
    large = wish.counts.is_file() and wish.counts.stat().st_size > _LARGE_FILE
    with nullcontext(over or here) if over or count < 2 or not large else processes(count) as spread:  # noqa: PLR2004
        yield spread


def _when_many(count: int, each: Callable[[Task], Done], todo: Sequence[Task]) -> Iterator[Done]:
    """In processes that start now: they read their blocks themselves, so there was nothing to do before."""
    with processes(count) as spread:
        yield from spread(each, todo)


def _cluster(address: str) -> AbstractContextManager[Everywhere]:
    try:
        found: AbstractContextManager[Everywhere] = importlib.import_module(_DASKED).cluster(address)
    except ImportError:
        raise TableRefused("Dask needs the packages of the extra “scale”: pip install 'safelamp[scale]'.") from None
    return found


def in_order(done: Iterable[Done]) -> Iterator[bytes]:
    """The lines of each series in the order of the table, as soon as all before it are there."""
    waiting: dict[int, bytes] = {}
    next_row = 0
    for each in done:
        waiting.update(zip(each.rows.tolist(), each.texts, strict=True))
        while next_row in waiting:
            yield waiting.pop(next_row)
            next_row += 1


def _watched(done: Iterable[Done], tally: "_Tally", progress: Progress) -> Iterator[Done]:
    for each in done:
        tally.add(each)
        progress.judged(tally.judged, tally.series)
        yield each


class _Tally:
    """What is counted on the way."""

    def __init__(self, series: int, weeks: int) -> None:
        self.series, self.weeks = series, weeks
        self.drawings: list[plotting.Drawing] = []
        self.judged = self.alarms = self.with_alarms = self.not_judged = 0

    def add(self, done: Done) -> None:
        """One block more."""
        self.judged += len(done.rows)
        self.alarms += int(done.alarms.sum())
        self.with_alarms += int((done.alarms > 0).sum())
        self.not_judged += done.not_judged
        self.drawings = plotting.best_of([*self.drawings, *done.drawings])

    def told(self, seconds: float) -> Told:
        """The sums."""
        return Told(self.series, self.weeks, self.alarms, self.with_alarms, self.not_judged, seconds)
