"""What is done again and again: a small table of periodic jobs. A job's arguments are nothing, its traces are none."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.sessions.models import Session
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from safelamp.ground.vault import destruction, rotation
from safelamp.loop.reports import operations as reports

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PeriodicJob:
    """A job and how many seconds lie between its runs."""

    name: str
    seconds: float
    work: Callable[[], object]


def clear_sessions() -> None:
    """Takes away session rows that ended: they name members."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


JOBS = (
    PeriodicJob("store spooled reports", 15, reports.store_spooled),
    PeriodicJob("clear ended sessions", 300, clear_sessions),
    PeriodicJob("make the keys of the month", 3600, rotation.make_due_pairs),
    PeriodicJob("destroy keys that open nothing any more", 86_400, destruction.destroy_unused),
)


class Schedule:
    """Runs each job when its time has come; a job that fails is tried again the next time."""

    def __init__(self, jobs: tuple[PeriodicJob, ...] = JOBS, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._due = {job: clock() for job in jobs}

    def run_due(self) -> list[str]:
        """Runs what is due and returns the names of what succeeded."""
        done = []
        for job in [job for job, due in self._due.items() if due <= self._clock()]:
            self._due[job] = self._clock() + job.seconds
            close_old_connections()
            try:
                job.work()
            except (DatabaseError, OSError):
                log.warning("a periodic job failed and will be tried again")
            else:
                done.append(job.name)
        return done
