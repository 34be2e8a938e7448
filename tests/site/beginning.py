"""`safelamp` as somebody types it: a real process in a home of its own, with or without a terminal."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.prepared import home_with_tables

LEFT_OUT = {"SAFELAMP_DATABASE_URL", "SAFELAMP_DEMONSTRATION", "SAFELAMP_HTTPS", "SAFELAMP_HOSTS", "SAFELAMP_LISTEN"}
PATIENCE = 400  # seconds, on a very busy machine
ANSWERS = (
    "--organisation", "Mill Workers' Union", "--country", "TH", "--language", "en", "--officer", "Anna",
    "--workplace", "Mill 1", "--sector", "C14",
)  # fmt: skip


@dataclass
class Home:
    """A data folder with its keys beside it, and settings that every process gets."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
        ours = {"SAFELAMP_HOME": str(self.home), "SAFELAMP_KEYS": str(self.folder / "keys")}
        return kept | ours | {"DJANGO_SETTINGS_MODULE": "safelamp.site.settings"} | self.settings

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "safelamp", *words]

    def run(self, *words: str, typed: bytes | None = None) -> "subprocess.CompletedProcess[str]":
        """Runs a command to its end without a terminal."""
        done = subprocess.run(
            self.command(*words), env=self.environment, input=typed, capture_output=True, timeout=PATIENCE, check=False,
            stdin=subprocess.DEVNULL if typed is None else None,
        )  # fmt: skip
        out, err = done.stdout.decode(), done.stderr.decode()
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    def begin(self) -> "subprocess.CompletedProcess[str]":
        """Begins an instance as a script does, in tables that are there already."""
        home_with_tables(self.home)
        return self.run("start", "--yes", *ANSWERS)

    def ask(self, code: str) -> str:
        """A few lines of Python with this home; returns what they print."""
        lines = f"import django; django.setup()\n{code}"
        done = subprocess.run(
            [sys.executable, "-c", lines], env=self.environment, check=True, capture_output=True, timeout=PATIENCE
        )
        return done.stdout.decode().strip()

    def organisations(self) -> int:
        """How many organisations stand in it."""
        if not (self.home / "safelamp.sqlite3").exists():
            return 0
        return int(
            self.ask(
                "from django.db import connection\n"
                "from safelamp.ground.organisations.models import Organisation as O\n"
                "print(O.objects.count() if O._meta.db_table in connection.introspection.table_names() else 0)"
            )
        )


class Person:
    """Somebody at a terminal: reads what is shown, types answers."""

    def __init__(self, home: Home, *words: str) -> None:
        self.shown = ""
        self._unread = ""
        main, other = pty.openpty()
        self._terminal = main
        self.process = subprocess.Popen(
            ["setsid", "--ctty", *home.command(*words)],  # so that Ctrl-C and a closed window reach it
            env=home.environment, stdin=other, stdout=other, stderr=other,
        )  # fmt: skip
        os.close(other)

    def until(self, words: str) -> str:
        """Reads until the words are shown; returns what came before them since the last time."""
        return self.until_match(re.escape(words))[0]

    def until_match(self, pattern: str) -> Sequence[str]:
        """Reads until the pattern is shown; returns what came before it, and its groups."""
        end = time.monotonic() + PATIENCE
        while not (found := re.search(pattern, self._unread)):
            assert time.monotonic() < end, self.shown
            ready, _, _ = select.select([self._terminal], [], [], 1)
            if ready:
                self._read()
        before, self._unread = self._unread[: found.start()], self._unread[found.end() :]
        return [before, *found.groups()]

    def _read(self) -> None:
        try:
            raw = os.read(self._terminal, 65536)
        except OSError:  # the process ended
            raw = b""
        assert raw, f"it ended without saying so:\n{self.shown}"
        text = raw.decode(errors="replace").replace("\r\n", "\n")
        self.shown += text
        self._unread += text

    def types(self, line: str | bytes = "") -> "Person":
        os.write(self._terminal, (line.encode() if isinstance(line, str) else line) + b"\n")
        return self

    def presses(self, key: bytes) -> "Person":
        os.write(self._terminal, key)
        return self

    def goes_away(self) -> None:
        """Closes the terminal window."""
        os.close(self._terminal)
        self._terminal = -1

    def ends(self) -> int:
        """The exit code, once everything it still said was read."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            self._drain()
        self._drain()
        return self.process.wait(5)

    def _drain(self) -> None:
        if self._terminal < 0:
            self.process.wait(PATIENCE)
            return
        ready, _, _ = select.select([self._terminal], [], [], 0.2)
        if ready:
            try:
                self._read()
            except AssertionError:
                self.process.wait(PATIENCE)
