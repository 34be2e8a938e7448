"""Real Caddy with the Caddyfile that ships, in front of a real Safelamp, and a Chromium that trusts its authority."""

import os
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Playwright

from tests.machine import CHROMIUM
from tests.running import ROOT, STARTS_WITHIN, Instance
from tools.instance import free_port

SITE = "union.test"
MIRROR = "second.test"
ONION = f"{'safelamp' * 7}.onion"  # an address has 56 signs
CADDYFILE = ROOT / "deploy" / "Caddyfile"
AUTHORITY = "data/caddy/pki/authorities/local/root.crt"


class HttpsInstance(Instance):
    """An instance as the settings of the guide make it: it knows one name, and that HTTPS stands in front."""

    @property
    def environment(self) -> dict[str, str]:
        """The home's environment, with what `/etc/safelamp/safelamp.env` adds."""
        return super().environment | {"SAFELAMP_HTTPS": "1", "SAFELAMP_HOSTS": f"{SITE},{MIRROR},{ONION}"}

    def _wait(self) -> None:
        port = int(self.address.rpartition(":")[2])
        wait_until_open(port, self.folder / "stderr")


@dataclass
class Front:
    """Caddy with a folder of its own."""

    folder: Path
    upstream: str
    http_port: int = field(default_factory=free_port)
    https_port: int = field(default_factory=free_port)
    onion_port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def authority(self) -> Path:
        """The certificate that a browser must trust."""
        return self.folder / AUTHORITY

    @property
    def log(self) -> Path:
        """Everything that Caddy says."""
        return self.folder / "caddy.log"

    def start(self) -> None:
        """Starts Caddy as its own authority, and waits until it answers with a certificate by each of its names."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "tmp").mkdir(exist_ok=True)
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "TMPDIR": str(self.folder / "tmp"),
            "SAFELAMP_SITE": f"{SITE}, {MIRROR}",
            "SAFELAMP_TLS": "tls internal",
            "SAFELAMP_HTTP_PORT": str(self.http_port),
            "SAFELAMP_HTTPS_PORT": str(self.https_port),
            "SAFELAMP_ONION": ONION,
            "SAFELAMP_ONION_PORT": str(self.onion_port),
            "SAFELAMP_UPSTREAM": self.upstream,
            "SAFELAMP_CODE": str(ROOT),
        }
        with self.log.open("ab") as said:
            self.process = subprocess.Popen(
                ["caddy", "run", "--config", CADDYFILE], env=environment, cwd=self.folder, stdout=said, stderr=said
            )
        wait_until_open(self.https_port, self.log)
        until = time.monotonic() + STARTS_WITHIN
        while not self._certified():
            assert time.monotonic() < until, self.log.read_text()
            time.sleep(0.05)

    def _certified(self) -> bool:
        try:
            for name in (SITE, MIRROR):
                self.connection(name).close()
        except OSError:  # no authority yet, half a file, no certificate for the name
            return False
        return True

    def stop(self) -> None:
        """Ends it politely."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(30)
            self.process = None

    def connection(self, name: str = SITE) -> ssl.SSLSocket:
        """A connection of a client that trusts Caddy's authority and nobody else."""
        plain = socket.create_connection(("127.0.0.1", self.https_port), timeout=60)
        return ssl.create_default_context(cafile=str(self.authority)).wrap_socket(plain, server_hostname=name)


def wait_until_open(port: int, log: Path) -> None:
    """Waits until somebody listens; says what the log says if nobody does."""
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(log.read_text())


@contextmanager
def fronted(folder: Path, instance: Instance) -> Iterator[Front]:
    """Caddy in front of a running instance."""
    front = Front(folder, instance.address.removeprefix("http://"))
    front.start()
    try:
        yield front
    finally:
        front.stop()


def trusting(playwright: Playwright, front: Front, home: Path, *, authority: Path | None) -> Browser:
    """A Chromium with a home of its own, for which our addresses lead to Caddy; it trusts `authority` too."""
    store = home / ".pki" / "nssdb"
    store.mkdir(parents=True)
    subprocess.run(["certutil", "-N", "-d", f"sql:{store}", "--empty-password"], check=True)
    if authority is not None:
        added = ["certutil", "-A", "-d", f"sql:{store}", "-t", "C,,", "-n", "the union's own", "-i", str(authority)]
        subprocess.run(added, check=True)
    rules = [
        *(f"MAP {name}:443 127.0.0.1:{front.https_port}" for name in (SITE, MIRROR)),
        *(f"MAP {name}:80 127.0.0.1:{front.http_port}" for name in (SITE, MIRROR)),
        f"MAP {ONION}:80 127.0.0.1:{front.onion_port}",  # what Tor would do with what comes to the address
    ]
    return playwright.chromium.launch(
        executable_path=CHROMIUM,
        args=[
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            f"--host-resolver-rules={', '.join(rules)}",
        ],
        env={**{name: value for name, value in os.environ.items() if isinstance(value, str)}, "HOME": str(home)},
    )
