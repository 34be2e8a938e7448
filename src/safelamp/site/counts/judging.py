"""A table judged block by block, on this machine's processors or elsewhere: the same work on the same blocks."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.context import BaseContext
from threading import Thread
from typing import Protocol

import numpy as np

from safelamp.engines.surveillance.blocks import Piece, judge
from safelamp.engines.surveillance.values import Integers
from safelamp.site.counts.alarm_lines import lines
from safelamp.site.counts.plotting import Drawing, drawings
from safelamp.site.counts.reasons import Speech, unit
from safelamp.site.counts.values import CountTable, TableRefused


class Stored(Protocol):
    """A block whose counts lie where whoever judges it can read them."""

    @property
    def rows(self) -> Integers:
        """Its rows in the whole table."""
        ...

    def piece(self) -> Piece:
        """Reads it."""
        ...


@dataclass(frozen=True, slots=True)
class Task:
    """One block, at hand or stored, with the words that its lines need."""

    source: Piece | Stored
    names: Sequence[str]
    weeks: Sequence[str]
    speech: Speech
    drawn: Sequence[str] = ()  # labels of all columns up to the last judged one, where pictures are asked for


@dataclass(frozen=True, slots=True)
class Done:
    """What came of one block: lines for each of its rows, and what is counted of them."""

    rows: Integers
    texts: Sequence[bytes]
    alarms: Integers  # of each row
    not_judged: int  # cells without a verdict
    drawings: Sequence[Drawing]


Everywhere = Callable[[Callable[[Task], Done], Sequence[Task]], Iterable[Done]]


class Pictures(Enum):
    """Whether the most unusual series are drawn."""

    NONE = "no pictures"
    DRAWN = "the most unusual series, and others up to a number that people look at"


@dataclass(frozen=True, slots=True)
class Wished:
    """What is asked of every block."""

    judged: range
    period: int
    pictures: Pictures = Pictures.NONE


def tasks(table: CountTable, sources: Iterable[Piece | Stored], wish: Wished) -> list[Task]:
    """The blocks of a table as work."""
    speech = Speech({name: grouping.labels for name, grouping in table.groupings.items()}, unit(wish.period))
    weeks = table.weeks[wish.judged.start : wish.judged.stop]
    drawn = table.weeks[: wish.judged.stop] if wish.pictures is Pictures.DRAWN else ()
    return [Task(source, [table.names[row] for row in source.rows], weeks, speech, drawn) for source in sources]


def work(task: Task) -> Done:
    """Judges one block and writes its lines."""
    piece = task.source if isinstance(task.source, Piece) else task.source.piece()
    verdicts = judge(piece)
    observed = piece.counts.observed[:, piece.judged.start : piece.judged.stop]
    return Done(
        rows=piece.rows,
        texts=lines(verdicts, observed, task.names, task.weeks, task.speech),
        alarms=verdicts.alarm.sum(axis=1),
        not_judged=int(np.isnan(verdicts.score).sum()),
        drawings=drawings(piece, verdicts, task.names, task.drawn, task.speech) if task.drawn else (),
    )


def here(each: Callable[[Task], Done], todo: Sequence[Task]) -> Iterator[Done]:
    """In this process, one after the other."""
    return map(each, todo)


@contextmanager
def processes(count: int) -> Iterator[Everywhere]:
    """In processes of their own, started at once so that they are ready when the table has been read."""
    with ProcessPoolExecutor(count, mp_context=_context(), initializer=_guarded) as pool:
        for number in range(count):
            pool.submit(abs, number)

        def over(each: Callable[[Task], Done], todo: Sequence[Task]) -> Iterator[Done]:
            try:
                yield from pool.map(each, todo)
            except BrokenProcessPool:
                raise TableRefused("A process was ended, likely for want of memory. Split the table by rows.") from None

        try:
            yield over
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _guarded() -> None:
    """In each of them: it ends with whoever started it, however that one ended."""
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _context() -> BaseContext:
    """One clean process loads NumPy and SciPy, and all others begin as copies of it; spawned where there is no such."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
