"""Whether the first screen leads to what was let out at its workplace."""

from django.db import Error

from safelamp.doors.worker.way import Way
from safelamp.ground.releases import queries as releases


def has_something(way: Way) -> bool:
    """Whether the first screen shows the way there."""
    row = way.workplace_row
    try:
        return row is not None and releases.has_something(row.id)
    except Error:  # the database has just gone away: telling goes on without it
        return False
