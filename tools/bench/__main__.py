"""`python -m tools.bench [PART]`: the promised numbers, all or those of a part; 1 where a promise is broken."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools import bench_inbox
from tools.bench import (
    backing_up,
    bell,
    cloning,
    idle,
    importing,
    installed,
    memory,
    photos,
    receiving,
    record,
    sealed,
    searching,
    surveillance,
    worker_door,
)
from tools.bench.measured import Measured, Promise
from tools.instance import demonstration


def running() -> Iterator[Measured]:
    """Everything that is measured at a running demonstration."""
    with tempfile.TemporaryDirectory(prefix="safelamp-bench-") as folder:
        home = Path(folder) / "home"
        with demonstration(home) as instance:
            yield from worker_door.measure(instance)
            yield memory.measure(instance)
            yield from receiving.measure(instance)
            yield from photos.measure(instance)
        with demonstration(home) as again:
            yield Measured("second start to first page", again.seconds_to_first_page, "s", Promise.AT_MOST, 5)
        yield importing.measure(home)


def inbox() -> Iterator[Measured]:
    """The inbox of a union that keeps up and of one that drowns."""
    for share in bench_inbox.OPEN_SHARES:
        for name, seconds in bench_inbox.measured(share).items():
            if name.endswith("p95"):
                what = f"inbox of {bench_inbox.REPORTS:,} reports, {share} % open, {name}"
                yield Measured(what, seconds * 1000, "ms", Promise.AT_MOST, bench_inbox.PROMISED * 1000)


PARTS = {
    "running": running,
    "inbox": inbox,
    "backup": backing_up.measure,
    "clone": cloning.measure,
    "bell": bell.measure,
    "idle": idle.measure,
    "install": installed.measure,
    "record": record.measure,
    "search": searching.measure,
    "sealed": sealed.measure,
    "surveillance": surveillance.measure,
}


def main(parts: list[str]) -> int:
    """Measures the parts that are asked for, or all, one after the other: nothing else should run meanwhile."""
    numbers: list[Measured] = []
    for part in parts or PARTS:
        for number in PARTS[part]():
            print(number.line(), flush=True)
            numbers.append(number)
    return 0 if all(number.is_kept for number in numbers) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
