"""When a message that was not taken is tried again: soon at first, then every 5 minutes, given up after a day.

A bell must ring soon after a mail server is back, so no pause is longer than a quarter of an hour.

>>> pause_after(1), pause_after(5), pause_after(100)
(datetime.timedelta(seconds=30), datetime.timedelta(seconds=300), datetime.timedelta(seconds=900))
>>> sum(PAUSES, dt.timedelta()) < dt.timedelta(hours=24)
True
"""

import datetime as dt

_MINUTE = dt.timedelta(minutes=1)
# 30 s, 1 and 2 minutes; 5 minutes for two hours; 15 minutes for the rest of the day.
PAUSES = (_MINUTE / 2, _MINUTE, 2 * _MINUTE, *[5 * _MINUTE] * 24, *[15 * _MINUTE] * 87)
MOST_TRIES = len(PAUSES) + 1  # counted in tries and not in hours: a clock that was set wrong changes nothing

# A process that takes a message has this long to say what became of it; then another one may try. It is longer than
# all time limits of the channels together.
LEASE = dt.timedelta(minutes=2)

# Nothing is ever put off farther than this. What lies beyond was put off by a clock that has been set back since.
FARTHEST = PAUSES[-1] + LEASE


def pause_after(tries: int) -> dt.timedelta:
    """How long a message waits that was tried so often, 1 or more, and not taken."""
    return PAUSES[min(tries, len(PAUSES)) - 1]
