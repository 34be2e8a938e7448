"""A demonstration of its own, in a temporary folder on a free port: what pictures and measurements look at."""

import json
import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAFELAMP = ROOT / ".venv" / "bin" / "safelamp"
STARTS_WITHIN = 600  # seconds; packages may have to come in, and the sample content is made first
STOPS_WITHIN = 30


@dataclass(frozen=True, slots=True)
class Instance:
    """A running demonstration: its address, its process, and the passphrases of its log-ins by name."""

    address: str
    process: int
    home: Path
    log_ins: dict[str, str]
    seconds_to_first_page: float


@contextmanager
def demonstration(home: Path) -> Iterator[Instance]:
    """Starts the demonstration with its data in `home`, waits for its first page, and stops it at the end."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "PORT": str(port),
        "SAFELAMP_HOME": str(home),
        "SAFELAMP_KEYS": f"{home}.keys",
        "PYTHONUNBUFFERED": "1",
    }
    began = time.monotonic()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen([SAFELAMP, "demonstration"], env=environment, stdout=said, stderr=said)
        try:
            seconds = first_page(process, address, began=began)
            kept = json.loads((home / "demonstration-log-ins.json").read_text(encoding="utf-8"))
            log_ins = {row["name"]: row["passphrase"] for row in kept}
            yield Instance(address, process.pid, home, log_ins, seconds)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(STOPS_WITHIN)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def first_page(process: "subprocess.Popen[bytes]", address: str, *, began: float) -> float:
    """Waits until the address answers; returns the seconds since `began` (of time.monotonic)."""
    while time.monotonic() - began < STARTS_WITHIN:
        if process.poll() is not None:
            raise SystemExit(f"The demonstration stopped with {process.returncode}. Run `make run` to see why.")
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310  # our own address
                return time.monotonic() - began
        except OSError:  # refused, not begun yet, or slow: URLError and TimeoutError are OSErrors too
            time.sleep(0.1)
    raise SystemExit(f"The demonstration gave no page within {STARTS_WITHIN} seconds.")
