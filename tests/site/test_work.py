"""`safelamp work` as somebody starts it: a real process, a real mail server, kill -9 in the middle."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.ground.post.mail_server import Mailbox
from tests.running import Instance, Visitor
from tests.site.test_postgresql import program, server
from tools.bench.memory import pss

__all__ = ["server"]  # a fixture: a PostgreSQL of our own
pytestmark = [pytest.mark.slow]

WITHIN = 60  # seconds, on a busy machine
RING = """
import uuid
from safelamp.ground.organisations.models import Member
from safelamp.ground.post import operations, queries
from safelamp.ground.post.models import Occasion
from safelamp.ground.vault import addresses
officer = Member.objects.get(login_name="officer")
addresses.keep("somchai@union.example", by=officer)
for _ in range({times}):
    operations.send(officer, occasion=Occasion.BELL, key=uuid.uuid4())
"""


@dataclass
class Worker:
    """A home with one union, its mail server's address, and `safelamp work` processes."""

    instance: Instance
    box: Mailbox
    prepared: Instance
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        return self.instance.environment | {
            "SAFELAMP_MAIL_URL": f"smtp://127.0.0.1:{self.box.port}?tls=none",
            "SAFELAMP_MAIL_FROM": "desk@union.example",
        }

    def start(self) -> "subprocess.Popen[bytes]":
        with self.log.open("ab") as said:
            process = subprocess.Popen(
                [sys.executable, "-m", "safelamp", "work"],
                env=self.environment, cwd=self.instance.folder, stdout=said, stderr=said,
            )  # fmt: skip
        self.processes.append(process)
        return process

    @property
    def log(self) -> Path:
        return self.instance.folder / "log"

    def ring(self, *, times: int = 1) -> None:
        code = f"import django; django.setup()\n{RING.format(times=times)}"
        subprocess.run([sys.executable, "-c", code], env=self.environment, check=True, timeout=400)

    def outcomes(self) -> list[str]:
        with sqlite3.connect(self.instance.folder / "home" / "safelamp.sqlite3") as database:
            return [row[0] for row in database.execute("SELECT outcome FROM post_outgoing")]


def wait_until(holds: Callable[[], bool], *, seconds: float = WITHIN) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.1)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    instance = Instance(tmp_path_factory.mktemp("work"))
    instance.prepare()
    return instance


@pytest.fixture
def worker(prepared: Instance, tmp_path: Path) -> Iterator[Worker]:
    """An instance of its own, copied from the prepared one."""
    for name in ("home", "keys", "tmp"):
        shutil.copytree(prepared.folder / name, tmp_path / name)
    box = Mailbox()
    box.start()
    made = Worker(Instance(tmp_path), box, prepared)
    yield made
    for process in made.processes:
        if process.poll() is None:
            process.kill()
            process.wait()
    box.stop()


def test_a_bell_is_sent_within_seconds_and_the_stamp_is_touched(worker: Worker) -> None:
    process = worker.start()
    stamp = worker.instance.folder / "home" / "work.stamp"
    wait_until(stamp.exists)
    worker.ring()
    wait_until(lambda: bool(worker.box.arrived))
    assert worker.box.recipients == ["somchai@union.example"]
    wait_until(lambda: worker.outcomes() == ["sent"])
    assert stamp.read_bytes() == b""
    assert pss(process.pid) < 150  # MB; `make bench PART=idle` holds it to 100


def test_it_stops_cleanly_and_soon_even_while_a_mail_server_hangs(worker: Worker) -> None:
    worker.box.silent = True
    worker.ring()
    process = worker.start()
    wait_until(lambda: bool(worker.box.greetings))
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0  # two seconds, and what a busy machine needs to end a process
    assert worker.outcomes() == ["waiting"]


