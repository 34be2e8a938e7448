"""Real processes: one is killed between ring and message, two look at the same moment. Each report rings once."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import ROOT, Instance

pytestmark = [pytest.mark.slow]

REPORTS = 6
PREPARE = f"""
import datetime as dt, secrets
from safelamp.ground.organisations.models import Member
from safelamp.ground.vault import addresses
from safelamp.ground.vault.models import Audience
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.duty import operations as duty
from safelamp.loop.duty.models import Level
from safelamp.loop.reports import operations as reports
from safelamp.loop.reports.models import Harm, Kind, PlaceKind
from safelamp.loop.reports.receiving import Telling
from safelamp.loop.reports.words import ReportWords

officer = Member.objects.select_related("organisation").get(login_name="officer")
duty.add_turn(officer, level=Level.FIRST, days=[*range(7)], begins=dt.time(), ends=dt.time(), by=officer)
addresses.keep("officer@union.example", by=officer)
mill = Workplace.objects.select_related("organisation").get()
for _ in range({REPORTS}):
    reports.receive(Telling(
        secret=secrets.token_bytes(16), organisation=mill.organisation, workplace=mill, kind=Kind.HAZARD,
        hazard="machine", danger_now=True, harm=Harm.UNKNOWN, place_kind=PlaceKind.WORKPLACE,
        shut_to=Audience.READERS, words=ReportWords(),
    ))
"""
COUNT = """
import json
from safelamp.ground.post.models import Outgoing
from safelamp.loop.duty.models import Ring
rings = list(Ring.objects.values_list("report_id", "round"))
keys = set(Ring.objects.values_list("key", flat=True))
sent = set(Outgoing.objects.values_list("key", flat=True))
print(json.dumps([len(rings), len(set(rings)), len(keys - sent), len(sent - keys)]))
"""
DIES_AFTER_THE_MESSAGE = """
import django, os, signal; django.setup()
from safelamp.ground.post import operations as post
real = post.send
def send(*arguments, **named):
    assert real(*arguments, **named)
    os.kill(os.getpid(), signal.SIGKILL)
post.send = send
from safelamp.loop.duty.operations import ring_due
ring_due()
"""
LOOKS = """
import django; django.setup()
from safelamp.loop.duty.operations import ring_due
print("ready", flush=True)
input()
print(sum(ring_due() for _ in range(5)))
"""


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Instance:
    """A union with six reports of danger now, an officer on duty, and a mail server that nobody asks."""
    monkeypatch.setenv("SAFELAMP_MAIL_URL", "smtp://127.0.0.1:9?tls=none")
    monkeypatch.setenv("SAFELAMP_MAIL_FROM", "desk@union.example")
    made = Instance(tmp_path)
    made.prepare()
    made.ask(PREPARE)
    return made


def process(instance: Instance, program: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", program], env=instance.environment, cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip


def counted(instance: Instance) -> list[int]:
    """Rings, different rings, rings without a message, messages without a ring."""
    found: list[int] = json.loads(instance.ask(COUNT))
    return found


def test_killed_between_ring_and_message_and_then_looked_at_by_two_at_once(instance: Instance) -> None:
    dying = process(instance, DIES_AFTER_THE_MESSAGE)
    dying.communicate(timeout=400)
    assert dying.returncode == -signal.SIGKILL
    assert counted(instance) == [0, 0, 0, 0]

    both = [process(instance, LOOKS) for _ in range(2)]
    for each in both:
        assert each.stdout is not None
        assert each.stdout.readline().strip() == "ready"
    said = [each.communicate("go\n", timeout=400)[0] for each in both]
    assert [each.returncode for each in both] == [0, 0]
    assert sum(map(int, said)) == REPORTS
    assert counted(instance) == [REPORTS, REPORTS, 0, 0]
