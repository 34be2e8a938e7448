"""Newsletters by the real process: a real mail server, kill -9 in the middle, one mail a reader."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.site.test_postgresql import server
from tests.site.test_work import Worker, prepared, wait_until, worker

__all__ = ["prepared", "server", "worker"]
pytestmark = [pytest.mark.slow]
MAKE = """
import datetime as dt
from safelamp.ground.organisations.models import Member
from safelamp.ground.post import marks, subscribing
from safelamp.ground.post.mailboxes import mailbox
from safelamp.ground.post.marks import Link
from safelamp.ground.post.models import AskedToday, Subscription
from safelamp.record.publishing import issues, newsletters
from safelamp.record.publishing.models import Rhythm
from safelamp.record.publishing.newsletters import Owner, Plan
from safelamp.record.reading.operations import add_page
from safelamp.record.searching.asked import Search
now = dt.datetime.now(dt.UTC)
officer = Member.objects.get(login_name="officer")
plan = Plan("News", Search(), "en", Rhythm.DAILY)
made = newsletters.begin(plan, owner=Owner.ORGANISATION, by=officer, at=now - dt.timedelta(days=1))
for number in range({readers}):
    subscribing.ask(mailbox(f"reader{{number}}@example.org"), list_id=made.id, language="fr")
    AskedToday.objects.all().delete()
for row in Subscription.objects.all():
    subscribing.confirm(marks.token(Link.CONFIRM, row.id))
from tests.record.pages import MINING
add_page(MINING, name="page", publisher="Herald", by=None, fetched_on=(now - dt.timedelta(days=1)).date())
print(issues.make_due())
"""
OPEN = {"SAFELAMP_HTTPS": "1", "SAFELAMP_HOSTS": "lamp.example", "SAFELAMP_NEWSLETTERS_A_MINUTE": "600"}


@pytest.fixture
def reachable(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    """An instance that others can open."""
    for name, value in OPEN.items():
        monkeypatch.setenv(name, value)
    return worker


def make(worker: Worker, *, readers: int) -> None:
    code = f"import django; django.setup()\n{MAKE.format(readers=readers)}"
    done = subprocess.run(
        [sys.executable, "-c", code], env=worker.environment, check=True, timeout=400, capture_output=True
    )
    assert done.stdout.strip() == b"1"


def again(worker: Worker) -> None:
    """Two minutes go by."""
    code = "from safelamp.ground.post.models import Subscription\nSubscription.objects.update(due_at=None)"
    worker.instance.ask(code)


def test_kill_9_in_the_middle_sends_nobody_an_issue_twice(reachable: Worker) -> None:
    make(reachable, readers=12)
    process = reachable.start()
    wait_until(lambda: len(reachable.box.arrived) >= 4)
    reachable.box.holding = True  # takes the next mail, and is slow to say so
    before = len(reachable.box.arrived)
    wait_until(lambda: len(reachable.box.arrived) > before)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    reachable.box.holding = False
    again(reachable)
    reachable.start()
    wait_until(lambda: len(set(reachable.box.recipients)) == 12)
    assert sorted(reachable.box.recipients) == sorted(set(reachable.box.recipients))
    assert len({str(mail["Message-ID"]) for mail in reachable.box.arrived}) == 12


def test_a_bell_is_not_delayed_by_many_newsletters(reachable: Worker) -> None:
    make(reachable, readers=40)
    reachable.start()
    wait_until(lambda: len(reachable.box.arrived) >= 2)
    reachable.ring()
    wait_until(lambda: "somchai@union.example" in reachable.box.recipients, seconds=15)


def test_the_log_names_no_reader(reachable: Worker) -> None:
    reachable.box.to_recipient = "550 reader0@example.org is not known here"
    make(reachable, readers=2)
    reachable.start()
    wait_until(lambda: "newsletter: it was refused for good" in reachable.log.read_text())
    assert "reader" not in reachable.log.read_text()


@pytest.mark.postgresql
def test_on_postgresql_every_reader_gets_one_mail_too(reachable: Worker, server: str) -> None:
    (reachable.instance.folder / "tmp").rmdir()
    reachable.instance.database = server
    reachable.instance.prepare()
    make(reachable, readers=3)
    reachable.start()
    wait_until(lambda: len(reachable.box.recipients) == 3)
    assert sorted(reachable.box.recipients) == [f"reader{number}@example.org" for number in range(3)]
