"""Makes many reports at once and times the bell's look at them; run by the bench in a process of its own."""

import datetime as dt
import json
import statistics
import time

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import OrganisationKind
from safelamp.ground.organisations.policy import Role
from safelamp.ground.vault import operations as vault
from safelamp.loop.duty.operations import ring_due
from tools.inbox_rows import NOW, enrolled, floors_of, make

LOOKS = 200


def main(reports: int, open_share: int) -> None:
    """Builds the union, rings for everything that rings, then times looks at which nothing is due."""
    call_command("migrate", verbosity=0)
    union = organisations.found("Union", kind=OrganisationKind.UNION, country="TH", language="th")
    officer = enrolled(union, Role.OFFICER)
    vault.found_keys(union, first_readers=[officer])
    make(union, floors_of(union), officer, reports=reports, open_share=open_share)
    rung = ring_due(at=NOW)
    took = [_look(NOW + dt.timedelta(seconds=3 * look)) for look in range(LOOKS)]
    with CaptureQueriesContext(connection) as asked:
        ring_due(at=NOW + dt.timedelta(seconds=3 * LOOKS))
    figures = {"p50": statistics.median(took), "p95": sorted(took)[int(LOOKS * 0.95)], "statements": len(asked)}
    print(json.dumps(figures | {"rung": rung}))


def _look(moment: dt.datetime) -> float:
    began = time.perf_counter()
    assert ring_due(at=moment) == 0  # noqa: S101  # within a quarter of an hour nothing is due again
    return time.perf_counter() - began
