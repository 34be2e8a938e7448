"""What is due: pages that wait are read, watched sources looked at. For the working process only."""

import contextlib
import datetime as dt
import fcntl
import hashlib
import random
from collections.abc import Callable, Iterator

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from safelamp.record.gathering import folders, queries
from safelamp.record.gathering.apart.hands import Hands
from safelamp.record.gathering.models import Arrival, Watch, WatchKind, Way
from safelamp.record.gathering.operations import put_raw, raw_of
from safelamp.record.gathering.outcomes import FAILURES, PASSING, Outcome
from safelamp.record.gathering.reading_in import Came, read_in
from safelamp.record.gathering.web.answers import Fetched, Fetches, Known

AT_ONCE = 20  # of each kind; the next run takes the rest
LONGEST_REST = dt.timedelta(days=7)
FIRST_REST = dt.timedelta(hours=1)  # after a trouble that may pass
JITTER = 0.1  # of the time between two visits: regular hours would tell who asks


def gather_due(*, at: dt.datetime | None = None) -> int:
    """Reads what is due; returns how many pages and sources it looked at. One process of the machine at a time."""
    with _alone() as alone:
        if not alone:
            return 0
        arrivals = list(queries.waiting()[:AT_ONCE])
        due = Watch.objects.filter(next_at__lte=at or timezone.now(), paused_on__isnull=True)
        watches = list(due.select_related("source").order_by("next_at")[:AT_ONCE])
        if not arrivals and not watches:
            return 0
        with Hands() as hands:
            for arrival in arrivals:
                read_arrival(arrival, hands=hands)
            for watch in watches:
                look_at(watch, hands=hands, at=at or timezone.now())
        return len(arrivals) + len(watches)


def read_arrival(arrival: Arrival, *, hands: Hands) -> None:
    """Fetches what has to be fetched and reads it; whatever happens is its outcome."""
    if not arrival.raw and arrival.address:
        fetched = _fetched(arrival.address)
        arrival.outcome = fetched.outcome
        if fetched.outcome == Outcome.WAITING:
            arrival.content_type = fetched.content_type
            arrival.address = fetched.address
            put_raw(arrival, fetched.body)
    if arrival.outcome == Outcome.WAITING:
        read_in(arrival, raw_of(arrival), hands=hands)
    _note(arrival, ("outcome", "content_type", "address", "raw", "raw_digest", "size", "page", "added", "changed"))


def look_at(watch: Watch, *, hands: Hands, at: dt.datetime) -> None:
    """Looks once at a watched source and says when it is due again."""
    look = _look_at_folder if watch.kind == WatchKind.FOLDER else _look_at_page
    outcome, wait = look(watch, hands, at)
    watch.outcome, watch.last_at = outcome, at
    if outcome in FAILURES:
        watch.failures += 1
        watch.failing_since = watch.failing_since or at.date()
    else:
        watch.failures, watch.failing_since = 0, None
    watch.next_at = at + max(rest(watch, random.random), dt.timedelta(seconds=wait))
    _note(watch, ("outcome", "last_at", "failures", "failing_since", "next_at", "raw_digest", "etag", "modified"))


def _note(row: Arrival | Watch, fields: tuple[str, ...]) -> None:
    """Keeps these fields: a member may have paused it, or taken it away, while the site was slow."""
    type(row).objects.filter(id=row.id).update(**{name: getattr(row, name) for name in fields})


def rest(watch: Watch, chance: Callable[[], float]) -> dt.timedelta:
    """How long a source is left alone: its hours, longer after each failure, never to the minute."""
    usual = dt.timedelta(hours=watch.every_hours)
    if watch.failures and watch.outcome in PASSING:
        usual = min(usual, FIRST_REST)
    doubled = usual * int(2 ** min(max(watch.failures - 1, 0), 12))
    within = max(dt.timedelta(hours=watch.every_hours), LONGEST_REST)
    return min(doubled, within) * (1 - JITTER + 2 * JITTER * chance())


def _look_at_page(watch: Watch, hands: Hands, at: dt.datetime) -> tuple[Outcome, int]:
    fetched = _fetched(watch.address, Known(watch.etag, watch.modified))
    if fetched.outcome != Outcome.WAITING:
        return fetched.outcome, fetched.wait
    digest = hashlib.sha256(fetched.body).hexdigest()
    if digest == watch.raw_digest:
        return Outcome.NOTHING_NEW, 0
    came = Came(fetched.body, name=fetched.address, address=fetched.address, content_type=fetched.content_type)
    arrival = _arrival(watch, came, at)
    if arrival.outcome == Outcome.WAITING:
        read_in(arrival, fetched.body, hands=hands)
    _keep_if_it_says_something(watch, arrival)
    if arrival.outcome not in FAILURES:
        watch.raw_digest, watch.etag, watch.modified = digest, fetched.known.etag, fetched.known.modified
    return Outcome(arrival.outcome), 0


def _look_at_folder(watch: Watch, hands: Hands, at: dt.datetime) -> tuple[Outcome, int]:
    try:
        files = folders.new_files(watch, at=at)
    except OSError:
        return Outcome.NO_FOLDER, 0
    outcomes = set()
    for file in files:
        arrival = _arrival(watch, folders.came(file), at)
        if arrival.outcome == Outcome.WAITING:
            read_in(arrival, raw_of(arrival), hands=hands)
        arrival.save()
        outcomes.add(arrival.outcome)
    return (Outcome.READ if Outcome.READ in outcomes else Outcome.NOTHING_NEW), 0


def _arrival(watch: Watch, came: Came, at: dt.datetime) -> Arrival:
    arrival = Arrival(
        way=Way.WATCH, source=watch.source, kept_by=watch.kept_by, watch=watch, name=came.name[:200],
        address=came.address[:1000], arrived_on=timezone.localdate(at), content_type=came.content_type[:120],
    )  # fmt: skip
    put_raw(arrival, came.raw)
    return arrival


def _keep_if_it_says_something(watch: Watch, arrival: Arrival) -> None:
    """What brought nothing new is not kept, nor the same trouble again and again."""
    if arrival.outcome == Outcome.NOTHING_NEW:
        return
    if arrival.outcome == Outcome.READ or watch.outcome != arrival.outcome:
        arrival.save()


def _fetched(address: str, known: Known | None = None) -> Fetched:
    try:
        visitor: Fetches = import_string(settings.PAGE_VISITOR)()
    except ImportError:
        return Fetched(Outcome.NOT_SET_UP)
    if settings.GATHER_PROXY:  # what a site let us know once would tell it that we are the same who came before
        known = None
    return visitor.fetch(address, known=known)


@contextlib.contextmanager
def _alone() -> Iterator[bool]:
    """Whether no other process of this machine gathers now."""
    with (settings.HOME / "gather.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
