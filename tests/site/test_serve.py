"""`safelamp serve`: the web server as a service runs it, and when it must not begin."""

import http.client
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from safelamp.site import listening
from safelamp.site.listening import NotThere, Place
from tests.site.beginning import Home
from tools.instance import free_port

pytestmark = [pytest.mark.slow]
STARTS_WITHIN = 400  # seconds, on a very busy machine


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("served"))
    done = home.begin()
    assert done.returncode in {0, 1}, done.stderr
    return home


@contextmanager
def serving(home: Home, listen: str) -> Iterator["subprocess.Popen[bytes]"]:
    """The server, until the end; whatever it writes lands in `said`."""
    with (home.folder / "said").open("wb") as said:
        process = subprocess.Popen(
            home.command("serve", "--listen", listen), env=home.environment, stdout=said, stderr=said
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def answers(port: int, path: str = "/r/", **headers: str) -> int:
    until = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
            with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310  # our own address
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code
        except OSError:
            assert time.monotonic() < until
            time.sleep(0.1)


def test_it_serves_as_one_process_that_became_gunicorn_and_stops_when_told(begun: Home) -> None:
    port = free_port()
    with serving(begun, f"127.0.0.1:{port}") as process:
        assert answers(port) == 200
        assert b"gunicorn" in Path(f"/proc/{process.pid}/cmdline").read_bytes()
    assert process.returncode == 0
    assert f"Safelamp serves on 127.0.0.1:{port}." in (begun.folder / "said").read_text()


def test_it_listens_on_a_socket_that_its_group_may_use_and_nobody_else(begun: Home) -> None:
    path = begun.folder / "web"
    with serving(begun, f"unix:{path}"):
        until = time.monotonic() + STARTS_WITHIN
        while not path.exists():
            assert time.monotonic() < until, (begun.folder / "said").read_text()
            time.sleep(0.1)
        assert path.stat().st_mode & 0o007 == 0
        assert path.stat().st_mode & 0o060 == 0o060
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(60)
            client.connect(str(path))
            client.sendall(b"GET /record/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            answer = http.client.HTTPResponse(client)
            answer.begin()
            assert answer.status == 200


def test_before_the_start_it_serves_nothing(tmp_path: Path) -> None:
    done = Home(tmp_path).run("serve", "--listen", f"127.0.0.1:{free_port()}")
    assert (done.returncode, done.stderr) == (2, "Nothing has been started here yet. Run: safelamp start\n")


def test_a_database_behind_its_program_is_not_served(begun: Home, tmp_path: Path) -> None:
    _forget_migration(begun.home / "safelamp.sqlite3")
    try:
        done = begun.run("serve", "--listen", f"127.0.0.1:{free_port()}")
        assert done.returncode == 2
        assert "safelamp django migrate" in done.stderr
    finally:
        _remember_migration(begun.home / "safelamp.sqlite3", "0001_initial")


def test_a_database_of_a_newer_version_is_not_served(begun: Home) -> None:
    _remember_migration(begun.home / "safelamp.sqlite3", "9999_of_tomorrow")
    try:
        done = begun.run("serve", "--listen", f"127.0.0.1:{free_port()}")
        assert done.returncode == 2
        assert "newer Safelamp" in done.stderr
    finally:
        _forget_migration(begun.home / "safelamp.sqlite3", "9999_of_tomorrow")


def test_a_port_in_use_is_named(begun: Home) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = begun.run("serve", "--listen", f"127.0.0.1:{taken.getsockname()[1]}")
    assert done.returncode == 2
    assert "Address already in use" in done.stderr


def test_it_listens_to_other_machines_only_behind_https(begun: Home) -> None:
    done = begun.run("serve", "--listen", f"0.0.0.0:{free_port()}")
    assert done.returncode == 2
    assert "can be read" in done.stderr.replace("could be read", "can be read")
    behind = Home(begun.folder, {"SAFELAMP_HTTPS": "1"})
    port = free_port()
    with serving(behind, f"0.0.0.0:{port}"):
        assert answers(port) in {200, 403}
        assert "let nobody but your HTTPS server reach it" in (begun.folder / "said").read_text()


def test_the_place_may_come_from_the_environment(begun: Home) -> None:
    done = Home(begun.folder, {"SAFELAMP_LISTEN": "nowhere"}).run("serve")
    assert done.returncode == 2
    assert "“nowhere” is no place to listen" in done.stderr


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("127.0.0.1:8000", Place("127.0.0.1", 8000)),
        ("localhost:80", Place("localhost", 80)),
        ("[::1]:8000", Place("::1", 8000)),
        ("[::]:8000", Place("::", 8000)),
    ],
)
def test_a_place_is_read(typed: str, place: Place) -> None:
    assert listening.read(typed) == place
    assert place.is_open == (typed.startswith("[::]"))


@pytest.mark.parametrize(
    "typed",
    ["", ":", "8000", "localhost", "localhost:0", "localhost:70000", "localhost:١٢", "unix:web", "unix:/no/f/x"],
)
def test_what_is_no_place_is_refused(typed: str) -> None:
    with pytest.raises(NotThere):
        listening.read(typed)


def test_every_interface_of_the_new_internet_is_open_too() -> None:
    for host in ("::", "10.0.0.5", "lamp.example.org"):
        with pytest.raises(NotThere, match="HTTPS"):
            listening.check(Place(host, 8000), behind_https=False)


def _forget_migration(path: Path, name: str = "0001_initial") -> None:
    with sqlite3.connect(path) as database:
        database.execute("DELETE FROM django_migrations WHERE app = 'actions' AND name = ?", [name])


def _remember_migration(path: Path, name: str) -> None:
    with sqlite3.connect(path) as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('actions', ?, '2026-11-21')", [name]
        )
