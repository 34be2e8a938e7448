"""The clock: kept right by the network, and never set back."""

import datetime as dt
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.utils import timezone

from safelamp.ground.audit.models import AuditLine
from safelamp.site.doctor import moments
from safelamp.site.doctor.finding import Finding, good, look, missing

SYSTEMD_RUNS = Path("/run/systemd/system")
ANSWERS_WITHIN = 5.0  # seconds
SLACK = dt.timedelta(minutes=2)


def examine() -> Iterator[Finding]:
    """Whether somebody keeps it right, and whether it went back."""
    yield _kept_right()
    yield gone_back(timezone.now())


def gone_back(now: dt.datetime) -> Finding:
    """Whether a moment was seen that has not come yet; notes this one where not."""
    seen = moments.newest_seen()
    ahead = AuditLine.objects.filter(day__gt=timezone.localdate(now)).exists()
    if (seen is not None and seen > now + SLACK) or ahead:
        return missing(
            "the clock went back: this instance has seen a later moment than now",
            f"Set it right; if it is right now and was ahead before, remove {moments.STAMP} from the data folder.",
        )
    moments.note(now)
    return good("the clock has not gone back")


def _kept_right() -> Finding:
    program = shutil.which("timedatectl")
    if program is None or not SYSTEMD_RUNS.exists():
        return look("no systemd here: nobody can tell whether the clock is kept right", "Let an NTP service keep it.")
    try:
        said = subprocess.run(  # noqa: S603  # the system's own program
            [program, "show", "--property=NTPSynchronized", "--value"],
            capture_output=True, text=True, timeout=ANSWERS_WITHIN, check=False,
        ).stdout.strip()  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        said = ""
    if said == "yes":
        return good("the clock is kept right by the network")
    return look("the clock is not kept right by the network", "Run: timedatectl set-ntp true")
