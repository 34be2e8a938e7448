"""The process beside the web server: the schedule, and sending. It alone opens addresses."""

import signal
import threading
import time
from types import FrameType

from safelamp.site.schedule import run_lanes

STOPS_WITHIN = 2.0  # seconds; what is in hand then is cut off, and done again by the next process


def work() -> int:
    """Works until SIGTERM or SIGINT; returns the exit code."""
    stopping = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    threads = run_lanes(stopping)
    stopping.wait()
    until = time.monotonic() + STOPS_WITHIN
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    return 0
