"""When the bell rings again, and up to which level: pure rules, no clock of their own.

`elapsed` is the time since a report's arrival by the machine's clock now. A clock that was set back makes it negative,
or earlier than the last round: the bell then rings at once rather than fall silent. Set back by less than one pause,
it only rings that much later.
"""

import datetime as dt
from dataclasses import dataclass
from enum import Enum

DEPUTY_AFTER = dt.timedelta(minutes=15)
NEXT_AFTER = dt.timedelta(minutes=30)
OFTEN_FOR = dt.timedelta(hours=4)


class Rhythm(Enum):
    """How long the bell pauses: at first, for as long as `OFTEN_FOR`, and from then on."""

    DANGER_NOW = (dt.timedelta(minutes=15), dt.timedelta(minutes=15), dt.timedelta(hours=1))
    RESTRICTED = (dt.timedelta(minutes=15), dt.timedelta(hours=2), dt.timedelta(hours=2))

    def pause(self, *, elapsed: dt.timedelta, rounds: int) -> dt.timedelta:
        """The time from the last round to the next, after `rounds` of them."""
        first, often, seldom = self.value
        if rounds <= 1:
            return first
        return seldom if elapsed > OFTEN_FOR or rounds > OFTEN_FOR / often else often


@dataclass(frozen=True, slots=True)
class Rung:
    """How often a report's bell has rung, and the last round's minutes after arrival."""

    rounds: int = 0
    last_minutes: int = 0


def is_due(rhythm: Rhythm, rung: Rung, *, elapsed: dt.timedelta) -> bool:
    """Whether the bell rings now.

    >>> [is_due(Rhythm.DANGER_NOW, Rung(2, 15), elapsed=dt.timedelta(minutes=m)) for m in (29, 30, 180)]
    [False, True, True]
    >>> is_due(Rhythm.DANGER_NOW, Rung(2, 15), elapsed=dt.timedelta(days=-1))  # the clock was set back
    True
    """
    if not rung.rounds:
        return True
    pause = rhythm.pause(elapsed=elapsed, rounds=rung.rounds)
    return abs(elapsed - dt.timedelta(minutes=rung.last_minutes)) >= pause


def depth(*, rounds: int, elapsed: dt.timedelta) -> int:
    """How many levels below the first are rung too: by time, and by rounds where the clock cannot be trusted.

    >>> [depth(rounds=r, elapsed=dt.timedelta(minutes=15 * r)) for r in range(4)]
    [0, 1, 2, 2]
    >>> depth(rounds=0, elapsed=dt.timedelta(hours=3))  # nobody was there to ring it
    2
    """
    by_time = 2 if elapsed >= NEXT_AFTER else 1 if elapsed >= DEPUTY_AFTER else 0
    return max(by_time, min(rounds, 2))
