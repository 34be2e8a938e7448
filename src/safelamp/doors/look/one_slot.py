"""One slot for checking codes: guesses queue behind each other and cannot starve reporting."""

import contextlib
import fcntl
import time
from collections.abc import Iterator

from django.conf import settings

PATIENCE = 1.5  # seconds
_PAUSE = 0.02


class Busy(Exception):
    """Too many codes are being checked just now."""


@contextlib.contextmanager
def one_slot() -> Iterator[None]:
    """Holds the machine's one slot for the slow derivation; raises Busy after a moment."""
    until = time.monotonic() + PATIENCE
    with settings.CHECK_LOCK.open("wb") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise Busy from None
                time.sleep(_PAUSE)
        yield
