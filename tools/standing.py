"""A server as the install guide makes it, in a folder of its own: each unit's own line, where no systemd runs."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tools import units

STARTS_WITHIN = 60  # seconds, on a busy machine
STOPS_WITHIN = 30
WEB, WORK, BACKUP = "safelamp-web.service", "safelamp-work.service", "safelamp-backup.service"
# What systemd does with safelamp-web.socket: the open door is descriptor 3, and the process is told that it is meant.
_HAND_OVER = 'exec 3<&"$1"; shift; LISTEN_FDS=1 LISTEN_PID=$$ exec "$@"'
_SAFELAMP = (sys.executable, "-m", "safelamp")


@dataclass
class Standing:
    """A home, its keys, and the services that run; `more` are settings that the guide's reader would write."""

    folder: Path
    site: str
    more: Mapping[str, str] = field(default_factory=dict)
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        for name in ("home", "keys", "tmp", "backups", "backups/data", "backups/keys"):
            (self.folder / name).mkdir(mode=0o700, exist_ok=True)
        self.door = socket.create_server(("127.0.0.1", 0), backlog=1024)

    @property
    def listens(self) -> str:
        """HOST:PORT of the door that systemd would hold."""
        return f"127.0.0.1:{self.door.getsockname()[1]}"

    @property
    def home(self) -> Path:
        """The data folder."""
        return self.folder / "home"

    @property
    def log(self) -> Path:
        """What the services say."""
        return self.folder / "log"

    @property
    def environment(self) -> dict[str, str]:
        """The settings file that ships, with the folders and the name of this one."""
        outside = {name: value for name, value in os.environ.items() if not name.startswith("SAFELAMP_")}
        shipped = units.settings_of("safelamp.env") | {"SAFELAMP_HOSTS": self.site}
        folders = {"SAFELAMP_HOME": str(self.home), "SAFELAMP_KEYS": str(self.folder / "keys")}
        django = {"DJANGO_SETTINGS_MODULE": "safelamp.site.settings", "TMPDIR": str(self.folder / "tmp")}
        return outside | shipped | folders | django | dict(self.more)

    def run(self, *words: str | Path) -> "subprocess.CompletedProcess[str]":
        """Runs a command of `safelamp` to its end."""
        return subprocess.run(  # our own words
            [*_SAFELAMP, *map(str, words)], env=self.environment, cwd=self.folder, check=False, capture_output=True,
            text=True, timeout=300,
        )  # fmt: skip

    def start(self, name: str) -> "subprocess.Popen[bytes]":
        """Starts a service by its own line, and the line before it."""
        unit = units.read(name)
        for before in self._commands(unit, "ExecStartPre"):
            subprocess.run(before, check=True)
        (words,) = self._commands(unit, "ExecStart")
        handed = [self.door.fileno()] if name == WEB else []
        if handed:
            words = ["bash", "-c", _HAND_OVER, "bash", str(self.door.fileno()), *words]
        with self.log.open("ab") as said:
            self.processes[name] = subprocess.Popen(
                words, env=self.environment, cwd=self.home, pass_fds=handed, stdout=said, stderr=said
            )
        return self.processes[name]

    def stop(self, *names: str) -> None:
        """Ends these services politely, or all."""
        for name in names or tuple(self.processes):
            process = self.processes.pop(name)
            process.send_signal(signal.SIGTERM)
            process.wait(STOPS_WITHIN)

    def leave(self) -> None:
        """Ends everything and closes the door."""
        self.stop()
        self.door.close()

    def wait_for_work(self) -> None:
        """Waits until the work beside the pages has begun."""
        until = time.monotonic() + STARTS_WITHIN
        while not (self.home / "work.stamp").exists():
            if time.monotonic() > until:
                raise TimeoutError(self.log.read_text())
            time.sleep(0.1)

    def _commands(self, unit: units.Unit, directive: str) -> list[list[str]]:
        places = {
            "/run": str(self.folder / "tmp"),
            "/etc/safelamp/keys": str(self.folder / "keys"),
            "/var/backups/safelamp": str(self.folder / "backups"),
        }
        return list(unit.commands(directive, places=places, safelamp=_SAFELAMP))
