"""Backup, verified restore and drill of a gigabyte, with the commands that people use and the memory that they take."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.bench.measured import Measured, Promise
from tools.instance import SAFELAMP

PROMISED = 50  # MB/s
MEMORY = 250  # MB, whatever the size
_FILL = "import django; django.setup(); from tools.bench import large_union; large_union.main()"


@dataclass(frozen=True, slots=True)
class Ran:
    """How long a command took and how much memory at most."""

    seconds: float
    megabytes: float


def measure() -> Iterator[Measured]:
    """Makes the union in a temporary folder, measures, and takes everything away again."""
    with tempfile.TemporaryDirectory(prefix="safelamp-bench-") as name:
        folder = Path(name)
        data, keys, identity = folder / "data", folder / "keys-backup", folder / "identity"
        for each in (data, keys):
            each.mkdir()
        here, there = _environment(folder / "here"), _environment(folder / "there")
        subprocess.run([sys.executable, "-c", _FILL], env=here, check=True)
        made = subprocess.run([SAFELAMP, "backup", "--new-key", identity], env=here, check=True, stdout=subprocess.PIPE)
        to = ["--to", data, "--keys-to", keys, "--recipient", made.stdout.decode().strip()]
        backup = _run("backup", *to, environment=here)
        [written] = data.glob("*.age")
        size = written.stat().st_size / 1e6
        yield from _numbers(f"backup of {size:,.0f} MB", size, backup)
        found = [written, keys / "keys.age", "--identity", identity]
        yield from _numbers("verified restore", size, _run("restore", *found, environment=there))
        drill = _run("backup", "--drill", "--from", data, "--keys-from", keys, "--identity", identity, environment=here)
        yield from _numbers("drill, compared with what runs", size, drill)


def _numbers(what: str, size: float, ran: Ran) -> Iterator[Measured]:
    yield Measured(what, size / ran.seconds, "MB/s", Promise.AT_LEAST, PROMISED)
    yield Measured(f"{what}, memory", ran.megabytes, "MB", Promise.AT_MOST, MEMORY)


def _run(*words: object, environment: dict[str, str]) -> Ran:
    began = time.monotonic()
    process = subprocess.Popen([SAFELAMP, *map(str, words)], env=environment, stdout=sys.stderr)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"safelamp {words[0]} ended with {process.returncode}")
    return Ran(time.monotonic() - began, used.ru_maxrss / 1000)


def _environment(home: Path) -> dict[str, str]:
    return os.environ | {
        "SAFELAMP_HOME": str(home),
        "SAFELAMP_KEYS": f"{home}.keys",
        "DJANGO_SETTINGS_MODULE": "safelamp.site.settings",
    }
