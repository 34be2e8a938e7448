"""Turns: in a flood for one place its reports without JavaScript are sealed one after the other, as they come.

Reports for every other place go past. Nobody is asked for work and no address is looked at. A process lets as many wait
as leave a thread for others; whoever comes when all of these are taken keeps their words on the page and sends again.
"""

import contextlib
import fcntl
import threading
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import Error
from django.utils import timezone

from safelamp.ground.organisations.models import Organisation
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.reports import floods

MOST_WAITING = 2  # of a process's four threads
_LINES = 64  # files; two flooded places rarely share one, and then wait for each other
_waiting = threading.Semaphore(MOST_WAITING)


class Full(Exception):
    """As many wait here as may."""


@contextlib.contextmanager
def in_turn(organisation: Organisation, workplace: Workplace | None) -> Iterator[None]:
    """Where a flood is on for the place: waits until it is this report's turn. Raises Full where too many wait."""
    if not _is_flooded(organisation, workplace):
        yield
        return
    if not _waiting.acquire(blocking=False):
        raise Full
    try:
        line = Path(settings.CHECK_LOCK).with_name(f"turn-{(workplace or organisation).id.int % _LINES}.lock")
        with line.open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    finally:
        _waiting.release()


def _is_flooded(organisation: Organisation, workplace: Workplace | None) -> bool:
    try:
        return floods.is_on(organisation.id, workplace.id if workplace else None, at=timezone.now())
    except Error:  # the database is away: what comes is spooled
        return False
