"""Memory of the web server: what its processes hold together, shared pages counted once."""

import re
from pathlib import Path

from tools.bench.measured import Measured, Promise
from tools.instance import Instance

_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


def measure(instance: Instance) -> Measured:
    """Proportional set size of gunicorn and its two workers, after they have served pages."""
    server = [process for process in descendants(instance.process) if process != instance.process]
    return Measured("memory of two workers", sum(map(pss, server)), "MB", Promise.AT_MOST, 300)


def descendants(process: int) -> list[int]:
    """A process and everything that it started."""
    found = [process]
    for thread in Path(f"/proc/{process}/task").iterdir():
        for child in (thread / "children").read_text().split():
            found += descendants(int(child))
    return found


def pss(process: int) -> float:
    """A process's memory in MB, its share of shared pages counted."""
    found = _PSS.search(Path(f"/proc/{process}/smaps_rollup").read_text())
    return int(found.group(1)) / 1024 if found else 0.0
