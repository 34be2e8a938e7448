"""`safelamp watch` over 50,000 series of 100 weeks: seconds from command to file, and memory of all its processes."""

import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from tools.bench.measured import Measured, Promise
from tools.bench.memory import descendants, pss
from tools.instance import SAFELAMP

SERIES, WEEKS = 50_000, 100
_LOOKED_EVERY = 0.1  # seconds
_SEED = 6


def measure() -> Iterator[Measured]:
    """The whole command with its default method and weeks, reading and writing included."""
    with tempfile.TemporaryDirectory(prefix="safelamp-bench-") as folder:
        table = Path(folder) / "counts.csv"
        write_table(table, series=SERIES, weeks=WEEKS)
        seconds, memory = watched(table, Path(folder) / "alarms.csv")
    what = f"watch, {SERIES:,} series x {WEEKS} weeks"
    yield Measured(f"{what}: from command to file", seconds, "s", Promise.AT_MOST, 10)
    yield Measured(f"{what}: memory of all processes", memory, "MB", Promise.AT_MOST, 2000, digits=0)


def write_table(path: Path, *, series: int, weeks: int) -> None:
    """Counts of many small series, as a union or an authority has them."""
    chance = np.random.default_rng(_SEED)
    counts = chance.poisson(chance.gamma(0.5, 4.0, (series, 1)), (series, weeks))
    head = ",".join(["series", *(f"w{week}" for week in range(1, weeks + 1))])
    lines = (f"s{place}," + ",".join(map(str, row)) for place, row in enumerate(counts.tolist()))
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")


def watched(table: Path, out: Path, *more: str) -> tuple[float, float]:
    """Runs the command; seconds, and the largest memory in MB, pages that processes share counted once."""
    began = time.monotonic()
    largest = 0.0
    command = [SAFELAMP, "watch", str(table), "--out", str(out), *more]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        while running.poll() is None:
            largest = max(largest, _memory(running.pid))
            time.sleep(_LOOKED_EVERY)
    if running.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {running.returncode}")
    return time.monotonic() - began, largest


def _memory(process: int) -> float:
    try:
        return sum(map(pss, descendants(process)))
    except (OSError, ValueError):  # one of them ended while we looked
        return 0.0
