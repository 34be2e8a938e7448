"""The real thing: gunicorn with a home, keys, temporary folder and log files of its own, and people who visit it."""

import json
import mimetypes
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode, urljoin

from safelamp.site.running import Address, Server
from tests import prepared
from tests.doors.worker.form import Form, forms_of, words_of
from tools.instance import free_port

ROOT = Path(__file__).parents[1]
STARTS_WITHIN = 400  # seconds, on a very busy machine
NEVER_IN_TESTS = {"SAFELAMP_DATABASE_URL", "SAFELAMP_DEMONSTRATION", "PYTEST_CURRENT_TEST"}


@dataclass
class Instance:
    """A home with one union in it, and the server's processes while it runs."""

    folder: Path
    application: str = "safelamp.site.wsgi"
    code: str = ""
    workplace: str = ""
    passphrases: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    database: str = ""  # an address of PostgreSQL; SQLite without one
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def environment(self) -> dict[str, str]:
        """What every process of it is given: nothing of it lies outside `folder`."""
        kept = {name: value for name, value in os.environ.items() if name not in NEVER_IN_TESTS}
        return (
            kept
            | {
                "DJANGO_SETTINGS_MODULE": "safelamp.site.settings",
                "SAFELAMP_HOME": str(self.folder / "home"),
                "SAFELAMP_KEYS": str(self.folder / "keys"),
                "TMPDIR": str(self.folder / "tmp"),
                "PYTHONPATH": str(ROOT),
            }
            | ({"SAFELAMP_DATABASE_URL": self.database} if self.database else {})
        )

    def prepare(self, *, program: str = "tests.seeding") -> None:
        """Gets database, union, log-ins and workplace: copied from what `program` made once in this run."""
        if self.database or prepared.Kept.folder is None:
            self.prepare_here(program=program)
            return
        kept = prepared.once_a_run(program, lambda folder: Instance(folder).prepare_from_migrated(program))
        for name in ("home", "keys", "tmp"):
            shutil.copytree(kept / name, self.folder / name, dirs_exist_ok=True)
        self._keep((kept / "said").read_bytes())

    def prepare_from_migrated(self, program: str) -> None:
        """Makes them in a copy of the run's migrated database and keeps what was said beside them."""
        prepared.home_with_tables(self.folder / "home")
        (self.folder / "said").write_bytes(self.prepare_here(program=program))

    def prepare_here(self, *, program: str = "tests.seeding") -> bytes:
        """Makes them from nothing, or from the database that lies there, in this very folder; returns what was said."""
        (self.folder / "tmp").mkdir(parents=True)
        made = subprocess.run(
            [sys.executable, "-m", program],
            env=self.environment, cwd=ROOT, check=True, capture_output=True, timeout=600,
        )  # fmt: skip
        self._keep(made.stdout)
        return made.stdout

    def _keep(self, said: bytes) -> None:
        kept = json.loads(said)
        self.code, self.workplace, self.passphrases = kept["code"], kept["workplace"], kept["passphrases"]

    def start(self) -> None:
        """Starts the server with the product's own command line."""
        port = free_port()
        command = Server(Address("127.0.0.1", port), environment={})._command()
        command[-1] = self.application
        with (self.folder / "stdout").open("ab") as said, (self.folder / "stderr").open("ab") as complained:
            self.process = subprocess.Popen(
                command, env=self.environment, cwd=self.folder, stdout=said, stderr=complained
            )
        self.address = f"http://127.0.0.1:{port}"
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"{self.address}/r/", timeout=5).close()  # noqa: S310  # our own address
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
            else:
                return
        raise TimeoutError((self.folder / "stderr").read_text())

    @property
    def processes(self) -> list[int]:
        """The master's process id and its workers'."""
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [self.process.pid, *map(int, children)]

    def kill(self) -> None:
        """kill -9 for every process at once: no handler runs, nothing is tidied up."""
        for number in self.processes:
            os.kill(number, signal.SIGKILL)
        assert self.process is not None
        self.process.wait(20)
        self.process = None

    def stop(self) -> None:
        """Ends it politely."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(30)
            self.process = None

    def ask(self, code: str) -> str:
        """Runs a few lines of Python in a process of its own with this home and returns what it printed."""
        lines = f"import django; django.setup()\n{code}"
        said = subprocess.run(
            [sys.executable, "-c", lines], env=self.environment, cwd=ROOT, check=True, capture_output=True, timeout=400
        )
        return said.stdout.decode().strip()


@contextmanager
def running(folder: Path, *, application: str = "safelamp.site.wsgi") -> Iterator[Instance]:
    """A prepared instance that serves until the end."""
    instance = Instance(folder, application)
    instance.prepare()
    instance.start()
    try:
        yield instance
    finally:
        instance.stop()


class Visitor:
    """A browser without scripts over a real connection: cookies, redirects, forms."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.html = ""
        self.status = 0
        self.address = instance.address

    def open(self, path: str) -> "Visitor":
        """Opens an address."""
        return self._load(urllib.request.Request(urljoin(self._instance.address, path)))  # noqa: S310

    def send(self, action: str = "", *, photo: bytes = b"", **typed: str) -> "Visitor":
        """Fills and sends the page's form whose address ends with `action`, or the last one."""
        form = self.form(action)
        values = form.values | typed
        address = urljoin(self.address, form.action or self.address)
        if photo:
            body, kind = multipart(values, photo)
        else:
            body, kind = urlencode(values).encode(), "application/x-www-form-urlencoded"
        return self._load(urllib.request.Request(address, body, {"Content-Type": kind}))  # noqa: S310

    def form(self, action: str = "") -> Form:
        """The last form of the page whose address ends so; forms without an address lead to the page's own."""
        found = [form for form in forms_of(self.html) if (form.action or self.address).endswith(action)]
        assert found, (action, self.address, self.status, words_of(self.html)[:2000])
        return found[-1]

    def log_in(self, name: str) -> "Visitor":
        """Comes in at the desk."""
        self.open("/desk/log-in/").send("/log-in/", login_name=name, passphrase=self._instance.passphrases[name])
        assert "/log-in/" not in self.address, words_of(self.html)
        return self

    def _load(self, request: urllib.request.Request) -> "Visitor":
        try:
            answer = self._opener.open(request, timeout=400)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            self.html, self.status, self.address = answer.read().decode(errors="replace"), answer.status, answer.url
        return self


def multipart(values: Mapping[str, str], photo: bytes) -> tuple[bytes, str]:
    """A form with a photo, as browsers send it."""
    mark = uuid.uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in values.items()
    ]
    kind = mimetypes.types_map[".jpg"]
    head = f'--{mark}\r\nContent-Disposition: form-data; name="photo"; filename="p.jpg"\r\nContent-Type: {kind}\r\n\r\n'
    return b"".join(
        [*parts, head.encode(), photo, f"\r\n--{mark}--\r\n".encode()]
    ), f"multipart/form-data; boundary={mark}"
