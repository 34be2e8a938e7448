"""Quiet hours: pure, in the instance's own time."""

import datetime as dt


def is_quiet(moment: dt.time, *, begins: dt.time | None, ends: dt.time | None) -> bool:
    """Whether nobody is to be told now; the hours may run over midnight.

    >>> evening, morning = dt.time(21), dt.time(6)
    >>> [is_quiet(dt.time(hour), begins=evening, ends=morning) for hour in (20, 21, 23, 3, 6)]
    [False, True, True, True, False]
    >>> is_quiet(dt.time(3), begins=None, ends=None)
    False
    """
    if begins is None or ends is None:
        return False
    if begins < ends:
        return begins <= moment < ends
    return moment >= begins or moment < ends
