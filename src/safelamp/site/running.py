"""Running an instance: gunicorn beside the schedule, both stopped together."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

from safelamp.site.schedule import run_lanes

STOPS_WITHIN = 20  # seconds
STARTS_WITHIN = 30


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server listens."""

    host: str
    port: int

    def __post_init__(self) -> None:
        if not 0 < self.port < 65536:  # noqa: PLR2004  # the range of ports
            raise ValueError(f"PORT must be a number from 1 to 65535, not {self.port}")

    @property
    def url(self) -> str:
        """The address to open on this machine."""
        return f"http://127.0.0.1:{self.port}"


def gunicorn(bind: str) -> list[str]:
    """The command of our own gunicorn: two preloaded workers with threads, no access log, no control socket."""
    return [
        sys.executable, "-m", "gunicorn", "--config", "python:safelamp.site.gunicorn_settings", "--bind", bind,
        "--workers", "2", "--threads", "4", "--preload", "--no-control-socket", "--log-level", "warning",
        "--logger-class", "safelamp.site.server_log.ServerLogger", "safelamp.site.wsgi",
    ]  # fmt: skip


class Server:
    """A gunicorn of our own with the schedule beside it."""

    def __init__(self, address: Address, *, environment: dict[str, str]) -> None:
        self._address = address
        self._environment = os.environ | environment
        self._stopping = threading.Event()

    def is_free(self) -> bool:
        """Whether nobody else listens at the address."""
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self._address.host, self._address.port))
            except OSError:
                return False
        return True

    def serve(self, *, greet: Callable[[], None], beside: Callable[[], None]) -> int:
        """Serves until SIGTERM or SIGINT, with the schedule beside it; returns the exit code.

        Once it answers, it greets, and does `beside` in a thread of its own.
        """
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        gunicorn = subprocess.Popen(self._command(), env=self._environment)  # noqa: S603  # our own words
        try:
            if self._answers(gunicorn):
                greet()
                threading.Thread(target=beside, daemon=True).start()
            run_lanes(self._stopping)
            while gunicorn.poll() is None and not self._stopping.wait(1.0):
                pass
        finally:
            if gunicorn.poll() is None:
                gunicorn.terminate()
            code = gunicorn.wait(timeout=STOPS_WITHIN)
        return 0 if self._stopping.is_set() else code or 1

    def _command(self) -> list[str]:
        return gunicorn(f"{self._address.host}:{self._address.port}")

    def _answers(self, gunicorn: subprocess.Popen[bytes]) -> bool:
        for _ in range(STARTS_WITHIN * 10):
            if gunicorn.poll() is not None or self._stopping.wait(0.1):
                return False
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self._address.port)) == 0:
                    return True
        return False

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping.set()
