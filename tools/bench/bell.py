"""How soon the bell rings, and what its look costs: `safelamp serve` and `safelamp work` side by side, real mail."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tools.bench.measured import Measured, Promise
from tools.bench.sending import last_screen, post
from tools.instance import ROOT, SAFELAMP, STOPS_WITHIN, Instance, first_page, free_port

SENDS = 8
APART = 1.7  # seconds: no multiple of how often the bell looks, so that sends fall anywhere between two looks
GIVEN_UP = 60  # seconds
REPORTS = 100_000
OPEN_SHARE = 2  # of a hundred

_ADDRESSES = """
import django; django.setup()
from safelamp.ground.organisations.models import Member
from safelamp.ground.vault import addresses
for member in Member.objects.filter(login_name__in=["officer-a", "focal-a"]):
    addresses.keep(f"{member.login_name}@union.example", by=member)
"""
# A bell of the last two minutes would be joined: what rang is taken before the next is sent.
_TAKEN = """
import django; django.setup()
from safelamp.loop.reports import operations
from safelamp.loop.reports.models import Report
operations.meet_clock(Report.objects.filter(due_at__isnull=False, danger_now=True).select_related("organisation"))
"""
_LOOKS = "import django; django.setup(); from tools import bell_rows; bell_rows.main({reports}, {open_share})"


class Mailbox:
    """A mail server that writes down when each mail came."""

    def __init__(self) -> None:
        self.came: list[float] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, _envelope: Envelope) -> str:  # noqa: N802  # its name
        """Takes every mail."""
        self.came.append(time.monotonic())
        return "250 OK"


def measure() -> Iterator[Measured]:
    """From Send to the first mail at the server, and the look of the bell at many reports."""
    seconds = _from_send_to_mail()
    yield Measured("bell rung after Send, the slowest of 8", max(seconds), "s", Promise.AT_MOST, 10)
    costs = _looks()
    what = f"the bell's look at {REPORTS:,} reports, {OPEN_SHARE} % open, p95"
    yield Measured(what, costs["p95"] * 1000, "ms", Promise.AT_MOST, 50)
    yield Measured("statements of that look", costs["statements"], "", Promise.AT_MOST, 2)


def _from_send_to_mail() -> list[float]:
    box = Mailbox()
    with tempfile.TemporaryDirectory(prefix="safelamp-bench-") as folder, ExitStack() as running:
        controller = Controller(box, hostname="127.0.0.1", port=free_port())
        controller.start()
        running.callback(controller.stop)
        environment = _environment(Path(folder), mail_port=controller.port)
        subprocess.run([SAFELAMP, "demonstration", "--build-only"], env=environment, stdout=sys.stderr, check=True)
        subprocess.run([sys.executable, "-c", _ADDRESSES], env=environment, check=True)
        instance = running.enter_context(_served(Path(folder) / "home", environment))
        running.enter_context(_process([SAFELAMP, "work"], environment))
        time.sleep(5)  # what rang of the demonstration's own stories is over
        return [_once(instance, box, environment) for _ in range(SENDS)]


def _once(instance: Instance, box: Mailbox, environment: Mapping[str, str]) -> float:
    """Seconds from Send to the next mail."""
    subprocess.run([sys.executable, "-c", _TAKEN], env=environment, check=True)
    way = last_screen(instance, first_touch="told")
    time.sleep(APART)
    known, began = len(box.came), time.monotonic()
    post(instance, go="send", way=way)
    while len(box.came) == known:
        if time.monotonic() - began > GIVEN_UP:
            raise SystemExit(f"No mail came within {GIVEN_UP} seconds.")
        time.sleep(0.01)
    return box.came[known] - began


def _environment(folder: Path, *, mail_port: int) -> dict[str, str]:
    return os.environ | {
        "SAFELAMP_HOME": f"{folder}/home",
        "SAFELAMP_KEYS": f"{folder}/keys",
        "SAFELAMP_DEMONSTRATION": "1",
        "SAFELAMP_MAIL_URL": f"smtp://127.0.0.1:{mail_port}?tls=none",
        "SAFELAMP_MAIL_FROM": "desk@union.example",
        "DJANGO_SETTINGS_MODULE": "safelamp.site.settings",
    }


@contextmanager
def _served(home: Path, environment: Mapping[str, str]) -> Iterator[Instance]:
    port, began = free_port(), time.monotonic()
    address = f"http://127.0.0.1:{port}"
    with _process([SAFELAMP, "serve", "--listen", f"127.0.0.1:{port}"], environment) as process:
        seconds = first_page(process, address, began=began)
        yield Instance(address, process.pid, home, {}, seconds)


@contextmanager
def _process(command: list[str | Path], environment: Mapping[str, str]) -> "Iterator[subprocess.Popen[bytes]]":
    process = subprocess.Popen(command, env=environment, stdout=sys.stderr)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(STOPS_WITHIN)


def _looks() -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="safelamp-bench-") as folder:
        environment = _environment(Path(folder), mail_port=9)
        program = _LOOKS.format(reports=REPORTS, open_share=OPEN_SHARE)
        command = [sys.executable, "-c", program]
        ran = subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, check=True)
        figures: dict[str, float] = json.loads(ran.stdout)
        return figures
