"""What is done again and again: a small table of periodic jobs. A job's arguments are nothing, its traces are none."""

import importlib
import importlib.util
import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import partial

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import close_old_connections, connections
from django.utils import timezone

from safelamp.ground.languages import overlay
from safelamp.ground.post import news, subscribing
from safelamp.ground.post import operations as post
from safelamp.ground.post.delivering import deliver_due
from safelamp.ground.post.models import Channel
from safelamp.ground.post.news_sending import send_news
from safelamp.ground.post.sending import send_due
from safelamp.ground.vault import rotation
from safelamp.insight.alerts import looking, telling
from safelamp.loop.duty import operations as duty
from safelamp.loop.reports import dialogues
from safelamp.loop.reports import operations as reports
from safelamp.record.gathering import repeats
from safelamp.record.gathering.due import gather_due
from safelamp.record.publishing import issues
from safelamp.record.publishing import operations as publishing
from safelamp.record.publishing.letters import letters
from safelamp.record.reviewing import operations as reviewing
from safelamp.site import nightly
from safelamp.site.doctor import moments

log = logging.getLogger(__name__)


class Lane(Enum):
    """Jobs of one lane wait for each other, lanes do not: a webhook that hangs delays no bell."""

    CARE = "what may take its time"
    BELL = "who is to be told"
    MAIL = "mail on its way"
    SMS = "text messages on their way"
    WEBHOOK = "webhooks on their way"
    GATHER = "pages from the web"
    NEWSLETTER = "newsletters on their way"
    ALERT = "what must be known at once"
    WATCH = "counts that are watched"


@dataclass(frozen=True, slots=True)
class PeriodicJob:
    """A job, how many seconds lie between its runs, and what it waits for."""

    name: str
    seconds: float
    work: Callable[[], object]
    lane: Lane = Lane.CARE


def clear_sessions() -> None:
    """Takes away session rows that ended: they name members."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


def touch_stamp() -> None:
    """Says that this process lives, for `safelamp doctor`: an empty file, whose time is all that it tells."""
    (settings.HOME / "work.stamp").touch(mode=0o600)


def watch_counts() -> None:
    """Judges what has not been judged today, where the packages for it are installed (extra `watch`)."""
    if importlib.util.find_spec("numpy"):
        importlib.import_module("safelamp.insight.alerts.watching").watch_due()


NEWSLETTERS_EVERY = 10  # seconds between two rounds of newsletters


def send_newsletters() -> None:
    """Sends a few newsletters, as many as the pace allows in one round, where others can open this instance."""
    writer = letters()
    if writer and not settings.DEMONSTRATION:
        deliver_due(writer, most=max(1, settings.NEWSLETTERS_A_MINUTE * NEWSLETTERS_EVERY // 60))


def _sending(channel: Channel, lane: Lane) -> PeriodicJob:
    return PeriodicJob(f"send {channel} that is due", 2, partial(send_due, channels=(channel,)), lane)


JOBS = (
    PeriodicJob("touch the stamp", 60, touch_stamp, Lane.BELL),
    PeriodicJob("ring the bell", 3, duty.ring_due, Lane.BELL),
    PeriodicJob("note the time", 60, moments.note),
    PeriodicJob("store spooled reports", 15, reports.store_spooled),
    PeriodicJob("tell half dialogues", 30, dialogues.tell_due),
    PeriodicJob("clear ended sessions", 300, clear_sessions),
    PeriodicJob("make the keys of the month", 3600, rotation.make_due_pairs),
    PeriodicJob("destroy what is older than promised", 3600, nightly.destroy_due),
    PeriodicJob("empty the outbox", 3600, post.empty),
    PeriodicJob("look for what must be known at once", 10, looking.look, Lane.ALERT),
    PeriodicJob("tell of alerts", 10, telling.tell_due, Lane.ALERT),
    PeriodicJob("watch counts", 900, watch_counts, Lane.WATCH),
    _sending(Channel.MAIL, Lane.MAIL),
    _sending(Channel.SMS, Lane.SMS),
    _sending(Channel.WEBHOOK, Lane.WEBHOOK),
    PeriodicJob("tell reporters that there is news", 30, send_news, Lane.SMS),
    PeriodicJob("end old wishes to be told", 3600, news.end_old),
    PeriodicJob("gather pages that are due", 5, gather_due, Lane.GATHER),
    PeriodicJob("know the same news again", 60, repeats.mark_the_rest, Lane.GATHER),
    PeriodicJob("make newsletters that are due", 600, issues.make_due, Lane.NEWSLETTER),
    PeriodicJob("send newsletters that are due", NEWSLETTERS_EVERY, send_newsletters, Lane.NEWSLETTER),
    PeriodicJob("forget wishes that nobody confirmed", 3600, subscribing.forget_unconfirmed, Lane.NEWSLETTER),
    PeriodicJob("take statements of hostile organisations away", 60, publishing.take_hostile_pages_away),
    PeriodicJob("read old pages of the record anew", 60, reviewing.reread_outdated),
    PeriodicJob("make the corrected words anew where they are missing", 300, overlay.bring_up_to_date),
)
LOOKS_EVERY = 0.5  # seconds between two looks at what is due


class Schedule:
    """Runs each job when its time has come; a job that fails is tried again the next time."""

    def __init__(self, jobs: Iterable[PeriodicJob] = JOBS, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._due = {job: clock() for job in jobs}
        self._failing: dict[PeriodicJob, str] = {}

    def run_due(self) -> list[str]:
        """Runs what is due and returns the names of what succeeded."""
        done = []
        for job in [job for job, due in self._due.items() if due <= self._clock()]:
            self._due[job] = self._clock() + job.seconds
            failure = _failure_of(job)
            self._tell(job, failure)
            if not failure:
                done.append(job.name)
        return done

    def _tell(self, job: PeriodicJob, failure: str) -> None:
        """Says what is new: a database that is away for an hour is told once, and once when it is back."""
        if failure and self._failing.get(job) != failure:
            log.warning(f"{job.name} failed ({failure}) and will be tried again")  # noqa: G004
        if not failure and job in self._failing:
            log.warning(f"{job.name} works again")  # noqa: G004
        self._failing.pop(job, None)
        if failure:
            self._failing[job] = failure


def run_lanes(stopping: threading.Event, *, jobs: Iterable[PeriodicJob] = JOBS) -> list[threading.Thread]:
    """Starts one thread a lane, each with its own schedule, until `stopping` is set; returns the threads.

    They end with their process, whatever they do: everything that they do may be cut off and done again.
    """
    threads = []
    for lane in Lane:
        schedule = Schedule([job for job in jobs if job.lane is lane])
        threads.append(threading.Thread(target=_run, args=(schedule, stopping), name=lane.name, daemon=True))
    for thread in threads:
        thread.start()
    return threads


def _run(schedule: Schedule, stopping: threading.Event) -> None:
    while not stopping.wait(LOOKS_EVERY):
        schedule.run_due()
    connections.close_all()


def _failure_of(job: PeriodicJob) -> str:
    """Does the job; the type of what went wrong, or nothing. A database's text would quote the value it refused."""
    try:
        close_old_connections()
        job.work()
    except Exception as error:  # noqa: BLE001  # no failure may stop the bell
        return type(error).__name__
    return ""
