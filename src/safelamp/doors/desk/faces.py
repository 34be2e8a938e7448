"""The faces of clocks: a pie that empties, and words that say how much is left. Urgency is fill, not hue."""

import datetime as dt
import math
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safelamp.loop.cases.clocks import ClockState
from safelamp.loop.cases.inbox import Row
from safelamp.loop.cases.urgency import Urgency
from safelamp.loop.reports.models import DANGER_NOW_CLOCK, ORDINARY_CLOCK, SERIOUS_CLOCK

AROUND = 2 * math.pi * 4  # of the pie's circle in the drawing
DAYS_OF_A_FULL_PIE = 14
MINUTES_FROM = dt.timedelta(hours=2)  # under it minutes are told
DAYS_FROM = dt.timedelta(hours=48)  # over it days are told
CLOCKS = {
    Urgency.DANGER_NOW: DANGER_NOW_CLOCK,
    Urgency.RESTRICTED: SERIOUS_CLOCK,
    Urgency.SERIOUS: SERIOUS_CLOCK,
    Urgency.OTHER: ORDINARY_CLOCK,
}


@dataclass(frozen=True, slots=True)
class Face:
    """A clock to draw: `fill` is its class (empty, soon, late, now), `left` the length of the pie's dash.

    `day` is the day that a day clock ends with: paper shows it instead, "6 h left" is false tomorrow.
    """

    fill: str
    words: str
    left: float
    day: dt.date | None = None

    @property
    def is_late(self) -> bool:
        """Whether the pie is empty."""
        return self.left == 0

    @property
    def dash(self) -> str:
        """The pie's dash and gap, in a drawing's own numbers."""
        return f"{self.left:.1f} {AROUND:.1f}"


def of_row(row: Row, *, at: dt.datetime) -> Face | None:
    """The clock of a row of the inbox."""
    if row.clock and row.due_at:
        red = row.urgency == Urgency.DANGER_NOW
        return hours_face(row.clock, due_at=row.due_at, whole=CLOCKS[row.urgency], at=at, fill="now" if red else "")
    if row.clock and row.due_on:
        return day_face(row.clock, due_on=row.due_on, on=timezone.localdate(at))
    return None


def hours_face(state: ClockState, *, due_at: dt.datetime, whole: dt.timedelta, at: dt.datetime, fill: str = "") -> Face:
    """A clock that runs to a moment; `fill` where the lane has one of its own."""
    left = due_at - at
    share = max(0.0, min(1.0, left / whole))
    late = state == ClockState.LATE
    return Face(fill or _FILL[state], _late_by(-left) if late else _left(left), 0 if late else max(share * AROUND, 0.8))


def day_face(state: ClockState, *, due_on: dt.date, on: dt.date) -> Face:
    """A clock that ends with a day."""
    days = (due_on - on).days
    if state == ClockState.LATE:
        words = ngettext("%(count)d day late", "%(count)d days late", -days) % {"count": -days}
        return Face(_FILL[state], words, 0, due_on)
    words = ngettext("%(count)d day left", "%(count)d days left", days) % {"count": days} if days else _("due today")
    share = min(1.0, (days + 0.5) / DAYS_OF_A_FULL_PIE)
    return Face(_FILL[state], words, max(share * AROUND, 0.8), due_on)


_FILL = {ClockState.IN_TIME: "", ClockState.SOON: "soon", ClockState.LATE: "late"}


def _left(span: dt.timedelta) -> str:
    if span < MINUTES_FROM:
        return _("%(count)d min left") % {"count": max(1, span // dt.timedelta(minutes=1))}
    if span < DAYS_FROM:
        return _("%(count)d h left") % {"count": span // dt.timedelta(hours=1)}
    return ngettext("%(count)d day left", "%(count)d days left", span.days) % {"count": span.days}


def _late_by(span: dt.timedelta) -> str:
    if span < MINUTES_FROM:
        return _("%(count)d min late") % {"count": max(1, span // dt.timedelta(minutes=1))}
    if span < DAYS_FROM:
        return _("%(count)d h late") % {"count": span // dt.timedelta(hours=1)}
    return ngettext("%(count)d day late", "%(count)d days late", span.days) % {"count": span.days}
