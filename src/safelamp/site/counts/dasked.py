"""Blocks judged by the workers of a Dask cluster: loaded only where somebody names one (extra `scale`)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice

from distributed import Client, KilledWorker, as_completed

from safelamp.site.counts.judging import Done, Everywhere, Task
from safelamp.site.counts.releases import Release, release
from safelamp.site.counts.values import TableRefused

_ANSWERS_WITHIN = "10s"
_AHEAD = 2  # blocks for each worker's processor: so much of the table is on its way at once
_SAME = "All must judge alike: install the same release of Safelamp, with its extras watch and scale, everywhere."


@contextmanager
def cluster(address: str) -> Iterator[Everywhere]:
    """The cluster whose scheduler answers at the address, such as `tcp://10.0.0.5:8786`. Raises TableRefused."""
    try:
        client = Client(address, timeout=_ANSWERS_WITHIN, set_as_default=False)
    except (OSError, ValueError) as problem:
        raise TableRefused(
            f"No Dask scheduler answers at {address} ({problem}). Look whether it runs, and at the address."
        ) from None
    with client:
        _check_releases(client)

        def over(each: Callable[[Task], Done], todo: Sequence[Task]) -> Iterable[Done]:
            return _judged(client, partial(_alike, release(), each), todo)

        yield over


def _check_releases(client: Client) -> None:
    """Refuses workers that would raise other alarms than this machine."""
    try:
        found = client.run(release, on_error="return")
    except (ImportError, AttributeError) as problem:  # of a worker that knows no such function
        raise TableRefused(
            f"A worker of the Dask cluster has no Safelamp, or an older one ({problem}). {_SAME}"
        ) from None
    for address, there in found.items():
        if not isinstance(there, Release):
            raise TableRefused(f"Worker {address} has no Safelamp, or an older one ({there}). {_SAME}")
        if unlike := release().unlike(there):
            raise TableRefused(f"Worker {address} has {unlike}. {_SAME}")


def _alike(here: Release, each: Callable[[Task], Done], task: Task) -> Done:
    """On a worker: asks once more, because workers come and go."""
    if unlike := here.unlike(release()):
        raise TableRefused(f"A worker that joined has {unlike}. {_SAME}")
    return each(task)


def _judged(client: Client, each: Callable[[Task], Done], todo: Sequence[Task]) -> Iterator[Done]:
    """What comes of each block, as it comes; new blocks leave when others have come back."""
    processors = sum(client.nthreads().values())
    if not processors:
        raise TableRefused("The Dask cluster has no workers. Start some: dask worker ADDRESS.")
    waiting = iter(todo)
    first = [client.submit(each, task, pure=False) for task in islice(waiting, processors * _AHEAD)]
    running = as_completed(first, loop=client.loop, with_results=True)
    try:
        for _, done in running:
            yield done
            for task in islice(waiting, 1):
                running.add(client.submit(each, task, pure=False))
    except KilledWorker as problem:
        raise TableRefused(f"A block ended every worker that took it, likely for want of memory: {problem}") from None
