"""`make bench`, or `python -m tools.bench [running | clone]`: exits with 1 when a promise is not kept."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools.bench import cloning, importing, memory, receiving, worker_door
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
        with demonstration(home) as again:
            yield Measured("second start to first page", again.seconds_to_first_page, "s", Promise.AT_MOST, 5)
        yield importing.measure(home)


PARTS = {"running": running, "clone": cloning.measure}


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
