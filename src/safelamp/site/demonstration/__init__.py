"""The demonstration: a federation of three unions, made by running the real operations.

`prepare` makes what the first pages show; `finish` brings in the rest while the doors are already open.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path

from safelamp.ground.organisations.models import Organisation
from safelamp.site.demonstration import (
    alerted,
    crowd,
    earlier,
    followed,
    loop,
    people,
    published,
    recorded,
    reviewed,
    samples,
    tongues,
)
from safelamp.site.demonstration.people import LogIn

__all__ = ["LogIn", "finish", "prepare"]
Say = Callable[[str], None]
_FILE = "demonstration-log-ins.json"  # invented people only: a real instance never keeps a passphrase


def prepare(home: Path, *, say: Say) -> list[LogIn]:
    """Makes the sample content once; returns the log-ins, also the second time."""
    kept = home / _FILE
    if kept.exists():
        return [LogIn(**row) for row in json.loads(kept.read_text(encoding="utf-8"))]
    if Organisation.objects.exists():
        raise SystemExit(
            f"{home} holds an instance that is not a finished demonstration. Set SAFELAMP_HOME to an empty folder, "
            "or, if the demonstration was stopped while it was made, remove the folder and start again."
        )
    say("Making the demonstration: federation, unions, workplaces ...")
    cast = people.enrol_everybody()
    say("Reports, cases and actions at every stage ...")
    loop.tell_stories(cast)
    crowd.come(cast)
    recorded.record(cast)
    tongues.pass_on(cast)
    samples.bring_in_pages(say=say)
    followed.follow(cast)
    reviewed.review(cast)
    published.publish(cast)
    alerted.look_out()
    _keep(kept, cast.log_ins)
    return cast.log_ins


def finish(home: Path, log_ins: list[LogIn], *, say: Say) -> None:
    """Earlier months, injuries, then what is unusual among them, each once; goes on where it was stopped."""
    earlier.tell_earlier_months(home, log_ins)
    samples.bring_in_injuries(home, say=say)
    alerted.find_alerts(home, log_ins, say=say)


def _keep(path: Path, log_ins: list[LogIn]) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump([log_in.as_row() for log_in in log_ins], file, ensure_ascii=False, indent=1)
