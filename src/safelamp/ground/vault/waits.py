"""Waiting after wrong tries: it doubles from two seconds to a quarter of an hour, and never longer.

Only what somebody can try who already passed an earlier step makes wait: codes after a right passphrase, sheets of
paper after a log-in. So nobody outside can make a member wait (docs/decisions: the right passphrase never waits).
"""

import datetime as dt

FREE_FAILURES = 5  # wrong tries before waiting begins
LONGEST_WAIT = dt.timedelta(minutes=15)
MOST_COUNTED = 1000  # what the column holds; more makes no difference


def holds(until: dt.datetime | None, *, at: dt.datetime) -> bool:
    """Whether it is still to be waited.

    A wait that ends later than the longest one could was begun before the clock was set back: it is over.

    >>> now = dt.datetime(2026, 11, 21, 12, 0)
    >>> [holds(now + dt.timedelta(minutes=m), at=now) for m in (-1, 0, 1, 15, 16)]
    [False, False, True, True, False]
    """
    return until is not None and at < until <= at + LONGEST_WAIT


def after(failures: int, *, at: dt.datetime) -> dt.datetime | None:
    """Until when the next try has to wait after so many wrong ones.

    >>> now = dt.datetime(2026, 11, 21, 12, 0)
    >>> [(after(n, at=now) or now) - now == dt.timedelta(seconds=s) for n, s in ((5, 0), (6, 2), (7, 4), (40, 900))]
    [True, True, True, True]
    """
    if failures <= FREE_FAILURES:
        return None
    return at + min(dt.timedelta(seconds=2 ** min(failures - FREE_FAILURES, 12)), LONGEST_WAIT)
