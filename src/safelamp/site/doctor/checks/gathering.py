"""Watched sources of the public record: whether they can be read."""

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone

from safelamp.record.gathering import queries
from safelamp.record.gathering.readiness import HOW, web_is_ready
from safelamp.site.doctor.finding import Finding, good, look

DAYS = 3  # a site may be away for a weekend


def examine() -> Iterator[Finding]:
    """Counted, not named: what an organisation watches is its own."""
    standing = queries.standing(failing_before=timezone.localdate() - dt.timedelta(days=DAYS))
    if not standing.watched:
        yield good("no source is watched")
        return
    if not web_is_ready():
        yield look(f"{standing.watched} sources are watched, and this server cannot read from the web", f"Run: {HOW}")
    if standing.failing:
        yield look(
            f"{standing.failing} of {standing.watched} watched sources could not be read for {DAYS} days",
            "Look at them at the desk, under “Watched sources”: correct the address, or stop watching it.",
        )
    else:
        yield good(f"{standing.watched} sources are watched")
