"""Backups: how old the last one of the data and of the keys is."""

import datetime as dt
import json
from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone

from safelamp.site.backups.parts import Part
from safelamp.site.backups.taking import STAMPS
from safelamp.site.doctor.finding import Finding, good, look, missing

LATE = {Part.DATA: dt.timedelta(days=2), Part.KEYS: dt.timedelta(days=35)}  # data nightly; keys change each month
GONE = {Part.DATA: dt.timedelta(days=8), Part.KEYS: dt.timedelta(days=70)}
_WHAT = {Part.DATA: "data", Part.KEYS: "keys"}


def examine() -> Iterator[Finding]:
    """Data and keys, each by its stamp."""
    for part in Part:
        yield aged(part, timezone.now())


def aged(part: Part, now: dt.datetime) -> Finding:
    """The finding on the last backup of that part."""
    what, at = _WHAT[part], _taken_at(part)
    again = "Run `safelamp backup` as docs/install.md says, and keep what it makes on another machine."
    if at is None:
        return missing(f"no backup of the {what} has been made", again)
    age = now - at
    if age < -dt.timedelta(hours=1):
        return look(f"the last backup of the {what} lies in the future", "Look at the clock, then make another backup.")
    said = f"the last backup of the {what} is {max(age, dt.timedelta()).days} days old"
    if age > GONE[part]:
        return missing(said, again)
    return look(said, "Look why no newer one was made.") if age > LATE[part] else good(said)


def _taken_at(part: Part) -> dt.datetime | None:
    try:
        said = json.loads((settings.HOME / STAMPS[part]).read_text(encoding="utf-8"))
        at = dt.datetime.fromisoformat(said["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)
