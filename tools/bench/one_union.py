"""One union on a server of its own, as the product serves it, to be started, killed and asked: for measurements."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tools.instance import ROOT, SAFELAMP, STOPS_WITHIN, first_page, free_port


@dataclass
class OneUnion:
    """A home with one union and one workplace (`code` is its poster's), and the server while it runs."""

    folder: Path
    code: str = ""
    address: str = ""
    process: "subprocess.Popen[bytes]" = field(init=False)

    @property
    def environment(self) -> dict[str, str]:
        """What every process of it is given: nothing of it lies outside `folder`."""
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "safelamp.site.settings",
            "SAFELAMP_HOME": str(self.folder / "home"),
            "SAFELAMP_KEYS": str(self.folder / "keys"),
            "PYTHONPATH": str(ROOT),
        }

    def prepare(self) -> None:
        """Makes the database, the union with its keys, and the workplace."""
        self.folder.mkdir()
        made = subprocess.run(
            [sys.executable, "-m", "tests.seeding"], env=self.environment, cwd=ROOT, check=True, stdout=subprocess.PIPE
        )
        self.code = json.loads(made.stdout)["code"]

    def start(self) -> None:
        """Starts the product's own server."""
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [SAFELAMP, "serve", "--listen", f"127.0.0.1:{port}"], env=self.environment, stdout=sys.stderr
        )
        first_page(self.process, self.address, began=time.monotonic())

    def stop(self) -> None:
        """Ends it politely."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(STOPS_WITHIN)

    def kill(self) -> None:
        """Kills every process at once: no handler runs, nothing is tidied up."""
        for number in _family(self.process.pid):
            os.kill(number, signal.SIGKILL)
        self.process.wait(STOPS_WITHIN)

    @property
    def processor_seconds(self) -> float:
        """What the server's processes have used of the processors, whoever else runs on the machine."""
        ticks = 0
        for number in _family(self.process.pid):
            said = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
            ticks += int(said[11]) + int(said[12])  # utime and stime, of which proc(5) tells
        return ticks / os.sysconf("SC_CLK_TCK")

    def ask(self, code: str) -> str:
        """Runs a few lines of Python in a process of its own with this home and returns what it printed."""
        lines = f"import django; django.setup()\n{code}"
        said = subprocess.run(
            [sys.executable, "-c", lines], env=self.environment, cwd=ROOT, check=True, stdout=subprocess.PIPE
        )
        return said.stdout.decode().strip()


def _family(number: int) -> list[int]:
    """The process and everything that it started, the first first."""
    found = [number]
    for task in Path(f"/proc/{number}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += _family(int(child))
    return found