def test_kill_9_in_the_middle_loses_nothing_and_the_copy_can_be_known(worker: Worker) -> None:
    worker.box.holding = True  # takes the mail, and is slow to say so
    worker.ring()
    process = worker.start()
    wait_until(lambda: bool(worker.box.arrived))
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert worker.outcomes() == ["waiting"]
    worker.box.holding = False
    with sqlite3.connect(worker.instance.folder / "home" / "safelamp.sqlite3") as database:
        database.execute("UPDATE post_outgoing SET due_at = datetime('now', '-1 second')")  # two minutes go by
    worker.start()
    wait_until(lambda: worker.outcomes() == ["sent"])
    first, second = (str(mail["Message-ID"]) for mail in worker.box.arrived)
    assert first == second


def test_two_processes_at_once_send_everything_once(worker: Worker) -> None:
    worker.ring(times=30)
    worker.start()
    worker.start()
    wait_until(lambda: worker.outcomes() == ["sent"] * 30)
    assert len({str(mail["Message-ID"]) for mail in worker.box.arrived}) == len(worker.box.arrived) == 30


@pytest.mark.postgresql
def test_it_survives_a_database_that_is_away(worker: Worker, server: str) -> None:
    (worker.instance.folder / "tmp").rmdir()
    worker.instance.database = server
    worker.instance.prepare()
    process = worker.start()
    wait_until((worker.instance.folder / "home" / "work.stamp").exists)
    data = Path(unquote(urlsplit(server).netloc.rpartition("@")[2])) / "data"
    options = (data / "postmaster.opts").read_text().partition(" ")[2].replace('"', "").strip()
    program("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    wait_until(lambda: "send mail that is due failed" in worker.log.read_text())
    program("pg_ctl", "-D", data, "-o", options, "-l", data.parent / "log", "-w", "start")
    worker.ring()
    wait_until(lambda: bool(worker.box.arrived))
    assert process.poll() is None
    assert "send mail that is due works again" in worker.log.read_text()
    assert worker.log.read_text().count("send mail that is due failed") == 1


def test_the_log_names_nobody(worker: Worker) -> None:
    worker.box.to_recipient = "550 somchai@union.example is not known here"
    worker.ring()
    worker.start()
    wait_until(lambda: worker.outcomes() == ["failed"])
    said = worker.log.read_text()
    assert "mail: it was refused for good" in said
    assert "somchai" not in said


def test_wrong_settings_are_told_without_the_password(worker: Worker) -> None:
    wrong = worker.environment | {"SAFELAMP_MAIL_URL": "smtp://u:hunter22@mail.example?tls=none"}
    done = subprocess.run([sys.executable, "-m", "safelamp", "work"], env=wrong, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"use tls=starttls or tls=tls" in done.stderr
    assert b"hunter22" not in done.stderr


def test_without_a_mail_server_it_says_that_nobody_is_told(worker: Worker) -> None:
    worker.processes.append(
        process := subprocess.Popen(
            [sys.executable, "-m", "safelamp", "work"], env=worker.instance.environment, stdout=subprocess.PIPE
        )
    )
    assert process.stdout is not None
    assert b"no member is told" in process.stdout.readline()
    process.stdout.close()


def test_the_web_server_works_where_it_cannot_read_the_courier_key(worker: Worker) -> None:
    """Whoever reads a folder as a file gets an error; the server runs as root here, so rights would prove nothing."""
    private = worker.instance.folder / "keys" / "courier.private"
    private.rename(private.with_name("elsewhere"))
    private.mkdir()
    worker.instance.passphrases = worker.prepared.passphrases
    try:
        worker.instance.start()
        desk = Visitor(worker.instance).log_in("officer").open("/desk/me/bell/")
        desk.send("/me/address/", email="somchai@union.example")
        assert "An address is kept since" in desk.html
        assert desk.open("/desk/").status == 200
        assert Visitor(worker.instance).open("/r/").status == 200
    finally:
        worker.instance.stop()
    private.rmdir()
    private.with_name("elsewhere").rename(private)
    worker.ring()
    worker.start()
    wait_until(lambda: bool(worker.box.arrived))
