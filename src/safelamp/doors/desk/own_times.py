"""The union's own times in plain sentences: of how many, how many in time, and how long half of them took."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safelamp.insight.indicators.own_times import TIMED, LaneTimes, StageTimes
from safelamp.loop.reports.models import Stage

DAY = 24  # hours


def sentences(times: LaneTimes) -> list[str]:
    """One line a stage, then the reporters who came back."""
    lines = [_line(stage, times.stages[stage], times.received) for stage in TIMED]
    return [*lines, _came_back(times)]


def _line(stage: Stage, times: StageTimes, received: int) -> str:
    words = {
        Stage.TAKEN: _("%(counted)s of %(received)s taken, %(in_time)s in time."),
        Stage.RATED: _("%(counted)s of %(received)s rated, %(in_time)s within 3 days."),
        Stage.CLOSED: _("%(counted)s of %(received)s closed, %(in_time)s within 30 days."),
    }[stage]
    said = words % {"counted": times.counted, "received": received, "in_time": times.in_time}
    return f"{said} {_half(times.half_within)}".strip()


def _half(hours: int | None) -> str:
    if hours is None:
        return ""
    if hours == 0:
        return _("Half of them took longer than we measure.")
    if hours <= DAY:
        return ngettext("Half of them within %(n)s hour.", "Half of them within %(n)s hours.", hours) % {"n": hours}
    days = hours // DAY
    return ngettext("Half of them within %(n)s day.", "Half of them within %(n)s days.", days) % {"n": days}


def _came_back(times: LaneTimes) -> str:
    back = times.stages[Stage.CAME_BACK].counted
    return ngettext(
        "%(n)s reporter came back and wrote or answered.", "%(n)s reporters came back and wrote or answered.", back
    ) % {"n": back}
