"""The bell rang on a real data folder, with a real mail server: afterwards no minute and no address lies on the disk.

The clock is moved, so that the minutes of the bell cannot be mistaken for those of the test itself.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from tests.ground.post.mail_server import Mailbox
from tests.privacy.searching import files_below, forms_of, found_in
from tests.running import Instance
from tools.instance import free_port

pytestmark = [pytest.mark.slow]

ADDRESS = "krathongduang@wongsuwan.example"
DAY = "2026-03-03"
ARRIVED = "14:37"
# Reported at 14:37, rung at 14:37, 14:52 and 15:07 (once more while the mail server is away), taken at 15:10.
LIVED = f"""
import datetime as dt, json
from django.conf import settings
from safelamp.ground.organisations.models import Member
from safelamp.ground.post.sending import send_due
from safelamp.ground.vault import addresses, members
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.cases import operations as cases
from safelamp.loop.duty import operations as duty
from safelamp.loop.duty.models import Level, Ring
from safelamp.loop.reports import operations as reports
from safelamp.loop.reports.models import Harm, Kind, PlaceKind, Report
from safelamp.loop.reports.receiving import Telling
from safelamp.loop.reports.words import ReportWords
from safelamp.ground.vault.models import Audience

begun = dt.datetime.fromisoformat("{DAY}T{ARRIVED}:20+00:00")
mill = Workplace.objects.select_related("organisation").get()
officer = members.log_in("officer", PASSPHRASE)
duty.add_turn(officer.member, level=Level.FIRST, days=[*range(7)], begins=dt.time(), ends=dt.time(), by=officer.member)
addresses.keep("{ADDRESS}", by=officer.member)
telling = Telling(
    secret=b"0123456789abcdef", organisation=mill.organisation, workplace=mill, kind=Kind.HAZARD, hazard="machine",
    danger_now=True, harm=Harm.UNKNOWN, place_kind=PlaceKind.WORKPLACE, shut_to=Audience.READERS,
    words=ReportWords(story="The guard is off."),
)
reports.receive(telling, at=begun)
for seconds in (5, 905, 1805):
    moment = begun + dt.timedelta(seconds=seconds)
    duty.ring_due(at=moment)
    if seconds < 1805:
        send_due(at=moment)
open_ones = Report.objects.filter(due_at__isnull=False).count()
cases.open_case([Report.objects.get()], by=officer, at=begun + dt.timedelta(minutes=33))
duty.ring_due(at=begun + dt.timedelta(minutes=33, seconds=2))
print(json.dumps([open_ones, sorted(Ring.objects.values_list("minutes", "outcome"))]))
"""


@dataclass(frozen=True, slots=True)
class Lived:
    """The folder afterwards, what the bell wrote down, and what arrived."""

    folder: Path
    said: str
    recipients: list[str]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    box = Mailbox(free_port())
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    folder = tmp_path_factory.mktemp("bell")
    patch = pytest.MonkeyPatch()
    patch.setenv("SAFELAMP_MAIL_URL", f"smtp://127.0.0.1:{box.port}?tls=none")
    patch.setenv("SAFELAMP_MAIL_FROM", "desk@union.example")
    instance = Instance(folder)
    instance.prepare()
    said = instance.ask(f"PASSPHRASE = {instance.passphrases['officer']!r}\n{LIVED}")
    patch.undo()
    controller.stop()
    return Lived(folder, said, box.recipients)


def test_the_bell_really_rang_and_was_taken(lived: Lived) -> None:
    assert lived.said == '[1, [[0, "sent"], [15, "sent"], [30, "taken"]]]'
    assert lived.recipients == [ADDRESS] * 2


def test_no_minute_of_that_day_stands_in_any_file(lived: Lived) -> None:
    minutes = {f"{DAY} {hour}:{minute:02}".encode() for hour in ("14", "15") for minute in range(60)}
    minutes |= {minute.replace(b" ", b"T") for minute in minutes}
    assert found_in(files_below(lived.folder), {"minute": minutes}) == []


def test_no_table_but_sessions_and_migrations_holds_a_time_of_day(lived: Lived) -> None:
    with closing(sqlite3.connect(lived.folder / "home" / "safelamp.sqlite3")) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        assert {"duty_ring", "post_outgoing", "reports_report"} <= set(tables)
        found = [
            (table, value)
            for table in tables
            if table not in {"django_session", "django_migrations"}
            for row in database.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # names of our own tables
            for value in row
            if isinstance(value, str) and value.startswith(DAY) and value != DAY
        ]
    assert found == []


def test_the_address_lies_nowhere(lived: Lived) -> None:
    words = {"whole": forms_of(ADDRESS), "name": forms_of("krathongduang"), "host": forms_of("wongsuwan")}
    assert found_in(files_below(lived.folder), words) == []


def test_nothing_leads_from_a_ring_to_the_outbox(lived: Lived) -> None:
    with closing(sqlite3.connect(lived.folder / "home" / "safelamp.sqlite3")) as database:
        assert database.execute("SELECT DISTINCT key FROM duty_ring").fetchall() == [(None,)]
        assert database.execute("SELECT DISTINCT due_at FROM post_outgoing").fetchall() == [(None,)]
