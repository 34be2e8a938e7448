"""Sees which processes apart others have begun, while they run."""

import contextlib
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

APART = b"safelamp.ground.apart"


@dataclass
class Seen:
    """The process ids of all that were seen, and how many at once."""

    ids: set[int] = field(default_factory=set)
    most: int = 0


def apart(processes: Iterable[int]) -> set[int]:
    """Their children that take something apart at one and the same moment."""
    found = set()
    for process in processes:
        for task in Path(f"/proc/{process}/task").iterdir():
            with contextlib.suppress(OSError):  # it has ended since
                found |= {each for each in map(int, (task / "children").read_text().split()) if _is_apart(each)}
    return {each for each in found if _is_apart(each)}  # still: those that were seen first may have ended


def _is_apart(process: int) -> bool:
    with contextlib.suppress(OSError):
        return APART in Path(f"/proc/{process}/cmdline").read_bytes()
    return False


@contextmanager
def seen(processes: Iterable[int], *, kill: bool = False) -> Iterator[Seen]:
    """Looks all the time; with `kill` ends by kill -9 whatever it sees."""
    told, over, watched = Seen(), threading.Event(), list(processes)

    def look() -> None:
        while not over.wait(0.01):
            found = apart(watched)
            told.ids |= found
            told.most = max(told.most, len(found))
            for each in found if kill else ():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(each, signal.SIGKILL)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield told
    finally:
        over.set()
        looking.join()
