"""The schedule: `safelamp work` lives, and no report waits in the spool."""

import time
from collections.abc import Iterator

from django.conf import settings

from safelamp.site.doctor.finding import Finding, good, look, missing

STAMP = "work.stamp"
ALIVE = 180.0  # seconds; it touches the stamp each minute
STORED_WITHIN = 300.0


def examine() -> Iterator[Finding]:
    """By the stamp's age and the spool's."""
    yield alive(time.time())
    waiting = [path for path in settings.SPOOL.glob("*.report") if time.time() - path.stat().st_mtime > STORED_WITHIN]
    if waiting:
        yield look(
            f"{len(waiting)} reports wait in the spool for more than five minutes",
            "Look whether the database answers and `safelamp work` runs; nothing of them is lost.",
        )


def alive(now: float) -> Finding:
    """Whether the stamp is fresh; `now` in seconds since 1970."""
    start = "Start `safelamp work` (docs/install.md): without it no bell rings and nothing is tidied up."
    try:
        age = now - (settings.HOME / STAMP).stat().st_mtime
    except FileNotFoundError:
        return missing("`safelamp work` has never run", start)
    if age > ALIVE:
        return missing(f"`safelamp work` was last seen {age / 60:.0f} minutes ago", start)
    if age < -ALIVE:
        return look("`safelamp work` was last seen in the future", "Look at the clock.")
    return good("`safelamp work` runs")
