"""Memory while nothing happens: `safelamp serve` and `safelamp work` of one union, side by side, after a first page."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.bench.measured import Measured, Promise
from tools.bench.memory import descendants, pss
from tools.instance import ROOT, SAFELAMP, first_page, free_port

IDLE = 10.0  # seconds until what the start needed is given back


def measure() -> Iterator[Measured]:
    """Shared pages are counted once."""
    with tempfile.TemporaryDirectory(prefix="safelamp-bench-") as folder:
        environment = _prepared(Path(folder))
        listen = f"127.0.0.1:{free_port()}"
        with _running(environment, "serve", "--listen", listen) as web, _running(environment, "work") as work:
            first_page(web, f"http://{listen}/r/", began=time.monotonic())
            time.sleep(IDLE)
            idle = pss(work.pid)
            both = idle + sum(map(pss, descendants(web.pid)))
    yield Measured("memory of safelamp work, idle", idle, "MB", Promise.AT_MOST, 100)
    yield Measured("memory of safelamp serve and work, idle", both, "MB", Promise.AT_MOST, 300)


def _prepared(folder: Path) -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SAFELAMP_")} | {
        "DJANGO_SETTINGS_MODULE": "safelamp.site.settings",
        "SAFELAMP_HOME": str(folder / "home"),
        "SAFELAMP_KEYS": str(folder / "keys"),
        "SAFELAMP_MAIL_URL": "smtp://127.0.0.1:9?tls=none",  # nobody listens: nobody is told
        "SAFELAMP_MAIL_FROM": "desk@union.example",
    }
    command = [sys.executable, "-m", "tests.seeding"]
    subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return environment


@contextmanager
def _running(environment: dict[str, str], *words: str) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen([SAFELAMP, *words], env=environment, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)
