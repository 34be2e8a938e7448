"""Real Kannel with the configuration that ships, and the two ends of it: fakesmsc, and an SMSC that speaks UCS-2."""

import contextlib
import re
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote_to_bytes

from tests.machine import KANNEL
from tests.running import ROOT
from tools.instance import free_port

CONFIGURATION = ROOT / "deploy" / "kannel.conf"
BEARERBOX, SMSBOX, FAKESMSC = KANNEL
STARTS_WITHIN = 30.0
ANSWERS_WITHIN = 40.0
SECRET = "0123456789abcdef0123456789abcdef"
QUIET = "3"  # errors only: below, Kannel says each text and number on its standard error
US = "1234"
_SMPP_GROUP = re.compile(r"group = smsc\nsmsc = smpp.*?\n\n", re.DOTALL)


@dataclass
class Kannel:
    """bearerbox and smsbox, with a folder of their own, in front of a Safelamp."""

    folder: Path
    safelamp: str
    smsc: str
    sendsms_port: int = field(default_factory=free_port)
    processes: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    def start(self) -> None:
        """Starts both, and waits until smsbox listens."""
        self.folder.mkdir(parents=True)
        file = self.folder / "kannel.conf"
        file.write_text(self._configuration())
        file.chmod(0o600)
        core = re.search(r"smsbox-port = (\d+)", file.read_text())
        assert core is not None
        for program, port in ((BEARERBOX, int(core.group(1))), (SMSBOX, self.sendsms_port)):
            with (self.folder / f"{program.name}.said").open("ab") as said:
                self.processes.append(
                    subprocess.Popen(
                        [program, "-v", QUIET, file.name], cwd=self.folder, stdout=said, stderr=subprocess.STDOUT
                    )
                )
            _wait_for(port, self.folder / f"{program.name}.said")

    def stop(self) -> None:
        """Ends both, the smsbox first."""
        for process in reversed(self.processes):
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(20)

    def _configuration(self) -> str:
        given = _SMPP_GROUP.sub(lambda found: self.smsc or found.group(), CONFIGURATION.read_text())
        ports = {"13000": free_port(), "13001": free_port(), "13013": self.sendsms_port}
        for usual, port in ports.items():
            given = given.replace(usual, str(port))
        return given.replace(
            "http://kannel:SMS-SECRET@127.0.0.1:8000", self.safelamp.replace("//", f"//kannel:{SECRET}@")
        )


def _wait_for(port: int, said: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise TimeoutError(said.read_text(errors="replace"))


@contextmanager
def kannel_with_fakesmsc(folder: Path, *, safelamp: str) -> Iterator["FakeSmsc"]:
    """Kannel's own test network: one text at a time."""
    port = free_port()
    group = f"group = smsc\nsmsc = fake\nsmsc-id = fake\nport = {port}\nconnect-allow-ip = 127.0.0.1\n\n"
    kannel = Kannel(folder, safelamp, group)
    kannel.start()
    try:
        yield FakeSmsc(port)
    finally:
        kannel.stop()


@dataclass(frozen=True)
class FakeSmsc:
    """The program that comes with kannel-extras."""

    port: int

    def sends(self, number: str, text: str) -> str:
        """One text message, and the reply that came for it."""
        command = ["stdbuf", "-oL", "-eL", FAKESMSC, "-H", "127.0.0.1", "-r", str(self.port), "-i", "0.2", "-m", "1"]
        process = subprocess.Popen(
            [*command, f"{number} {US} text {text}"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        assert process.stdout is not None
        stopper = threading.Timer(ANSWERS_WITHIN, process.terminate)
        stopper.start()
        try:
            for line in process.stdout:
                found = re.search(rb"Got message \d+: <(.*)>", line)
                if found:
                    return _said(found.group(1))
        finally:
            stopper.cancel()
            process.terminate()
            process.wait(20)
            process.stdout.close()
        raise TimeoutError(text)


def _said(line: bytes) -> str:
    """The text of one of fakesmsc's lines: FROM TO [udh UDH] KIND TEXT."""
    _sender, _receiver, kind, said = line.split(b" ", 3)
    assert kind in {b"text", b"ucs-2"}, line
    raw = unquote_to_bytes(said.replace(b"+", b" ")) if kind == b"ucs-2" else said
    return raw.decode("utf-16-be") if kind == b"ucs-2" else unquote_to_bytes(raw.replace(b"+", b" ")).decode("utf-8")
