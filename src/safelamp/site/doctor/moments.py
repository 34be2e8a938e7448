"""The newest moment that this instance has seen: only so is a clock noticed that was set back."""

import datetime as dt
import secrets

from django.conf import settings
from django.utils import timezone

STAMP = "clock.stamp"


def newest_seen() -> dt.datetime | None:
    """The newest moment noted, to the minute; None where none is, or where the note cannot be read."""
    try:
        moment = dt.datetime.fromisoformat((settings.HOME / STAMP).read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        return None
    return moment if moment.tzinfo else None


def note(at: dt.datetime | None = None) -> None:
    """Notes the moment where it is newer than every one before; the schedule does it each minute."""
    moment = (at or timezone.now()).astimezone(dt.UTC).replace(second=0, microsecond=0)
    seen = newest_seen()
    if seen is not None and seen >= moment:
        return
    draft = settings.HOME / f"{STAMP}.{secrets.token_hex(8)}"
    draft.write_text(moment.isoformat(), encoding="ascii")
    draft.rename(settings.HOME / STAMP)
